"""Change a rule: somebody proposes other parameters or to put it back, the worker tries it, somebody else decides."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from beccaria.access.api import only, require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.alerts import LOOKS_BACK, ChangeState, RuleState
from beccaria.core.patterns import Value, values
from beccaria.core.refusal import BadInput, Cannot
from beccaria.detection.actions import queue
from beccaria.detection.actions.answering import said_why
from beccaria.detection.models import Rule, RuleChange
from beccaria.ledger import api as ledger
from beccaria.lib import patterns

_OPEN = (ChangeState.COMPARING, ChangeState.PROPOSED)


@transaction.atomic
def propose_change(
    rule_id: str, given: Mapping[str, Value], *, why: str, by: Actor, at: datetime, puts_back: bool = False
) -> str:
    """Propose parameters for a rule, or to put a suspended one back, and return the change's identifier.

    The worker tries it on the last 90 days; then somebody else decides. Raises BadInput, Cannot, Hidden, Refused.
    """
    row = rule(rule_id)
    require(Act.RULE_CHANGE, by, row.marking)
    words = said_why(why)
    if not words:
        raise BadInput("Write why: who decides reads it.")
    after = _checked(row, given)
    if puts_back and row.state != RuleState.SUSPENDED.value:
        raise Cannot("This rule is in force.")
    if after == row.parameters and not puts_back:
        raise BadInput("Nothing would change: give another value.")
    if row.changes.filter(state__in=_OPEN).exists():
        raise Cannot("A change of this rule waits for a decision already: decide on it first.")
    made = RuleChange.objects.create(
        rule=row,
        before=row.parameters,
        after=after,
        puts_back=puts_back,
        why=words,
        proposed_by=by.user,
        proposed_at=at,
        since=at - LOOKS_BACK,
        compartments=row.compartments,
    )
    ledger.record(Act.RULE_CHANGE, by=by, subjects=[f"rule:{row.id}", f"rule_change:{made.id}"], at=at)
    queue.compare_soon(made.id)
    return made.id


@transaction.atomic
def decide_change(change_id: str, *, approve: bool, why: str, by: Actor, at: datetime) -> None:
    """Approve or reject a change that another proposed; approved, it is in force at once.

    One that is still being tried can only be rejected: a trial that never ends must not bind the rule for ever.
    Raises BadInput, Cannot, Hidden, Refused.
    """
    row = change(change_id)
    author = by.user if row.proposed_by == by.user else None
    require(Act.RULE_APPROVE, by, row.marking_for(author=author))
    words = said_why(why)
    if not words:
        raise BadInput("Write why you decide so.")
    if row.state not in _OPEN:
        raise Cannot("This change is decided already.")
    if approve and row.state == ChangeState.COMPARING.value:
        raise Cannot("The change is still being tried on the last 90 days: wait for that.")
    row.state = (ChangeState.APPROVED if approve else ChangeState.REJECTED).value
    row.decided_by, row.decided_at, row.decided_why = by.user, at, words
    row.save(update_fields=["state", "decided_by", "decided_at", "decided_why"])
    if approve:
        _put_in_force(row, by=by, at=at)
    ledger.record(
        Act.RULE_APPROVE,
        by=by,
        subjects=[f"rule:{row.rule_id}", f"rule_change:{row.id}"],
        at=at,
        detail={"approved": approve},
    )


def _put_in_force(row: RuleChange, *, by: Actor, at: datetime) -> None:
    """The database lets this pass only with the approved change beside it."""
    changed = row.rule
    changed.parameters, changed.since, changed.state_by, changed.why = row.after, at, by.user, row.why
    changed.state = (RuleState.ACTIVE if row.puts_back else RuleState(changed.state)).value
    changed.save(update_fields=["parameters", "state", "since", "why", "state_by"])


def _checked(row: Rule, given: Mapping[str, Value]) -> dict[str, Value]:
    """The parameters that differ from the library's. Raises BadInput for one that cannot be."""
    one = patterns.here().get(row.pattern)
    if one is None:
        raise Cannot("This release has no such pattern any more: nothing can be changed in it.")
    said, usual = values(one, given), values(one)
    return {name: said[name] for name in said if said[name] != usual[name]}


def rule(rule_id: str) -> Rule:
    """A rule the reader may see. Raises Hidden."""
    return only(Rule.objects.filter(pk=rule_id))


def change(change_id: str) -> RuleChange:
    """A change the reader may see, locked: of two who decide at once one is told that it is decided. Raises Hidden."""
    rows = RuleChange.objects.filter(pk=change_id).select_related("rule")
    return only(rows.select_for_update(of=("self",)))
