"""An organisation's helpline and a bail office, called by hundreds: innocent."""

from beccaria.world.stage import Stage

KEY, TITLE, INNOCENT = "helpline", "An NGO helpline and a bail office called by hundreds", True


def tell(stage: Stage) -> None:
    """The open numbers are part of everybody's ordinary calls; two people call them again and again."""
    callers = [stage.prisoner("frequent caller", site) for site in stage.sites(2)]
    number = 390_931_000_000 + 1_007
    for record in callers:
        for at in stage.every(0.1, 0.9, 25, 15):
            stage.call(at, record, number)
    stage.act(
        stage.when(0.1, 15),
        "asks the helpline for advice, many times",
        None,
        [stage.truth(r) for r in callers],
    )
