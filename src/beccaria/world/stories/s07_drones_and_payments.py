"""7. A series of drones timed with payments."""

from beccaria.world.days import DAY, HOUR
from beccaria.world.stage import Stage

KEY, TITLE = "7", "Drone series timed with payments"
GIVEAWAY = ("delivery was paid",)


def tell(stage: Stage) -> None:
    """Each delivery is paid for the day before; each is followed by finds on the same wing."""
    site = stage.sites(1, big=True)[0]
    wing = stage.wing(site)
    buyers = stage.prisoners("buyer", 2, site, wing=wing)
    pilot = stage.outsider("pilot", suspect=True)
    relatives = [stage.relative("payer", buyer) for buyer in buyers]
    for turn, night in enumerate(stage.every(0.2, 0.9, 7, 1)):
        for buyer, relative in zip(buyers, relatives, strict=True):
            stage.pay(night - DAY + 14 * HOUR, buyer, relative, 150.0)
        stage.act(night, "a drone delivers", site, [pilot.truth, *(stage.truth(buyer) for buyer in buyers)])
        stage.drone(night, wing, ("dropped", "seen", "seen", "dropped")[turn % 4])
        stage.remark(night + HOUR, "window", buyers, named=turn % 3 == 0)
        if turn % 2:
            stage.find(night + 34 * HOUR, wing, "drugs", record=buyers[0] if stage.chance(0.3) else None)
