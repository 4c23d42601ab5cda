"""Search observations and reports by words, through the database functions that apply the row policies themselves."""

from datetime import UTC, datetime
from typing import Final

from django.db import connection

from beccaria.access.api import may_ever, require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.handling import from_codes
from beccaria.core.reporting import Stage
from beccaria.engines.folding import fold
from beccaria.lib import paging
from beccaria.reports.models import Observation, Report
from beccaria.reports.queries.observing import excerpt
from beccaria.reports.queries.shapes import Found, Page

_MOST_WORDS: Final = 8
_LONG_ENOUGH: Final = 3
_END_OF_TIME: Final = datetime(9999, 12, 31, tzinfo=UTC)


def wanted(words: str, *, by: Actor, beginning: bool = False) -> str:
    """The search condition: all the words, at the acting user's establishments.

    `beginning` lets the last word be the beginning of one, if it has three letters or more.
    """
    found = fold(words).split()[:_MOST_WORDS]
    if not found or (beginning and len(found[-1]) < _LONG_ENOUGH):
        return ""
    terms = [f"'{word}'" for word in found]
    if beginning:
        terms[-1] += ":*"
    if not by.everywhere:
        places = " | ".join(
            "'@{}'".format(site.replace("\\", "").replace("'", "''")) for site in sorted(by.sites)
        )
        terms.append(f"({places})" if places else "'@'")
    return " & ".join(terms)


def search(words: str, *, by: Actor, cursor: str | None = None, size: int | None = None) -> Page[Found]:
    """Observations and reports that hold all the words, newest first; nothing is counted, nothing is ranked.

    Whole words first; only when the last word stands nowhere is it taken as a beginning, because that costs the
    database many times as much. Somebody outside the unit searches what he wrote himself. A search without a word
    finds nothing. Raises BadInput for a foreign cursor.
    """
    require(Act.SEARCH, by)
    at_most = paging.size(size)
    place = paging.after(cursor)
    if not may_ever(Act.OBSERVATION_READ, by):
        return _page(_own(words, place, at_most, by=by), at_most)
    # A page after the first always holds something of the kind the first held: the choice stays the same.
    found = _everywhere(wanted(words, by=by), place, at_most)
    if not found and not _whole(fold(words).split()[-1:], by=by):
        found = _everywhere(wanted(words, by=by, beginning=True), place, at_most)
    return _page(found, at_most)


def _whole(last: list[str], *, by: Actor) -> bool:
    """Whether the last word stands somewhere as it is: then it was not the beginning of another."""
    return bool(_everywhere(wanted(" ".join(last), by=by), None, 1))


def _everywhere(condition: str, place: paging.After | None, at_most: int) -> list[Found]:
    if not condition:
        return []
    return [*_find("observation", condition, place, at_most), *_find("report", condition, place, at_most)]


def _page(found: list[Found], at_most: int) -> Page[Found]:
    found.sort(key=lambda one: (one.moment, one.id), reverse=True)
    following = None
    if len(found) > at_most:
        last = found[at_most - 1]
        following = paging.cursor(paging.After(last.moment, last.id))
    return Page(tuple(found[:at_most]), following)


def _own(words: str, place: paging.After | None, at_most: int, *, by: Actor) -> list[Found]:
    """What the acting user wrote himself: few rows, found by who wrote them and then by their words."""
    folded = fold(words).split()[:_MOST_WORDS]
    if not folded:
        return []
    rows = Observation.objects.filter(authorship__reporter=by.user)
    for word in folded:
        rows = rows.filter(folded__contains=word)
    return [_observation(row) for row in paging.newest_first(rows, "received_at", place, at_most)]


def _find(what: str, condition: str, place: paging.After | None, at_most: int) -> list[Found]:
    function = {"observation": "search_observations", "report": "search_reports"}[what]
    before, row = (place.moment, place.id) if place else (_END_OF_TIME, "")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM {function}(%s::tsquery, %s, %s, %s)",  # noqa: S608  one of two names above
            [condition, before, row, at_most + 1],
        )
        ids = [found for (found,) in cursor.fetchall()]
    # The rows themselves are read under row security again: the function decides what is found, never what is shown.
    if what == "observation":
        return [_observation(one) for one in Observation.objects.filter(pk__in=ids)] if ids else []
    return [_report(one) for one in Report.objects.filter(pk__in=ids)] if ids else []


def _observation(row: Observation) -> Found:
    return Found(
        what="observation",
        id=row.id,
        reference=row.reference,
        title=row.place or row.kind,
        excerpt=excerpt(row.text),
        moment=row.received_at,
        stage=Stage(row.stage),
        level=row.level,
        handling=from_codes(row.handling),
    )


def _report(row: Report) -> Found:
    return Found(
        what="report",
        id=row.id,
        reference=row.reference,
        title=row.title,
        excerpt=excerpt(row.provenance),
        moment=row.opened_at,
        stage=Stage(row.stage),
        level=row.level,
        handling=from_codes(row.handling),
    )
