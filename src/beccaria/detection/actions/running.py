"""Run the rules in force over the service's own rows, and take what they find as alerts."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from time import perf_counter
from typing import Final, NamedTuple

from beccaria.access.api import require
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.alerts import RuleState
from beccaria.core.patterns import Found, Pattern, Stage, Value, within_budget
from beccaria.detection.actions.keeping import Ran, kept
from beccaria.detection.actions.receiving import Received, receive
from beccaria.detection.models import Alert, Rule, Run
from beccaria.detection.queries.tables import tables
from beccaria.lib import patterns

_NOTHING: Final = Received((), (), 0, 0)


class InForce(NamedTuple):
    """The patterns that may raise alerts now, and the parameters of each that differ from the library's."""

    patterns: tuple[Pattern, ...]
    parameters: dict[str, dict[str, Value]]


def in_force(*, stage: Stage | None = None, by: Actor, at: datetime) -> InForce:
    """The rules in force; a pattern that never ran is in force with the library's parameters. Only the system."""
    library = [one for one in patterns.every().values() if stage is None or one.stage is stage]
    rules = kept((Ran(one.id, one.version, one.compartment, one.basis) for one in library), by=by, at=at)
    live = tuple(one for one in library if rules[one.id].state == RuleState.ACTIVE.value)
    return InForce(live, {one.id: rules[one.id].parameters for one in live})


def run_rules(
    *,
    stage: Stage | None,
    since: datetime | None,
    rows_since: datetime | None = None,
    by: Actor,
    at: datetime,
) -> Received:
    """Run the rules of a stage, all for None, and raise what became enough since a moment. Only the system.

    `rows_since` leaves older rows out. What a run takes is on record, for each compartment apart.
    """
    from beccaria.engines.detection.running import run  # noqa: PLC0415  the engine takes seconds to import; only who runs rules waits for it

    require(Act.ALERT_RAISE, by)
    begun = perf_counter()
    rules = in_force(stage=stage, by=by, at=at)
    if not rules.patterns:
        return _NOTHING
    with tables(rules.patterns, since=rows_since, until=at, by=by) as rows:
        found = run(rules.patterns, rows, until=at, since=since, parameters=rules.parameters)
    received = take(found, by=by, at=at)
    _on_record(found, received, stage, since=since, seconds=perf_counter() - begun, by=by, at=at)
    return received


def take(found: Iterable[Found], *, by: Actor, at: datetime) -> Received:
    """Take findings as alerts, as few as a prison can look at in a day: the strongest, and all that are known."""
    return receive(within_budget(found), at=at, by=by)


def _on_record(
    found: Sequence[Found],
    received: Received,
    stage: Stage | None,
    *,
    since: datetime | None,
    seconds: float,
    by: Actor,
    at: datetime,
) -> None:
    del by  # judged by the row policy of this transaction
    changed = {*received.raised, *received.again}
    where = dict(Alert.objects.filter(pk__in=changed).values_list("id", "rule__compartments"))
    for held in {tuple(row) for row in Rule.objects.values_list("compartments", flat=True)} | {()}:
        Run.objects.create(
            at=at,
            since=since,
            until=at,
            stage=stage.value if stage else "",
            found=sum(((one.compartment,) if one.compartment else ()) == held for one in found),
            raised=sum(tuple(one) == held for one in where.values()),
            seconds=seconds,
            level=Level.OFFICIAL,
            compartments=list(held),
        )
