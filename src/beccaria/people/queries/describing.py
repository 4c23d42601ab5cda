"""Say what is held of persons in the form in which records are compared."""

from collections import defaultdict
from collections.abc import Iterable

from beccaria.engines.persons_compare import Described, describe
from beccaria.people.models import Identity


def described(ids: Iterable[str]) -> dict[str, Described]:
    """What is held of each, former records included: a man is also found by the name he had."""
    rows: dict[str, list[Identity]] = defaultdict(list)
    for one in Identity.objects.filter(person_id__in=list(ids)).order_by("since", "id"):
        rows[one.person_id].append(one)
    return {person: _described(said) for person, said in rows.items()}


def _described(said: list[Identity]) -> Described:
    names = [name for one in said for name in (f"{one.given_names} {one.surname}", *one.aliases)]
    now = [one for one in said if one.until is None]
    return describe(
        names,
        born=next((one.born for one in (*now, *said) if one.born), None),
        phones=[one.phone for one in said],
        documents=[one.document for one in said],
        addresses=[one.address for one in said],
        accounts=[one.account for one in said],
    )
