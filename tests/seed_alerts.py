"""Plant an alert at North whose sentence and rows have the word that stands nowhere else, with what was said of it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from beccaria.core.actors import Actor


def plant(actor: Callable[[str], Actor], *, system: Actor, at: datetime) -> None:
    """A rule found it, Bo answered it."""
    from beccaria.access.api import acting
    from beccaria.core.alerts import Answer
    from beccaria.core.patterns import Evidence, Found, Unusual
    from beccaria.detection import api as detection
    from tests.seed_reports import WORD

    rows = tuple(
        Evidence(
            "payments", f"seed-{number}", at - timedelta(days=number), f"Paid for the {WORD}", "", "NORTH"
        )
        for number in (1, 2)
    )
    found = Found(
        pattern="payer-of-many",
        version=1,
        key="seed",
        at=at - timedelta(days=1),
        since=at - timedelta(days=2),
        people=(),
        establishments=("NORTH",),
        sentence=f"Somebody has paid for the {WORD}.",
        values={},
        evidence=rows,
        unusual=Unusual(f"Nobody else pays for the {WORD}.", 2.0, 1.0, "all who pay"),
        innocent_if=(f"The {WORD} is his.",),
        check_next=(f"Whose is the {WORD}?",),
        strength=9.0,
    )
    with acting(system):
        made = detection.receive([found], at=at, by=system).raised[0]
    with acting(actor("bo")) as bo:
        detection.answer(made, Answer.WORTH_WORK, reason=f"The {WORD} again", by=bo, at=at)
