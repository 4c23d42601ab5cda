"""A landlord who pays three relatives of his tenants: innocent."""

from beccaria.world.stage import Stage

KEY, TITLE, INNOCENT = "landlord", "A landlord paying three relatives", True


def tell(stage: Stage) -> None:
    """He pays his nephews their share of a rent, the same sum on the first of each month."""
    landlord = stage.outsider("landlord", age=(50, 75))
    nephews = [stage.prisoner("nephew", site) for site in stage.sites(3)]
    for at in stage.every(0.05, 0.9, 6, 10):
        for nephew in nephews:
            stage.pay(at, nephew, landlord, 120.0)
    stage.act(stage.when(0.05, 10), "pays his nephews their share of a rent", None, [landlord.truth])
