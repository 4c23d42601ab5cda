"""How instruments do: the list, one instrument's figures, the same as a table, and judges compared."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from beccaria.access.api import Asked, performs
from beccaria.core.acts import Act
from beccaria.core.refusal import BadInput, Hidden
from beccaria.risk.pages import monitoring as pages
from beccaria.risk.pages.calibration import calibration_page
from beccaria.risk.pages.monitoring_csv import as_csv
from beccaria.risk.queries import monitoring as queries
from beccaria.risk.views.library import number


@performs(Act.MONITORING_SEE)
@require_GET
def monitoring(request: HttpRequest) -> HttpResponse:
    """Every instrument that was used."""
    asked = cast("Asked", request)
    page = pages.monitoring_page(queries.used(by=asked.actor), now=asked.at)
    return render(request, "risk/monitoring.html", {"page": page})


@performs(Act.MONITORING_SEE)
@require_GET
def monitored(request: HttpRequest, instrument: str) -> HttpResponse:
    """The figures of one version of an instrument."""
    asked = cast("Asked", request)
    found = queries.watching(instrument, number(asked.GET.get("version", "")), by=asked.actor, at=asked.at)
    return render(request, "risk/monitored.html", {"page": pages.monitored_page(found, at=asked.at)})


@performs(Act.MONITORING_SEE)
@require_GET
def monitored_csv(request: HttpRequest, instrument: str) -> HttpResponse:
    """The same figures as a table to take away."""
    asked = cast("Asked", request)
    found = queries.watching(instrument, number(asked.GET.get("version", "")), by=asked.actor, at=asked.at)
    if not found.is_enough:
        raise BadInput(
            "There are fewer than %(fewest)s assessments: nothing is told of so few.", fewest=queries.FEWEST
        )
    answer = HttpResponse(as_csv(pages.monitored(found, at=asked.at)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.instrument.id}.csv"'
    return answer


@performs(Act.MONITORING_SEE)
@require_GET
def calibration(request: HttpRequest) -> HttpResponse:
    """Judges compared by one instrument; the first that was used when none is named."""
    asked = cast("Asked", request)
    several = [one for one in queries.used(by=asked.actor) if one.kept]
    wanted = asked.GET.get("by", "")
    if wanted and wanted not in {one.id for one in several}:
        raise Hidden("Nobody was assessed with this, as far as you may see.")
    found = None
    if several:
        name = wanted or several[0].id
        found = queries.watching(name, number(asked.GET.get("version", "")), by=asked.actor, at=asked.at)
    page = calibration_page(found, several, by=asked.actor)
    return render(request, "risk/calibration.html", {"page": page})
