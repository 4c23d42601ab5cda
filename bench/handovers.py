"""Replaced phones, dense blocks and shapes of payments: found where they are known to be, beside plain rankings."""

import csv
import time
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path

import numpy as np
from _plants import Planted, alone, circle, made_up

from beccaria.config.benchmarking import Report
from beccaria.engines.detection.blocks import blocks
from beccaria.engines.detection.motifs import Payments, alerts, coming_round, gathered
from beccaria.engines.handovers.arrivals import arrivals
from beccaria.engines.handovers.calls import Calls, collect, events
from beccaria.engines.handovers.replacing import handovers

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
SEEDS = range(100, 120)
PLANTED = 5


def run(report: Report) -> None:
    """Real calls with planted changes, the block, the motifs, and growth to a million calls."""
    _planted(report)
    _block(report)
    _motifs(report)
    for size in (100_000, 300_000, 1_000_000):
        _growth(report, size)
    report.note(
        "Planted: in 9,834 real-looking calls of 400 phones (VAST Challenge 2008) five phones go on under new numbers"
        " from a random moment, one call in twenty staying behind; 20 seeds. A circle changes within hours. Peer:"
        " contact overlap alone (Jaccard, best match either way, at least a half)."
    )


def _planted(report: Report) -> None:
    if not (DATA / "vast2008_cellcalls").is_dir():
        report.note("The calls of VAST 2008 are not beside this repository: not measured.")
        return
    calls = _vast()
    # Whatever changed in these calls by itself is left alone: its truth is nobody's here.
    own = frozenset((one.old, one.new) for one in handovers(calls))
    avoid = frozenset(phone for pair in own for phone in pair)
    for what, plant in (("one by one", alone), ("a circle at once", circle)):
        ours, peers = Counter[str](), Counter[str]()
        for seed in SEEDS:
            planted = plant(calls, seed, PLANTED, avoid)
            found = {(one.old, one.new) for one in handovers(planted.calls)}
            _count(ours, found, planted, own)
            _count(peers, _overlap(planted.calls), planted, own)
        size = f"{PLANTED * len(SEEDS)} changes, {what}"
        for name in ("precision", "recall"):
            promised = 0.98 if name == "precision" else None
            report.row(
                f"replaced phones: {name}", size=size, ours=_share(ours, name), peer=_share(peers, name),
                unit="share", least=promised,
            )  # fmt: skip


def _vast() -> Calls:
    path = DATA / "vast2008_cellcalls" / "cdr_blinded.csv"
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return collect(
        [row["From"] for row in rows], [row["To"] for row in rows],
        [datetime.fromisoformat(row["Datetime"]) for row in rows], [row["Cell Tower"] for row in rows],
    )  # fmt: skip


def _count(
    counts: Counter[str], found: set[tuple[str, str]], planted: Planted, own: frozenset[tuple[str, str]]
) -> None:
    found = found - own
    counts["found"] += len(found)
    counts["right"] += len(found & planted.pairs)
    counts["real"] += len(planted.pairs)


def _share(counts: Counter[str], name: str) -> float:
    of = counts["found" if name == "precision" else "real"]
    return round(counts["right"] / of, 3) if of else 0.0


def _overlap(calls: Calls) -> set[tuple[str, str]]:
    """The peer: a phone that began, and the phone whose contacts before are most like its own since."""
    fresh = arrivals(events(calls))
    best: dict[int, tuple[float, int]] = {}
    for new, moment in zip(fresh.phone.tolist(), fresh.moment.tolist(), strict=True):
        before, since = _contacts(calls, moment, late=False), _contacts(calls, moment, late=True)[new]
        likes = [
            (len(since & theirs) / len(since | theirs), old) for old, theirs in before.items() if old != new
        ]
        if likes and (top := max(likes))[0] >= 0.5:
            best[new] = top
    takers: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for new, (like, old) in best.items():
        takers[old].append((like, new))
    return {(calls.phones[old], calls.phones[max(some)[1]]) for old, some in takers.items()}


def _contacts(calls: Calls, moment: float, *, late: bool) -> dict[int, set[int]]:
    chosen = (calls.at >= moment) == late
    found: dict[int, set[int]] = defaultdict(set)
    for one, two in zip(calls.caller[chosen].tolist(), calls.called[chosen].tolist(), strict=True):
        found[one].add(two)
        found[two].add(one)
    return found


