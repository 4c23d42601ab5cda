"""4. One number called from several prisons."""

from beccaria.world.stage import Stage

KEY, TITLE = "4", "One number called from several prisons"
GIVEAWAY = ("switchboard", "coordinat")


def tell(stage: Stage) -> None:
    """Men of one supply line in four prisons report to the same coordinator outside."""
    coordinator = stage.outsider("coordinator")
    callers = [stage.prisoner("caller", site) for site in stage.sites(4)]
    for record in callers:
        for at in stage.every(0.2, 0.92, 18, 17):
            stage.call(at, record, coordinator.phone)
    stage.act(
        stage.when(0.2, 17), "four prisons begin to report to one coordinator", None, [coordinator.truth]
    )
