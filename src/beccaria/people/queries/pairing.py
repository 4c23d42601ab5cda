"""Bring together the records that could be one person, for rules to judge: many at once, and in bounded memory."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from beccaria.core.judging import REVIEW, Verdict
from beccaria.engines.persons_compare import (
    Compared,
    Described,
    birth_keys,
    compare,
    identifier_keys,
    naming_keys,
)
from beccaria.people.models import Judgement
from beccaria.people.queries.describing import described

_AT_ONCE = 1_000
# A number or an address that more records have than this identifies nobody: a shelter, a switchboard.
_TOO_COMMON = 60

# Each key is looked up alone; `number` says which of the asked keys found whom.
_SHARING = """
SELECT asked.number, kept.people FROM unnest(%(keys)s::bigint[]) WITH ORDINALITY AS asked(key, number)
CROSS JOIN LATERAL (
  SELECT array_agg(one.person_id) AS people FROM (
    SELECT keys.person_id FROM people_personkey keys WHERE keys.key = asked.key LIMIT %(at_most)s
  ) one
) kept
WHERE cardinality(kept.people) BETWEEN 2 AND %(at_most)s - 1
"""


@dataclass(frozen=True, slots=True)
class Near:
    """Two records that could be one person, and how they compare."""

    left: str
    right: str
    compared: Compared


def near(ids: Sequence[str]) -> Iterator[Near]:
    """Every pair of one of these records and any other that is worth a judgement. For the service: it sees them all."""
    seen: set[tuple[str, str]] = set()
    for start in range(0, len(ids), _AT_ONCE):
        known = described(ids[start : start + _AT_ONCE])
        pairs = {(min(pair), max(pair)) for pair in _sharing(known)} - seen
        others = described({one for pair in pairs for one in pair} - known.keys()) | known
        for left, right in sorted(pairs):
            found = compare(others[left], others[right])
            if found.score >= REVIEW or found.is_told_apart:
                yield Near(left, right, found)
        seen |= {pair for pair in pairs if pair[0] in known and pair[1] in known}


def compared_again(person_id: str) -> list[Near]:
    """A record beside those a rule has joined it with, as they compare now."""
    beside = Q(left=person_id) | Q(right=person_id)
    rows = Judgement.objects.filter(beside, until=None, verdict=Verdict.SAME.value).exclude(rule="")
    pairs = list(rows.values_list("left_id", "right_id"))
    known = described({one for pair in pairs for one in pair})
    return [Near(left, right, compare(known[left], known[right])) for left, right in pairs]


def _sharing(known: dict[str, Described]) -> Iterator[tuple[str, str]]:
    """Pairs that share a number or an address, or a birth date and a part of a name."""
    yield from _with_keys({person: identifier_keys(one) for person, one in known.items()})
    by_birth = set(_with_keys({person: birth_keys(one) for person, one in known.items()}))
    others = described({other for _one, other in by_birth} - known.keys()) | known
    named = {person: naming_keys(one) for person, one in others.items()}
    yield from (
        (one, other) for one, other in by_birth if not named[one].isdisjoint(named.get(other, frozenset()))
    )


def _with_keys(keys: dict[str, frozenset[int]]) -> Iterator[tuple[str, str]]:
    holders: dict[int, list[str]] = defaultdict(list)
    for person, its in keys.items():
        for key in its:
            holders[key].append(person)
    asked = sorted(holders)
    with connection.cursor() as cursor:
        cursor.execute(_SHARING, {"keys": asked, "at_most": _TOO_COMMON + 1})
        for number, people in cursor.fetchall():
            yield from _pairs(holders[asked[number - 1]], people)


def _pairs(mine: Iterable[str], theirs: Iterable[str]) -> Iterator[tuple[str, str]]:
    found = list(theirs)
    for one in mine:
        for other in found:
            if one != other:
                yield one, other
