"""Comparing written names: how often it is right, culture by culture and against the peer, how fast, and its keys."""

import gc
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml
from _names_pairs import CULTURES, Pair, pairs, people, scripted, transliterations

from beccaria.config.benchmarking import Report
from beccaria.engines import names
from beccaria.lib.failure import Failed

EACH = 300
SCRIPTS = ("arabic", "cyrillic", "hebrew")
PERSONS, ASKED = 200_000, 400
TIMED = 100_000
QUALITY = Path(__file__).resolve().parents[1] / "src/beccaria/reference/matching/names_quality.yaml"
HOW = (
    "Made-up pairs of names that nothing was tuned on (though the table of known names and pet names holds most of"
    " them): given names and surnames of published lists"
    " (popular-names-by-country, CC0) split in halves by name, put together and varied by spelling, slips, order,"
    " particles, initials, pet names, patronymics, married and second surnames; words of the Wikidata transliteration"
    " lists (CC0) for Arabic, Cyrillic and Hebrew. Half of the pairs are one person written twice, half are two"
    " people: brothers and sisters, names of near spelling, another father's or second name, other sex, junior and"
    " senior. Taken for one from a score of 0.7."
)
Scorer = Callable[[str, str], float]


def run(report: Report) -> None:
    """Ours and nomenklatura's logic-v2 on the same held-out pairs, in one run; then speed and keys."""
    peer = _peer()
    cases = pairs(held=True, each=EACH)
    for language in SCRIPTS:
        cases += scripted(language, held=True, count=EACH)
    _quality(report, cases, peer)
    _speed(report, cases, peer)
    _keys(report, cases)
    report.note(HOW)
    report.note(
        "Peer: nomenklatura logic-v2, asked with one name on each side. Precision is by pairs as made here, half of"
        " them one person; it would be lower where most pairs are two people. Speed is by the processor time of one"
        " process, reading the names included; other work used the same cores."
    )


def _peer() -> Scorer:
    try:
        from followthemoney import model  # noqa: PLC0415  the peer need not be installed
        from nomenklatura.matching import get_algorithm  # noqa: PLC0415  the same
    except ImportError as absent:
        raise Failed(
            "The peer is not installed: `pip install nomenklatura`, then run the benchmark again."
        ) from absent
    algorithm: Any = get_algorithm("logic-v2")
    config = algorithm.default_config()
    count = iter(range(10**9))

    def entity(name: str) -> Any:
        made = model.make_entity("Person")
        made.id = f"bench-{next(count)}"
        made.add("name", name)
        return made

    def score(left: str, right: str) -> float:
        return float(algorithm.compare(entity(left), entity(right), config).score)

    score("Ada Rossi", "Ada Russo")
    return score


def _ours(left: str, right: str) -> float:
    return names.compare(names.prepare(left), names.prepare(right)).score


def _quality(report: Report, cases: list[Pair], peer: Scorer) -> None:
    scores = {"ours": [_ours(case.left, case.right) for case in cases]}
    scores["peer"] = [peer(case.left, case.right) for case in cases]
    truth = [case.same for case in cases]
    size = f"{len(cases):,} held-out pairs"
    ours, theirs = (_figures(scores[who], truth, names.THRESHOLD) for who in ("ours", "peer"))
    for what, least in (("F1", 0.8), ("precision", 0.8), ("recall", None)):
        report.row(f"{what} at 0.7", size=size, ours=ours[what], peer=theirs[what], unit="", least=least)
    report.row(
        "best F1", size=size, ours=_best(scores["ours"], truth), peer=_best(scores["peer"], truth), unit=""
    )
    table = []
    order = sorted(range(len(cases)), key=lambda place: cases[place].culture)
    for culture, group in groupby(order, key=lambda place: cases[place].culture):
        places = list(group)
        found = [
            _figures([scores[who][i] for i in places], [truth[i] for i in places], names.THRESHOLD)
            for who in ("ours", "peer")
        ]
        report.row(
            f"F1, {culture}", size=f"{len(places)} pairs", ours=found[0]["F1"], peer=found[1]["F1"], unit=""
        )
        table.append({"culture": culture, "pairs": len(places), **_errors(found[0])})
    report.row(
        "least recall of a culture",
        size=min(table, key=lambda row: row["recall"])["culture"],
        ours=min(row["recall"] for row in table),
        unit="",
    )
    _write(report, ours, table)


def _errors(found: dict[str, float]) -> dict[str, Any]:
    return {
        "precision": round(found["precision"], 3),
        "recall": round(found["recall"], 3),
        "f1": round(found["F1"], 3),
        "missed": round(1 - found["recall"], 3),
        "wrongly_alike": round(found["wrong"], 3),
    }


