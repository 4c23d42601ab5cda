"""Plant what tests of placement find at North: two kept apart, a rule for groups, a question, an order to move."""

from collections.abc import Callable
from datetime import datetime, timedelta

from beccaria.core.actors import Actor, Level
from tests.seed_people import FATHER, MTS, SON

WHY = "He was told on the stairs that the debt would be paid in blood."


def plant(actor: Callable[[str], Actor], *, at: datetime) -> None:
    """Marek Sandor and the elder Bassi are kept apart, for a reason placement officers may not read; the son moves."""
    from beccaria.access.api import acting
    from beccaria.core.allocation import Level as Apart
    from beccaria.core.allocation import Mode
    from beccaria.core.placement import Cause, Part
    from beccaria.people.models import Person
    from beccaria.placement import actions
    from beccaria.placement.queries.instance import Asked

    with acting(actor("bo")) as bo:
        ids = dict(Person.objects.filter(source="seed").values_list("key", "pk"))
        kept = actions.NewKeepApart(
            person=ids[MTS],
            other=ids[FATHER],
            apart=Apart.CELL,
            cause=Cause.DEBT,
            why=WHY,
            his_part=Part.DANGER,
            other_part=Part.IN_DANGER,
            level=Level.CONFIDENTIAL,
        )
        actions.open_keep_apart(kept, by=bo, at=at)
    with acting(actor("gil")) as gil:
        limit = actions.NewDispersal(most=30, why="No wing is to become theirs.")
        actions.set_dispersal(limit, by=gil, at=at)
    with acting(actor("pia")) as pia:
        asked = actions.propose(Asked(mode=Mode.ONE, people=(ids[SON],)), by=pia, at=at)
        place = actions.NewPlacement(
            person=ids[SON],
            wing="NORTH-B",
            due=at + timedelta(hours=6),
            proposal=asked,
            reason="Nearer to the workshop he is to begin in.",
        )
        actions.decide(place, by=pia, at=at)
