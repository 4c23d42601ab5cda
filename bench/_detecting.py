"""Watch a simulated service as a service would: run the patterns every few days, and judge what reached a person."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from beccaria.core.patterns import Found, Pattern, within_budget
from beccaria.engines.detection.reading import connect, in_folder, opened, without_privileged
from beccaria.engines.detection.running import run
from beccaria.engines.detection.state import Kept
from beccaria.world.evaluation import Alert, Belonging, Leading, Pair


@dataclass
class Watched:
    """What was raised: the alerts of patterns and nothing else."""

    raised: Sequence[Alert]

    def covers(self) -> frozenset[str] | None:
        return None

    def alerts(self) -> Sequence[Alert] | None:
        return self.raised

    def links(self) -> Sequence[Pair] | None:
        return None

    def memberships(self) -> Sequence[Belonging] | None:
        return None

    def reads(self) -> frozenset[str] | None:
        return None

    def leaders(self) -> Sequence[Leading] | None:
        return None

    def merges(self) -> Sequence[Pair] | None:
        return None


def tables_of(world: Path, spill: Path) -> tuple[Any, dict[str, Any]]:
    con = connect(spill=spill)
    return con, without_privileged(opened(con, in_folder(world)))


def watch(
    world: Path,
    patterns: Sequence[Pattern],
    plan: Mapping[str, Any],
    state: Path,
    *,
    every_days: int,
) -> list[Alert]:
    """Alerts as they would have been raised: nothing that came later is seen; a finding that grew is raised again."""
    con, tables = tables_of(world, state)
    kept = Kept(con, state / "summaries")
    known: dict[str, tuple[int, int]] = {}
    raised: list[Alert] = []
    for until in _moments(plan, every_days):
        found = run(patterns, tables, until=until, summaries=kept)
        for one in within_budget(found):
            before = known.get(one.key)
            if before is not None and not _grew(one, before):
                continue
            raised.append(as_alert(one, until, before))
            known[one.key] = (len(one.people), len(one.evidence))
    return raised


def _grew(one: Found, before: tuple[int, int]) -> bool:
    """Whether something new came that a person would want to be told: somebody else, or half as many rows again."""
    people, rows = before
    return len(one.people) > people or len(one.evidence) >= 1.5 * max(rows, 1)


def _moments(plan: Mapping[str, Any], every_days: int) -> Iterator[datetime]:
    last = datetime.fromisoformat(str(plan["until"])).replace(tzinfo=UTC) + timedelta(days=1)
    first = last - timedelta(days=int(plan["days"]))
    moment = first + timedelta(days=every_days)
    while moment < last:
        yield moment
        moment += timedelta(days=every_days)
    yield last


def as_alert(one: Found, at: datetime, before: object) -> Alert:
    name = one.key if before is None else f"{one.key}#{len(one.people)}.{len(one.evidence)}"
    cited = frozenset((each.kind, each.row) for each in one.evidence)
    return Alert(name, at, one.pattern, frozenset(one.people), cited)
