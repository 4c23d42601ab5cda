"""2. One payer for many prisoners who have nothing in common."""

from beccaria.world.names.variants import upper
from beccaria.world.stage import Stage

KEY, TITLE = "2", "One payer for many"
GIVEAWAY = ("launder", "runner")


def tell(stage: Stage) -> None:
    """The bookkeeper of a drug trade inside pays helpers in three prisons, monthly, in like sums."""
    payer = stage.outsider("payer")
    paid = [record for site in stage.sites(3) for record in stage.prisoners("paid", 4, site)]
    for turn, begin in enumerate((0.15, 0.32, 0.49, 0.66, 0.83)):
        at = stage.when(begin, 15)
        stage.act(at, "pays the helpers of the trade", None, [payer.truth])
        for record in paid[: 6 + 2 * turn]:
            name = upper(payer.name, payer.pool, stage.rng) if stage.chance(0.2) else None
            stage.pay(
                at + int(stage.rng.integers(0, 6 * 3600)),
                record,
                payer,
                float(stage.rng.choice([80, 100, 120])),
                name=name,
            )
