"""Read the rules: all of them with how they do, one with its changes and what each change would do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from beccaria.access.api import may_go, names_of, only
from beccaria.core.actors import Actor
from beccaria.core.alerts import Answer, ChangeState, RuleState
from beccaria.core.patterns import Value
from beccaria.detection.models import Effect, Rule, RuleChange, Run


@dataclass(frozen=True, slots=True)
class RuleShown:
    """A rule: which pattern in which version, its own parameters, and whether it is in force."""

    id: str
    pattern: str
    version: str
    basis: str
    parameters: dict[str, Value]
    state: RuleState
    since: datetime
    why: str
    compartments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EffectShown:
    """One alert that would come or go, with what was answered to it."""

    comes: bool
    sentence: str
    said: Mapping[str, Any]
    at: datetime
    answer: Answer | None
    level: int
    handling: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """A proposed change, what it would do as far as the reader may see, and what was decided."""

    id: str
    before: dict[str, Value]
    after: dict[str, Value]
    puts_back: bool
    why: str
    state: ChangeState
    proposed_by: str
    proposed_by_me: bool
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None
    decided_why: str
    effects: tuple[EffectShown, ...]


@dataclass(frozen=True, slots=True)
class RunShown:
    """When rules last ran, what they found, how long it took."""

    at: datetime
    stage: str
    found: int
    raised: int
    seconds: float


def rules(*, by: Actor) -> tuple[RuleShown, ...]:
    """The rules the reader may see; those of a compartment exist only in it."""
    del by  # judged by the row policy of this transaction
    return tuple(_rule(row) for row in Rule.objects.order_by("pattern"))


def rule(rule_id: str, *, by: Actor) -> RuleShown:
    """One. Raises Hidden."""
    del by
    return _rule(only(Rule.objects.filter(pk=rule_id)))


def suspended(*, by: Actor) -> tuple[RuleShown, ...]:
    """Those that suspended themselves."""
    return tuple(one for one in rules(by=by) if one.state is RuleState.SUSPENDED)


def changes(rule_id: str, *, by: Actor) -> tuple[ChangeShown, ...]:
    """The changes of a rule, the newest first."""
    rows = list(RuleChange.objects.filter(rule_id=rule_id).order_by("-proposed_at", "-id"))
    names = names_of({row.proposed_by for row in rows} | {row.decided_by for row in rows if row.decided_by})
    return tuple(_change(row, names, by=by) for row in rows)


def rule_of(change_id: str, *, by: Actor) -> str:
    """The rule that a change is of. Raises Hidden."""
    del by
    return only(RuleChange.objects.filter(pk=change_id)).rule_id


def waiting(*, by: Actor) -> frozenset[str]:
    """The rules of which a change waits for a decision."""
    del by
    rows = RuleChange.objects.filter(state__in=[ChangeState.COMPARING, ChangeState.PROPOSED])
    return frozenset(rows.values_list("rule_id", flat=True))


def last_runs(*, by: Actor, at_most: int = 5) -> tuple[RunShown, ...]:
    """When rules last ran, as far as the reader may know."""
    del by
    rows = Run.objects.order_by("-at", "id")[:at_most]
    return tuple(RunShown(row.at, row.stage, row.found, row.raised, row.seconds) for row in rows)


def _rule(row: Rule) -> RuleShown:
    return RuleShown(
        row.id,
        row.pattern,
        row.version,
        row.basis,
        row.parameters,
        RuleState(row.state),
        row.since,
        row.why,
        tuple(row.compartments),
    )


def _change(row: RuleChange, names: dict[str, str], *, by: Actor) -> ChangeShown:
    effects = Effect.objects.filter(may_go(by), change=row).order_by("-comes", "-at", "id")
    return ChangeShown(
        id=row.id,
        before=row.before,
        after=row.after,
        puts_back=row.puts_back,
        why=row.why,
        state=ChangeState(row.state),
        proposed_by=names.get(row.proposed_by, row.proposed_by),
        proposed_by_me=row.proposed_by == by.user,
        proposed_at=row.proposed_at,
        decided_by=names.get(row.decided_by, row.decided_by),
        decided_at=row.decided_at,
        decided_why=row.decided_why,
        effects=tuple(
            EffectShown(
                one.comes,
                one.sentence,
                one.said,
                one.at,
                Answer(one.answer) if one.answer else None,
                one.level,
                tuple(one.handling),
            )
            for one in effects
        ),
    )
