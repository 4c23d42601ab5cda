"""1. A visitor refused at one prison tries others under variants of the name (Handbook 4.3.1)."""

from beccaria.world.names.variants import join, mistype, respell
from beccaria.world.stage import Stage

KEY, TITLE = "1", "A visitor refused at one prison tries others under variants of the name"
GIVEAWAY = ("smuggl", "refused elsewhere")


def tell(stage: Stage) -> None:
    """Refused after a find at the first prison; then two other prisons, another spelling each time."""
    first, second, third = stage.sites(3)
    visitor = stage.outsider("visitor", culture=stage.culture("MA"), female=True)
    friends = [stage.prisoner("visited", site, suspect=False) for site in (first, second, third)]
    code = stage.register(visitor, first)
    for at in stage.every(0.08, 0.2, 3, 10):
        stage.visit(at, friends[0], visitor, code, relationship="cousin")
    planned, why = stage.when(0.24, 10), "barred by the governor"
    caught = stage.visit(
        planned, friends[0], visitor, code, outcome="refused", reason=why, relationship="cousin"
    )
    stage.act(caught, "caught handing over a parcel, refused from now on", first, [visitor.truth])
    stage.find(caught, stage.place_of(friends[0], caught)[1], "drugs", record=friends[0], how="visit")
    used = {visitor.name}
    for site, friend, way, begin in ((second, friends[1], respell, 0.32), (third, friends[2], join, 0.55)):
        name = way(visitor.name, visitor.pool, stage.rng)
        while name in used:
            name = mistype(visitor.name, visitor.pool, stage.rng)
        used.add(name)
        code = stage.register(visitor, site, name=name)
        moments = stage.every(begin, begin + 0.16, 3, 11)
        stage.act(moments[0], "comes to another prison under another spelling", site, [visitor.truth])
        for at in moments:
            stage.visit(
                at, friend, visitor, code, name=name, document=at != moments[0], relationship="friend"
            )
