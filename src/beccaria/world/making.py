"""Make a world from its plan: people and places first, then what groups and storylines do, then who lives where."""

import numpy as np

from beccaria.world.circles import Circles, build_circles, pass_on
from beccaria.world.codes import Codes
from beccaria.world.custody import build_stays
from beccaria.world.effects import Effects
from beccaria.world.estate import build_estate
from beccaria.world.groups.marks import Placing, live_groups
from beccaria.world.kin import add_kin
from beccaria.world.outsiders import Outsiders
from beccaria.world.plan import Plan
from beccaria.world.population import Population, build_population
from beccaria.world.privileged import build_privileged
from beccaria.world.returns import add_returns
from beccaria.world.staff import build_staff
from beccaria.world.stage import Theatre
from beccaria.world.telling import tell_all
from beccaria.world.world import World


def make_world(plan: Plan, *, place: Placing | None = None) -> World:
    """A world ready to be lived. `place` moves members of groups before anything happens; without it routine does."""
    estate = build_estate(plan)
    people = build_population(plan, estate)
    add_kin(plan, people)
    add_returns(plan, people)
    privileged = build_privileged(plan)
    circles = build_circles(plan, people, privileged.lawyers)
    pass_on(plan, circles)
    _call_enough(people, circles)
    staff = build_staff(plan, estate)
    effects, outsiders = Effects(), Outsiders(plan.seed)
    theatre = Theatre(plan, plan.calendar, estate, people, staff, effects, outsiders)
    told = tell_all(theatre)
    relations = live_groups(theatre, place)
    stays = build_stays(plan, estate, people, theatre.pinned)
    return World(
        plan, plan.calendar, estate, people, circles, staff, stays, privileged, Codes(plan.seed), effects,
        outsiders, told, theatre.groups, relations,
    )  # fmt: skip


def _call_enough(people: Population, circles: Circles) -> None:
    """The mean number of calls is for all; those who have nobody to call leave their share to the others."""
    has_somebody = (circles.start[1:] > circles.start[:-1])[people.who]
    people.call_rate *= 1 / max(0.05, float(np.mean(has_somebody)))
