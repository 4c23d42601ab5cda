"""16. The same set of visitors follows a transferred prisoner, and visits others beside him."""

from beccaria.world.custody import Move
from beccaria.world.names.variants import respell, turn_round
from beccaria.world.stage import Stage

KEY, TITLE = "16", "The same visitor set following a transferred prisoner"
GIVEAWAY = ("same visitors", "followed him")


def tell(stage: Stage) -> None:
    """Three people visit him; after each transfer the same three appear at the next prison, spelt anew."""
    places = stage.sites(3)
    man = stage.prisoner("prisoner", places[0])
    visitors = [stage.outsider("visitor", culture=stage.culture("BA"), female=i == 0) for i in range(3)]
    for turn, place in enumerate(places):
        begin = 0.05 + turn * 0.31
        if turn:
            at = stage.when(begin - 0.02, 9)
            stage.move(man, Move(at, place, stage.wing(place), "transfer"))
            stage.act(at, "is transferred; the visitors follow", place, [stage.truth(man)])
        for visitor in visitors:
            way = (respell, turn_round)[(turn + visitor.number) % 2]
            name = visitor.name if turn == 0 else way(visitor.name, visitor.pool, stage.rng)
            code = stage.register(visitor, place, name=name)
            for at in stage.every(begin, begin + 0.24, 4, 10):
                stage.visit(at, man, visitor, code, name=name, relationship="friend")
