"""Say which graded items name two people together: never who reported it, never a remark that is no item yet."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from beccaria.core.actors import Actor
from beccaria.core.links import Pole, Relation


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


# Links, items and reports each meet their own policy. Who said it is a source, and is tied to nobody by having said it.
_ITEMS = """
SELECT report.id, item.id, mine.reference, theirs.reference, mine.relation, theirs.relation, report.happened_at,
  item.scheme, item.source, item.information, report.level, report.handling, item.handling, report.site
FROM reports_itemlink mine
JOIN reports_itemlink theirs ON theirs.item_id = mine.item_id AND theirs.reference <> mine.reference
JOIN reports_item item ON item.id = mine.item_id
JOIN reports_report report ON report.id = item.report_id
WHERE mine.reference = ANY (%(records)s::text[]) AND mine.ended_at IS NULL AND theirs.ended_at IS NULL
  AND item.scheme <> '' AND mine.relation <> %(source)s AND theirs.relation <> %(source)s
  AND starts_with(theirs.reference, %(person)s)
  AND report.happened_at >= %(since)s::timestamptz AND report.happened_at < %(until)s::timestamptz
"""
_AMONG = " AND theirs.reference = ANY (%(records)s::text[])"
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

    With `among` only these with each other; every two then stand twice, once each way round. The other record may be
    one the reader does not see: ask people.api, and leave it out.
    """
    del by  # judged by the row policy of this transaction
    said = {
        "records": [f"{_PREFIX}{one}" for one in records],
        "person": _PREFIX,
        "source": Relation.SAID_BY.value,
        "since": since or "-infinity",
        "until": until or "infinity",
    }
    with connection.cursor() as cursor:
        cursor.execute(_ITEMS + (_AMONG if among else ""), said)
        return [_tie(*row) for row in cursor.fetchall()]


def _tie(  # noqa: PLR0917  one row of the statement above
    report: str, item: str, mine: str, theirs: str, my_relation: str, their_relation: str, at: datetime,
    scheme: str, source: str, information: str, level: int, of_report: list[str], of_item: list[str],
    site: str | None,
) -> ItemTie:  # fmt: skip
    return ItemTie(
        report,
        item,
        mine.removeprefix(_PREFIX),
        theirs.removeprefix(_PREFIX),
        my_relation,
        their_relation,
        at,
        (scheme, source, information),
        level,
        tuple(dict.fromkeys((*of_report, *of_item))),
        site,
    )
