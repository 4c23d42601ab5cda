"""Plant what every test finds at North: an escort, a mended weak point, a skill, a post and its check."""

from collections.abc import Callable
from datetime import datetime, timedelta

from beccaria.core.actors import Actor
from tests.seed_people import MTS


def plant(actor: Callable[[str], Actor], *, at: datetime) -> None:
    """Marek Sandor is to be taken to Southmoor; Gil had a gate mended; Asa of his trade; Pia has a post checked."""
    from beccaria.access.api import acting
    from beccaria.core.escorts import TAKES, EscortLevel, Why
    from beccaria.core.working_places import Access, Reach, Skill, Weakness
    from beccaria.lib.moments import day_of
    from beccaria.people.models import Person
    from beccaria.placement.actions import escorting, working
    from beccaria.places import api as places

    on = day_of(at)
    with acting(actor("gil")) as gil:
        gate = places.NewWeakPoint(
            site="NORTH",
            unit="NORTH-A",
            kind=Weakness.GATE,
            reach=Reach.NEAR,
            words="The gate of the yard closes late.",
            found_on=on,
        )
        point = places.write_weak_point(gate, by=gil, at=at)
        places.mend_weak_point(point, what="A new lock.", by=gil, at=at)
    with acting(actor("asa")) as asa:
        mts = Person.objects.get(source="seed", key=MTS).pk
        drives = working.NewSkill(person=mts, skill=Skill.DRIVING, words="Drove lorries.", observed=on)
        working.add_skill(drives, by=asa, at=at)
    with acting(actor("pia")) as pia:
        stores = working.NewPost(
            site="NORTH", name="Linen stores", unit="", access=[Access.GOODS], walked_on=on
        )
        working.check_post(mts, working.write_post(stores, by=pia, at=at), by=pia, at=at)
    with acting(actor("bo")) as bo:
        planned = escorting.Planned(
            starts=at + timedelta(days=2),
            hours=3.0,
            level=EscortLevel.RAISED,
            officers=3,
            equipment=TAKES[EscortLevel.RAISED],
        )
        pack = escorting.NewEscort(
            person=mts,
            why=Why.TRANSFER,
            goal="Southmoor",
            to_establishment="SOUTH",
            planned=planned,
            routes=[escorting.NewRoute(name="By the coast", minutes=90)],
        )
        escorting.write_escort(pack, by=bo, at=at)
