"""Say what is held of persons in the form in which records are compared."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final, NamedTuple

from beccaria.engines.persons_compare import Described, describe
from beccaria.people.models import Identity

_NAMES: Final = ("given_names", "surname", "aliases")
_FACTS: Final = ("born", "phone", "document", "address", "account", "until")


def described(ids: Iterable[str]) -> dict[str, Described]:
    """What is held of each, former records included: a man is also found by the name he had."""
    rows: dict[str, list[_Said]] = defaultdict(list)
    found = Identity.objects.filter(person_id__in=list(ids)).order_by("since", "id")
    # Plain rows, not objects: eighty candidates are compared while somebody waits.
    for person, given, surname, aliases, *facts in found.values_list("person_id", *_NAMES, *_FACTS):
        rows[person].append(_Said((f"{given} {surname}", *aliases), *facts))
    return {person: _described(said) for person, said in rows.items()}


class _Said(NamedTuple):
    """What one source asserted."""

    names: tuple[str, ...]
    born: date | None
    phone: str
    document: str
    address: str
    account: str
    until: datetime | None


def _described(said: list[_Said]) -> Described:
    now = [one for one in said if one.until is None]
    return describe(
        [name for one in said for name in one.names],
        born=next((one.born for one in (*now, *said) if one.born), None),
        phones=[one.phone for one in said],
        documents=[one.document for one in said],
        addresses=[one.address for one in said],
        accounts=[one.account for one in said],
    )
