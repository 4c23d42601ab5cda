"""The pages on which visits, payments and numbers for the call list are written down, from a prisoner's page."""

from collections.abc import Callable
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from beccaria.access.api import Asked, performs, show
from beccaria.core.acts import Act
from beccaria.core.ids import PersonId
from beccaria.core.persons import Role
from beccaria.core.refusal import BadInput
from beccaria.events import actions
from beccaria.events.forms_outside import CallRequestForm, OutsideForm, PaymentForm, VisitForm
from beccaria.events.views import person_line, sites_to_add
from beccaria.lib.spoken import in_words
from beccaria.people import api as people

_FORMS: dict[str, tuple[type[OutsideForm], Callable[..., Any]]] = {
    "visits": (VisitForm, actions.add_visit),
    "payments": (PaymentForm, actions.add_payment),
    "calls": (CallRequestForm, actions.add_call_request),
}


@performs(Act.EVENT_ADD)
def new(request: HttpRequest, person: str, kind: str) -> HttpResponse:
    """Write a visit, a payment or a number asked for down. Who it is, is compared afterwards, by the service."""
    asked = cast("Asked", request)
    one = person_line(person, asked)
    if one.role != Role.PRISONER or kind not in _FORMS:
        raise Http404
    show(request, f"person:{one.id}")
    made, act = _FORMS[kind]
    held = one.held.establishment if one.held else one.site
    initial = {"occurred_at": asked.at, "site": held or ""}
    form = made(request.POST or None, sites=sites_to_add(asked.actor), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            act(form.new(PersonId(one.id)), by=asked.actor, at=asked.at)  # type: ignore[attr-defined]  # each form has it
        except BadInput as wrong:
            form.add_error(None, in_words(wrong))
        else:
            return redirect("events:timeline", person=one.id)
    context = {
        "form": form,
        "title": form.title,
        "rows": [],
        "line": people.person_lines([one], by=asked.actor, at=asked.at)[0],
    }
    return render(request, "events/form.html", context, status=422 if form.errors else 200)
