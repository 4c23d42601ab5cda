"""Asking about many of one prison: this morning's list, a wing closed tonight, a prison set right in few moves."""

from collections.abc import Callable, Sequence
from datetime import datetime, time

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beccaria.access.api import answer, asked, done, performs, show, tried
from beccaria.core.acts import Act
from beccaria.core.refusal import Hidden
from beccaria.people import api as people
from beccaria.placement import actions
from beccaria.placement.forms.morning import BalanceForm, CloseForm, MorningForm
from beccaria.placement.pages import morning as pages
from beccaria.placement.queries import board, morning
from beccaria.placement.queries.instance import Asked
from beccaria.placement.queries.morning import Waiting
from beccaria.places import api as places


@performs(Act.PLACEMENT_PROPOSE)
@require_GET
def manies(request: HttpRequest) -> HttpResponse:
    """The page of the first of one's prisons."""
    mine = _sites(request)
    if not mine:
        raise Hidden("There is no establishment of your duty.")
    return redirect(reverse("placement:many", args=[min(mine, key=lambda code: (mine[code], code))]))


@performs(Act.PLACEMENT_PROPOSE)
@require_GET
def many(request: HttpRequest, site: str) -> HttpResponse:
    """One prison."""
    return _many(request, site)


@performs(Act.PLACEMENT_PROPOSE)
@require_POST
def ask_list(request: HttpRequest, site: str) -> HttpResponse:
    """Ask about those who are to be placed this morning."""
    waiting = pages.choices(_waiting(request, site), at=asked(request).at)
    form = MorningForm(request.POST, waiting=waiting, auto_id="list_%s")
    return _asked(request, site, form, form.asked, "morning")


@performs(Act.PLACEMENT_PROPOSE)
@require_POST
def ask_close(request: HttpRequest, site: str) -> HttpResponse:
    """Ask where everybody of a wing goes tonight."""
    form = CloseForm(request.POST, wings=_wings(request, site), auto_id="close_%s")
    return _asked(request, site, form, lambda: form.asked(site), "close")


@performs(Act.PLACEMENT_PROPOSE)
@require_POST
def ask_balance(request: HttpRequest, site: str) -> HttpResponse:
    """Ask how a prison is set right in few moves."""
    _sites(request, site)
    form = BalanceForm(request.POST, auto_id="balance_%s")
    return _asked(request, site, form, lambda: form.asked(site), "balance")


def _asked(
    request: HttpRequest, site: str, form: forms.Form, question: Callable[[], Asked], name: str
) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    if made := tried(form, lambda: actions.propose(question(), by=by, at=at)):
        return done(request, "placement:proposal", _("Asked. The answer follows in a moment."), made)
    return _many(request, site, **{name: form})


def _many(request: HttpRequest, site: str, **wrong: forms.Form) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    found = _waiting(request, site)
    show(request, f"place:{site}", *(f"person:{one.person.id}" for one in found))
    lines = people.person_lines([one.person for one in found], by=by, at=at)
    page = pages.many_page(site, _sites(request, site), found, lines)
    blank = MorningForm(
        waiting=pages.choices(found, at=at),
        initial={"people": pages.chosen_first(found)},
        auto_id="list_%s",
    )
    return answer(
        request,
        "placement/many.html",
        wrong=bool(wrong),
        page=page,
        morning=wrong.get("morning") or blank,
        close=wrong.get("close") or CloseForm(wings=_wings(request, site), auto_id="close_%s"),
        balance=wrong.get("balance") or BalanceForm(auto_id="balance_%s"),
        faulty=next(iter(wrong.values()), None),
    )


def _sites(request: HttpRequest, site: str = "") -> dict[str, str]:
    """The prisons where the reader may ask. Raises Hidden where `site` is named and none of them."""
    mine = board.mine(by=asked(request).actor, act=Act.PLACEMENT_PROPOSE)
    if site and site not in mine:
        raise Hidden("There is no such establishment, or it is not yours to see.")
    return mine


def _waiting(request: HttpRequest, site: str) -> Sequence[Waiting]:
    by, at = asked(request).actor, asked(request).at
    _sites(request, site)
    evening = datetime.combine(
        timezone.localtime(at).date(), time.max, tzinfo=timezone.get_current_timezone()
    )
    return morning.waiting(site, until=evening, by=by, at=at)


def _wings(request: HttpRequest, site: str) -> list[tuple[str, str]]:
    _sites(request, site)
    return [(one.code, one.name) for one in places.wings(by=asked(request).actor) if one.site == site]
