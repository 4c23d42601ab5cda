"""Tell of keeping apart and placing: from whom M.T.S. is kept, what the governor decided, who is to move."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import yaml

from beccaria.access.api import acting
from beccaria.config.demonstration_case import Man
from beccaria.core.actors import Actor, Level, system_actor
from beccaria.core.allocation import Level as Apart
from beccaria.core.allocation import Mode
from beccaria.core.placement import Cause, Part
from beccaria.people import api as people
from beccaria.placement import api as placement

STORY: Final = Path(__file__).resolve().parent.parent / "reference" / "demonstration" / "placing.yaml"


def tell(man: Man, actors: dict[str, Actor], *, at: datetime) -> None:
    """Each act by whoever does it."""
    said = yaml.safe_load(STORY.read_text(encoding="utf-8"))
    with acting(system_actor("demonstration")) as system:
        mts = people.search(man.number, by=system).items[0].id
        fellows = [
            one.id for one in people.held_at(man.establishment, by=system, wing=man.wing) if one.id != mts
        ]
    for one, other in zip(said["kept_apart"], fellows, strict=False):
        _keep(one, mts, other, actors[one["by"]], at=at - timedelta(days=one["days"]))
    with acting(actors["governor"]) as governor:
        for one in said["dispersal"]:
            limit = placement.NewDispersal(most=one["most"], leaders=one["leaders"], why=one["why"])
            placement.set_dispersal(limit, by=governor, at=at - timedelta(days=one["days"]))
        for one in said["changing_cells"]:
            rule = placement.NewRotationRule(
                site=man.establishment, person=mts, every=one["every"], why=one["why"]
            )
            placement.set_rotation_rule(rule, by=governor, at=at - timedelta(days=one["days"]))
    for one, person in zip(said["placed"], reversed(fellows), strict=False):
        _place(one, person, actors["placement"], at=at)


def _keep(one: dict[str, Any], person: str, other: str, writer: Actor, *, at: datetime) -> None:
    with acting(writer) as by:
        new = placement.NewKeepApart(
            person=person,
            other=other,
            apart=Apart(one["apart"]),
            cause=Cause(one["cause"]),
            why=one["why"],
            his_part=Part(one["his_part"]),
            other_part=Part(one["other_part"]),
            level=Level(one["level"]),
        )
        placement.open_keep_apart(new, by=by, at=at)


def _place(one: dict[str, Any], person: str, officer: Actor, *, at: datetime) -> None:
    """Ask, and where he was asked for decide: for an option that is not the first, with the reason."""
    with acting(officer) as by:
        asked = placement.propose(placement.Asked(mode=Mode.ONE, people=(person,)), by=by, at=at)
        places = placement.proposal(asked, by=by).answer["places"]
        held = people.placed([person], by=by)[person]
        free = [row["place"] for row in places if row["place"] != held.wing]
        if one["reason"] and free:
            new = placement.NewPlacement(
                person=person,
                wing=free[0],
                due=at + timedelta(hours=one["hours"]),
                proposal=asked,
                reason=one["reason"],
            )
            placement.decide(new, by=by, at=at)
