"""Take in people as they arrive: a visit, a payment, a wish to telephone, an intake; compare them with everybody known.

The service does this, never the one who wrote the visit down: it compares with records he may not see. What comes of it
stands in judgements and in recognitions, each readable by those whose records they are about.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.db import transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.ids import new_id
from beccaria.core.judging import Prompt, Verdict
from beccaria.core.persons import Role
from beccaria.engines import names_fold
from beccaria.engines.folding import fold
from beccaria.engines.persons_compare import Described, account_key, holding_keys, words_of
from beccaria.lib.many import batches
from beccaria.people.actions.keying import write_made_keys
from beccaria.people.actions.ruling import Found, judge_many_by_rule
from beccaria.people.actions.telling import Appeared, Moment, appear, first_appearances, tell_owners
from beccaria.people.models import Identity, Person
from beccaria.people.queries.matching import Sought
from beccaria.people.queries.pairing import Near, compared_again, near

RULE: Final = "arrival"
_ROLES: Final = {Prompt.CALL_REQUEST: Role.CONTACT, Prompt.PAYMENT: Role.CONTACT}
_SOURCES: Final = {Prompt.VISIT: "visits", Prompt.PAYMENT: "payments", Prompt.CALL_REQUEST: "calls"}
_BATCH: Final = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived(Sought):
    """Somebody as a row described him. `person` is his record, when the row names one."""

    site: str
    prompt: Prompt
    ref: str
    at: datetime
    person: str | None = None

    @property
    def source(self) -> str:
        """What told of him: the desk of one establishment."""
        return f"{_SOURCES[self.prompt]}:{self.site}"

    @property
    def key(self) -> str:
        """The same for the same description: number and name; without a number, name, birth date, telephone, address.

        The name belongs to it always: an account or a telephone may be several people's.
        """
        number = names_fold.document_key(self.document) or account_key(self.account)
        phone = names_fold.phone_key(self.phone)
        more = (number,) if number else (str(self.born or ""), phone, fold(self.address))
        text = "|".join((" ".join(sorted(words_of(self.name))), *more))
        return hashlib.sha256(text.encode()).hexdigest()[:32]


def arrive(arrived: Iterable[Arrived], *, by: Actor, at: datetime) -> dict[str, str]:
    """Take in everybody of these rows, compare the new among them, judge and tell. Returns each row's record, by `ref`.

    Doing it again, or after it was killed, changes nothing. Rows that give nothing but a name are left: a name alone
    identifies nobody. Raises Refused.
    """
    require(Act.PERSON_LOAD, by)
    with transaction.atomic():
        made: list[str] = []
        appeared: list[Appeared] = []
        told: dict[str, str] = {}
        for batch in batches(arrived, _BATCH):
            new, records = _records(batch, at=at)
            made += new
            appeared += appear(
                [(record, Moment(row.prompt, row.ref, row.at), row.site) for record, row in records]
            )
            told |= {row.ref: record for record, row in records}
        compare_records(made, by=by, at=at)
        tell_owners(appeared, by=by, at=at)
    return told


def compare_new(person_id: str, *, by: Actor, at: datetime) -> None:
    """Compare one record that was written down or changed; what a rule joined is asked again. Twice is as once.

    Raises Refused.
    """
    require(Act.PERSON_LOAD, by)
    with transaction.atomic():
        row = Person.objects.filter(pk=person_id).first()
        if row is None:
            return
        appeared = appear([(row.pk, Moment(Prompt.REGISTER, f"people:{row.key}", row.recorded_at), row.site)])
        made = compare_records([row.pk], by=by, at=at)
        again = [_again(pair, at) for pair in compared_again(row.pk)]
        judge_many_by_rule(again, by=by, at=at)
        changed = Appeared(row.pk, Moment(Prompt.EVIDENCE, f"people:{row.key}", at), row.site)
        tell_owners(appeared or ([changed] if made else []), by=by, at=at)


def _again(pair: Near, at: datetime) -> Found:
    """What a rule says now of two records it has joined: what no longer speaks for it goes to a human."""
    return replace(_found(pair, {}, at), prompt=Prompt.EVIDENCE, prompt_at=at)


def compare_records(ids: Sequence[str], *, by: Actor, at: datetime) -> int:
    """Compare these records with all others and judge what is worth it. Returns how many judgements were made.

    What prompted a judgement is the later of the two first appearances: before it nobody could know.
    """
    require(Act.PERSON_LOAD, by)
    pairs = list(near(ids))
    moments = first_appearances({one for pair in pairs for one in (pair.left, pair.right)})
    found = [_found(pair, moments, at) for pair in pairs]
    return len(judge_many_by_rule(found, by=by, at=at))


def _found(pair: Near, moments: Mapping[str, Moment], at: datetime) -> Found:
    known = [moments[one] for one in (pair.left, pair.right) if one in moments]
    last = max(known, key=lambda one: one.at, default=Moment(Prompt.REGISTER, "", at))
    return Found(
        left=pair.left,
        right=pair.right,
        verdict=_verdict(pair),
        rule=RULE,
        score=pair.compared.score,
        because=pair.compared.because,
        related=pair.compared.related or "",
        prompt=last.prompt,
        prompt_ref=last.ref,
        prompt_at=last.at,
    )


def _verdict(pair: Near) -> Verdict:
    if pair.compared.may_be_joined:
        return Verdict.SAME
    return Verdict.NOT_SAME if pair.compared.is_told_apart else Verdict.UNSURE


def _records(batch: list[Arrived], *, at: datetime) -> tuple[list[str], list[tuple[str, Arrived]]]:
    """The record each row tells of: the one it names, or one made of its description. Which are new comes first."""
    described = {id(row): row.described() for row in batch if not row.person}
    telling = [row for row in batch if row.person or described[id(row)].is_more_than_a_name]
    wanted = {(row.source, row.key): row for row in reversed(telling) if not row.person}
    known = _known(wanted)
    new = {key: new_id() for key in wanted if key not in known}
    _insert([(new[key], wanted[key], described[id(wanted[key])]) for key in new], at=at)
    known |= new
    return list(new.values()), [(row.person or known[row.source, row.key], row) for row in telling]


def _known(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    keys: dict[str, list[str]] = defaultdict(list)
    for source, key in wanted:
        keys[source].append(key)
    return {
        (source, key): person
        for source, some in keys.items()
        for key, person in Person.objects.filter(source=source, key__in=some).values_list("key", "pk")
    }


def _insert(made: list[tuple[str, Arrived, Described]], *, at: datetime) -> None:
    Person.objects.bulk_create(_person(person, row, at) for person, row, _known in made)
    Identity.objects.bulk_create(_identity(person, row, at) for person, row, _known in made)
    write_made_keys((person, row.site, holding_keys(known)) for person, row, known in made)


def _person(person: str, row: Arrived, at: datetime) -> Person:
    given, surname = _parts(row.name)
    return Person(
        id=person,
        source=row.source,
        key=row.key,
        site=row.site,
        role=_ROLES.get(row.prompt, Role.VISITOR).value,
        name=names_fold.full_name(given, surname),
        born=row.born,
        sorts=names_fold.sort_name(given, surname),
        searched=" ".join(names_fold.search_words(given, surname)),
        recorded_at=at,
    )


def _identity(person: str, row: Arrived, at: datetime) -> Identity:
    given, surname = _parts(row.name)
    return Identity(
        person_id=person,
        source=row.source,
        key=row.key,
        asserted_by=row.source,
        role=_ROLES.get(row.prompt, Role.VISITOR).value,
        given_names=given,
        surname=surname,
        born=row.born,
        document=row.document.strip(),
        document_key=names_fold.document_key(row.document),
        phone=row.phone.strip(),
        phone_key=names_fold.phone_key(row.phone),
        address=row.address.strip(),
        account=row.account.strip(),
        since=at,
    )


def _parts(name: str) -> tuple[str, str]:
    """Given names and surname of a name in one piece: the last word is taken for the surname, to sort by."""
    given, _space, surname = " ".join(name.split()).rpartition(" ")
    return given, surname
