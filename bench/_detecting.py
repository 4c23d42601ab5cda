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
from beccaria.world.evaluation import Alert, Belonging, Leading, Pair, Truth, evaluate


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


def figures(truth: Truth, raised: Sequence[Alert]) -> dict[str, Any]:
    """What alerts were worth: storylines found and in time, alerts that were right, innocents accused."""
    said = evaluate(truth, Watched(raised))
    told = {
        key: one
        for key, one in said["storylines"].items()
        if truth.stories[key]["told"]
        and truth.stories[key]["expect"] == "found"
        and truth.stories[key]["traces"]
    }
    found = {key: one for key, one in told.items() if one["found"] is True}
    thirds = {key: third for key in found if (third := _third_act(truth, key)) is not None}
    precision = said["precision"] or 0.0
    return {
        "told": len(told),
        "found": len(found),
        "missed": sorted(set(told) - set(found)),
        "timed": len(thirds),
        "in_time": sum(found[key]["delay_days"] <= third for key, third in thirds.items()),
        "alerts": len(raised),
        "right": round(precision * len(raised)),
        "per_day": said["alerts_per_prison_day"],
        "accused": sum(one["accused"] for one in said["innocents"].values() if one["told"]),
        "innocents": sum(one["people"] for one in said["innocents"].values() if one["told"]),
    }


def _third_act(truth: Truth, key: str) -> float | None:
    """Days from the beginning of a story to its third act, or to its last trace when it has fewer acts."""
    story = truth.stories[key]
    acts = sorted(datetime.fromisoformat(one["at"]) for one in story["acts"])
    traces = [datetime.fromisoformat(one["known"]) for one in story["traces"] if one["file"] != "people"]
    moments = [*acts, *traces]
    if not moments:
        return None
    end = acts[2] if len(acts) > 2 else max(moments)
    return (end - min(moments)).total_seconds() / 86_400
