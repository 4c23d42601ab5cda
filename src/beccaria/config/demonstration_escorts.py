"""Tell of weak points, posts and escorts: M.T.S. asks for the workshop under a roof, and is to go to hospital."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import yaml

from beccaria.access.api import acting
from beccaria.config.demonstration_case import Man
from beccaria.core.actors import Actor, system_actor
from beccaria.core.escorts import TAKES, EscortLevel, Why
from beccaria.core.working_places import Access, Reach, Skill, Weakness
from beccaria.lib.moments import day_of
from beccaria.people import api as people
from beccaria.placement import api as placement
from beccaria.places import api as places

STORY: Final = Path(__file__).resolve().parent.parent / "reference" / "demonstration" / "escorts.yaml"


def tell(man: Man, elsewhere: str, actors: dict[str, Actor], *, at: datetime) -> None:
    """Each act by whoever does it."""
    said = yaml.safe_load(STORY.read_text(encoding="utf-8"))
    with acting(system_actor("demonstration")) as system:
        mts = people.search(man.number, by=system).items[0].id
        quiet = people.held_at(man.establishment, by=system, at_most=40)[20]
    _weak_points(said, man, actors["governor"], at=at)
    _work(said, man, mts, actors, at=at)
    _escort(said["hospital"], mts, "", actors["pio"], at=at)
    _escort(said["transfer"], quiet.id, elsewhere, actors["placement"], at=at)


def _weak_points(said: dict[str, Any], man: Man, governor: Actor, *, at: datetime) -> None:
    with acting(governor) as by:
        for one in said["weak_points"]:
            new = places.NewWeakPoint(
                site=man.establishment,
                unit=man.wing if one["on_his_wing"] else "",
                kind=Weakness(one["kind"]),
                reach=Reach(one["reach"]),
                words=one["words"],
                found_on=day_of(at) - timedelta(days=one["days"]),
            )
            places.write_weak_point(new, by=by, at=at)


def _work(said: dict[str, Any], man: Man, mts: str, actors: dict[str, Actor], *, at: datetime) -> None:
    with acting(actors["assessor"]) as by:
        for one in said["skills"]:
            skill = placement.NewSkill(
                person=mts, skill=Skill(one["skill"]), words=one["words"], observed=day_of(at)
            )
            placement.add_skill(skill, by=by, at=at)
    with acting(actors["placement"]) as by:
        for one in said["posts"]:
            new = placement.NewPost(
                site=man.establishment,
                name=one["name"],
                unit=man.wing if one["on_his_wing"] else "",
                access=[Access(each) for each in one["access"]],
                walked_on=day_of(at) if one["walked"] else None,
            )
            made = placement.write_post(new, by=by, at=at)
            if one.get("asked"):
                check = placement.check_post(mts, made, by=by, at=at)
                placement.decide_post(check, give=False, why=one["asked"], by=by, at=at)


def _escort(one: dict[str, Any], person: str, to: str, writer: Actor, *, at: datetime) -> None:
    """A pack, handed over; nobody has acknowledged it yet."""
    level = EscortLevel(one["level"])
    new = placement.NewEscort(
        person=person,
        why=Why(one["why"]),
        goal=one["goal"],
        to_establishment=to,
        planned=placement.Planned(
            starts=at + timedelta(hours=one["in_hours"]),
            hours=one["hours"],
            level=level,
            officers=one["officers"],
            equipment=TAKES[level],
        ),
        routes=[placement.NewRoute(**each) for each in one["routes"]],
        help_outside=one["help_outside"],
        rests_on=one["rests_on"],
    )
    with acting(writer) as by:
        made = placement.write_escort(new, by=by, at=at)
        if one["sent"]:
            placement.send_handover(made, by=by, at=at)
