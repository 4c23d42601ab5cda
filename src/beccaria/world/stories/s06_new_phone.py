"""6. A phone outside is replaced by a new one with the same contacts."""

from beccaria.world.stage import Stage

KEY, TITLE = "6", "A phone replaced by a new one with the same contacts"
GIVEAWAY = ("burner", "new sim")


def tell(stage: Stage) -> None:
    """Six callers leave one number within two days and all take up another."""
    holder = stage.outsider("holder")
    second = stage.theatre.outsiders.new_phone(stage.rng)
    callers = [
        record for site in stage.sites(2) for record in stage.prisoners("caller", 3, site, suspect=False)
    ]
    change = stage.when(0.52, 0)
    stage.act(change, "throws the old phone away", None, [holder.truth])
    for record in callers:
        for at in stage.every(0.06, 0.5, 16, 18):
            stage.call(at, record, holder.phone)
        for at in stage.every(0.54, 0.92, 15, 18):
            stage.call(at, record, second)
