"""Plant a warning that stays at North: whoever finds it elsewhere saw more than was sent."""

from collections.abc import Callable
from datetime import datetime

from beccaria.core.actors import Actor


def plant(actor: Callable[[str], Actor], *, at: datetime) -> None:
    """Bo writes it; it goes to no other prison."""
    from beccaria.access.api import acting
    from beccaria.core.warning import Certainty, Scope, WarningKind
    from beccaria.warnings.api import NewWarning, Subject, Told, write

    told = Told(
        text="Keep him apart at visits.",
        reason="A letter said so.",
        certainty=Certainty.POSSIBLE,
        subject=Subject(names=("Ottokar Birdwhistle",)),
    )
    with acting(actor("bo")) as bo:
        write(NewWarning(kind=WarningKind.THREAT, told=told, scope=Scope.CHOSEN, to=["NORTH"]), by=bo, at=at)
