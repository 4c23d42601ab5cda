"""The parts of a chart's page: who or what was chosen, what if somebody were not there, and keeping places."""

import json
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from beccaria.access.api import Asked, confirm_purpose, performs, show
from beccaria.core.actors import Level
from beccaria.core.acts import Act
from beccaria.core.markings import Marking
from beccaria.core.refusal import BadInput, Hidden
from beccaria.lib.parts import Link
from beccaria.networks import actions, queries
from beccaria.networks.pages.chart_chosen import chosen_person, chosen_tie, form_of
from beccaria.networks.pages.chart_without import without_page
from beccaria.networks.queries.figuring import Standing, figures, without
from beccaria.networks.views.charted import Charted, charted
from beccaria.people import api as people

_LARGEST = 1_000_000
_QUICK = 500


@performs(Act.NETWORK_READ)
def chart_chosen(request: HttpRequest, person: str = "", group: str = "") -> HttpResponse:
    """A person (`one`) or a tie (`one` and `other`) of the chart, in sentences."""
    found = charted(request, person=person, group=group, looks=False)
    one, other = request.GET.get("one", ""), request.GET.get("other", "")
    return _tie(request, found, one, other) if other else _person(request, found, one)


def _person(request: HttpRequest, found: Charted, one: str) -> HttpResponse:
    asked = cast("Asked", request)
    node = next((node for node in found.chart.nodes if node.cluster == one), None)
    dot = found.what.dot(one)
    if node is None or dot is None:
        raise Hidden("Nobody of this name is on the chart.")
    tied = [
        end for line in found.what.lines if one in (line.one, line.other) for end in (line.one, line.other)
    ]
    show(request, *(f"person:{record}" for record in (*dot.records, *tied)))
    if "stands" in request.GET:
        stands = _stands(found, one)
        return render(request, "networks/chart_stands.html", {"form": form_of(stands) if stands else ""})
    whole_page = "HX-Request" not in request.headers
    page = chosen_person(
        found.what,
        dot,
        people.person_lines([node.person], by=asked.actor, at=asked.at)[0],
        stands=_stands(found, one) if whole_page else None,
        asks=not whole_page,
        query=found.query,
        hrefs=found.hrefs,
        gone=request.GET.getlist("without"),
    )
    return render(request, "networks/chart_person.html", {"page": page})


def _stands(found: Charted, one: str) -> Standing | None:
    """Where somebody stands among the ties drawn; not asked of a chart so large that the reader would wait."""
    if len(found.chart.nodes) > _QUICK or not found.chart.edges:
        return None
    return next((each for each in figures(found.chart).standings if each.cluster == one), None)


def _tie(request: HttpRequest, found: Charted, one: str, other: str) -> HttpResponse:
    asked = cast("Asked", request)
    both = [node.person for end in (one, other) for node in found.chart.nodes if node.cluster == end]
    if len(both) != 2:  # noqa: PLR2004  a tie has two ends
        raise Hidden("Nobody of this name is on the chart.")
    both.sort(key=lambda each: each.id)
    shown = found.form.shown()
    evidence = queries.evidence_of(one, other, shown, by=asked.actor, at=asked.at)
    confirm_purpose(request, *(Marking(site=each.site, level=Level(each.level)) for each in evidence))
    persons = (f"person:{record.id}" for each in both for record in (each, *each.also))
    show(request, *persons, *dict.fromkeys(each.reference for each in evidence))
    back = Link(found.hrefs.about.text, found.hrefs.here)
    page = chosen_tie(both, evidence, shown, back=back, by=asked.actor, at=asked.at)
    return render(request, "networks/chart_tie.html", {"page": page})


@performs(Act.NETWORK_READ)
def chart_without(request: HttpRequest, person: str = "", group: str = "") -> HttpResponse:
    """What the chart loses without the people of `without`."""
    found = charted(request, person=person, group=group)
    left = without(found.chart, request.GET.getlist("without"))
    page = without_page(found.what, left, query=found.query, hrefs=found.hrefs)
    return render(request, "networks/chart_without.html", {"page": page})


@require_POST
@performs(Act.NETWORK_ARRANGE)
def arrange(request: HttpRequest, person: str = "", group: str = "") -> HttpResponse:
    """Keep where the reader put people on his chart. JSON: `{"places": {"ID": [across, down]}}`."""
    asked = cast("Asked", request)
    about = f"person:{person}" if person else f"group:{group}"
    actions.arrange(about, _places(request), by=asked.actor, at=asked.at)
    return HttpResponse(status=204)


def _unusable() -> BadInput:
    return BadInput("Send the places as JSON: an object of people, each with two numbers.")


def _places(request: HttpRequest) -> dict[str, list[float]]:
    # A form is read already by who checks that our own page sent it; its body can then be read no more.
    if request.content_type != "application/json" or len(request.body) > _LARGEST:
        raise _unusable()
    try:
        places = json.loads(request.body or b"{}").get("places", {})
    except (ValueError, AttributeError):
        raise _unusable() from None
    if not isinstance(places, dict) or not all(isinstance(place, list) for place in places.values()):
        raise _unusable()
    return places
