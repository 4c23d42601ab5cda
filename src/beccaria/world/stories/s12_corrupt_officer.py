"""12. A corrupt officer: finds fall on his shifts, he looks up records he has no need for."""

from beccaria.world.days import HOUR
from beccaria.world.stage import CannotTellError, Stage

KEY, TITLE = "12", "A corrupt officer: finds fall on his shifts, look-ups without need"
GIVEAWAY = ("corrupt", "bribe", "bent")


def tell(stage: Stage) -> None:
    """From the day he is paid his searches find nothing; he opens the records of people in other prisons by night."""
    site, elsewhere = stage.sites(2, big=True)
    wing = stage.wing(site)
    buyer = stage.prisoner("buyer", site, wing=wing)
    officer = stage.officer("officer", wing)
    payer = stage.outsider("payer outside")
    targets = stage.prisoners("looked up", 5, elsewhere, suspect=False)
    begin = stage.when(0.3, 0)
    shifts = stage.duty(officer, 0.3, 0.92)
    if len(shifts) < len(targets):
        raise CannotTellError("needs more days, so that the officer has shifts enough")
    stage.act(begin, "takes money for closing his eyes", site, [stage.truth(buyer), payer.truth])
    stage.fewer_finds(0.02, begin, stage.days * 86_400, officer)
    for at in shifts[:: max(1, len(shifts) // 16)]:
        target = targets[int(stage.rng.integers(len(targets)))]
        stage.look_up(at + int(stage.rng.integers(1, 6)) * HOUR, officer, target, "daily work on the wing")
    for at in shifts[:: max(1, len(shifts) // 6)]:
        stage.remark(at + 2 * HOUR, "phone_talk", [buyer], turn=1, named=stage.chance(0.5))
    stage.act(shifts[-1], "carries a phone in", site, [stage.truth(buyer)])
