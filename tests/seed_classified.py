"""Plant a status at North that only its head of intelligence may see, with the word that stands nowhere else."""

from collections.abc import Callable
from datetime import datetime, timedelta

from beccaria.core.actors import Actor, Level, system_actor


def plant(actor: Callable[[str], Actor], *, at: datetime) -> None:
    """The service proposes, Cy decides, the service stands for it as second person: nobody else is cleared."""
    from beccaria.access.api import acting
    from beccaria.people import api as people
    from beccaria.risk import api as risk
    from tests.seed_reports import WORD

    day = at.date()
    fact = risk.NewFact(
        ground="conduct", text=f"Hid the {WORD} in the wall.", observed=day - timedelta(days=9)
    )
    with acting(system_actor("tests")) as system:
        held = people.suggest("A1004", by=system)[0]
        made = risk.propose_classification(
            risk.NewClassification(
                person=held.id,
                kind="status",
                value="organised_crime",
                article=f"Rule of the {WORD}",
                why=f"The {WORD}.",
                against=f"No other {WORD}.",
                facts=[fact],
                starts=day,
                until=day + timedelta(days=90),
                level=Level.SECRET,
            ),
            by=system,
            at=at,
        )
    said = risk.Decided(yes=True, answer=f"I read of the {WORD}.")
    for one in (actor("cy"), system_actor("second")):
        with acting(one) as by:
            risk.decide_classification(made, said, by=by, at=at)
