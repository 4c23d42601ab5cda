"""Changing cells: the rules of a prison, who is due, drawing the next cells, deciding each or putting it aside."""

from datetime import timedelta

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
from beccaria.core.acts import Act
from beccaria.core.refusal import Cannot, Hidden
from beccaria.lib.spoken import in_words
from beccaria.people import api as people
from beccaria.placement.actions import rotating as actions
from beccaria.placement.forms.keeping import EndForm
from beccaria.placement.forms.rotating import AsideForm, RotationForm, RotationRuleForm
from beccaria.placement.pages import rotating as pages
from beccaria.placement.queries import board, ranks
from beccaria.placement.queries import rotating as queries
from beccaria.places import api as places


@performs(Act.PLACEMENT_SEE)
@require_GET
def rotations(request: HttpRequest) -> HttpResponse:
    """The page of the first of one's prisons."""
    mine = board.mine(by=asked(request).actor)
    if not mine:
        raise Hidden("There is no establishment of your duty.")
    return redirect(reverse("placement:rotation", args=[min(mine, key=lambda code: (mine[code], code))]))


@performs(Act.PLACEMENT_SEE)
@require_GET
def rotation(request: HttpRequest, site: str) -> HttpResponse:
    """One prison."""
    return _rotation(request, site)


@performs(Act.PLACEMENT_SEE, poll=True)
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """Changes that are overdue, on Today."""
    by, at = asked(request).actor, asked(request).at
    ruled = queries.sites_with_rules(by=by)
    mine = board.mine(by=by) if ruled else {}
    late = {site: queries.turns(site, by=by, at=at) for site in ruled if site in mine}
    page = pages.overdue_piece(late, _names(request) if late else {}, at=at)
    if page.rows:
        show(request, *(f"place:{site}" for site in late))
        show(request, *(f"person:{one.person.id}" for turns in late.values() for one in turns))
    return answer(request, "placement/rotations_today.html", page=page)


@performs(Act.ROTATION_RULE)
@require_POST
def rule_new(request: HttpRequest, site: str) -> HttpResponse:
    """Rule that people change cells."""
    by, at = asked(request).actor, asked(request).at
    form = _rule_form(request, site, request.POST)

    def act() -> str:
        given = form.cleaned_data
        named = bool(given["who"] or given["id_of_who"])
        person = people.chosen(given["who"], given["id_of_who"], by=by) if named else ""
        return actions.set_rotation_rule(form.new(site, person), by=by, at=at)

    if tried(form, act):
        return done(request, "placement:rotation", _("Decided. Plan the next cells when you like."), site)
    return _rotation(request, site, rule=form)


@performs(Act.ROTATION_RULE)
@require_POST
def rule_end(request: HttpRequest, rotation_rule: str) -> HttpResponse:
    """A rule no longer holds."""
    by, at = asked(request).actor, asked(request).at
    site = queries.rule_row(rotation_rule, by=by).site or ""
    form = EndForm(request.POST, auto_id="end_%s")
    if tried(
        form, lambda: actions.end_rotation_rule(rotation_rule, why=form.cleaned_data["why"], by=by, at=at)
    ):
        return done(request, "placement:rotation", _("Ended."), site)
    return _rotation(request, site, end=form)


@performs(Act.ROTATION_PLAN)
@require_POST
def plan(request: HttpRequest, site: str) -> HttpResponse:
    """Draw the next cells."""
    by, at = asked(request).actor, asked(request).at
    _sites(request, site)
    try:
        made, nowhere = actions.plan_rotations(site, by=by, at=at)
    except Cannot as said:
        messages.error(request, in_words(said))
        return redirect(reverse("placement:rotation", args=[site]))
    if nowhere:
        words = ngettext(
            "For %(count)s of them no cell stands open: nothing unknown or full is taken, and nobody's company.",
            "For %(count)s of them no cell stands open: nothing unknown or full is taken, and nobody's company.",
            nowhere,
        )
        messages.warning(request, words % {"count": nowhere})
    words = ngettext("%(count)s change is planned.", "%(count)s changes are planned.", made)
    return done(request, "placement:rotation", words % {"count": made}, site)


@performs(Act.PLACEMENT_DECIDE)
@require_POST
def decide(request: HttpRequest, rotation: str) -> HttpResponse:
    """Decide one, and order the move."""
    by, at = asked(request).actor, asked(request).at
    site = queries.rotation_row(rotation, by=by).site or ""
    form = RotationForm(request.POST, auto_id="decide_%s")

    def act() -> str:
        return actions.decide_rotation(rotation, due=form.due_at, why=form.cleaned_data["why"], by=by, at=at)

    if made := tried(form, act):
        return done(request, "placement:order", _("Decided. The move is ordered."), made)
    return _rotation(request, site, decide=form)


@performs(Act.ROTATION_PLAN)
@require_POST
def aside(request: HttpRequest, rotation: str) -> HttpResponse:
    """Put one aside."""
    by, at = asked(request).actor, asked(request).at
    site = queries.rotation_row(rotation, by=by).site or ""
    form = AsideForm(request.POST, auto_id="aside_%s")
    if tried(form, lambda: actions.put_rotation_aside(rotation, why=form.cleaned_data["why"], by=by, at=at)):
        return done(request, "placement:rotation", _("Put aside. The next plan draws again."), site)
    return _rotation(request, site, aside=form)


def _rotation(request: HttpRequest, site: str, **wrong: forms.Form) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    sites = _sites(request, site)
    rules, turns = queries.rules(site, by=by), queries.turns(site, by=by, at=at)
    if marks := [*(one.marking for one in rules), *(one.person.marking for one in turns)]:
        confirm_purpose(request, *marks)
    show(request, f"place:{site}", *(f"rotation_rule:{one.id}" for one in rules))
    show(request, *(f"rotation:{one.planned.id}" for one in turns if one.planned))
    show(request, *(f"person:{one.person.id}" for one in turns))
    show(request, *(f"person:{one.person.id}" for one in rules if one.person))
    soon = timezone.localtime(at + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)
    return answer(
        request,
        "placement/rotation.html",
        wrong=bool(wrong),
        page=pages.rotation_page(site, sites, rules, turns, _names(request), by=by, at=at),
        rule=wrong.get("rule") or _rule_form(request, site),
        end=wrong.get("end") or EndForm(auto_id="end_%s"),
        decide=wrong.get("decide") or RotationForm(auto_id="decide_%s"),
        soon=soon.strftime("%Y-%m-%dT%H:%M"),
        aside=wrong.get("aside") or AsideForm(auto_id="aside_%s"),
        faulty=next(iter(wrong.values()), None),
        suggest=reverse("people:suggest"),
    )


def _rule_form(request: HttpRequest, site: str, *sent: object) -> RotationRuleForm:
    by, at = asked(request).actor, asked(request).at
    _sites(request, site)
    held = ranks.in_order(queries.categories(site, by=by, at=at).values(), site, by=by)
    return RotationRuleForm(*sent, categories=held, auto_id="rule_%s")


def _sites(request: HttpRequest, site: str) -> dict[str, str]:
    """The prisons whose places the reader may see. Raises Hidden where `site` is none of them."""
    mine = board.mine(by=asked(request).actor)
    if site not in mine:
        raise Hidden("There is no such establishment, or it is not yours to see.")
    return mine


def _names(request: HttpRequest) -> dict[str, str]:
    return {one.code: one.name for one in places.wings(by=asked(request).actor)}
