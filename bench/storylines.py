"""Storylines of identity: recognised across prisons before the second attempt? Anybody wrongly accused? Ten seeds."""

import json
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

from _service import BECCARIA, directory

from beccaria.config.benchmarking import Report

SEEDS = range(1, 11)
SITES, PRISONERS, DAYS = 6, 900, 180
KINDS = ("estate", "people", "movements", "visits", "payments", "incidents", "finds")
# The act by which somebody tries for the second time what should have been noticed at the first.
SECOND = {
    "1": (2, "a refused visitor tries a second other prison"),
    "2": (1, "the payer pays for the second month"),
    "16": (1, "the visitors follow a second transfer"),
}
NEVER_ACCUSED = ("same_name", "family_phone", "travelling_mother")


def run(report: Report) -> None:
    """Simulate, load and evaluate ten services; count the seeds in which a storyline was found in time."""
    found = dict.fromkeys(SECOND, 0)
    told = dict.fromkeys(SECOND, 0)
    accused = dict.fromkeys(NEVER_ACCUSED, 0)
    right = said = real = 0
    for seed in SEEDS:
        with directory() as home:
            judged, truth = _one(seed, home)
        for key, (number, _what) in SECOND.items():
            told[key] += truth["storylines"][key]["told"]
            found[key] += _in_time(judged["storylines"][key], truth["storylines"][key], number)
        for key in NEVER_ACCUSED:
            accused[key] += judged["innocents"][key]["accused"]
        right += judged["identities"]["right"]
        said += judged["identities"]["found"]
        real += judged["identities"]["real"]
        report.say(f"seed {seed}: {judged['identities']}")
    size = f"{len(SEEDS)} seeds, {SITES} prisons, {PRISONERS:,} prisoners, {DAYS} days each"
    for key, (_number, what) in SECOND.items():
        report.row(
            f"storyline {key} found before {what}",
            size=size,
            ours=found[key],
            unit=f"seeds of {told[key]}",
            least=0.9 * told[key],
        )
    for key in NEVER_ACCUSED:
        report.row(
            f"innocents accused: {key.replace('_', ' ')}", size=size, ours=accused[key], unit="people", most=0
        )
    report.row(
        "identities joined by rule: precision", size=size, ours=round(right / max(said, 1), 4), unit=""
    )
    report.row("identities joined by rule: recall", size=size, ours=round(right / max(real, 1), 4), unit="")


def _one(seed: int, home: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    world, data = home / "world", home / "data"
    size = ["--sites", str(SITES), "--prisoners", str(PRISONERS), "--days", str(DAYS)]
    _command("simulate", "--out", str(world), "--seed", str(seed), *size)
    _command("migrate", "--data-dir", str(data))
    for kind in KINDS:
        _command("load", kind, str(next(world.glob(f"{kind}.*"))), "--data-dir", str(data))
    judged = json.loads(_command("evaluate", str(world), "--json", "--data-dir", str(data)))
    return judged, json.loads((world / "truth.json").read_text(encoding="utf-8"))


def _in_time(judged: dict[str, Any], story: dict[str, Any], number: int) -> bool:
    """Whether the first alert that speaks of the story came before the act that is the second attempt."""
    if judged["found"] is not True or not story["told"]:
        return False
    shown = [trace["known"] for trace in story["traces"] if trace["file"] != "people"]
    begin = min(datetime.fromisoformat(moment) for moment in [*shown, *(act["at"] for act in story["acts"])])
    second = datetime.fromisoformat(story["acts"][number]["at"])
    return bool(judged["delay_days"] <= (second - begin).total_seconds() / 86_400)


def _command(*words: str) -> str:
    done = subprocess.run([*BECCARIA, *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"beccaria {' '.join(words)}: {done.stdout[-1000:]}{done.stderr[-1000:]}")
    return done.stdout
