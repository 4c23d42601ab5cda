"""A mother of two who follows both sons, and is spelt differently everywhere: innocent."""

from beccaria.world.custody import Move
from beccaria.world.names.variants import mistype
from beccaria.world.stage import Stage

KEY, TITLE, INNOCENT = (
    "travelling_mother",
    "A mother of two sons in two prisons, one of them transferred",
    True,
)


def tell(stage: Stage) -> None:
    """Same visitor, three prisons, three spellings, no crime."""
    first, second, third = stage.sites(3)
    elder, younger = (
        stage.prisoner("elder son", first, culture=0),
        stage.prisoner("younger son", second, culture=0),
    )
    people = stage.theatre.people
    people.printed[younger] = (people.name(younger)[0], people.name(elder)[1], people.birthday(younger))
    mother = stage.relative("mother", elder)
    stage.move(younger, Move(stage.when(0.5, 9), third, stage.wing(third), "transfer"))
    for record, place, begin, end in (
        (elder, first, 0.05, 0.9),
        (younger, second, 0.08, 0.46),
        (younger, third, 0.54, 0.92),
    ):
        name = mother.name if place == first else mistype(mother.name, mother.pool, stage.rng)
        code = stage.register(mother, place, name=name)
        for at in stage.every(begin, end, 5, 10):
            stage.visit(at, record, mother, code, name=name, relationship="mother")
    stage.act(stage.when(0.05, 10), "visits both sons", first, [mother.truth])
