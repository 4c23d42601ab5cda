"""Placing: what is ordered and asked, one person's page, a question and its answer, deciding, orders to move."""

from datetime import datetime, time, timedelta

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from beccaria.access.api import answer, asked, confirm_purpose, done, performs, show, tried
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.allocation import Mode
from beccaria.core.refusal import BadInput
from beccaria.lib.spoken import in_words
from beccaria.people import api as people
from beccaria.placement import actions
from beccaria.placement.forms.morning import DecideManyForm
from beccaria.placement.forms.placing import CancelForm, DecideForm
from beccaria.placement.pages import answers
from beccaria.placement.pages import placing as pages
from beccaria.placement.queries import proposals as queries
from beccaria.placement.queries.instance import Asked
from beccaria.places import api as places

_CODE = 40


@performs(Act.PLACEMENT_SEE)
@require_GET
def placements(request: HttpRequest) -> HttpResponse:
    """Orders that are open and what was asked last."""
    by, at = asked(request).actor, asked(request).at
    orders, questions = queries.open_orders(by=by), queries.newest(by=by)
    show(request, *(f"order:{one.id}" for one in orders), *(f"question:{one.id}" for one in questions))
    show(request, *(f"person:{one.person.id}" for one in orders if one.person))
    page = pages.list_page(orders, questions, _names(by), by=by, at=at)
    return answer(request, "placement/placements.html", page=page)


@performs(Act.ORDER_READ, poll=True)
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """Orders to carry out by the end of the day, on Today."""
    by, at = asked(request).actor, asked(request).at
    evening = datetime.combine(
        timezone.localtime(at).date(), time.max, tzinfo=timezone.get_current_timezone()
    )
    found = queries.open_orders(by=by, until=evening)[:5]
    show(request, *(f"order:{one.id}" for one in found))
    page = pages.today_piece(found, _names(by), at=at)
    return answer(request, "placement/orders_today.html", page=page)


def _names(by: Actor) -> dict[str, str]:
    return {one.code: one.name for one in places.wings(by=by)}


@performs(Act.PLACEMENT_SEE)
@require_GET
def person(request: HttpRequest, person: str) -> HttpResponse:
    """One person's placing."""
    by, at = asked(request).actor, asked(request).at
    whom = people.person(person, by=by).line
    confirm_purpose(request, whom.marking)
    orders, decided = queries.orders_of(person, by=by), queries.decisions_of(person, by=by)
    show(request, f"person:{person}", *(f"order:{one.id}" for one in orders))
    show(request, *(f"placement:{one.id}" for one in decided))
    page = pages.person_page(whom, orders, decided, _names(by), tried=_tried(request), by=by, at=at)
    return answer(request, "placement/person.html", page=page)


def _tried(request: HttpRequest) -> dict[str, str]:
    """The place that was tried on the board before, so that nobody chooses it a second time."""
    found = {name: request.GET.get(name, "").strip()[:_CODE] for name in ("wing", "cell")}
    return {name: value for name, value in found.items() if value}


@performs(Act.PLACEMENT_PROPOSE)
@require_POST
def ask_one(request: HttpRequest, person: str) -> HttpResponse:
    """Ask where somebody may live."""
    by, at = asked(request).actor, asked(request).at
    whom = people.person(person, by=by).line
    confirm_purpose(request, whom.marking)
    try:
        made = actions.propose(Asked(mode=Mode.ONE, people=(whom.id,)), by=by, at=at)
    except BadInput as said:
        messages.error(request, in_words(said))
        return redirect(reverse("placement:person", args=[person]))
    return redirect(reverse("placement:proposal", args=[made], query=_tried(request)))


@performs(Act.PLACEMENT_SEE)
@require_GET
def proposal(request: HttpRequest, proposal: str) -> HttpResponse:
    """A question and its answer."""
    return _proposal(request, proposal)


@performs(Act.PLACEMENT_SEE, poll=True)
@require_GET
def progress(request: HttpRequest, proposal: str) -> HttpResponse:
    """Whether the answer is there yet; when it is, the page is asked for anew."""
    read = queries.proposal(proposal, by=asked(request).actor)
    show(request, f"question:{proposal}")
    page = answers.proposal_page(read, {}, person="", by=asked(request).actor, at=asked(request).at)
    found = answer(request, "placement/progress.html", page=page)
    if not page.poll:
        found["HX-Refresh"] = "true"
    return found


