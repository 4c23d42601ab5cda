"""What the worker does on warnings: pass on what nobody acknowledged, and send on to prisons concerned later."""

from typing import Final

from procrastinate.contrib.django import app

from beccaria.access.api import acting
from beccaria.core.actors import system_actor
from beccaria.lib import clock
from beccaria.warnings import actions
from beccaria.warnings.actions.queue import CHECK, FIRST
from beccaria.warnings.queries import concerning

_EVERY: Final = "* * * * * */30"


@app.periodic(cron=_EVERY)
@app.task(name="warnings.check.regularly", queueing_lock="warnings.check.regularly", priority=FIRST)
def check_regularly(timestamp: int) -> None:
    """Every half minute. It looks at what is so now, so that a turn that was lost is made up by the next."""
    del timestamp
    check()


@app.task(name=CHECK, priority=FIRST)
def check() -> None:
    """Pass on what is overdue; send warnings on to prisons that have come to be concerned."""
    at = clock.now()
    with acting(system_actor("warnings")) as system:
        actions.escalate_overdue(by=system, at=at)
    with acting(system_actor("warnings")) as system:
        for found in concerning.further(by=system, at=at):
            actions.send_on(found.warning, found.sites, watched=found.watched, by=system, at=at)
