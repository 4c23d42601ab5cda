"""Plant what every test finds: two establishments, a few people, and users with duties. All of it is invented.

North is where Ana (officer), Bo (intelligence officer), Cy (head), Gil (governor), Pia (placement) and Asa (assessor)
work; Eve is intelligence officer at South and must always be refused; Nan is national analyst; Lia is police liaison;
Dee is data protection officer, Kit a second custodian, Max an administrator; Hal handles sources in a compartment.
"""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from beccaria.core.actors import Actor

PASSWORD = "beccaria"


class Person(NamedTuple):
    """One user of the tests."""

    username: str
    name: str
    duty: str
    sites: tuple[str, ...]
    level: int
    organisation: str = ""
    compartments: tuple[str, ...] = ()


PEOPLE = (
    Person("ana", "Ana Officer", "officer", ("NORTH",), 0),
    Person("abe", "Abe Officer", "officer", ("NORTH",), 0),
    Person("bo", "Bo Intelligence", "pio", ("NORTH",), 2),
    Person("bea", "Bea Intelligence", "pio", ("NORTH",), 2),
    Person("cy", "Cy Head", "head", ("NORTH",), 3),
    Person("gil", "Gil Governor", "governor", ("NORTH",), 2),
    Person("pia", "Pia Placement", "placement", ("NORTH",), 1),
    Person("asa", "Asa Assessor", "assessor", ("NORTH",), 2),
    Person("eve", "Eve Elsewhere", "pio", ("SOUTH",), 2),
    Person("oli", "Oli Officer", "officer", ("SOUTH",), 0),
    Person("nan", "Nan Analyst", "analyst", ("*",), 2),
    Person("lia", "Lia Liaison", "liaison", (), 2, "police"),
    Person("dee", "Dee Oversight", "dpo", ("*",), 3),
    Person("kit", "Kit Custodian", "custodian", ("*",), 3),
    Person("max", "Max Administrator", "administrator", ("*",), 0),
    Person("hal", "Hal Handler", "handler", ("*",), 3, compartments=("north-sources",)),
)


def plant() -> None:
    """Write all of it, as the worker."""
    from beccaria.access.api import User, acting, give_duty
    from beccaria.core.actors import Duty, Level, system_actor
    from beccaria.lib import clock
    from tests import (
        seed_alerts,
        seed_classified,
        seed_escorts,
        seed_estate,
        seed_feeds,
        seed_groups,
        seed_letters,
        seed_matters,
        seed_measures,
        seed_placement,
        seed_reports,
        seed_risk,
        seed_warnings,
    )
    from tests.hashing import Quick

    at = clock.now()
    password = (quick := Quick()).encode(PASSWORD, quick.salt())
    with acting(system_actor("tests")) as system:
        for one in PEOPLE:
            user = User.objects.create(
                username=one.username, name=one.name, password=password, organisation=one.organisation
            )
            give_duty(
                user,
                Duty(one.duty),
                sites=frozenset(one.sites),
                level=Level(one.level),
                compartments=frozenset(one.compartments),
                by=system,
                at=at,
            )
        seed_estate.plant(by=system, at=at)
    seed_reports.plant(_actor, system=system_actor("tests"), at=clock.now())
    seed_warnings.plant(_actor, at=clock.now())
    seed_groups.plant(_actor, system=system_actor("tests"), at=clock.now())
    seed_classified.plant(_actor, at=clock.now())
    seed_risk.plant(_actor, at=clock.now())
    seed_letters.plant(_actor, at=clock.now())
    seed_alerts.plant(_actor, system=system_actor("tests"), at=clock.now())
    seed_measures.plant(_actor, at=clock.now())
    seed_placement.plant(_actor, at=clock.now())
    seed_matters.plant(_actor, at=clock.now())
    seed_escorts.plant(_actor, at=clock.now())
    seed_feeds.plant(_actor, at=clock.now())


def _actor(username: str) -> "Actor":
    from beccaria.access import queries
    from beccaria.core.actors import USUAL_PURPOSE, Duty
    from beccaria.lib import clock

    user = queries.user_named(username)
    assert user is not None
    held = queries.duties_of(user.pk, at=clock.now())[0]
    return queries.actor_from(held, purpose=USUAL_PURPOSE[Duty(held.duty)], session="seed")
