"""Plant a letter of reasons at North and a contest, both of a status that only its head of intelligence may see."""

from collections.abc import Callable
from datetime import datetime

from beccaria.core.actors import Actor


def plant(actor: Callable[[str], Actor], *, at: datetime) -> None:
    """Cy writes the reasons and takes down what was said against it; that names the word that stands nowhere else.

    The letter itself does not: who oversees may read it.
    """
    from beccaria.access.api import acting
    from beccaria.people import api as people
    from beccaria.risk import api as risk
    from tests.seed_reports import WORD

    with acting(actor("cy")) as cy:
        held = people.suggest("A1004", by=cy)[0]
        (decided,) = risk.classifications_now(held.id, by=cy, at=at)
        reasons = {
            one.key: risk.NewReason(text="You hid something in a wall.", known=True)
            for one in risk.reasons_of("classification", decided.id, by=cy, at=at)
        }
        letter = risk.NewLetter(
            matter="whether you are held to be part of organised crime",
            outcome="you are, for ninety days",
            ground="Rule of the house",
            remedy="the supervisory judge",
            decided_by="the head of intelligence",
            reasons=reasons,
        )
        made = risk.write_letter("classification", decided.id, letter, by=cy, at=at)
        risk.send_letter(made, by=cy, at=at)
        risk.contest(
            "classification", decided.id, raised_for="himself", text=f"The {WORD} is not mine.", by=cy, at=at
        )
