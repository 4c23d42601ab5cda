"""10. Recruitment of a young prisoner."""

from beccaria.world.stage import Stage

KEY, TITLE = "10", "Recruitment of a young prisoner"
GIVEAWAY = ("recruit", "initiat", "groom")


def tell(stage: Stage) -> None:
    """Gifts, a place at the table, a name for the family's number, at last an errand."""
    site = stage.sites(1)[0]
    wing = stage.wing(site)
    leader = stage.prisoner("recruiter", site, wing=wing, age=(30, 70))
    young = stage.prisoner("recruit", site, suspect=False, wing=wing, age=(18, 27))
    uncle = stage.outsider("paymaster")
    stage.act(
        stage.when(0.2, 12),
        "gives the young man tobacco and shoes",
        site,
        [stage.truth(leader), stage.truth(young)],
    )
    for begin, topic in (
        (0.22, "newcomer"),
        (0.3, "newcomer"),
        (0.38, "together"),
        (0.46, "newcomer"),
        (0.6, "respect"),
    ):
        pair = [leader, young] if topic == "respect" else [young, leader]
        stage.remark(stage.when(begin, 13), topic, pair)
    for at in stage.every(0.4, 0.9, 5, 11):
        stage.pay(at, young, uncle, 50.0)
    for at in stage.every(0.5, 0.9, 6, 18):
        stage.call(at, young, uncle.phone)
        stage.call(at + 1800, leader, uncle.phone)
    errand = stage.when(0.78, 15)
    stage.act(errand, "strikes a man on the leader's word", site, [stage.truth(young), stage.truth(leader)])
    other = stage.prisoner("victim", site, suspect=False, wing=wing)
    stage.incident(errand, "assault", [(young, "assailant"), (other, "victim")])
