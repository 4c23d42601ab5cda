"""What the patterns find in simulated services whose truth is known, and whom they accuse; the trade's rule beside it.

BENCH_DETECT_SEEDS="31-40" chooses the worlds, BENCH_DETECT_EVERY=1 after how many days the patterns are run there.
"""

import os
import shutil
from pathlib import Path
from typing import Any

import _detecting
from _detecting_peers import naive_alerts
from _service import directory
from detect import simulate

from beccaria.config.benchmarking import Report
from beccaria.lib import patterns
from beccaria.world.evaluation import Truth, read_truth

WORLD = (12, 3_000, 180)


def run(report: Report) -> None:
    """Simulate each world, run the patterns as its days go by, and judge every alert."""
    with directory() as home:
        _judging(report, home)
    report.note(
        "The naive query is the rule of the trade: a number that two prisoners call. Its alerts are judged by the same"
        " yardstick. Recall of storylines counts those that leave traces in the feeds. The patterns were tuned on"
        " seeds 1 to 5."
    )


def _seeds() -> list[int]:
    said = os.environ.get("BENCH_DETECT_SEEDS", "1-3")
    found: list[int] = []
    for part in filter(None, said.split(",")):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


def _judging(report: Report, home: Path) -> None:
    judged, naive = [], []
    for seed in _seeds():
        folder = home / "judged"
        simulate(folder, seed, WORLD)
        truth = read_truth(folder, seed)
        judged.append(_judge(truth, folder, home))
        naive.append(_naive(truth, folder))
        shutil.rmtree(folder)
        report.say(f"seed {seed}: {judged[-1]} against {naive[-1]}")
    if judged:
        _quality(report, judged, naive)


def _judge(truth: Truth, folder: Path, home: Path) -> dict[str, Any]:
    every = int(os.environ.get("BENCH_DETECT_EVERY", "7"))
    with_state = home / "judging"
    raised = _detecting.watch(
        folder, list(patterns.every().values()), truth.document["plan"], with_state, every_days=every
    )
    shutil.rmtree(with_state, ignore_errors=True)
    return _detecting.figures(truth, raised)


def _naive(truth: Truth, folder: Path) -> dict[str, Any]:
    return _detecting.figures(truth, naive_alerts(folder, truth))


def _quality(report: Report, judged: list[dict[str, Any]], naive: list[dict[str, Any]]) -> None:
    size = f"{len(judged)} worlds, {WORLD[0]} prisons, {WORLD[1]:,} people, {WORLD[2]} days each"

    def total(some: list[dict[str, Any]], name: str) -> float:
        return sum(float(one[name]) for one in some)

    def share(some: list[dict[str, Any]], part: str, whole: str) -> float:
        return round(total(some, part) / max(total(some, whole), 1), 4)

    def row(what: str, part: str, whole: str, **promised: float) -> None:
        ours, theirs = share(judged, part, whole), share(naive, part, whole)
        report.row(what, size=size, ours=ours, peer=theirs, unit="share", **promised)

    row("storylines found", "found", "told", least=0.85)
    row("of those found, before the story's third act", "in_time", "timed", least=0.5)
    row(
        "precision of alerts",
        "right",
        "alerts",
        least=max(0.6, min(1.0, 3 * share(naive, "right", "alerts"))),
    )
    row("innocents accused", "accused", "innocents", most=0.02)
    report.row(
        "alerts per prison and day",
        size=size,
        ours=round(total(judged, "per_day") / len(judged), 4),
        peer=round(total(naive, "per_day") / len(naive), 4),
        unit="alerts",
        most=5,
    )
