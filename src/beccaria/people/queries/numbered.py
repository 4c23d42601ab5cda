"""Find records by an identifier somebody gives: ours, the register's, or a prison number. Never by a name."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from beccaria.core.actors import Actor
from beccaria.core.persons import Role
from beccaria.lib.many import batches
from beccaria.people.models import Person
from beccaria.people.queries.clusters import fellows

_REGISTER: Final = "register"
_BATCH: Final = 5_000
# Lists number their rows 1, 2, 3: a short number says nothing of a prison's.
_TELLING: Final = 5


@dataclass(frozen=True, slots=True)
class Numbered:
    """Whose identifiers these are: the leading record of each, and those that several people have."""

    found: dict[str, str]
    several: frozenset[str]


def numbered(keys: Iterable[str], *, by: Actor) -> Numbered:
    """Whose record, register key or prison number each of these is, among those the reader may see.

    A short number without a letter is nobody's, and one that several people have is left open.
    """
    held: dict[str, set[str]] = defaultdict(set)
    telling = (one for one in keys if one and not (one.isdecimal() and len(one) < _TELLING))
    for some in batches(telling, _BATCH):
        known = Q(pk__in=some) | Q(source=_REGISTER, key__in=some) | Q(number__in=some, role=Role.PRISONER)
        rows = list(Person.objects.filter(known).values_list("pk", "source", "key", "number"))
        leads = fellows([row[0] for row in rows], by)
        asked = set(some)
        for person, source, key, number in rows:
            mine = {person, number, key if source == _REGISTER else person}
            for one in mine & asked:
                held[one].add(leads[person][0])
    return Numbered(
        {key: next(iter(people)) for key, people in held.items() if len(people) == 1},
        frozenset(key for key, people in held.items() if len(people) > 1),
    )
