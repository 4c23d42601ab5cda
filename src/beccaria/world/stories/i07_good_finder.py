"""An officer who really is good at finding things: innocent."""

from beccaria.world.stage import Stage

KEY, TITLE, INNOCENT = "good_finder", "An officer who really is good at finding things", True


def tell(stage: Stage) -> None:
    """His searches find four times what others find, all year."""
    wing = stage.wing(stage.sites(1, big=True)[0])
    officer = stage.officer("officer", wing)
    stage.theatre.staff.skill[officer] = 1.0
    stage.fewer_finds(4.0, 0, stage.days * 86_400, officer)
    for at in stage.duty(officer, 0.05, 0.9)[::9]:
        stage.find(
            at + 2 * 3600,
            wing,
            str(stage.rng.choice(["drugs", "alcohol", "weapon", "phone"])),
            officer=officer,
        )
    stage.act(stage.when(0.05, 8), "searches well", int(stage.theatre.staff.site[officer]))
