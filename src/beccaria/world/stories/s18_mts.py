"""18. M.T.S. from admission to first reviews (Handbook 5.2)."""

from datetime import date

from beccaria.world.custody import Move
from beccaria.world.stage import Stage

KEY, TITLE = "18", "M.T.S. from admission to first reviews"
GIVEAWAY = ("high-risk leader", "trafficker")
_AGE = 42


def tell(stage: Stage) -> None:
    """Received at 42 with a life sentence, restricted association; he tests the staff and seeks old contacts."""
    site = stage.sites(1, big=True)[0]
    wing = stage.wing(site, secure=True)
    man = stage.prisoner("M.T.S.", site, wing=wing, sentenced=True)
    people, first = stage.theatre.people, stage.theatre.plan.first
    people.printed[man] = ("Marko Teodor", "Stanković", date(first.year - _AGE, 3, 14))
    people.culture[man] = stage.culture("BA")
    people.aliases[man] = "M.T.S.;Tesa"
    people.received[man] = 0.06 * stage.days
    people.released[man] = stage.days + 25 * 365
    people.remand[man] = False
    others = stage.prisoners("old contact", 2, site, suspect=False, wing=wing)
    accountant = stage.outsider("accountant", culture=stage.culture("BA"))
    sister = stage.relative("sister", man)
    code = stage.register(sister, site)
    stage.act(stage.when(0.07, 15), "is received, classified high risk", site, [stage.truth(man)])
    for begin in (0.09, 0.14, 0.2, 0.28, 0.37, 0.46, 0.55, 0.64, 0.73, 0.85):
        at = stage.when(begin, 14)
        stage.remark(
            at, "restricted", [man, others[int(begin * 10) % 2]] if begin in {0.2, 0.46, 0.73} else [man]
        )
    for at in stage.every(0.15, 0.9, 5, 10):
        stage.visit(at, man, sister, code, relationship="sister")
    for at in stage.every(0.3, 0.9, 7, 17):
        stage.call(at, others[0], accountant.phone)
    for begin in (0.25, 0.5, 0.75):
        stage.move(man, Move(stage.when(begin, 9), site, wing, "cell"))
        stage.act(stage.when(begin, 9), "changes cell as planned; monthly review", site, [stage.truth(man)])
