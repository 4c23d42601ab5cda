"""Say which graded items name two people together: never who reported it, never a remark that is no item yet."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from itertools import combinations
from typing import NamedTuple

from django.db import connection

from beccaria.core.actors import Actor
from beccaria.core.links import Pole, Relation
from beccaria.lib.many import as_text


class ItemTie(NamedTuple):
    """A graded item that names two records of people: in which relation each, when it was, its grade and marking."""

    report: str
    item: str
    person: str
    other: str
    mine: str
    theirs: str
    at: datetime
    grade: tuple[str, str, str]
    level: int
    handling: tuple[str, ...]
    site: str | None


# Who said it is a source, and is tied to nobody by having said it.
_NAMED = """
SELECT * FROM reports_named_beside(string_to_array(%(records)s, chr(31)), %(at_least)s, %(person)s, %(source)s,
  %(since)s::timestamptz, %(until)s::timestamptz)
"""
_PREFIX = f"{Pole.PERSON}:"


def ties(
    records: Collection[str],
    *,
    by: Actor,
    since: datetime | None = None,
    until: datetime | None = None,
    among: bool = False,
) -> list[ItemTie]:
    """Which graded items of reports the reader may see name one of these records of people with another.

    With `among` only these with each other. The other record may be one the reader does not see: ask people.api, and
    leave it out.
    """
    del by  # judged in the function, under the policy of reports
    asked = [f"{_PREFIX}{one}" for one in records]
    said = {
        "records": as_text(asked),
        "at_least": 2 if among else 1,
        "person": _PREFIX,
        "source": Relation.SAID_BY.value,
        "since": since or "-infinity",
        "until": until or "infinity",
    }
    with connection.cursor() as cursor:
        cursor.execute(_NAMED, said)
        return list(_tied((_Named(*row) for row in cursor.fetchall()), frozenset(asked), among=among))


class _Named(NamedTuple):
    """One link of an item, as the function above tells it."""

    report: str
    item: str
    reference: str
    relation: str
    at: datetime
    scheme: str
    source: str
    information: str
    level: int
    of_report: list[str]
    of_item: list[str]
    site: str | None


def _tied(rows: Iterable[_Named], asked: frozenset[str], *, among: bool) -> Iterator[ItemTie]:
    """Every two people an item names, of whom one (or with `among` both) was asked about."""
    least = 2 if among else 1
    together: dict[str, list[_Named]] = defaultdict(list)
    for row in rows:
        together[row.item].append(row)
    for named in together.values():
        for mine, theirs in combinations(named, 2):
            both = (mine.reference, theirs.reference)
            if both[0] != both[1] and sum(one in asked for one in both) >= least:
                yield _tie(mine, theirs)


def _tie(mine: _Named, theirs: _Named) -> ItemTie:
    return ItemTie(
        mine.report,
        mine.item,
        mine.reference.removeprefix(_PREFIX),
        theirs.reference.removeprefix(_PREFIX),
        mine.relation,
        theirs.relation,
        mine.at,
        (mine.scheme, mine.source, mine.information),
        mine.level,
        tuple(dict.fromkeys((*mine.of_report, *mine.of_item))),
        mine.site,
    )
