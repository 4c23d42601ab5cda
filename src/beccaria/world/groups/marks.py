"""Leave what groups leave in ordinary files: being seen together, calls to one person outside, visits, money, blows."""

from collections.abc import Callable, Iterator, Sequence

from beccaria.world.days import DAY, HOUR
from beccaria.world.groups.casting import cast_groups, relations_between
from beccaria.world.stage import LEAST_DAYS, Stage, Theatre
from beccaria.world.told import Group, Member, Relation, Told

_QUARTER = 90
_MOST_REMARKS = 6
_MOST_CALLS = 14
_ROOM = 3

Placing = Callable[[Theatre, Sequence[Relation]], None]
"""Somebody who says where the members of groups live: by their `home` and `wing`, and by moves that he pins."""


def live_groups(theatre: Theatre, place: Placing | None = None) -> list[Relation]:
    """Cast the groups, have them placed, and let them leave their marks. Short worlds have none."""
    if theatre.plan.days < LEAST_DAYS:
        return []
    theatre.groups = cast_groups(theatre)
    relations = relations_between(theatre)
    if place is not None:
        place(theatre, relations)
    for group in theatre.groups:
        story = Told(group.key, group.name)
        stage = Stage(theatre, story)
        for one, other, weight in group.ties:
            _mark(stage, group.members[one], group.members[other], weight)
        group.traces = story.traces
    by_key = {group.key: group for group in theatre.groups}
    for relation in relations:
        if relation.kind in {"rival", "feud"}:
            _blows(theatre, by_key[relation.one], by_key[relation.other], relation)
    return relations


def _mark(stage: Stage, one: Member, other: Member, weight: int) -> None:
    """How a tie shows depends on where the two are."""
    quarters = max(0.4, stage.days / _QUARTER)
    if one.record >= 0 and other.record >= 0:
        same = stage.place_of(one.record, 0)[0] == stage.place_of(other.record, 0)[0]
        if same:
            for _ in range(min(_MOST_REMARKS, stage.rng.poisson(0.5 * weight * quarters))):
                at = stage.when(float(stage.rng.uniform(0.03, 0.93)), float(stage.rng.uniform(9, 19)))
                stage.remark(at, "together", [one.record, other.record], named=stage.chance(0.7))
        return
    if one.record < 0 and other.record < 0:
        return
    inside, outside = (one, other) if one.record >= 0 else (other, one)
    person = stage.theatre.outsiders.people[outside.outsider]
    for _ in range(min(_MOST_CALLS, stage.rng.poisson(1.6 * weight * quarters))):
        stage.call(
            stage.when(float(stage.rng.uniform(0.02, 0.93)), float(stage.rng.uniform(9, 20))),
            inside.record,
            person.phone,
        )
    if stage.chance(0.2):  # one tie in five shows at the visits hall or the cash desk
        site = stage.place_of(inside.record, 0)[0]
        code = person.records[0] if person.records else stage.register(person, site)
        for at in stage.every(0.1, 0.85, max(1, round(2 * quarters)), 10):
            stage.visit(at, inside.record, person, code)
            stage.pay(at + DAY + 3 * HOUR, inside.record, person, float(stage.rng.choice([50, 80, 100])))


def _blows(theatre: Theatre, one: Group, other: Group, relation: Relation) -> None:
    """Where men of two hostile groups share a prison, some of them fight."""
    stage = Stage(theatre, Told(f"{one.key} {other.key} {relation.begin}", "hostility"))
    days = (relation.end - relation.begin) // DAY
    for attacker in one.members:
        for victim in other.members:
            if attacker.record < 0 or victim.record < 0:
                continue
            two = attacker.record, victim.record
            if not any(_share(stage, two, at) for at in _moments(theatre, two, relation)):
                continue
            if days > _ROOM and stage.chance(0.12 if relation.kind == "feud" else 0.05):
                at = relation.begin + int(stage.rng.uniform(0.1, 0.85) * days) * DAY + 15 * HOUR
                if _share(stage, two, at):
                    stage.incident(at, "assault", [(two[0], "assailant"), (two[1], "victim")])


def _moments(theatre: Theatre, two: tuple[int, int], relation: Relation) -> Iterator[int]:
    """When it can change who shares a prison: as the hostility begins, and whenever one of the two is moved."""
    yield relation.begin
    for record in two:
        yield from (
            move.at for move in theatre.pinned.get(record, []) if relation.begin < move.at < relation.end
        )


def _share(stage: Stage, two: tuple[int, int], at: int) -> bool:
    first, second = (stage.place_of(record, at)[0] for record in two)
    return first == second
