"""13. An officer threatened at home."""

from beccaria.world.stage import Stage

KEY, TITLE = "13", "An officer threatened at home"
GIVEAWAY = ("blackmail", "extort")


def tell(stage: Stage) -> None:
    """A car before the house, a name of a school, cut tyres; then the officer stops reporting one man."""
    site = stage.sites(1)[0]
    wing = stage.wing(site)
    prisoner = stage.prisoner("prisoner", site, wing=wing)
    stage.officer("officer", wing, suspect=False)
    watcher = stage.outsider("watcher")
    for at in stage.every(0.3, 0.75, 8, 18):
        stage.call(at, prisoner, watcher.phone)
    for begin, named in ((0.35, False), (0.44, True), (0.58, True), (0.7, True)):
        at = stage.when(begin, 14)
        stage.act(at, "the officer is watched at home", site, [watcher.truth, stage.truth(prisoner)])
        stage.remark(at, "home", [prisoner], turn=1, named=named)
    stage.incident(stage.when(0.5, 11), "threat", [(prisoner, "suspect")], severity="serious")
