"""15. The realised roof escape (Handbook 1.1): skill with metal, harmless behaviour, moved near a roof access."""

from beccaria.world.custody import Move
from beccaria.world.stage import Stage

KEY, TITLE = "15", "The realised roof escape"
GIVEAWAY = ("escape plan", "explosive")


def tell(stage: Stage) -> None:
    """A quiet man, good with metal, asks for a wing near the workshop roof, gets it, and is gone a month later."""
    site = stage.sites(1)[0]
    man = stage.prisoner("escaper", site, sentenced=True)
    wing = stage.wing(site)
    driver = stage.outsider("driver")
    stage.activity(stage.when(0.1, 8), stage.when(0.8, 16), man, "job", "workshop")
    for begin in (0.2, 0.36, 0.48):
        stage.remark(stage.when(begin, 10), "roof", [man])
    for begin in (0.25, 0.4):
        stage.remark(stage.when(begin, 15), "routine", [man])
    moved = stage.when(0.5, 11)
    stage.move(man, Move(moved, site, wing, "cell"))
    stage.act(moved, "is moved near the roof access, on the psychologist's advice", site, [stage.truth(man)])
    stage.remark(stage.when(0.58, 9), "roof", [man], named=False)
    for begin in (0.6, 0.66, 0.7):
        stage.call(stage.when(begin, 19), man, driver.phone)
    stage.find(stage.when(0.64, 9), wing, "tool")
    gone = stage.when(0.72, 5)
    stage.move(man, Move(gone, site, wing, "escape"))
    stage.act(gone, "is gone over the roof", site, [stage.truth(man), driver.truth])
    stage.incident(gone - 60, "escape_attempt", [(man, "suspect")], severity="critical")