def _block(report: Report) -> None:
    if not (DATA / "callmine_sample").is_dir():
        report.note("The CallMine sample is not beside this repository: not measured.")
        return
    with (DATA / "callmine_sample" / "sample_raw_data.csv").open(encoding="utf-8") as file:
        rows = [(row["source"], row["destination"]) for row in csv.DictReader(file)]
    times = Counter(rows)
    real = {pair for pair, often in times.items() if often > 5}
    sources, destinations = [one for one, _ in rows], [two for _, two in rows]
    found = blocks(sources, destinations)
    ours = {pair for block in found for pair in times if _inside(pair, block.sources, block.destinations)}
    top_out = {name for name, _ in Counter(sources).most_common(10)}
    top_in = {name for name, _ in Counter(destinations).most_common(10)}
    peer = {pair for pair in times if pair[0] in top_out and pair[1] in top_in}
    size = f"{len(rows):,} calls, {len(real)} pairs planted"
    members = {name for pair in real for name in pair}
    said = {name for block in found for name in (*block.sources, *block.destinations)}
    report.row(
        "dense block: members right of those told", size=size, ours=round(len(said & members) / max(1, len(said)), 3),
        peer=round(len((top_out | top_in) & members) / 20, 3), unit="share", least=1,
    )  # fmt: skip
    report.row(
        "dense block: planted pairs found", size=size, ours=round(len(ours & real) / len(real), 3),
        peer=round(len(peer & real) / len(real), 3), unit="share", least=1,
    )  # fmt: skip


def _inside(pair: tuple[str, str], sources: tuple[str, ...], destinations: tuple[str, ...]) -> bool:
    return pair[0] in sources and pair[1] in destinations


def _motifs(report: Report) -> None:
    if not (DATA / "amlsim_example").is_dir():
        report.note("The AMLSim example is not beside this repository: not measured.")
        return
    with (DATA / "amlsim_example" / "alerts.csv").open(encoding="utf-8") as file:
        planted = list(csv.DictReader(file))
    payments = _traffic(planted)
    first = len(payments.cents) - len(planted)
    ours = set(alerts([gathered(payments), coming_round(payments)], 0.01).tolist())
    into = np.bincount(payments.receiver, minlength=payments.accounts)
    most = len(payments.cents) // 100
    peers = set(np.argsort(-into[payments.receiver], kind="stable")[:most].tolist())
    for kind in ("fan_in", "cycle"):
        places = [first + turn for turn, row in enumerate(planted) if row["ALERT_TYPE"] == kind]
        size = f"{len(places):,} of {len(payments.cents):,} payments"
        report.row(
            f"{kind.replace('_', '-')}: recall at 1 % alerts (peer: receivers of most payments)", size=size,
            ours=round(len(ours.intersection(places)) / len(places), 3),
            peer=round(len(peers.intersection(places)) / len(places), 3), unit="share",
        )  # fmt: skip
    right = sum(place >= first for place in ours)
    report.row(
        "precision of those alerts", size=f"{len(ours):,} alerts", ours=round(right / max(1, len(ours)), 3),
        peer=round(sum(place >= first for place in peers) / max(1, len(peers)), 3), unit="share",
    )  # fmt: skip


def _traffic(planted: list[dict[str, str]]) -> Payments:
    """The labelled payments among 200,000 of ours: popular receivers, a quarter of the sums round."""
    rng = np.random.default_rng(1)
    many, accounts = 200_000, 10_000
    popular = (accounts * rng.random(many) ** 2).astype(np.int64)
    odd = np.round(rng.lognormal(3.4, 1.0, many) * 100).astype(np.int64)
    # Cents are written as the planted ones are: small sums too, or their size alone would tell them.
    small = np.round(rng.uniform(1, 20, many) * 100).astype(np.int64)
    cents = np.where(rng.random(many) < 0.4, small, odd)
    round_sums = rng.choice([500, 1000, 2000, 5000, 10_000], many)
    cents = np.where(rng.random(many) < 0.25, round_sums, cents)
    labelled = [
        (int(row["SENDER_ACCOUNT_ID"]), int(row["RECEIVER_ACCOUNT_ID"]), round(float(row["TX_AMOUNT"]) * 100))
        for row in planted
    ]
    steps = np.array([int(row["TIMESTAMP"]) for row in planted])
    one, two, three = (np.array(column, dtype=np.int64) for column in zip(*labelled, strict=True))
    return Payments(
        np.concatenate([rng.integers(0, accounts, many), one]), np.concatenate([popular, two]),
        np.concatenate([cents, three]), np.concatenate([rng.integers(0, 100, many), steps]), accounts,
    )  # fmt: skip


def _growth(report: Report, size: int) -> None:
    planted = made_up(size, seed=3)
    began = time.perf_counter()
    found = {(one.old, one.new) for one in handovers(planted.calls)}
    took = time.perf_counter() - began
    counts = Counter[str]()
    _count(counts, found, planted, frozenset())
    shown = f"{size:,} made-up calls, {len(planted.calls.phones):,} phones"
    report.row(
        "replaced phones, time", size=shown, ours=took, unit="s", most=60 if size == 1_000_000 else None
    )
    report.row(
        "replaced phones: precision", size=shown, ours=_share(counts, "precision"), unit="share", least=0.98
    )
    report.row("replaced phones: recall", size=shown, ours=_share(counts, "recall"), unit="share")
