"""Plant a measure at North whose reasons only its head of intelligence may read, a contest of it, and a contact."""

from collections.abc import Callable
from datetime import datetime, timedelta

from beccaria.core.actors import Actor, Level, system_actor


def plant(actor: Callable[[str], Actor], *, at: datetime) -> None:
    """The service proposes, Gil decides, Cy stands for it; the reasons hold the word that stands nowhere else."""
    from beccaria.access.api import acting
    from beccaria.measures import api as measures
    from beccaria.people import api as people
    from beccaria.risk import api as risk
    from tests.seed_reports import WORD

    fact = risk.NewFact(
        ground="conduct", text=f"Sold the {WORD} on the wing.", observed=at.date() - timedelta(days=8)
    )
    with acting(system_actor("tests")) as system:
        held = people.suggest("A1004", by=system)[0]
        made = measures.propose(
            measures.NewMeasure(
                person=held.id,
                kind="supervised_visits",
                what="Visits behind glass",
                article="House rules, article 40",
                office="The governor",
                starts=at,
                ends=at + timedelta(days=20),
                remedy="The supervisory judge",
                necessary=f"The {WORD} comes in by visits.",
                proportionate="Only visits are restricted, and only how they are held.",
                alternatives="Searches after visits were tried and found nothing.",
                non_discriminatory="Others of whom the same was found are treated so.",
                accountable="The governor, looked at each month.",
                told="Something that is forbidden came in during a visit.",
                facts=[fact],
                level=Level.SECRET,
            ),
            by=system,
            at=at,
        )
    said = risk.Decided(yes=True, answer=f"I read of the {WORD}.")
    for one in (system_actor("first"), actor("cy")):
        with acting(one) as by:
            measures.decide(made, said, by=by, at=at)
    with acting(actor("cy")) as cy:
        measures.contest(made, raised_for="himself", text="I was not there.", by=cy, at=at)
        measures.ask_contact(held.id, name="Wanda Bassi", relationship="aunt", by=cy, at=at)
