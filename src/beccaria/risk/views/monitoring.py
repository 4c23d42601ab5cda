"""How instruments do: the list, one instrument's figures, the same as a table, and judges compared."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from beccaria.access.api import answer, asked, performs, show
from beccaria.core.acts import Act
from beccaria.core.refusal import BadInput, Hidden
from beccaria.people import api as people
from beccaria.risk.pages import monitoring as pages
from beccaria.risk.pages.calibration import calibration_page
from beccaria.risk.pages.monitoring_csv import as_csv
from beccaria.risk.pages.overrides import overrides_page
from beccaria.risk.queries import instruments, overrides
from beccaria.risk.queries import monitoring as queries
from beccaria.risk.views.library import number


@performs(Act.MONITORING_SEE)
@require_GET
def monitoring(request: HttpRequest) -> HttpResponse:
    """Every instrument that was used."""
    one = asked(request)
    page = pages.monitoring_page(queries.used(by=one.actor), now=one.at)
    return answer(request, "risk/monitoring.html", page=page)


@performs(Act.MONITORING_SEE)
@require_GET
def monitored(request: HttpRequest, instrument: str) -> HttpResponse:
    """The figures of one version of an instrument."""
    one = asked(request)
    found = queries.watching(instrument, number(one.GET.get("version", "")), by=one.actor, at=one.at)
    return answer(request, "risk/monitored.html", page=pages.monitored_page(found, by=one.actor, at=one.at))


@performs(Act.MONITORING_SEE)
@require_GET
def monitored_csv(request: HttpRequest, instrument: str) -> HttpResponse:
    """The same figures as a table to take away."""
    one = asked(request)
    found = queries.watching(instrument, number(one.GET.get("version", "")), by=one.actor, at=one.at)
    if not found.is_enough:
        raise BadInput(
            "There are fewer than %(fewest)s assessments: nothing is told of so few.", fewest=queries.FEWEST
        )
    file = HttpResponse(as_csv(pages.monitored(found, at=one.at)), content_type="text/csv; charset=utf-8")
    file["Content-Disposition"] = f'attachment; filename="{found.instrument.id}.csv"'
    return file


@performs(Act.ASSESSMENT_READ)
@require_GET
def overridden(request: HttpRequest, instrument: str) -> HttpResponse:
    """Decisions on another band than proposed, each with its reason, and how often by whom."""
    by, at = asked(request).actor, asked(request).at
    kept, found = instruments.newest(instrument), overrides.overrides(instrument, by=by)
    named = people.named({row.person for row in found.rows}, by=by)
    mine = [row for row in found.rows if row.person in named]
    show(request, *(f"assessment:{row.id}" for row in mine), *(f"person:{key}" for key in named))
    return answer(request, "risk/overrides.html", page=overrides_page(found, kept, named, by=by, now=at))


@performs(Act.MONITORING_SEE)
@require_GET
def calibration(request: HttpRequest) -> HttpResponse:
    """Judges compared by one instrument; the first that was used when none is named."""
    one = asked(request)
    several = [each for each in queries.used(by=one.actor) if each.kept]
    wanted = one.GET.get("by", "")
    if wanted and wanted not in {each.id for each in several}:
        raise Hidden("Nobody was assessed with this, as far as you may see.")
    found = None
    if several:
        name = wanted or several[0].id
        found = queries.watching(name, number(one.GET.get("version", "")), by=one.actor, at=one.at)
    page = calibration_page(found, several, by=one.actor)
    return answer(request, "risk/calibration.html", page=page)
