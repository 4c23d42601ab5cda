"""14. The prevented helicopter escape (Handbook 1.1)."""

from beccaria.world.custody import Move
from beccaria.world.stage import Stage

KEY, TITLE = "14", "The prevented helicopter escape"
GIVEAWAY = ("helicopter escape", "hired the helicopter", "free him")


def tell(stage: Stage) -> None:
    """Money from abroad, questions about the yard, low flights; he is transferred on the morning of the day."""
    site, safe = stage.sites(2, big=True)
    wing = stage.wing(site, secure=True)
    leader = stage.prisoner("leader", site, wing=wing)
    helper = stage.prisoner("helper", site, wing=wing)
    foreign = stage.outsider("organiser", culture=stage.culture("AL"))
    cousin = stage.relative("cousin", leader, female=False)
    code = stage.register(cousin, site)
    for at in stage.every(0.4, 0.7, 8, 17):
        stage.call(at, leader, foreign.phone)
    for at in stage.every(0.45, 0.68, 3, 10):
        stage.visit(at, leader, cousin, code, relationship="cousin")
    stage.pay(stage.when(0.55, 12), helper, foreign, 190.0)
    for begin in (0.5, 0.56, 0.61, 0.66, 0.7):
        at = stage.when(begin, 13)
        stage.act(at, "prepares the flight", site, [stage.truth(leader), foreign.truth])
        stage.remark(at, "sky", [leader, helper], named=stage.chance(0.8))
    moved = stage.when(0.74, 6)
    stage.move(leader, Move(moved, safe, stage.wing(safe, secure=True), "transfer"))
    stage.act(moved, "is transferred before the day", safe, [stage.truth(leader)])
