"""5. A hidden phone in a wing: official calls fall."""

from beccaria.world.stage import Stage

KEY, TITLE = "5", "An illicit phone in a wing (official calls fall)"
GIVEAWAY = ("smartphone in use", "hidden phone")


def tell(stage: Stage) -> None:
    """A phone comes in; the wing's own telephone is used by half from that day on, until it is found."""
    site = stage.sites(1, big=True)[0]
    wing = stage.wing(site)
    owner = stage.prisoner("owner", site, wing=wing)
    lookout = stage.prisoner("lookout", site, wing=wing)
    arrived, found = stage.when(0.35, 3), stage.when(0.88, 10)
    stage.act(arrived, "a phone is thrown over the wall", site, [stage.truth(owner)])
    stage.fewer_calls(0.5, arrived, found, wing=wing)
    stage.fewer_calls(0.1, arrived, found, record=owner)
    for at in stage.every(0.42, 0.8, 5, 22):
        stage.remark(at, "phone_talk", [owner, lookout], named=stage.chance(0.6))
    stage.find(stage.when(0.6, 9), wing, "sim")
    stage.find(found, wing, "phone", record=owner)
    stage.act(found, "the phone is found", site, [stage.truth(owner)])
