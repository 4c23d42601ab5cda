"""What waits and what ends: Today, the calendar of ends, the register with its file, and the totals."""

from datetime import datetime, timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from beccaria.access.api import Asked, answer, asked, performs, show
from beccaria.core.actors import Actor, Duty
from beccaria.core.acts import Act
from beccaria.measures.actions.checking import kind_named
from beccaria.measures.pages import lists as pages
from beccaria.measures.pages.register_csv import as_csv
from beccaria.measures.pages.today import Waits, today_piece
from beccaria.measures.queries import isolation, reading
from beccaria.measures.queries import register as queries
from beccaria.measures.queries.register import Wanted
from beccaria.measures.queries.shapes import Line
from beccaria.measures.queries.totals import totals as totals_of
from beccaria.people import api as people

_WITHIN: Final = timedelta(days=31)
_SOON: Final = timedelta(days=7)
_EACH: Final = 5
_ENDS: Final = 200


@performs(Act.MEASURE_READ, poll=True)
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """What waits for whoever decides: isolation near its limit, health, proposals, looks, ends, contests."""
    one = asked(request)
    by, at = one.actor, one.at
    waits = _waits(by, at) if by.duty in (Duty.GOVERNOR, Duty.HEAD) else Waits()
    show(
        request,
        *(f"person:{person.id}" for _clock, person in waits.clocks),
        *(f"measure:{line.id}" for line, _person in waits.measures),
        *(f"measure:{each.measure}" for each in waits.contests),
    )
    return answer(request, "measures/today.html", page=today_piece(waits, at=at))


def _waits(by: Actor, at: datetime) -> Waits:
    return Waits(
        clocks=[pair for pair in isolation.running(by=by, at=at) if pair[0].near],
        unfit=reading.unfit(by=by, at=at, at_most=_EACH),
        proposed=reading.waiting(by=by, at=at, at_most=_EACH),
        again=reading.to_look_at(by=by, at=at, within=_SOON, at_most=_EACH),
        ends=reading.ending(Act.MEASURE_DECIDE, by=by, at=at, within=_SOON, at_most=_EACH),
        contests=reading.contests_open(by=by, at_most=_EACH),
    )


@performs(Act.MEASURE_READ)
@require_GET
def ends(request: HttpRequest) -> HttpResponse:
    """The calendar of ends, and the clocks of isolation."""
    one = asked(request)
    by, at = one.actor, one.at
    found = reading.ending(Act.MEASURE_READ, by=by, at=at, within=_WITHIN, at_most=_ENDS)
    clocks = isolation.running(by=by, at=at)
    show(
        request,
        *(f"person:{person.id}" for _clock, person in clocks),
        *(f"person:{person.id}" for _line, person in found),
        *(f"measure:{line.id}" for line, _person in found),
    )
    page = pages.ends_page(found, clocks, within=_WITHIN, by=by, at=at)
    return answer(request, "measures/ends.html", page=page)


@performs(Act.MEASURE_REGISTER)
@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """The register, for who decides and who oversees."""
    one = asked(request)
    wanted = _wanted(one)
    found = queries.register(wanted, by=one.actor, at=one.at, cursor=one.GET.get("after"))
    persons = people.named({line.person for line in found.items}, by=one.actor)
    _shown(request, found.items)
    page = pages.register_page(found, persons, wanted, at=one.at)
    return answer(request, "measures/register.html", page=page)


@performs(Act.MEASURE_REGISTER)
@require_GET
def register_csv(request: HttpRequest) -> HttpResponse:
    """The same as a file; the ledger names everybody in it."""
    one = asked(request)
    found = queries.register(_wanted(one), by=one.actor, at=one.at, size=queries.MOST)
    persons = people.named({line.person for line in found.items}, by=one.actor)
    _shown(request, found.items)
    file = HttpResponse(
        as_csv(found.items, persons, whole=not found.next), content_type="text/csv; charset=utf-8"
    )
    file["Content-Disposition"] = 'attachment; filename="measures.csv"'
    return file


@performs(Act.MEASURE_REGISTER, looks=False)
@require_GET
def totals(request: HttpRequest) -> HttpResponse:
    """Days of restriction and of isolation by prison and by group."""
    one = asked(request)
    page = pages.totals_page(totals_of(by=one.actor, at=one.at))
    return answer(request, "measures/totals.html", page=page)


def _wanted(one: Asked) -> Wanted:
    said = one.GET.get("kind", "")
    return Wanted(
        site=one.GET.get("at", "")[:12],
        kind=kind_named(said) if said else None,
        holding=one.GET.get("holding") == "yes",
    )


def _shown(request: HttpRequest, found: tuple[Line, ...]) -> None:
    show(request, *(f"person:{line.person}" for line in found), *(f"measure:{line.id}" for line in found))
