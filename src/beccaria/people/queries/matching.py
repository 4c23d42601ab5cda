"""Offer persons who could be the one asked for, each with what speaks for and against it; a human decides."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from beccaria.core.actors import Actor
from beccaria.engines import names_fold
from beccaria.engines.folding import fold
from beccaria.engines.persons_compare import Described, compare
from beccaria.people.models import Identity, Person
from beccaria.people.queries.reading import lines
from beccaria.people.queries.searching import any_word
from beccaria.people.queries.shapes import Candidate

_WIDEST = 400
_MOST = 20
# Below this somebody shares one word of a name and nothing else.
_WORTH_A_LOOK = 0.25
_STEM = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What is known of somebody whose record is looked for; everything but the name may be unknown."""

    name: str
    born: date | None = None
    phone: str = ""
    address: str = ""
    document: str = ""


def match(sought: Sought, *, by: Actor) -> list[Candidate]:
    """The persons the reader may see who could be meant, nearest first, at most twenty.

    The score is a plain sum of weights (engines.persons_compare) that orders the list; it is no probability.
    """
    wide = _nearby(sought, by=by)
    asked = Described(
        names=(sought.name,),
        born=sought.born,
        phones=_some(names_fold.phone_key(sought.phone)),
        documents=_some(names_fold.document_key(sought.document)),
        addresses=_some(fold(sought.address)),
    )
    compared = {one: compare(asked, held) for one, held in _described(wide).items()}
    best = sorted(compared, key=lambda one: (-compared[one].score, one))
    kept = [one for one in best if compared[one].score >= _WORTH_A_LOOK][:_MOST]
    return [
        Candidate(one, compared[one.id].score, tuple(compared[one.id].because), compared[one.id].held)
        for one in lines(kept, by=by)
    ]


def _nearby(sought: Sought, *, by: Actor) -> set[str]:
    """Everybody worth comparing: by any word of the name, by birth date, by number of telephone or document."""
    words = [word for word in names_fold.words(sought.name) if len(word) > 1]
    found = set(any_word([word[:_STEM] for word in words], by=by, at_most=_WIDEST))
    found |= set(any_word(words, by=by, at_most=_WIDEST))
    if sought.born:
        found |= set(Person.objects.filter(born=sought.born).values_list("pk", flat=True)[:_WIDEST])
    by_number = Q(pk__in=[])
    if phone := names_fold.phone_key(sought.phone):
        by_number |= Q(phone_key=phone)
    if document := names_fold.document_key(sought.document):
        by_number |= Q(document_key=document)
    return found | set(Identity.objects.filter(by_number).values_list("person_id", flat=True)[:_WIDEST])


def _described(ids: set[str]) -> dict[str, Described]:
    """What is held of each, former records included: a man is also found by the name he had."""
    rows: dict[str, list[Identity]] = defaultdict(list)
    for one in Identity.objects.filter(person_id__in=ids):
        rows[one.person_id].append(one)
    return {
        person: Described(
            names=tuple(
                dict.fromkeys(
                    name
                    for one in said
                    for name in (f"{one.given_names} {one.surname}".strip(), *one.aliases)
                )
            ),
            born=next((one.born for one in said if one.until is None and one.born), None),
            phones=frozenset(one.phone_key for one in said if one.phone_key),
            documents=frozenset(one.document_key for one in said if one.document_key),
            addresses=frozenset(fold(one.address) for one in said if one.address),
        )
        for person, said in rows.items()
    }


def _some(text: str) -> frozenset[str]:
    return frozenset({text} if text else ())
