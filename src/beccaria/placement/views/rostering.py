"""Staff near people of high risk: hours against the limit, a roster that keeps it, shifts and languages by hand."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beccaria.access.api import answer, asked, done, performs, show, tried
from beccaria.core.acts import Act
from beccaria.core.refusal import BadInput, Cannot, Hidden
from beccaria.lib.spoken import in_words
from beccaria.placement.actions import languages, roster_plans
from beccaria.placement.actions import rostering as actions
from beccaria.placement.forms.keeping import EndForm
from beccaria.placement.forms.rostering import NearLimitForm, PlanForm, ShiftForm, StaffLanguageForm
from beccaria.placement.pages import rostering as pages
from beccaria.placement.queries import board, ranks, rotating, spoken
from beccaria.placement.queries import roster_plans as plans
from beccaria.placement.queries import rostering as queries
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
    """One prison."""
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


@performs(Act.ROSTER_WRITE)
@require_POST
def plan_new(request: HttpRequest, site: str) -> HttpResponse:
    """Have a roster proposed for the coming week."""
    by, at = asked(request).actor, asked(request).at
    _sites(request, site)
    try:
        roster_plans.propose_roster(site, by=by, at=at)
    except (BadInput, Cannot) as said:
        messages.error(request, in_words(said))
        return redirect(reverse("placement:roster", args=[site]))
    return done(request, "placement:roster", _("Proposed. Nothing changes before somebody accepts it."), site)


@performs(Act.ROSTER_WRITE)
@require_POST
def plan_accept(request: HttpRequest, roster_plan: str) -> HttpResponse:
    """The proposal becomes the roster."""
    by, at = asked(request).actor, asked(request).at
    site = plans.plan_row(roster_plan, by=by).site or ""
    form = PlanForm(request.POST, auto_id="accept_%s")
    if tried(form, lambda: roster_plans.accept_roster(roster_plan, why=form.why, by=by, at=at)):
        return done(request, "placement:roster", _("Accepted. It is the roster now."), site)
    return _roster(request, site, accept=form)


@performs(Act.ROSTER_WRITE)
@require_POST
def plan_aside(request: HttpRequest, roster_plan: str) -> HttpResponse:
    """The proposal does not become the roster."""
    by, at = asked(request).actor, asked(request).at
    site = plans.plan_row(roster_plan, by=by).site or ""
    form = PlanForm(request.POST, auto_id="aside_%s")
    if tried(form, lambda: roster_plans.put_roster_aside(roster_plan, why=form.why, by=by, at=at)):
        return done(request, "placement:roster", _("Put aside."), site)
    return _roster(request, site, aside=form)


@performs(Act.ROSTER_WRITE)
@require_POST
def language_new(request: HttpRequest, site: str) -> HttpResponse:
    """Write down a language of somebody of staff."""
    by, at = asked(request).actor, asked(request).at
    form = StaffLanguageForm(request.POST, auto_id="language_%s")
    if tried(form, lambda: languages.write_staff_language(form.new(site), by=by, at=at)):
        return done(request, "placement:roster", _("Written down."), site)
    return _roster(request, site, language=form)


@performs(Act.ROSTER_WRITE)
@require_POST
def language_end(request: HttpRequest, staff_language: str) -> HttpResponse:
    """He speaks it no longer, or works here no longer."""
    site = languages.end_staff_language(staff_language, by=asked(request).actor, at=asked(request).at)
    return done(request, "placement:roster", _("Ended."), site)


def _roster(request: HttpRequest, site: str, **wrong: forms.Form) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    sites = _sites(request, site)
    holds = queries.limit(site, by=by)
    decided, waits = plans.decided_plans(site, by=by), plans.open_plan(site, by=by)
    told = [*([waits] if waits else []), *decided]
    show(request, f"place:{site}", *(f"roster_plan:{one.id}" for one in told))
    page = pages.roster_page(
        site,
        sites,
        pages.RosterRead(
            holds,
            queries.near(site, holds, by=by, at=at) if holds else (),
            queries.by_hand(site, by=by),
            waits,
            decided,
            spoken.of_staff(site, by=by, at=at),
        ),
        names={one.code: one.name for one in places.wings(by=by)},
        marking=queries.marking(site, holds, by=by, at=at),
        at=at,
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
        accept=wrong.get("accept") or PlanForm(auto_id="accept_%s"),
        aside=wrong.get("aside") or PlanForm(auto_id="aside_%s"),
        language=wrong.get("language") or StaffLanguageForm(auto_id="language_%s"),
        faulty=next(iter(wrong.values()), None),
    )


def _limit_form(request: HttpRequest, site: str, *sent: object) -> NearLimitForm:
    _sites(request, site)
    by, at = asked(request).actor, asked(request).at
    found = rotating.categories(site, by=by, at=at)
    return NearLimitForm(*sent, categories=ranks.in_order(found.values(), site, by=by), auto_id="limit_%s")


def _sites(request: HttpRequest, site: str) -> dict[str, str]:
    """The prisons whose roster the reader may see. Raises Hidden where `site` is none of them."""
    mine = board.mine(by=asked(request).actor, act=Act.ROSTER_READ)
    if site not in mine:
        raise Hidden("There is no such establishment, or it is not yours to see.")
    return mine


def _wings(request: HttpRequest, site: str) -> list[tuple[str, str]]:
    _sites(request, site)
    return [(one.code, one.name) for one in places.wings(by=asked(request).actor) if one.site == site]
