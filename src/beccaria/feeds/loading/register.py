"""Load the register of the privileged from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beccaria.core.feeds import REGISTER
from beccaria.feeds.actions.register import enter
from beccaria.lib.staging import Staging
from beccaria.lib.tables import Bad

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beccaria.core.actors import Actor
    from beccaria.lib.staging import Job, Outcome


def load_privileged(job: Job, *, by: Actor) -> Outcome:
    """Load lawyers, courts, ombudsmen, inspectors, doctors and consulates. Raises Refused, CannotRead."""
    with Staging(job, REGISTER) as staging:
        table = staging.open()

        def good() -> Iterator[dict[str, str]]:
            for row in table.rows():
                if isinstance(row, Bad):
                    staging.reject(row)
                else:
                    staging.rows += 1
                    yield {name: str(value or "") for name, value in row.values.items()}

        new, changed = enter(good(), by=by, at=job.at)
        return staging.outcome(new=new, changed=changed)
