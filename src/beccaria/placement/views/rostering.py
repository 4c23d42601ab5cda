"""Staff near people of high risk: hours against the limit, a roster that keeps it, the limit, a shift by hand."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beccaria.access.api import answer, asked, done, performs, show, tried
from beccaria.core.acts import Act
from beccaria.core.refusal import BadInput, Cannot, Hidden
from beccaria.lib.spoken import in_words
from beccaria.placement.actions import rostering as actions
from beccaria.placement.forms.keeping import EndForm
from beccaria.placement.forms.rostering import NearLimitForm, ShiftForm
from beccaria.placement.pages import rostering as pages
from beccaria.placement.queries import board, rotating
from beccaria.placement.queries import rostering as queries
from beccaria.placement.queries.rostering import LimitRead, RosterProposal
from beccaria.places import api as places


@performs(Act.ROSTER_READ)
@require_GET
def rosters(request: HttpRequest) -> HttpResponse:
    """The page of the first of one's prisons."""
    mine = board.mine(by=asked(request).actor, act=Act.ROSTER_READ)
    if not mine:
        raise Hidden("There is no establishment of your duty.")
    return redirect(reverse("placement:roster", args=[min(mine, key=lambda code: (mine[code], code))]))


@performs(Act.ROSTER_READ)
@require_GET
def roster(request: HttpRequest, site: str) -> HttpResponse:
    """One prison; with `propose` a roster for the coming week."""
    return _roster(request, site)


@performs(Act.ROSTER_WRITE)
@require_POST
def limit_new(request: HttpRequest, site: str) -> HttpResponse:
    """Decide the limit."""
    by, at = asked(request).actor, asked(request).at
    form = _limit_form(request, site, request.POST)
    if tried(form, lambda: actions.set_near_limit(form.new(site), by=by, at=at)):
        return done(request, "placement:roster", _("Decided."), site)
    return _roster(request, site, limit=form)


@performs(Act.ROSTER_WRITE)
@require_POST
def limit_end(request: HttpRequest, near_limit: str) -> HttpResponse:
    """The limit no longer holds."""
    by, at = asked(request).actor, asked(request).at
    site = queries.limit_row(near_limit, by=by).site or ""
    form = EndForm(request.POST, auto_id="end_%s")
    if tried(form, lambda: actions.end_near_limit(near_limit, why=form.cleaned_data["why"], by=by, at=at)):
        return done(request, "placement:roster", _("Ended."), site)
    return _roster(request, site, end=form)


@performs(Act.ROSTER_WRITE)
@require_POST
def shift_new(request: HttpRequest, site: str) -> HttpResponse:
    """Write a shift down."""
    by, at = asked(request).actor, asked(request).at
    form = ShiftForm(request.POST, wings=_wings(request, site), auto_id="shift_%s")
    if tried(form, lambda: actions.write_shift(form.new(site), by=by, at=at)):
        return done(request, "placement:roster", _("Written down."), site)
    return _roster(request, site, shift=form)


@performs(Act.ROSTER_WRITE)
@require_POST
def shift_withdraw(request: HttpRequest, shift: str) -> HttpResponse:
    """A shift does not count."""
    by, at = asked(request).actor, asked(request).at
    site = queries.shift_row(shift, by=by).site or ""
    form = EndForm(request.POST, auto_id="withdraw_%s")
    if tried(form, lambda: actions.withdraw_shift(shift, why=form.cleaned_data["why"], by=by, at=at)):
        return done(request, "placement:roster", _("Withdrawn."), site)
    return _roster(request, site, withdraw=form)


def _roster(request: HttpRequest, site: str, **wrong: forms.Form) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    sites = _sites(request, site)
    holds = queries.limit(site, by=by)
    found = queries.near(site, holds, by=by, at=at) if holds else ()
    proposal, said = _proposal(request, site, holds)
    show(request, f"place:{site}")
    page = pages.roster_page(
        site,
        sites,
        holds,
        found,
        queries.by_hand(site, by=by),
        names={one.code: one.name for one in places.wings(by=by)},
        proposal=proposal,
        said=said,
        marking=queries.marking(site, holds, by=by, at=at),
    )
    return answer(
        request,
        "placement/roster.html",
        wrong=bool(wrong),
        page=page,
        limit=wrong.get("limit") or _limit_form(request, site),
        end=wrong.get("end") or EndForm(auto_id="end_%s"),
        withdraw=wrong.get("withdraw") or EndForm(auto_id="withdraw_%s"),
        shift=wrong.get("shift") or ShiftForm(wings=_wings(request, site), auto_id="shift_%s"),
        faulty=next(iter(wrong.values()), None),
    )


def _proposal(request: HttpRequest, site: str, holds: LimitRead | None) -> tuple[RosterProposal | None, str]:
    """The proposal, where it is asked for, or the sentence why there is none."""
    if holds is None or request.method != "GET" or not request.GET.get("propose"):
        return None, ""
    try:
        return queries.proposal(site, holds, by=asked(request).actor, at=asked(request).at), ""
    except (BadInput, Cannot) as said:
        return None, in_words(said)


def _limit_form(request: HttpRequest, site: str, *sent: object) -> NearLimitForm:
    _sites(request, site)
    found = rotating.categories(site, by=asked(request).actor, at=asked(request).at)
    return NearLimitForm(*sent, categories=sorted({one for one in found.values() if one}), auto_id="limit_%s")


def _sites(request: HttpRequest, site: str) -> dict[str, str]:
    """The prisons whose roster the reader may see. Raises Hidden where `site` is none of them."""
    mine = board.mine(by=asked(request).actor, act=Act.ROSTER_READ)
    if site not in mine:
        raise Hidden("There is no such establishment, or it is not yours to see.")
    return mine


def _wings(request: HttpRequest, site: str) -> list[tuple[str, str]]:
    _sites(request, site)
    return [(one.code, one.name) for one in places.wings(by=asked(request).actor) if one.site == site]
