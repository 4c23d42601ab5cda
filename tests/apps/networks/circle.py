"""Plants a circle in a town: three men whom one woman visits and another pays. All of it is invented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from beccaria.core.actors import system_actor
from beccaria.core.persons import Role
from beccaria.networks import actions
from beccaria.networks.queries import proposals as reads
from tests.apps.people.town import NOW, Town

if TYPE_CHECKING:
    from beccaria.networks.queries.proposals import ProposalShown
    from tests.apps.networks.linking import Links

SURNAMES = ("Abels", "Brandt", "Corvin")


@dataclass
class Circle:
    """Three men, who visits them, who pays them."""

    links: Links
    men: list[str]
    visitor: str
    payer: str

    @property
    def town(self) -> Town:
        """Where they are."""
        return self.links.town

    def propose(self) -> int:
        """What the job does."""
        with self.town.as_worker():
            return actions.propose_memberships(by=system_actor("proposer"), at=NOW)

    def read(self, who: str = "bo") -> tuple[ProposalShown, ...]:
        """What somebody finds proposed."""
        with self.town.as_web(who) as actor:
            return reads.proposals(by=actor)

    def does(self, who: str, what: Any, /, *args: Any, **said: Any) -> Any:
        """An action or query of somebody, at the moment of the town."""
        with self.town.as_web(who) as actor:
            return what(*args, by=actor, **said)


def circle(links: Links, *, site: str = "NORTH", level: int = 0, **said: Any) -> Circle:
    """Visits on two days and money on two days for each of the three; what is said by name is on every event."""
    town = links.town
    men = [
        str(town.add(f"{site}-{name}", site=site, role=Role.PRISONER, surname=name, given_names="Man")[0])
        for name in SURNAMES
    ]
    visitor = str(town.add(f"{site}-visitor", site=site, surname="Zeller", given_names="Vera")[0])
    payer = str(town.add(f"{site}-payer", site=site, surname="Yates", given_names="Paula")[0])
    for place, man in enumerate(men):
        for days in (40, 12):
            links.visit(man, visitor, days=days + place, site=site, level=level, **said)
            links.payment(man, payer, days=days + 3 + place, site=site, level=level, **said)
    return Circle(links, men, visitor, payer)
