"""At the gate: the visits of the day, one of them full screen, the decision, and who comes without being booked."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beccaria.access.api import answer, asked, done, performs, refusal, show
from beccaria.core.acts import Act
from beccaria.core.markings import Marking
from beccaria.core.refusal import BadInput, Hidden
from beccaria.core.warning import Decision
from beccaria.events import api as events
from beccaria.lib.spoken import in_words
from beccaria.warnings import actions, queries
from beccaria.warnings.forms.gate import BookForm, DecideForm
from beccaria.warnings.pages import gate as pages
from beccaria.warnings.queries.gate import site_of
from beccaria.warnings.queries.shapes import AtTheGate
from beccaria.warnings.views.common import chosen


def _subjects(rows: tuple[AtTheGate, ...]) -> list[str]:
    return [
        subject
        for row in rows
        for subject in (f"event:{row.booked.id}", *(f"{one.kind}:{one.id}" for one in row.matches))
    ]


@performs(Act.GATE_SEE)
@require_GET
def gate(request: HttpRequest) -> HttpResponse:
    """Today's visits in order of time."""
    rows, page = _page(request)
    show(request, *_subjects(rows))
    return answer(request, "warnings/gate.html", page=page)


@performs(Act.GATE_SEE, poll=True)
@require_GET
def gate_rows(request: HttpRequest) -> HttpResponse:
    """The rows again when something changed since the mark; otherwise nothing."""
    rows, page = _page(request)
    if page.mark == request.GET.get("mark"):
        return HttpResponse(status=204)
    show(request, *_subjects(rows))
    return answer(request, "warnings/gate_rows.html", page=page)


def _page(request: HttpRequest) -> tuple[tuple[AtTheGate, ...], pages.GatePage]:
    by, at = asked(request).actor, asked(request).at
    site = site_of(by, request.GET.get("site", ""))
    rows = queries.expected(by=by, at=at, site=site)
    return rows, pages.gate_page(rows, site=site, by=by, now=at)


@performs(Act.GATE_SEE)
@require_GET
def at_the_gate(request: HttpRequest, visit: str) -> HttpResponse:
    """One visit, full screen."""
    return _one(request, visit)


def _one(request: HttpRequest, visit: str, form: DecideForm | None = None) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    here = queries.at_the_gate(visit, by=by, at=at)
    show(request, *_subjects((here,)))
    page = pages.visit_page(here, by=by, refused=queries.may_decide(here, by=by), now=at)
    return answer(
        request, "warnings/at_the_gate.html", wrong=form is not None, page=page, form=form or DecideForm()
    )


@performs(Act.GATE_DECIDE)
@require_POST
def decide(request: HttpRequest, visit: str) -> HttpResponse:
    """Go, stop and call, or refuse."""
    by, at, form = asked(request).actor, asked(request).at, DecideForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        decision = Decision(given["decision"])
        try:
            actions.decide(visit, decision, reason=given["reason"], by=by, at=at)
        except BadInput as said:
            form.add_error("reason", in_words(said))
        else:
            if decision is Decision.GO:
                return done(request, "warnings:gate", _("Let in. The decision is kept."))
            return done(request, "warnings:at_the_gate", _("The decision is kept."), visit)
    return _one(request, visit, form)


@performs(Act.EVENT_ADD)
def book(request: HttpRequest) -> HttpResponse:
    """Write a visit down, for later or for somebody who stands there; what is known of him shows at once."""
    by, at = asked(request).actor, asked(request).at
    site = site_of(by, request.GET.get("site", ""))
    if why := refusal(Act.EVENT_ADD, by, Marking(site=site)):
        raise Hidden(why)
    data = request.POST if request.method == "POST" else None
    first: dict[str, Any] = {"at": at}
    form = BookForm(data, initial=None if data else first)
    if data is not None and form.is_valid():
        try:
            prisoner = chosen(form, by=by)
            made = events.add_visit(form.visit(prisoner, site=site), by=by, at=at)
        except BadInput as said:
            form.add_error(None, in_words(said))
        else:
            return done(request, "warnings:at_the_gate", _("The visit is booked."), made)
    return answer(
        request, "warnings/book.html", wrong=data is not None, form=form, suggest=reverse("people:suggest")
    )