def _figures(scores: Sequence[float], truth: Sequence[bool], threshold: float) -> dict[str, float]:
    count = Counter((score >= threshold, same) for score, same in zip(scores, truth, strict=True))
    hit, wrong, missed, rest = count[True, True], count[True, False], count[False, True], count[False, False]
    return {
        "F1": 2 * hit / max(1, 2 * hit + wrong + missed),
        "precision": hit / max(1, hit + wrong),
        "recall": hit / max(1, hit + missed),
        "wrong": wrong / max(1, wrong + rest),
    }


def _best(scores: Sequence[float], truth: Sequence[bool]) -> float:
    return max(_figures(scores, truth, step / 100)["F1"] for step in range(40, 100))


def _write(report: Report, ours: dict[str, float], table: list[dict[str, Any]]) -> None:
    """The error estimates of the oversight page, by culture; written with `--write`."""
    document = {
        "how": HOW,
        "threshold": names.THRESHOLD,
        "all": _errors(ours),
        "cultures": table,
    }
    text = yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=110)
    report.files[QUALITY] = f"# Made by `beccaria bench names --write`; not written by hand.\n{text}"


def _speed(report: Report, cases: list[Pair], peer: Scorer) -> None:
    left, right = _timed()
    gc.freeze()  # what the peer's tables hold is not ours to look through, nor ours the peer's
    began = time.process_time()
    names.score_pairs(left, right)
    ours = TIMED / (time.process_time() - began)
    some = cases[:: max(1, len(cases) // 1500)]
    began = time.process_time()
    for case in some:
        peer(case.left, case.right)
    theirs = len(some) / (time.process_time() - began)
    report.row(
        "pairs a second, one core", size=f"{TIMED:,} pairs", ours=ours, peer=theirs, unit="/s", least=20_000
    )
    report.row(
        "95 % of pairs within",
        size="one by one",
        ours=_p95(_ours, zip(left[:20_000], right[:20_000], strict=True)),
        peer=_p95(peer, ((case.left, case.right) for case in some)),
        unit="µs",
    )


def _p95(score: Scorer, asked: Any) -> float:
    took = []
    for left, right in asked:
        began = time.process_time()
        score(left, right)
        took.append((time.process_time() - began) * 1e6)
    return statistics.quantiles(took, n=20)[-1]


def _timed() -> tuple[list[str], list[str]]:
    """Distinct names of all cultures beside another writing of them, or beside others."""
    made = pairs(held=True, each=TIMED // len(CULTURES) + 1, seed=9)[:TIMED]
    return [pair.left for pair in made], [pair.right for pair in made]


def _keys(report: Report, cases: list[Pair]) -> None:
    same = [case for case in cases if case.same]
    for what, chosen in (
        ("all variations", same),
        ("two scripts", [case for case in same if "script" in case.how]),
        ("slips and spellings", [case for case in same if "slip" in case.how or "spelling" in case.how]),
    ):
        met = sum(not _of(case.left).isdisjoint(_of(case.right)) for case in chosen)
        least = 0.995 if what != "all variations" else None
        size = f"{len(chosen):,} pairs"
        report.row(f"keys: recall, {what}", size=size, ours=met / len(chosen), unit="", least=least)
    counts: Counter[str] = Counter()
    held = [_of(name) for name in _many()]
    for found in held:
        counts.update(found)
    shared = sorted(sum(counts[key] for key in found) for found in held[:: PERSONS // ASKED])
    size = f"{PERSONS:,} names"
    report.row("keys a name", size=size, ours=sum(map(len, held)) / PERSONS, unit="keys")
    report.row("rows met by one look-up, half within", size=size, ours=shared[len(shared) // 2], unit="rows")
    report.row(
        "rows met by one look-up, 95 % within", size=size, ours=shared[int(len(shared) * 0.95)], unit="rows"
    )


def _of(name: str) -> frozenset[str]:
    return names.keys(names.prepare(name))


def _many() -> list[str]:
    """A register: given names of all cultures, surnames by how often they stand in the published lists."""
    draw = random.Random(4)  # noqa: S311  drawing examples
    given = [name for culture in CULTURES for sex in "mf" for name in people(culture, held=True).given[sex]]
    surnames = sorted({word for language in SCRIPTS for word in transliterations(language, held=True)})
    weights = [1 / (place + 10) for place in range(len(surnames))]
    draw.shuffle(surnames)
    drawn = draw.choices(surnames, weights, k=PERSONS)
    return [f"{draw.choice(given)} {surname.title()}" for surname in drawn]
