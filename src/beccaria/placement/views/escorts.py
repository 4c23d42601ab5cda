"""Escort packs: all of them, one to write, one to read, hand over, acknowledge, sign and end, and its paper."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beccaria.access.api import answer, asked, confirm_purpose, done, performs, show, tried
from beccaria.core.acts import Act
from beccaria.core.escorts import TAKES, Known, Why, needed, staff
from beccaria.core.refusal import Cannot
from beccaria.lib.spoken import in_words
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.placement.actions import escorting as actions
from beccaria.placement.exporting import printing
from beccaria.placement.forms.escorting import AcknowledgeForm, EscortForm, OverForm, PlanForm
from beccaria.placement.pages import escorts as pages
from beccaria.placement.queries import arrivals, known, near
from beccaria.placement.queries import escorts as queries
from beccaria.placement.queries.escorts import EscortRead
from beccaria.placement.queries.known import Judged
from beccaria.places import api as places

_ID = 36


@performs(Act.ESCORT_READ)
@require_GET
def escorts(request: HttpRequest) -> HttpResponse:
    """Every pack that is not over."""
    found = queries.escorts(by=asked(request).actor)
    show(request, *(f"escort:{one.id}" for one in found), *(f"person:{one.person}" for one in found))
    return answer(request, "placement/escorts.html", page=pages.list_page(found, at=asked(request).at))


@performs(Act.ARRIVAL_CLEAR, poll=True)
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """Handovers to acknowledge, packs to sign, arrivals to clear, on Today."""
    by, at = asked(request).actor, asked(request).at
    packs = queries.escorts(by=by)
    here = arrivals.arrivals(by=by, at=at)
    page = pages.today_piece(packs, here, by=by, at=at)
    if page.rows:
        show(
            request,
            *(f"escort:{one.id}" for one in packs),
            *(f"order:{one.order}" for one in here),
            *dict.fromkeys(
                [*(f"person:{one.person}" for one in packs), *(f"person:{one.person.id}" for one in here)]
            ),
        )
    return answer(request, "placement/escorts_today.html", page=page)


@performs(Act.ESCORT_WRITE)
def escort_new(request: HttpRequest, person: str) -> HttpResponse:
    """Write a pack; what was typed stays until it is sent without a fault."""
    by, at = asked(request).actor, asked(request).at
    line = people.person(person, by=by).line
    confirm_purpose(request, line.marking)
    judged = known.judged(person, by=by, at=at)
    show(request, f"person:{person}", *judged.records)
    sent = request.method == "POST"
    form = EscortForm(
        request.POST if sent else None,
        prisons=_prisons(request, line),
        auto_id="escort_%s",
        initial=_offered(judged, at, request.GET.get("to", "")),
    )
    if sent:
        order = request.GET.get("order", "")[:_ID]
        made = tried(form, lambda: actions.write_escort(form.new(person, order), by=by, at=at))
        if made:
            return done(request, "placement:escort", _("Written. Nobody leaves before it is signed."), made)
    shown = people.person_lines([line], by=by, at=at)[0]
    careful = max(judged.level, line.level), tuple({*judged.handling, *line.handling})
    page = pages.new_page(shown, person, judged.known(), careful)
    return answer(request, "placement/escort_new.html", wrong=sent, page=page, form=form)


@performs(Act.ESCORT_READ)
@require_GET
def escort(request: HttpRequest, escort: str) -> HttpResponse:
    """One pack."""
    return _escort(request, escort)


@performs(Act.ESCORT_READ)
@require_GET
def escort_pdf(request: HttpRequest, escort: str) -> HttpResponse:
    """The pack on paper; who took it along stands in the ledger as a look."""
    page, _one = _page(request, escort)
    # A file name is seen over shoulders: it names nobody.
    headers = {
        "Content-Disposition": 'inline; filename="escort.pdf"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return HttpResponse(printing.pdf(page), content_type="application/pdf", headers=headers)


def _escort(request: HttpRequest, escort: str, **wrong: forms.Form) -> HttpResponse:
    page, one = _page(request, escort)
    return answer(
        request,
        "placement/escort.html",
        wrong=bool(wrong),
        page=page,
        escort=escort,
        plan=wrong.get("plan") or PlanForm(initial=_plan_of(one), auto_id="plan_%s"),
        acknowledge=wrong.get("acknowledge") or AcknowledgeForm(auto_id="acknowledge_%s"),
        over=wrong.get("over") or OverForm(auto_id="over_%s"),
        faulty=next(iter(wrong.values()), None),
    )


def _page(request: HttpRequest, escort: str) -> tuple[pages.EscortPage, EscortRead]:
    by, at = asked(request).actor, asked(request).at
    one = queries.escort(escort, by=by)
    confirm_purpose(request, one.marking)
    facts: Known | None = None
    close: tuple[near.Associate, ...] = ()
    if one.line is not None:
        judged = known.judged(one.person, by=by, at=at)
        facts = one.known(judged)
        close = near.near(one.person, [one.goal, *(way.name for way in one.routes)], by=by, at=at)
        show(request, *judged.records, *(f"person:{each.person.id}" for each in close))
    show(request, f"escort:{escort}", f"person:{one.person}")
    return pages.escort_page(one, facts, close, by=by, at=at), one


@performs(Act.ESCORT_WRITE)
@require_POST
def escort_plan(request: HttpRequest, escort: str) -> HttpResponse:
    """Plan it otherwise."""
    by, at = asked(request).actor, asked(request).at
    form = PlanForm(request.POST, auto_id="plan_%s")
    if tried(form, lambda: actions.plan_anew(escort, form.planned(), by=by, at=at)):
        words = _("Planned anew. Hand it over again: whoever had it must have this one.")
        return done(request, "placement:escort", words, escort)
    return _escort(request, escort, plan=form)


@performs(Act.ESCORT_WRITE)
@require_POST
def escort_send(request: HttpRequest, escort: str) -> HttpResponse:
    """Hand it over."""
    by, at = asked(request).actor, asked(request).at
    return _pressed(request, escort, lambda: actions.send_handover(escort, by=by, at=at), _("Handed over."))


@performs(Act.ESCORT_ACKNOWLEDGE)
@require_POST
def escort_acknowledge(request: HttpRequest, escort: str) -> HttpResponse:
    """Say who receives him and how."""
    by, at = asked(request).actor, asked(request).at
    form = AcknowledgeForm(request.POST, auto_id="acknowledge_%s")
    if tried(
        form, lambda: actions.acknowledge_handover(escort, said=form.cleaned_data["said"], by=by, at=at)
    ):
        return done(request, "placement:escort", _("Acknowledged."), escort)
    return _escort(request, escort, acknowledge=form)


@performs(Act.ESCORT_SIGN)
@require_POST
def escort_sign(request: HttpRequest, escort: str) -> HttpResponse:
    """Sign it."""
    by, at = asked(request).actor, asked(request).at
    return _pressed(request, escort, lambda: actions.sign_escort(escort, by=by, at=at), _("Signed."))


@performs(Act.ESCORT_WRITE)
@require_POST
def escort_end(request: HttpRequest, escort: str) -> HttpResponse:
    """He is there, or it is cancelled."""
    by, at = asked(request).actor, asked(request).at
    form = OverForm(request.POST, auto_id="over_%s")

    def act() -> None:
        given = form.cleaned_data
        actions.end_escort(escort, over=given["over"] == "yes", why=given["why"], by=by, at=at)

    if tried(form, act):
        return done(request, "placement:escorts", _("Written down."))
    return _escort(request, escort, over=form)


def _pressed(request: HttpRequest, escort: str, act: Any, words: str) -> HttpResponse:
    """A button without fields: done, or the page again with the sentence why not."""
    try:
        act()
    except Cannot as said:
        form = forms.Form({})
        form.is_valid()
        form.add_error(None, in_words(said))
        return _escort(request, escort, pressed=form)
    return done(request, "placement:escort", words, escort)


def _prisons(request: HttpRequest, line: PersonShown) -> list[tuple[str, str]]:
    here = line.held.establishment if line.held else line.site
    found = places.establishments(by=asked(request).actor, only_open=True)
    return [(one.code, one.name) for one in found if one.code != here]


def _offered(judged: Judged, at: datetime, to: str) -> dict[str, Any]:
    """What is known asks for this much; whoever writes may ask for more."""
    level = needed(judged.known())
    return {
        "level": int(level),
        "officers": staff(level, why=Why.TRANSFER, hours=2)[0],
        "equipment": [one.value for one in TAKES[level]],
        "tried": judged.tried,
        "starts": timezone.localtime(at).replace(second=0, microsecond=0),
        "to_establishment": to[:_ID],
        "why": Why.TRANSFER.value if to else None,
    }


def _plan_of(one: EscortRead) -> dict[str, Any]:
    return {
        "starts": timezone.localtime(one.starts),
        "hours": one.hours,
        "level": int(one.escort_level),
        "officers": one.officers,
        "equipment": [each.value for each in one.equipment],
    }
