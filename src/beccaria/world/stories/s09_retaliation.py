"""9. A beating, then retaliation in another prison."""

from beccaria.world.stage import Stage

KEY, TITLE = "9", "A beating, then retaliation in another prison"
GIVEAWAY = ("revenge", "retaliat", "rival")


def tell(stage: Stage) -> None:
    """Two families feud; a man of one is beaten, days later a man of the other is, in a prison far away."""
    here, there = stage.sites(2)
    beaten = stage.prisoner("first victim", here, suspect=False)
    attackers = stage.prisoners("first attacker", 2, here)
    brother = stage.prisoner("second attacker", there)
    cousin = stage.prisoner("second victim", there, suspect=False)
    contact = stage.outsider("messenger")
    blow = stage.when(0.45, 15)
    stage.act(
        blow, "is beaten in the yard", here, [stage.truth(beaten), *(stage.truth(a) for a in attackers)]
    )
    stage.incident(
        blow,
        "assault",
        [(attackers[0], "assailant"), (attackers[1], "assailant"), (beaten, "victim")],
        severity="serious",
    )
    for record, begin in ((beaten, 0.46), (brother, 0.47), (brother, 0.49), (brother, 0.5)):
        stage.call(stage.when(begin, 18), record, contact.phone)
    stage.remark(stage.when(0.5, 17), "together", [brother, cousin], named=False)
    answer = stage.when(0.52, 16)
    stage.act(answer, "answers for the beating", there, [stage.truth(brother), stage.truth(cousin)])
    stage.incident(answer, "assault", [(brother, "assailant"), (cousin, "victim")], severity="serious")
    stage.incident(stage.when(0.56, 10), "threat", [(attackers[0], "suspect"), (beaten, "victim")])
