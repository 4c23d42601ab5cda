"""Arrivals: what is to be cleared within the hour, by whoever is signed in."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beccaria.access.api import answer, asked, confirm_purpose, done, performs, show, tried
from beccaria.core.acts import Act
from beccaria.people import api as people
from beccaria.placement.actions import arriving as actions
from beccaria.placement.forms.escorting import ClearForm
from beccaria.placement.pages import escorts as pages
from beccaria.placement.pages.words import LEVELS, said
from beccaria.placement.queries import arrivals as queries


@performs(Act.ARRIVAL_CLEAR)
@require_GET
def arrival(request: HttpRequest, order: str) -> HttpResponse:
    """One arrival."""
    return _arrival(request, order)


def _arrival(request: HttpRequest, order: str, **wrong: forms.Form) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    one = queries.arrival(order, by=by)
    confirm_purpose(request, one.person.marking)
    together = queries.together(order, by=by, at=at)
    show(
        request,
        f"order:{order}",
        f"person:{one.person.id}",
        *(f"person:{other.id}" for other, _level in together),
    )
    line = people.person_lines([one.person], by=by, at=at)[0]
    named = [(other.name, said(LEVELS, level)) for other, level in together]
    return answer(
        request,
        "placement/arrival.html",
        wrong=bool(wrong),
        page=pages.arrival_page(one, named, line, at=at),
        order=order,
        form=wrong.get("form") or ClearForm(left=one.open),
        faulty=next(iter(wrong.values()), None),
    )


@performs(Act.ARRIVAL_CLEAR)
@require_POST
def arrival_clear(request: HttpRequest, order: str) -> HttpResponse:
    """Clear one thing."""
    by, at = asked(request).actor, asked(request).at
    form = ClearForm(request.POST, left=queries.arrival(order, by=by).open)

    def act() -> None:
        given = form.cleaned_data
        actions.clear(order, actions.what_of(given["what"]), said=given["said"], by=by, at=at)

    if tried(form, act):
        return done(request, "placement:arrival", _("Cleared."), order)
    return _arrival(request, order, form=form)
