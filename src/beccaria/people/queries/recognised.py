"""Tell where a rule recognised somebody at a further establishment, and by which rows: for measuring what was found."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from beccaria.core.actors import Actor

# Every record whose cluster reaches over several establishments by a rule's joins, with when it first appeared.
_RECORDS = """
WITH joined AS (
  SELECT DISTINCT mine.cluster FROM people_judgement held
  JOIN people_person mine ON mine.id = held.left_id
  JOIN people_person other ON other.id = held.right_id AND other.cluster = mine.cluster
  WHERE held.until IS NULL AND held.verdict = 'same' AND held.rule <> ''
)
SELECT person.cluster, person.id, person.site, person.source, person.key, seen.ref, seen.at, held.rule, held.made_at
FROM people_person person
JOIN joined ON joined.cluster = person.cluster
LEFT JOIN LATERAL (
  SELECT ref, at FROM people_appearance one WHERE one.person_id = person.id
  ORDER BY one.prompt = 'register', one.at LIMIT 1
) seen ON true
LEFT JOIN LATERAL (
  SELECT rule, min(prompt_at) AS made_at FROM people_judgement one
  WHERE (one.left_id = person.id OR one.right_id = person.id) AND one.until IS NULL AND one.verdict = 'same'
    AND one.rule <> '' GROUP BY rule ORDER BY 2 LIMIT 1
) held ON true
WHERE person.site IS NOT NULL
ORDER BY person.cluster, person.id
"""
_REGISTER = "register"


@dataclass(frozen=True, slots=True)
class Recognised:
    """Somebody known at one establishment appeared at another. `at` is when that could first be seen.

    `records` are the register's identifiers of his records there and before; `evidence` the rows (file, identifier) by
    which both records appeared.
    """

    id: str
    at: datetime
    rule: str
    records: frozenset[str]
    evidence: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Record:
    id: str
    site: str
    code: str
    ref: str
    at: datetime
    rule: str


def recognised(by: Actor) -> tuple[Recognised, ...]:
    """Every further establishment at which somebody was recognised by a rule, in order of time."""
    del by  # judged by the row policies of this transaction
    clusters: dict[str, list[_Record]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_RECORDS)
        for cluster, person, site, source, key, ref, at, rule, made_at in cursor.fetchall():
            seen = at or made_at
            if seen is not None:
                code = key if source == _REGISTER else ""
                clusters[cluster].append(_Record(person, site, code, ref or "", seen, rule or ""))
    found = [one for records in clusters.values() for one in _further(records)]
    return tuple(sorted(found, key=lambda one: (one.at, one.id)))


def _further(records: list[_Record]) -> Iterator[Recognised]:
    """For each establishment after the first, in order of appearance: what was seen there and known before."""
    before: list[_Record] = []
    sites: set[str] = set()
    for one in sorted(records, key=lambda record: (record.at, record.id)):
        if one.site not in sites and before:
            at_site = [other for other in records if other.site == one.site]
            together = [one, *before, *at_site]
            yield Recognised(
                id=one.id,
                at=one.at,
                rule=one.rule,
                records=frozenset(record.code for record in together if record.code),
                evidence=frozenset(_row(record.ref) for record in (one, *before) if record.ref),
            )
        sites.add(one.site)
        before.append(one)


def _row(ref: str) -> tuple[str, str]:
    kind, _colon, key = ref.partition(":")
    return kind, key
