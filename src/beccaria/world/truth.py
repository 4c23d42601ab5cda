"""Write down what really happened, for the evaluation alone: storylines, innocents, groups, and who is who."""

from typing import Any

from beccaria.world.days import Days
from beccaria.world.living import Lived
from beccaria.world.told import Group, Told, member_truth, outsider_truth, prisoner_truth
from beccaria.world.world import World

FORMAT = "beccaria-truth-1"


def truth_document(world: World, lived: list[Lived]) -> dict[str, Any]:
    """The whole truth as one JSON document. The product never reads it."""
    keys: dict[int, str] = {}
    for one in lived:
        keys.update(one.traces)
    plan = world.plan
    return {
        "format": FORMAT,
        "notice": "Everybody and everything in this service is invented.",
        "plan": {"seed": plan.seed, "sites": plan.sites, "prisoners": plan.prisoners, "days": plan.days,
                 "first": plan.first.isoformat(), "until": plan.until.isoformat()},
        "storylines": {story.key: _story(world, story, keys) for story in world.told if not story.innocent},
        "innocents": {story.key: _story(world, story, keys) for story in world.told if story.innocent},
        "groups": [_group(world, group, keys) for group in world.groups],
        "relations": [
            {
                "one": relation.one,
                "other": relation.other,
                "kind": relation.kind,
                "from": _iso(world.calendar, relation.begin),
                "until": _iso(world.calendar, relation.end),
            }
            for relation in world.relations
        ],
        "people": _people(world, lived),
    }  # fmt: skip


def _iso(calendar: Days, seconds: int) -> str:
    return calendar.moment(seconds).isoformat()


def _traces(world: World, positions: list[int], keys: dict[int, str]) -> list[dict[str, str]]:
    """Traces with the identifiers they received, and from when each could be known."""
    return [
        {
            "file": world.effects.traces[position].file,
            "id": keys[position],
            "known": _iso(world.calendar, world.effects.traces[position].known),
        }
        for position in positions
    ]


def _story(world: World, story: Told, keys: dict[int, str]) -> dict[str, Any]:
    return {
        "title": story.title,
        "told": not story.untold,
        "untold_because": story.untold,
        "expect": story.expect,
        "innocent": story.innocent,
        "secret": story.secret,
        "cast": story.cast,
        "suspects": story.suspects,
        "acts": [
            {
                "at": _iso(world.calendar, act.at),
                "what": act.what,
                "where": act.where,
                "people": list(act.people),
            }
            for act in story.acts
        ],
        "traces": _traces(world, story.traces, keys),
    }


def _group(world: World, group: Group, keys: dict[int, str]) -> dict[str, Any]:
    return {
        "key": group.key,
        "name": group.name,
        "kind": group.kind,
        "members": [
            {"person": m.person, "role": m.role, "standing": m.standing, "in_custody": m.record >= 0}
            for m in group.members
        ],
        "ties": [[group.members[a].person, group.members[b].person, weight] for a, b, weight in group.ties],
        "traces": _traces(world, group.traces, keys),
    }


def _people(world: World, lived: list[Lived]) -> dict[str, list[str]]:
    """The register's identifiers of everybody who plays a part or has more than one record."""
    result: dict[str, list[str]] = {}
    for story in world.told:
        for truths in story.cast.values():
            result.update({truth: [] for truth in truths})
    for group in world.groups:
        result.update({member.person: [] for member in group.members})
    _add_prisoners(world, result)
    _add_members(lived, result)
    for person in world.outsiders.people:
        result[outsider_truth(person.number)] = list(person.records)
    for truth in list(result):
        if truth.startswith("T:S"):
            result[truth] = [world.staff_id(int(truth[3:]))]
    return dict(sorted(result.items()))


def _add_prisoners(world: World, result: dict[str, list[str]]) -> None:
    doubles = {int(who) for record, who in enumerate(world.people.who) if int(who) != record}
    wanted = doubles | {int(truth[3:]) for truth in result if truth.startswith("T:P")}
    for record, who in enumerate(world.people.who.tolist()):
        if who in wanted:
            result.setdefault(prisoner_truth(who), []).append(world.prisoner_id(record))


def _add_members(lived: list[Lived], result: dict[str, list[str]]) -> None:
    """People around prisoners whom more than one prison registered."""
    found: dict[int, set[str]] = {}
    for one in lived:
        for member, code in zip(one.members, one.codes, strict=True):
            found.setdefault(member, set()).add(code)
    for member in sorted(found):
        if len(found[member]) > 1:
            result[member_truth(member)] = sorted(found[member])
