"""How somebody was judged over time, and one judgement by where its evidence comes from."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from beccaria.access.api import Asked, confirm_purpose, performs, show
from beccaria.core.acts import Act
from beccaria.core.refusal import Hidden
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.risk.pages import history as pages
from beccaria.risk.pages import layers as layer_pages
from beccaria.risk.queries import history as queries
from beccaria.risk.queries import layers as layer_queries


@performs(Act.ASSESSMENT_READ)
@require_GET
def history(request: HttpRequest, person: str) -> HttpResponse:
    """Every dimension of a person over time, as ranges."""
    asked = cast("Asked", request)
    found = queries.history(person, by=asked.actor, at=asked.at)
    whom = _person(request, person)
    shown = [span.line.id for one in found.dimensions for span in one.spans]
    show(request, f"person:{person}", *(f"assessment:{one}" for one in shown))
    page = pages.history_page(found, whom, by=asked.actor, now=asked.at)
    return render(request, "risk/history.html", {"page": page})


@performs(Act.ASSESSMENT_READ)
@require_GET
def layers(request: HttpRequest, assessment: str) -> HttpResponse:
    """One assessment by layers."""
    asked = cast("Asked", request)
    found = layer_queries.layered(assessment, by=asked.actor)
    whom = _person(request, found.read.person)
    show(request, f"assessment:{assessment}", f"person:{found.read.person}")
    return render(request, "risk/layers.html", {"page": layer_pages.layers_page(found, whom)})


def _person(request: HttpRequest, person_id: str) -> PersonShown:
    found = people.named([person_id], by=cast("Asked", request).actor).get(person_id)
    if found is None:
        raise Hidden("There is no such person, or he is not yours to see.")
    confirm_purpose(request, found.marking)
    return found
