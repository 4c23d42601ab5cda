"""Placement in the simulated service: blows between hostile groups, leaders together, by routine and by the tool."""

import statistics
from collections.abc import Sequence
from datetime import date
from itertools import combinations
from typing import Any, Final, Literal

import numpy as np

from beccaria.config.benchmarking import Report
from beccaria.core.allocation import Apart, Ask, Between, Instance, Level, Mode, Person, Prison, Weights, Wing
from beccaria.engines.allocation.placing import placed
from beccaria.world.custody import Move
from beccaria.world.days import DAY, HOUR
from beccaria.world.draws import stream
from beccaria.world.making import make_world
from beccaria.world.plan import Plan
from beccaria.world.stage import Theatre
from beccaria.world.told import Group, Member, Relation
from beccaria.world.world import World

SEEDS: Final = range(31, 41)
SITES, PRISONERS, DAYS = 120, 90_000, 180
EVERY: Final = 30  # days between two looks at who is where
KNOWN: Final = 0.8  # of a group's members in custody; the service does not know the others
SPARE: Final = 2  # more than a full wing holds already, for somebody who changes places with a member
_T: Final = 2.262  # Student's t for ten pairs, 95 per cent
_HOSTILE: Final = {"rival", "feud"}
_PLAIN: Final = frozenset({"any"})


def run(report: Report) -> None:
    """The same ten services twice; only where members of groups live when the period begins is different."""
    rows = [_both(seed, report) for seed in SEEDS]
    size = f"{len(rows)} services of {PRISONERS:,} people, {SITES} prisons, {DAYS} days"
    for position, (what, unit) in enumerate(
        (
            ("blows between hostile groups", "in a service"),
            ("hostile members in one prison", "days a pair"),
            ("leaders of one group in one prison", "days a pair"),
            ("leaders of one group on one wing", "days a pair"),
            ("moves of members", "in a service"),
        )
    ):
        routine = [row[0][position] for row in rows]
        ours = [row[1][position] for row in rows]
        fewer = [one - other for one, other in zip(routine, ours, strict=True)]
        half = _T * statistics.stdev(fewer) / len(fewer) ** 0.5
        report.row(what, size=size, ours=statistics.mean(ours), peer=statistics.mean(routine), unit=unit)
        if position < 4:
            said = f"{what}: fewer by, at least (95 %)"
            report.row(said, size=size, ours=statistics.mean(fewer) - half, unit=unit, least=0.0)
    report.note(
        "Peer: the simulated service's own routine, which places members by chance in up to four prisons a group. The"
        f" tool knows {KNOWN:.0%} of the members, drawn by lot, and which groups are hostile on the day; it is asked on"
        f" the first day and every {EVERY} days, and may move a third of those it knows each time. A wing takes up to"
        f" {SPARE} more than it held, or its places. Hostile groups are kept from one prison, leaders of one group from"
        " one wing. Days a pair are counted half-way between two of these days. Intervals: of the paired difference"
        " over the seeds, Student's t."
    )


def _both(seed: int, report: Report) -> tuple[list[float], list[float]]:
    plan = Plan(seed, SITES, PRISONERS, DAYS)
    told: list[tuple[Theatre, int]] = []

    def watch(theatre: Theatre, _relations: Sequence[Relation]) -> None:
        told.append((theatre, 0))

    def place(theatre: Theatre, relations: Sequence[Relation]) -> None:
        told.append((theatre, _place(theatre, relations, seed)))

    worlds = [make_world(plan, place=how) for how in (watch, place)]
    found, ours = (
        [*_figures(world, theatre), float(moves)]
        for world, (theatre, moves) in zip(worlds, told, strict=True)
    )
    report.say(f"seed {seed}: {found} by routine, {ours} by the tool")
    return found, ours


