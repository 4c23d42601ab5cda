"""A choir and a prayer group: innocent."""

from beccaria.world.stage import Stage

KEY, TITLE, INNOCENT = "choir", "A choir and a prayer group", True


def tell(stage: Stage) -> None:
    """Ten men meet each week and are seen together; they sing, or pray."""
    site = stage.sites(1, big=True)[0]
    wing = stage.wing(site)
    for role, name in (("singer", "choir"), ("praying", "Friday prayer")):
        people = stage.prisoners(role, 5, site, wing=wing)
        for record in people:
            stage.activity(stage.when(0.05, 17), stage.when(0.93, 18), record, "group", name)
        for at in stage.every(0.1, 0.9, 8, 18):
            pair = stage.rng.permutation(len(people))[:2]
            stage.remark(at, "faith", [people[int(i)] for i in pair])
        stage.act(stage.when(0.1, 18), f"meets weekly: {name}", site, [stage.truth(r) for r in people])
