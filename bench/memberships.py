"""Memberships proposed from the traces that groups leave: who is named, who is wronged, who leads.

Ten simulated services; ours and the peer read the same files. The peer is what a plain network tool does: whoever
stands in one remark with somebody, or shares somebody outside with him, is tied; Leiden finds communities; everybody in
one of three or more is named, its best connected lead it.
"""

import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from _membership_files import Files, read
from _service import directory

from beccaria.config.benchmarking import Report
from beccaria.engines.membership import Proposed, propose
from beccaria.world import belonging
from beccaria.world.belonging import Belonging, Leading
from beccaria.world.evaluation import Truth, read_truth
from beccaria.world.plan import Plan
from beccaria.world.simulate import simulate

# The method was set on seeds 101 to 110 and mended after a look at 2, 11, 13, 14 and 19; whether people outside are
# ranked was decided on 1 to 20, and 21 to 30 had shown the leaders who were missed: nobody looked at these.
SEEDS = range(31, 41)
SITES, PRISONERS, DAYS = 6, 900, 180
_LEAST = 3
_MOST_SHARING = 50
_COUNTED = (
    "found",
    "right",
    "of_told_crimes",
    "allowed",
    "allowed_found",
    "innocents",
    "groups",
    "in_top_three",
)


def run(report: Report) -> None:
    """Simulate ten services, read their files, propose, and compare with what is true."""
    ours: Counter[str] = Counter()
    peer: Counter[str] = Counter()
    for seed in SEEDS:
        with directory() as home:
            plan = Plan(seed, SITES, PRISONERS, DAYS)
            simulate(plan, home, processes=1)
            mine, theirs = one(home, plan.until)
        ours.update(mine)
        peer.update(theirs)
        report.say(f"seed {seed}: ours {json.dumps(mine)}; peer {json.dumps(theirs)}")
    seeds = f"seeds {SEEDS[0]} to {SEEDS[-1]}"
    _rows(report, ours, peer, f"{seeds}: {SITES} prisons, {PRISONERS:,} prisoners, {DAYS} days each")


def one(folder: Path, until: date) -> tuple[dict[str, int], dict[str, int]]:
    """What ours and the peer come to on one service."""
    truth, files = read_truth(folder), read(folder)
    allow = belonging.allowed(truth.document, folder, truth.of)
    found = propose(files.traces, files.explained, on=until)
    return _judged(truth, allow, *_ours(found, files.numbers)), _judged(truth, allow, *_peer(files))


def _judged(
    truth: Truth, allow: dict[str, belonging.Allowed], named: Sequence[Belonging], leading: Sequence[Leading]
) -> dict[str, int]:
    said: dict[str, Any] = belonging.memberships(truth.document, named, allow, truth.of)
    said |= belonging.leaders(truth.document, leading, named, allow, truth.of)
    return {key: said[key] for key in _COUNTED}


def _ours(
    found: Iterable[Proposed], numbers: Mapping[str, tuple[str, ...]]
) -> tuple[list[Belonging], list[Leading]]:
    """Who is named and who may lead; whoever is outside under his numbers, by which the truth knows him."""
    named, leading = [], []
    for place, circle in enumerate(found):
        key = f"circle {place}"
        named += [Belonging(one.person, key) for one in circle.named]
        leading += [
            Leading(name, key, number)
            for number, lead in enumerate(circle.leaders, 1)
            for name in (numbers.get(lead.person, ()) if lead.outside else (lead.person,))
        ]
    return named, leading


def _peer(files: Files) -> tuple[list[Belonging], list[Leading]]:
    import igraph  # noqa: PLC0415  GPL: measured against, never shipped

    weights: Counter[tuple[str, str]] = Counter()
    sharing: dict[str, set[str]] = defaultdict(set)
    for people in files.mentioned:
        weights.update(combinations(sorted(people), 2))
    for one in files.traces:
        if one.outsider:
            sharing[one.outsider] |= set(one.people)
    for who in sharing.values():
        if 1 < len(who) <= _MOST_SHARING:
            weights.update(combinations(sorted(who), 2))
    names = sorted({one for pair in weights for one in pair})
    number = {one: place for place, one in enumerate(names)}
    graph = igraph.Graph(len(names), [(number[one], number[other]) for one, other in weights])
    igraph.set_random_number_generator(random.Random(1))  # noqa: S311  the same run gives the same figures
    parts = graph.community_leiden("modularity", weights=list(weights.values()), n_iterations=10)
    strength = graph.strength(weights=list(weights.values()))
    named, leading = [], []
    for place, part in enumerate(parts):
        if len(part) >= _LEAST:
            key = f"community {place}"
            named += [Belonging(names[one], key) for one in part]
            first = sorted(part, key=lambda one: (-strength[one], names[one]))[:_LEAST]
            leading += [Leading(names[one], key, number) for number, one in enumerate(first, 1)]
    return named, leading


def _rows(report: Report, ours: Counter[str], peer: Counter[str], size: str) -> None:
    def share(found: Counter[str], top: str, bottom: str) -> float:
        return round(found[top] / max(found[bottom], 1), 4)

    report.row(
        "members named with two bases, of those the traces allow", size=size, unit="share", least=0.8,
        ours=share(ours, "allowed_found", "allowed"), peer=share(peer, "allowed_found", "allowed"),
    )  # fmt: skip
    report.row(
        "of those named, members of the group", size=size, unit="share", least=0.95,
        ours=share(ours, "right", "found"), peer=share(peer, "right", "found"),
    )  # fmt: skip
    report.row(
        "a leader among the first three hypotheses", size=size, unit="share of groups", least=0.8,
        ours=share(ours, "in_top_three", "groups"), peer=share(peer, "in_top_three", "groups"),
    )  # fmt: skip
    report.row(
        "innocents made members",
        size=size,
        unit="people",
        ours=ours["innocents"],
        peer=peer["innocents"],
        most=0,
    )
    report.note(
        f"{ours['allowed']} members are shown in two ways in {ours['groups']} groups with a leader who is shown; "
        f"{ours['found']} people were named, {peer['found']} by the peer. The traces allow a member when the files "
        "name him beside another member and show him in touch with somebody outside with whom another is in touch, "
        "or show him in two ways with two such people outside (beccaria.world.belonging). Calls are read from the "
        "file: `load` does not take them yet, so that a service proposes from less. In a small circle three "
        "hypotheses are easily right: the peer, who ranks people in custody, shows how easily."
    )
