"""3. Many payers to one prisoner, with sums just under the limit."""

from beccaria.world.rates import rate
from beccaria.world.stage import Stage

KEY, TITLE = "3", "Many payers to one, sums just under a limit"
GIVEAWAY = ("under the limit", "smurf")


def tell(stage: Stage) -> None:
    """Debts from the drug trade are paid to one man by people who do not know each other."""
    site = stage.sites(1, big=True)[0]
    receiver = stage.prisoner("receiver", site)
    payers = [stage.outsider("payer", female=bool(i % 2)) for i in range(9)]
    for week, begin in enumerate(stage.every(0.25, 0.85, 10, 14)):
        for payer in (payers[(week * 3 + i) % len(payers)] for i in range(3)):
            at = begin + int(stage.rng.integers(0, 5 * 3600))
            stage.pay(at, receiver, payer, rate("payment_limit") - float(stage.rng.integers(1, 9)))
        stage.act(begin, "debts are paid in", site, [stage.truth(receiver)])
