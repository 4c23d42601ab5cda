"""Placement: one person, a morning's list, whole estates; rules of thumb and HiGHS on the same instances."""

import dataclasses
import itertools
import json
import random
import statistics
import time
from typing import Any

from _placement_peers import by_highs, by_thumb

from beccaria.config.benchmarking import Report
from beccaria.core.allocation import Ask, Mode, instance_from
from beccaria.engines.allocation.answering import document
from beccaria.engines.allocation.checking import cost_of, violations
from beccaria.engines.allocation.making import Size, instance
from beccaria.engines.allocation.placing import placed
from beccaria.engines.allocation.problem import problem_of

# People, wings, prisons, promised gap in per cent, promised seconds, seconds HiGHS may have.
ESTATES = ((8_000, 300, 40, 0.5, 60.0), (30_000, 900, 120, 1.0, 200.0))
NATION, ASKED, LISTED = Size(90_000, 900, prisons=120, full=0.93), 40, 500
RANDOM, TRIED = 1_000, 20


def run(report: Report) -> None:
    """Everything the promise names, except what pages and the simulated world show."""
    placed(instance_from(instance(Size(60, 8), seed=1)))  # compile
    _small(report)
    _lawful(report)
    _one(report)
    _listed(report)
    for people, wings, prisons, gap, seconds in ESTATES:
        _estate(report, Size(people, wings, prisons=prisons, moves=people * 3 // 20), gap, seconds)
    report.note(
        "Peer: HiGHS as scipy brings it, on the whole model with all rules, with the seconds promised for ours; `none`"
        " where it found no placement in that time or in 14 GB. By thumb: nearest home with a free"
        " place, known enemies apart."
        " Gaps are (cost - bound) / cost with the own bound of each. The times of ours include reading no file."
    )


def _small(report: Report) -> None:
    equal = 0
    for seed in range(TRIED):
        said = instance(Size(24, 5, prisons=2, groups=2, grouped=0.6, listed=4, full=0.95), seed=seed)
        answer = document(placed(instance_from(said)))
        names = [one["id"] for one in said["people"] if not one["wing"]]
        found = []
        for way in itertools.product([None, *(each["id"] for each in said["wings"])], repeat=len(names)):
            rows = [{"person": who, "place": place} for who, place in zip(names, way, strict=True)]
            tried = {"assignments": rows, "weights": answer["weights"]}
            if not violations(said, tried):
                found.append(cost_of(said, tried))
        equal += answer["cost"] == min(found)
    report.row(
        "equal to trying everything",
        size=f"{TRIED} small instances",
        ours=equal,
        unit="instances",
        least=TRIED,
    )


def _lawful(report: Report) -> None:
    broken = wrong = 0
    for seed in range(RANDOM):
        draw = random.Random(seed)  # noqa: S311  sizes, not secrets
        listed, moves = draw.choice([(0, None), (0, 10), (12, None)])
        size = dataclasses.replace(
            Size(draw.randrange(30, 90), draw.randrange(5, 12), prisons=3, groups=3, grouped=0.2, covers=3),
            listed=listed,
            moves=moves,
        )
        said = instance(size, seed=seed)
        answer = document(placed(instance_from(said), seconds=2, seed=1))
        broken += len(violations(said, answer))
        wrong += cost_of(said, answer) != answer["cost"]
    size_said = f"{RANDOM:,} random instances"
    report.row("hard rules broken, by the checker", size=size_said, ours=broken, unit="rules", most=0)
    report.row(
        "costs that the checker counts otherwise", size=size_said, ours=wrong, unit="instances", most=0
    )


def _one(report: Report) -> None:
    asked = instance_from(instance(NATION, seed=1))
    took = []
    for number in range(ASKED):
        one = dataclasses.replace(asked, ask=Ask(Mode.ONE, (f"N{number * 997 % NATION.people}",)))
        began = time.perf_counter()
        document(placed(one))
        took.append((time.perf_counter() - began) * 1000)
    size = f"{NATION.prisons} prisons, {NATION.wings} wings, {NATION.people:,} placed"
    report.row(
        "one person, options with reasons, 95 % within",
        size=size,
        ours=statistics.quantiles(took, n=20)[-1],
        unit="ms",
        most=1000,
    )


def _listed(report: Report) -> None:
    said = instance(Size(20_000, 300, prisons=40, listed=LISTED), seed=1)
    asked = instance_from(said)
    found = placed(asked, seconds=60)
    cost, _, took = by_highs(problem_of(asked), seconds=60)
    size = f"{LISTED} people, 300 wings, 19,500 placed"
    report.row("morning list, proven best", size=size, ours=found.seconds, peer=took, unit="s", most=2)
    report.row("morning list, gap", size=size, ours=100 * found.gap, unit="%", most=0)
    report.row("morning list, cost", size=size, ours=found.cost, peer=cost, unit="points")
    thumb = by_thumb(problem_of(asked))
    mine, theirs = _measured(said, document(found)), _measured(said, thumb)
    report.row(
        "from home, with all that is weighed",
        size=size,
        ours=mine["from home"],
        peer=theirs["from home"],
        unit="km",
    )
    # By thumb nobody looks at programmes, languages and courts: so once more with what both aim at, and groups.
    none = dict.fromkeys((one.name for one in dataclasses.fields(asked.weights)), 0)
    kept = {name: getattr(asked.weights, name) for name in ("family", "dispersal", "unplaced")}
    alike = dataclasses.replace(asked, weights=type(asked.weights)(**(none | kept)))
    _figures(report, said, f"{size}; distance and groups alone", document(placed(alike, seconds=60)), thumb)


def _estate(report: Report, size: Size, gap: float, seconds: float) -> None:
    said = instance(size, seed=1)
    asked = instance_from(said)
    found = placed(asked, seconds=seconds)
    named = f"{size.people:,} people, {size.wings} wings, {size.moves:,} moves"
    cost, theirs, took = by_highs(problem_of(asked), seconds=seconds)
    peer = 100 * theirs if theirs is not None else "none"
    report.row("estate, gap", size=named, ours=100 * found.gap, peer=peer, unit="%", most=gap)
    report.row("estate, time", size=named, ours=found.seconds, peer=took, unit="s", most=seconds)
    report.row("estate, cost", size=named, ours=found.cost, peer=cost or "none", unit="points")
    _figures(report, said, named, document(found), by_thumb(problem_of(asked)))


def _figures(
    report: Report, said: dict[str, Any], size: str, ours: dict[str, Any], thumb: dict[str, Any]
) -> None:
    """Dispersal, keep-apart and distance, ours against rules of thumb: better on each is promised."""
    mine, theirs = (_measured(said, answer) for answer in (ours, thumb))
    for what, unit in (("own group together", "people"), ("keep-apart broken", "rules"), ("from home", "km")):
        report.row(
            f"{what}, against by thumb",
            size=size,
            ours=mine[what],
            peer=theirs[what],
            unit=unit,
            most=theirs[what],
        )


def _measured(said: dict[str, Any], answer: dict[str, Any]) -> dict[str, float]:
    where = {one["id"]: one["wing"] for one in said["people"] if one["wing"]}
    where |= {one["person"]: one["place"] for one in answer["assignments"] if one["place"]}
    together: dict[tuple[str, str], int] = {}
    for one in said["people"]:
        for each in one.get("groups", ()):
            key = (each["group"], where.get(one["id"], ""))
            together[key] = together.get(key, 0) + 1
    sites = {one["id"]: one["at"] for one in said["prisons"]}
    wings = {one["id"]: sites[one["prison"]] for one in said["wings"]}
    asked = {one["person"] for one in answer["assignments"] if one["place"]}
    far = [
        ((one["home"][0] - at[0]) ** 2 + (one["home"][1] - at[1]) ** 2) ** 0.5
        for one in said["people"]
        if one["id"] in asked and (at := wings[where[one["id"]]])
    ]
    return {
        "own group together": sum(number for (_, wing), number in together.items() if wing and number > 1),
        "keep-apart broken": len(violations(said, json.loads(json.dumps(answer)))),
        "from home": statistics.mean(far),
    }
