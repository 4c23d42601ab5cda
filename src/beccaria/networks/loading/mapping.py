"""Load what police mapping hands on: groups (`ocg`) and their members (`ocgm`), each row judged for itself."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from typing import Final

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.feedfiles_mapping import OCG, OCGM
from beccaria.core.refusal import BadInput
from beccaria.ledger import api as ledger
from beccaria.lib.staging import Job, Outcome, Staging
from beccaria.lib.tables import Bad, Good, Table, Value
from beccaria.networks.actions.importing import File, Mapped, MappedMember, take_group, take_member
from beccaria.people import api as people
from beccaria.people.api import PersonShown

_BATCH: Final = 500
_LONGEST_NUMBER: Final = 60
_MARK: Final = 12
_EXTENTS: Final = ("corruption", "tactics", "violence")
Done = Counter[str]
_Found = tuple[PersonShown, tuple[str, ...]]


def load_ocg(job: Job, *, by: Actor) -> Outcome:
    """Load groups with the bands that police mapping gives them. Loading a file twice changes nothing.

    Raises Refused, CannotRead; on an error nothing is loaded.
    """
    require(Act.GROUP_LOAD, by)
    with Staging(job, OCG) as staging:
        table = staging.open()
        file = File(by, job.at, staging.sha256[:_MARK])

        def take(row: Good) -> str:
            return take_group(_mapped(row.values), file)

        done = Counter[str]()
        for row in _good(staging, table):
            _take(row, take, staging, table, done)
        return _outcome(staging, done, by=by)


def load_ocgm(job: Job, *, by: Actor) -> Outcome:
    """Load who belongs to the groups by police mapping: one basis, so suspected, until there is another.

    Somebody is found by his prison number alone, never by his name; another birth date than ours refuses the row.
    Who is no longer in a later file stays, and lapses. Raises Refused, CannotRead; on an error nothing is loaded.
    """
    require(Act.GROUP_LOAD, by)
    with Staging(job, OCGM) as staging:
        table = staging.open(unique=("number", "group"))
        file = File(by, job.at, staging.sha256[:_MARK])
        done = Counter[str]()
        good = _good(staging, table)
        while some := list(islice(good, _BATCH)):
            numbers = {str(row.values["number"]) for row in some}
            held = people.numbered(numbers, by=by)
            known = people.named(held.found.values(), by=by)
            fellows = people.fellows(known, by)
            whose = {
                number: (known[person], fellows[person])
                for number, person in held.found.items()
                if person in known
            }

            def take(
                row: Good, whose: dict[str, _Found] = whose, several: frozenset[str] = held.several
            ) -> str:
                return take_member(_member(row.values, whose, several), file)

            for row in some:
                _take(row, take, staging, table, done)
        return _outcome(staging, done, by=by)


def _good(staging: Staging, table: Table) -> Iterator[Good]:
    """The rows that can be read; the others are set aside."""
    for row in table.rows():
        staging.job.tell(table.part_read())
        if isinstance(row, Bad):
            staging.reject(row)
        else:
            yield row


def _take(row: Good, take: Callable[[Good], str], staging: Staging, table: Table, done: Done) -> None:
    try:
        done[take(row)] += 1
    except BadInput as said:
        staging.reject(Bad(row.number, _cells(table, row), str(said)))
    else:
        staging.rows += 1


def _cells(table: Table, row: Good) -> tuple[str, ...]:
    column_of = {heading: column for column, heading in table.found.items()}
    return tuple(_text(row.values.get(column_of.get(heading, ""))) for heading in table.headings)


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _number(values: dict[str, Value]) -> str:
    number = str(values["group"]).strip()
    if len(number) > _LONGEST_NUMBER:
        raise BadInput(
            "group: the number is longer than %(longest_number)s characters: correct it.",
            longest_number=_LONGEST_NUMBER,
        )
    return number


def _mapped(values: dict[str, Value]) -> Mapped:
    name = " ".join(_text(values["name"]).split())
    if len(name) > _LONGEST_NUMBER * 2:
        raise BadInput(
            "name: it is longer than %(longest_number)s characters: shorten it.",
            longest_number=_LONGEST_NUMBER * 2,
        )
    return Mapped(
        number=_number(values),
        band=_text(values["band"]),
        extents={name: _text(values[name]).strip() for name in _EXTENTS},
        name=name,
        kind=_text(values["kind"]),
    )


def _member(values: dict[str, Value], whose: dict[str, _Found], several: frozenset[str]) -> MappedMember:
    number = str(values["number"])
    if number in several:
        raise BadInput(
            "number: several people have the number %(number)s: settle whose it is first.", number=number[:20]
        )
    found = whose.get(number)
    if found is None:
        raise BadInput(
            "number: nobody known has the number %(number)s: load the people first. Names are not matched.",
            number=number[:20],
        )
    person, records = found
    born = values["born"]
    if isinstance(born, date) and person.born and born != person.born:
        raise BadInput(
            "born: %(born)s is not the birth date we hold for number %(number)s: check which is right.",
            born=born,
            number=number[:20],
        )
    return MappedMember(
        group=_number(values),
        person=person,
        records=records,
        standing=_text(values["standing"]),
        corrupter=values["corrupter"] is True,
        may_go_on=values["may_go_on"] is True,
    )


def _outcome(staging: Staging, done: Done, *, by: Actor) -> Outcome:
    outcome = staging.outcome(new=done["new"], changed=done["changed"])
    ledger.record(
        Act.GROUP_LOAD,
        by=by,
        subjects=[f"file:{outcome.sha256}"],
        at=staging.job.at,
        detail={
            "kind": outcome.kind,
            "rows": outcome.rows,
            "new": outcome.new,
            "changed": outcome.changed,
            "rejected": outcome.rejected,
        },
    )
    return outcome
