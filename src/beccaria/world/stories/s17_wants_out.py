"""17. A member who wants out, in secret: nobody may infer it from anything else."""

from beccaria.world.stage import Stage

KEY, TITLE = "17", "A member who wants out (exit), in secret"
EXPECT, SECRET = "untouched", True
GIVEAWAY = ("exit", "wants out", "leave the group", "witness", "cooperat")


def tell(stage: Stage) -> None:
    """He keeps away from the others and starts a course. Nothing in the files says why, and nothing should."""
    site = stage.sites(1)[0]
    wing = stage.wing(site)
    man = stage.prisoner("leaver", site, suspect=True, wing=wing)
    group = stage.prisoners("former companion", 2, site, suspect=False, wing=wing)
    for begin in (0.1, 0.18, 0.27):
        stage.remark(stage.when(begin, 14), "together", [man, group[0]])
    asked = stage.when(0.4, 11)
    stage.act(asked, "asks the chaplain in confidence how to leave the group", site, [stage.truth(man)])
    stage.activity(stage.when(0.45, 9), stage.when(0.93, 9), man, "course", "joinery")
    for begin in (0.47, 0.6, 0.74):
        stage.remark(stage.when(begin, 15), "distance", [man, group[1]])
    stage.act(stage.when(0.62, 10), "is accepted by the exit programme", site, [stage.truth(man)])
    stage.act(stage.when(0.8, 10), "a first safety plan is made", site, [stage.truth(man)])
