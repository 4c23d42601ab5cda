"""Search observations and reports by words, through the database functions that apply the row policies themselves."""

from datetime import UTC, datetime
from typing import Final

from django.db import connection

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.reporting import Stage
from beccaria.engines.folding import fold
from beccaria.lib import paging
from beccaria.reports.models import Observation, Report
from beccaria.reports.queries.observing import excerpt
from beccaria.reports.queries.shapes import Found, Page

_MOST_WORDS: Final = 8
_LONG_ENOUGH: Final = 3
_END_OF_TIME: Final = datetime(9999, 12, 31, tzinfo=UTC)


def wanted(words: str, *, by: Actor) -> str:
    """The search condition: all words, the last one also as a beginning, at the acting user's establishments."""
    found = fold(words).split()[:_MOST_WORDS]
    if not found:
        return ""
    terms = [f"'{word}'" for word in found]
    if len(found[-1]) >= _LONG_ENOUGH:
        terms[-1] += ":*"
    if not by.everywhere:
        places = " | ".join(
            "'@{}'".format(site.replace("\\", "").replace("'", "''")) for site in sorted(by.sites)
        )
        terms.append(f"({places})" if places else "'@'")
    return " & ".join(terms)


def search(words: str, *, by: Actor, cursor: str | None = None, size: int | None = None) -> Page[Found]:
    """Observations and reports that hold all the words, newest first; nothing is counted, nothing is ranked.

    A search without a word finds nothing. Raises BadInput for a foreign cursor.
    """
    require(Act.SEARCH, by)
    at_most = paging.size(size)
    condition = wanted(words, by=by)
    if not condition:
        return Page((), None)
    place = paging.after(cursor)
    found = [*_find("observation", condition, place, at_most), *_find("report", condition, place, at_most)]
    found.sort(key=lambda one: (one.moment, one.id), reverse=True)
    following = None
    if len(found) > at_most:
        last = found[at_most - 1]
        following = paging.cursor(paging.After(last.moment, last.id))
    return Page(tuple(found[:at_most]), following)


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
    )
