"""Run the rules in force over the service's own rows, and take what they find as alerts."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from time import perf_counter
from typing import Final, NamedTuple

from django.db.models import Max

from beccaria.access.api import require
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.alerts import RuleState
from beccaria.core.handling import HELD_BACK
from beccaria.core.patterns import Found, Pattern, Room, Stage, Value, fitting, rooms, within_budget
from beccaria.detection.actions.keeping import Ran
from beccaria.detection.actions.keeping import kept as kept_rules
from beccaria.detection.actions.pieces import pieces
from beccaria.detection.actions.receiving import Received, digest, receive
from beccaria.detection.models import Alert, Rule, Run
from beccaria.detection.queries.standing import of_days
from beccaria.detection.queries.summaries import kept_summaries
from beccaria.detection.queries.tables import around, tables
from beccaria.events import api as events
from beccaria.feeds import api as feeds
from beccaria.lib import patterns

_NOTHING: Final = Received((), (), 0, 0)
_IN_FLIGHT: Final = timedelta(minutes=5)
"""What was recorded by a transaction that had not ended when rules ran is as old as this at most."""


class InForce(NamedTuple):
    """The patterns that may raise alerts now, and the parameters of each that differ from the library's."""

    patterns: tuple[Pattern, ...]
    parameters: dict[str, dict[str, Value]]


def in_force(*, stage: Stage | None = None, by: Actor, at: datetime) -> InForce:
    """The rules in force; a pattern that never ran is in force with the library's parameters. Only the system."""
    library = [one for one in patterns.here().values() if stage is None or one.stage is stage]
    rules = kept_rules(
        (Ran(one.id, one.version, one.compartment, one.basis) for one in library), by=by, at=at
    )
    live = tuple(one for one in library if rules[one.id].state == RuleState.ACTIVE.value)
    return InForce(live, {one.id: fitting(one, rules[one.id].parameters) for one in live})


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
        kept = None if rows_since else kept_summaries(rows, rules.patterns, by=by)
        found = run(rules.patterns, rows, until=at, since=since, parameters=rules.parameters, summaries=kept)
    # What a prison's own pieces take is in no figure that others read.
    seconds = perf_counter() - begun
    own = pieces(
        rules.patterns,
        found,
        since=since,
        until=at,
        rows_since=rows_since,
        parameters=rules.parameters,
        by=by,
    )
    received = take(found, own=own, by=by, at=at)
    _on_record(found, received, stage, since=since, seconds=seconds, by=by, at=at)
    return received


def run_on_import(import_id: str, *, by: Actor, at: datetime) -> Received:
    """Run the live rules on what has to do with the rows of one import, and raise what rests on one of them.

    Rules over records, which no import brings, run too when such a record came since live rules last ran. Only the
    system.
    """
    from beccaria.engines.detection.nearby import looks_near, run_near  # noqa: PLC0415  the engine takes seconds to import; only who runs rules waits for it
    from beccaria.engines.detection.running import run  # noqa: PLC0415  the same

    require(Act.ALERT_RAISE, by)
    begun = perf_counter()
    brought = feeds.brought(import_id, by=by)
    rules = in_force(stage=Stage.LIVE, by=by, at=at)
    near = [one for one in rules.patterns if brought.kind in one.reads and looks_near(one)]
    records = _records_only(rules, by=by)
    found: list[Found] = []
    if near and brought.paths:
        with around(brought, near, until=at, by=by) as here:
            found += run_near(near, here.feeds, here.new, here.people, until=at, parameters=rules.parameters)
    elif not records:
        return _NOTHING
    if records:
        with tables(records, since=None, until=at, by=by) as rows:
            found += run(records, rows, until=at, parameters=rules.parameters)
    received = take(found, besides=of_days(found, known={digest(one) for one in found}, by=by), by=by, at=at)
    _on_record(found, received, Stage.LIVE, since=None, seconds=perf_counter() - begun, by=by, at=at)
    return received


def _records_only(rules: InForce, *, by: Actor) -> list[Pattern]:
    """The rules that read no feed, when there is anything new for them to read."""
    last = Run.objects.filter(stage=Stage.LIVE.value).aggregate(last=Max("at"))["last"]
    mine = [one for one in rules.patterns if not set(one.reads) & set(feeds.Feed)]
    kinds = {kind for one in mine for kind in one.reads} & events.KINDS
    if last and not any(events.came_since(kind, last - _IN_FLIGHT, by=by) for kind in kinds):
        return []
    return mine


def take(
    found: Iterable[Found],
    *,
    own: Iterable[Found] = (),
    besides: Mapping[Room, int] | None = None,
    by: Actor,
    at: datetime,
) -> Received:
    """Take findings as alerts, as few as a prison can look at in a day: the strongest, and all that are known.

    What is a prison's `own` alone takes the room that is left: it pushes out nothing that others would have seen, so
    that they cannot tell it is there. `besides` are the alerts that prisons have of those days already, where not
    everything was looked at again.
    """
    told = within_budget(found, besides=besides)
    used = Counter(besides or {})
    for one in told:
        used.update(rooms(one))
    return receive([*told, *within_budget(own, besides=used)], at=at, by=by)


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
    # Nor is what handling keeps at one prison counted where others read how much was found.
    told = Alert.objects.filter(pk__in=changed).exclude(handling__overlap=HELD_BACK)
    where = dict(told.values_list("id", "rule__compartments"))
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
