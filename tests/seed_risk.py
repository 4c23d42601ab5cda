"""Plant an assessment at North that only its head of intelligence may see, with the word that stands nowhere else."""

from collections.abc import Callable
from datetime import datetime, timedelta

from beccaria.core.actors import Actor, system_actor


def plant(actor: Callable[[str], Actor], *, at: datetime) -> None:
    """Cy assesses somebody whom nobody else is cleared for, and decides; what he wrote names the word."""
    from beccaria.access.api import acting
    from beccaria.core.assessing import Confidence, Likelihood
    from beccaria.lib import instruments
    from beccaria.people import api as people
    from beccaria.risk import api as risk
    from tests.seed_reports import WORD

    one = instruments.newest()["violence"].instrument
    cy = actor("cy")
    with acting(system_actor("tests")) as system:
        held = people.suggest("A1007", by=system)[0]
        until = at.date() + timedelta(days=400)
        risk.record_training(cy.user, one.id, until=until, by=system, at=at, site="NORTH")
    with acting(cy) as by:
        made = risk.start(held.id, one.id, by=by, at=at)
        for item in one.items:
            said = risk.NewRating(
                level=item.levels[0].name, because=f"The {WORD}.", against=f"No other {WORD}."
            )
            risk.rate(made, item.id, said, by=by, at=at)
        words = risk.NewFormulation(
            what=f"A blow with the {WORD}",
            to_whom=f"Whoever touches the {WORD}",
            when="At night",
            what_would_change=f"The {WORD} is found",
            likelihood=Likelihood.UNLIKELY,
            confidence=Confidence.LOW,
        )
        risk.finish(made, words, by=by, at=at)
        risk.decide(made, risk.assessment(made, by=by).band, by=by, at=at)
