"""Keep the rules: a row for each pattern that ran, its version, and those that fall below their floor suspended."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.alerts import RuleState, falls_below
from beccaria.core.kept import as_kept
from beccaria.core.refusal import Phrase
from beccaria.detection.models import Rule
from beccaria.detection.queries.measuring import measured_for_the_service
from beccaria.engines.rates import Rate
from beccaria.ledger import api as ledger


class Ran(NamedTuple):
    """What is known of a pattern that ran: its identifier, its version, its compartment, whose queue it fills."""

    pattern: str
    version: int
    compartment: str
    basis: str


def kept(ran: Iterable[Ran], *, by: Actor, at: datetime) -> dict[str, Rule]:
    """The rules of these patterns by pattern, made where there were none, with the version that runs now."""
    require(Act.ALERT_RAISE, by)
    wanted = {one.pattern: one for one in ran}
    rules = {row.pattern: row for row in Rule.objects.filter(pattern__in=wanted)}
    for name, one in wanted.items():
        row = rules.get(name)
        if row is None:
            rules[name] = _new(one, by=by, at=at)
        elif row.version != str(one.version):
            row.version, row.basis = str(one.version), one.basis
            row.save(update_fields=["version", "basis"])
    return rules


def _new(one: Ran, *, by: Actor, at: datetime) -> Rule:
    return Rule.objects.create(
        pattern=one.pattern,
        version=str(one.version),
        basis=one.basis,
        since=at,
        state_by=by.user,
        compartments=[one.compartment] if one.compartment else [],
    )


def why_suspended(rate: Rate, floor: float) -> Phrase:
    """Why a rule suspends itself. It is kept in its parts, so that each page says it in its reader's language."""
    return Phrase(
        "it was right %(hits)s times of %(of)s, and at least %(floor)s of 100 alerts must be right",
        {"hits": rate.hits, "of": rate.of, "floor": round(100 * floor)},
    )


@transaction.atomic
def suspend_below_floor(floors: dict[str, float], *, by: Actor, at: datetime) -> tuple[str, ...]:
    """Suspend each rule whose precision is certainly below its floor, and return their identifiers.

    Counted are the last answers of each desk since the rule was last put into force, on alerts that are in no
    compartment but the rule's own: what somebody cannot see moves nothing he can see. Only the system.
    """
    require(Act.ALERT_RAISE, by)
    suspended = []
    for row in Rule.objects.filter(state=RuleState.ACTIVE, pattern__in=floors).select_for_update():
        rate = measured_for_the_service(row, at=at)
        if not falls_below(rate.high, floor=floors[row.pattern]):
            continue
        row.state, row.since, row.state_by = RuleState.SUSPENDED, at, by.user
        row.why = json.dumps(as_kept(why_suspended(rate, floors[row.pattern])))
        row.save(update_fields=["state", "since", "state_by", "why"])
        suspended.append(row.id)
        ledger.record(
            Act.ALERT_RAISE, by=by, subjects=[f"rule:{row.id}"], at=at, detail={"suspended": row.pattern}
        )
    return tuple(suspended)