def _proposal(request: HttpRequest, proposal: str, **wrong: forms.Form) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    read = queries.proposal(proposal, by=by)
    whom = (request.POST.get("person") or request.GET.get("person", ""))[:36]
    confirm_purpose(request, read.marking)
    show(request, f"question:{proposal}", *(f"person:{one}" for one in read.persons))
    page = answers.proposal_page(read, _names(by), person=whom, by=by, at=at)
    first = page.options[0].code if page.options else ""
    soon = timezone.localtime(at + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)
    blank = DecideForm(wings=_wings(by), initial={"wing": first, "due": soon} | _tried(request))
    several = DecideManyForm(moving=page.moving, initial={"due": soon}, auto_id="several_%s")
    return answer(
        request,
        "placement/proposal.html",
        wrong=bool(wrong),
        page=page,
        form=wrong.get("form") or blank,
        several=wrong.get("several") or several,
        faulty=next(iter(wrong.values()), None),
    )


def _wings(by: Actor) -> list[tuple[str, str]]:
    return [
        (one.code, f"{one.site_name}, {one.name}") for one in places.wings(by=by) if one.open is not False
    ]


@performs(Act.PLACEMENT_DECIDE)
@require_POST
def decide(request: HttpRequest, proposal: str) -> HttpResponse:
    """Decide where somebody lives, and order the move."""
    by, at = asked(request).actor, asked(request).at
    form = DecideForm(request.POST, wings=_wings(by))
    whom = request.POST.get("person", "")[:36]
    if made := tried(form, lambda: actions.decide(form.new(whom, proposal), by=by, at=at)):
        return done(request, "placement:order", _("Decided. The move is ordered."), made)
    return _proposal(request, proposal, form=form)


@performs(Act.PLACEMENT_DECIDE)
@require_POST
def decide_many(request: HttpRequest, proposal: str) -> HttpResponse:
    """Decide for several at once as the answer proposes, and order the moves."""
    by, at = asked(request).actor, asked(request).at
    moving = answers.moving(queries.proposal(proposal, by=by), _names(by))
    form = DecideManyForm(request.POST, moving=moving, auto_id="several_%s")

    def act() -> tuple[str, ...]:
        return actions.decide_many(proposal, form.cleaned_data["chosen"], due=form.due_at, by=by, at=at)

    if made := tried(form, act):
        words = ngettext(
            "Decided. %(count)s move is ordered.", "Decided. %(count)s moves are ordered.", len(made)
        )
        return done(request, "placement:placements", words % {"count": len(made)})
    return _proposal(request, proposal, several=form)


@performs(Act.ORDER_READ)
@require_GET
def order(request: HttpRequest, order: str) -> HttpResponse:
    """One order to move."""
    return _order(request, order, CancelForm())


def _order(request: HttpRequest, order: str, form: forms.Form) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    read = queries.order(order, by=by)
    confirm_purpose(request, read.marking)
    show(request, f"order:{order}", f"person:{read.person_id}")
    page = pages.order_page(read, _names(by), by=by, at=at)
    return answer(request, "placement/order.html", wrong=form.is_bound, page=page, form=form)


@performs(Act.ORDER_CARRY_OUT)
@require_POST
def carry_out(request: HttpRequest, order: str) -> HttpResponse:
    """He was moved."""
    actions.carry_out(order, by=asked(request).actor, at=asked(request).at)
    return done(request, "placement:order", _("Done. The move is written down."), order)


@performs(Act.ORDER_CANCEL)
@require_POST
def cancel(request: HttpRequest, order: str) -> HttpResponse:
    """He is not to be moved after all."""
    form, by, at = CancelForm(request.POST), asked(request).actor, asked(request).at
    if tried(form, lambda: actions.cancel_order(order, why=form.cleaned_data["why"], by=by, at=at)):
        return done(request, "placement:order", _("Cancelled."), order)
    return _order(request, order, form)
