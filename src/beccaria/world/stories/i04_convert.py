"""A new convert: innocent."""

from beccaria.world.stage import Stage

KEY, TITLE, INNOCENT = "convert", "A new convert", True


def tell(stage: Stage) -> None:
    """He changes his habits and his company, and is happier for it."""
    site = stage.sites(1)[0]
    wing = stage.wing(site)
    man = stage.prisoner("convert", site, wing=wing)
    teacher = stage.prisoner("teacher", site, wing=wing)
    for begin, topic in (
        (0.3, "faith"),
        (0.4, "faith"),
        (0.5, "mood"),
        (0.6, "together"),
        (0.7, "faith"),
        (0.8, "faith"),
    ):
        stage.remark(stage.when(begin, 17), topic, [man, teacher])
    stage.act(stage.when(0.3, 17), "finds a faith", site, [stage.truth(man)])
