"""Plant a feed that came in at North, and a near miss in it."""

from collections.abc import Callable
from datetime import datetime

from beccaria.core.actors import Actor


def plant(actor: Callable[[str], Actor], *, at: datetime) -> None:
    """Bo brought calls in; one row was nearly somebody's who is privileged. No file lies behind it."""
    from beccaria.access.api import acting
    from beccaria.core.feeds import Feed, Near, State, Way
    from beccaria.feeds.models import Held, Import
    from tests.seed_reports import WORD

    with acting(actor("bo")) as bo:
        brought = Import.objects.create(
            kind=Feed.CALLS,
            way=Way.PAGE,
            state=State.TAKEN,
            site="NORTH",
            name=f"{WORD}.csv",
            sha256="0" * 64,
            total=2,
            new=1,
            held=1,
            made_by=str(bo.user),
            made_at=at,
            finished_at=at,
        )
        Held.objects.create(
            brought=brought,
            site="NORTH",
            kind=Feed.CALLS,
            digest="0" * 64,
            near=Near.DIGIT,
            column="number",
            count=1,
            first_row=2,
            held_at=at,
        )
