"""11. A leader who keeps commanding through relatives and bridges after restrictions (X-Ray and Saturn, Rome 2025)."""

from beccaria.world.custody import Move
from beccaria.world.stage import Stage

KEY, TITLE = "11", "A leader who keeps commanding through relatives and bridges after restrictions"
GIVEAWAY = ("commands", "boss", "orders from")


def tell(stage: Stage) -> None:
    """His own calls end with the restriction; his wife's visits are followed by calls of lieutenants elsewhere."""
    site, second, third = stage.sites(3, big=True)
    leader = stage.prisoner("leader", site, sentenced=True)
    bridge = stage.prisoner("bridge", site, wing=stage.place_of(leader, 0)[1])
    lieutenants = [stage.prisoner("lieutenant", place) for place in (second, third)]
    wife = stage.relative("wife", leader)
    brother = stage.relative("brother", leader, female=False)
    code = stage.register(wife, site)
    stage.register(brother, site, role="contact")
    for at in stage.every(0.05, 0.33, 14, 17):
        stage.call(at, leader, brother.phone)
    ground = stage.when(0.35, 10)
    stage.move(leader, Move(ground, site, stage.wing(site, secure=True), "cell"))
    stage.act(ground, "placed on the secure wing, calls limited to one a month", site, [stage.truth(leader)])
    stage.fewer_calls(0.04, ground, stage.days * 86_400, record=leader)
    for turn, planned in enumerate(stage.every(0.38, 0.9, 8, 10)):
        at = stage.visit(planned, leader, wife, code, relationship="partner")
        stage.act(at, "gives instructions in the visit", site, [stage.truth(leader), wife.truth])
        for man in (bridge, *lieutenants):
            stage.call(at + (7 + turn % 3) * 3600, man, wife.phone if man == bridge else brother.phone)
    for begin, topic in ((0.4, "respect"), (0.55, "respect"), (0.7, "visits_hall"), (0.8, "together")):
        stage.remark(stage.when(begin, 12), topic, [leader, bridge] if topic != "visits_hall" else [leader])
    victim = stage.prisoner("victim", second, suspect=False)
    stage.incident(
        stage.when(0.75, 16),
        "assault",
        [(lieutenants[0], "assailant"), (victim, "victim")],
        severity="serious",
    )
