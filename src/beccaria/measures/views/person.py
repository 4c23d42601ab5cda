"""What restricts one person: the piece of his page, and the page with calendar, days and contacts."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from beccaria.access.api import answer, asked, performs, show
from beccaria.core.acts import Act
from beccaria.measures.forms.following import AskContactForm, ContactHoursForm, DecideContactForm
from beccaria.measures.pages.parts import regime_names
from beccaria.measures.pages.person import about_piece, person_page
from beccaria.measures.queries import contacts, isolation, reading
from beccaria.measures.views.common import looked_at
from beccaria.risk import api as risk


@performs(Act.MEASURE_READ)
@require_GET
def about(request: HttpRequest, person: str) -> HttpResponse:
    """What is in force for somebody, for his page."""
    one = asked(request)
    found = reading.of_person(person, by=one.actor, at=one.at)
    clock = isolation.of_person(person, by=one.actor, at=one.at)
    show(request, f"person:{person}", *(f"measure:{line.id}" for line in found))
    regimes = regime_names(risk.pack_at(clock.site, by=one.actor))
    page = about_piece(person, found, clock, regimes, by=one.actor)
    return answer(request, "measures/about.html", page=page)


@performs(Act.MEASURE_READ)
@require_GET
def of_person(request: HttpRequest, person: str) -> HttpResponse:
    """Everything that restricts somebody."""
    return show_person(request, person)


def show_person(request: HttpRequest, person_id: str, **wrong: forms.Form) -> HttpResponse:
    """The page; a form that could not be used stands in it as it was typed."""
    one = asked(request)
    by, at = one.actor, one.at
    person = looked_at(request, person_id)
    found = reading.of_person(person_id, by=by, at=at)
    show(request, f"person:{person_id}", *(f"measure:{line.id}" for line in found))
    clock = isolation.of_person(person_id, by=by, at=at)
    asks = contacts.of_person(person_id, by=by, at=at)
    regimes = regime_names(risk.pack_at(clock.site, by=by))
    page = person_page(person, found, clock, asks, regimes, by=by, at=at)
    usual: dict[str, forms.Form] = {
        "state": ContactHoursForm(auto_id="state_%s"),
        "ask": AskContactForm(auto_id="ask_%s"),
        "decide_contact": DecideContactForm(auto_id="contact_%s"),
    }
    return answer(
        request,
        "measures/person.html",
        wrong=bool(wrong),
        page=page,
        forms=usual | wrong,
        faulty=next(iter(wrong.values()), None),
    )
