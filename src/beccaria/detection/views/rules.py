"""The workshop of rules: all of them, one of them, proposing a change, deciding on another's."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beccaria.access.api import answer, asked, done, performs, show, tried
from beccaria.core.acts import Act
from beccaria.core.alerts import RuleState
from beccaria.core.patterns import fitting, values
from beccaria.core.refusal import Hidden
from beccaria.detection.actions import changing
from beccaria.detection.forms.changing import ChangeForm, DecideForm
from beccaria.detection.pages import rules as pages
from beccaria.detection.pages.parts import pattern
from beccaria.detection.queries import measuring
from beccaria.detection.queries import rules as queries
from beccaria.detection.queries.rules import RuleShown


@performs(Act.RULE_READ)
@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """All rules the reader may see."""
    by, at = asked(request).actor, asked(request).at
    found = queries.rules(by=by)
    show(request, *(f"rule:{one.id}" for one in found))
    rates, waiting = measuring.measured(by=by, at=at), queries.waiting(by=by)
    page = pages.rules_page(found, rates, waiting, queries.last_runs(by=by), now=at)
    return answer(request, "detection/rules.html", page=page)


@performs(Act.RULE_READ)
@require_GET
def rule(request: HttpRequest, rule: str) -> HttpResponse:
    """One rule."""
    return _shown(request, rule)


@performs(Act.RULE_CHANGE)
@require_POST
def propose_change(request: HttpRequest, rule: str) -> HttpResponse:
    """Propose other parameters; the worker tries them."""
    by, at = asked(request).actor, asked(request).at
    form = _form(queries.rule(rule, by=by), request.POST)

    def act() -> str:
        return changing.propose_change(
            rule,
            form.given(),
            why=form.cleaned_data["why"],
            puts_back=bool(form.cleaned_data.get("puts_back")),
            by=by,
            at=at,
        )

    if not tried(form, act):
        return _shown(request, rule, form=form)
    words = _("Proposed. It is tried on the last 90 days; then somebody else decides.")
    return done(request, "detection:rule", words, rule)


@performs(Act.RULE_APPROVE)
@require_POST
def decide_change(request: HttpRequest, change: str) -> HttpResponse:
    """Approve or reject what another proposed."""
    by, at = asked(request).actor, asked(request).at
    rule = queries.rule_of(change, by=by)
    form, approve = DecideForm(request.POST), request.POST.get("decision") == "approve"

    def act() -> None:
        changing.decide_change(change, approve=approve, why=form.cleaned_data["why"], by=by, at=at)

    if not tried(form, act):
        return _shown(request, rule, deciding=form)
    words = _("In force from now on.") if approve else _("Rejected: the rule stays as it is.")
    return done(request, "detection:rule", words, rule)


def _shown(request: HttpRequest, rule: str, **forms: Any) -> HttpResponse:
    by, at = asked(request).actor, asked(request).at
    one = queries.rule(rule, by=by)
    show(request, f"rule:{rule}")
    rate = measuring.measured(by=by, at=at, rule_id=rule).get(rule)
    page = pages.rule_page(one, rate, queries.changes(rule, by=by), by=by, now=at)
    return answer(
        request,
        "detection/rule.html",
        wrong=bool(forms),
        page=page,
        form=forms.get("form") or (_form(one, None) if page.propose else None),
        deciding=forms.get("deciding") or DecideForm(auto_id="decide_%s"),
    )


def _form(one: RuleShown, data: Any) -> ChangeForm:
    library = pattern(one.pattern)
    if library is None:
        raise Hidden("There is no such page.")
    now = {**values(library), **fitting(library, one.parameters)}
    return ChangeForm(data, pattern=library, now=now, suspended=one.state is RuleState.SUSPENDED)