def _figures(world: World, theatre: Theatre) -> list[float]:
    """Blows that happened; then days a pair: hostile in one prison, leaders of one group in one prison, on one wing."""
    group_of = {world.prisoner_id(one.record): group.key for group in world.groups for one in _inside(group)}
    ever = _hostile(world.relations)
    blows = sum(
        trace.row["family"] == "assault" and _between(trace.row["people"], group_of, ever)
        for trace in world.effects.traces
        if trace.file == "incidents"
    )
    by_key = {group.key: group for group in world.groups}
    leaders = [
        pair
        for group in world.groups
        for pair in combinations([one.record for one in _inside(group) if one.role == "leader"], 2)
    ]
    pairs = together = near = 0
    for day in range(0, DAYS, EVERY):
        at = (day + EVERY // 2) * DAY
        sites, wings = _places(theatre, _everybody(world.groups), at)
        for first, second in _hostile(world.relations, at=at):
            pairs += sum(
                sites[one.record] == sites[other.record]
                for one in _inside(by_key[first])
                for other in _inside(by_key[second])
            )
        together += sum(sites[one] == sites[other] for one, other in leaders)
        near += sum(wings[one] == wings[other] for one, other in leaders)
    return [float(blows), float(pairs * EVERY), float(together * EVERY), float(near * EVERY)]


def _everybody(groups: Sequence[Group]) -> list[int]:
    """Everybody in custody who belongs to a group."""
    return [one.record for group in groups for one in _inside(group)]


def _places(theatre: Theatre, records: Sequence[int], at: int) -> tuple[dict[int, int], dict[int, int]]:
    """Prison and wing of each at some second."""
    sites, wings = {}, {}
    for record in records:
        sites[record], wings[record] = int(theatre.people.home[record]), int(theatre.people.wing[record])
        for move in theatre.pinned.get(record, []):
            if move.at <= at:
                sites[record], wings[record] = move.site, move.wing
    return sites, wings


def _between(people: Any, group_of: dict[str, str], hostile: set[tuple[str, str]]) -> bool:
    named = [one.split(":")[0] for one in (people.split(";") if isinstance(people, str) else people)]
    groups = sorted({group_of[one] for one in named if one in group_of})
    return any(pair in hostile for pair in combinations(groups, 2))


def _hostile(relations: Sequence[Relation], *, at: int | None = None) -> set[tuple[str, str]]:
    return {
        (min(one.one, one.other), max(one.one, one.other))
        for one in relations
        if one.kind in _HOSTILE and (at is None or one.begin <= at < one.end)
    }


def _inside(group: Group) -> list[Member]:
    return [one for one in group.members if one.record >= 0]


def _place(theatre: Theatre, relations: Sequence[Relation], seed: int) -> int:
    """Ask the tool each month as a service would, with what it knows that day, and move whom it says; how often."""
    rng = stream(seed, "known to the service")
    known = {group.key: [one for one in _inside(group) if rng.random() < KNOWN] for group in theatre.groups}
    listed = [one.record for some in known.values() for one in some]
    numbers = {wing.code: number for number, wing in enumerate(theatre.estate.wings)}
    moves = 0
    for at in range(0, DAYS * DAY, EVERY * DAY):
        _sites, wings = _places(theatre, listed, at)
        found = placed(_instance(theatre, known, wings, _hostile(relations, at=at)), seconds=60.0, seed=1)
        for person, place in zip(found.problem.people, found.at.tolist(), strict=True):
            record, number = int(person.id), numbers[found.problem.wings[place].id]
            if number == wings[record]:
                continue
            moves += 1
            site = theatre.estate.wings[number].site
            kind: Literal["transfer", "cell"] = (
                "cell" if site == theatre.estate.wings[wings[record]].site else "transfer"
            )
            theatre.pinned.setdefault(record, []).append(Move(at + 10 * HOUR, site, number, kind))
    return moves


def _instance(
    theatre: Theatre, known: dict[str, list[Member]], wings: dict[int, int], hostile: set[tuple[str, str]]
) -> Instance:
    people, estate = theatre.people, theatre.estate
    listed = {one.record: (key, one.role) for key, members in known.items() for one in members}
    there = (people.received < 0) & (people.released > 0)
    held = np.bincount(people.wing[there], minlength=len(estate.wings))
    mine = np.bincount([people.wing[record] for record in listed], minlength=len(estate.wings))
    now = np.bincount(list(wings.values()), minlength=len(estate.wings))
    most = [
        max(wing.places, int(held[number]) + SPARE, int(held[number] - mine[number] + now[number]))
        for number, wing in enumerate(estate.wings)
    ]
    members = {key: tuple(str(one.record) for one in some) for key, some in known.items()}
    leaders = {
        key: tuple(str(one.record) for one in some if one.role == "leader") for key, some in known.items()
    }
    return Instance(
        on=date(2026, 1, 1),
        weights=Weights(),
        prisons={str(site.number): Prison(str(site.number), (0, 0)) for site in estate.sites},
        wings={
            wing.code: Wing(
                wing.code,
                str(wing.site),
                capacity=most[number],
                comfort=most[number],
                sexes=frozenset({"female" if wing.female else "male"}),
                categories=_PLAIN,
                statuses=_PLAIN,
                regimes=_PLAIN,
                inside=int(held[number] - mine[number]),
            )
            for number, wing in enumerate(estate.wings)
        },
        people={
            str(record): Person(
                str(record), "male", "any", 40, "any", "any",
                wing=estate.wings[wings[record]].code, groups=((key, role),),
            )
            for record, (key, role) in sorted(listed.items())
        },
        ask=Ask(Mode.ESTATE, moves=len(listed) // 3),
        apart=tuple(
            Apart(some, Level.WING, 1, "leaders of one group") for some in leaders.values() if len(some) > 1
        ),
        between=tuple(
            Between(members[one], members[other], Level.ESTABLISHMENT, "hostile groups")
            for one, other in sorted(hostile)
            if members.get(one) and members.get(other)
        ),
        members=members,
    )  # fmt: skip
