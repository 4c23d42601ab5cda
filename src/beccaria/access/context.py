"""Tell the database, for one transaction, who is acting."""

from django.db import connection

from beccaria.core.actors import Actor
from beccaria.core.ids import UserId

_SET = "SELECT " + ", ".join(
    f"set_config('app.{name}', %s, true)"
    for name in ("actor", "duty", "sites", "level", "compartments", "purpose", "organisation", "stepped_up")
)


def enter(actor: Actor) -> None:
    """Set the acting user for the rest of this transaction; at its end the database forgets."""
    if not connection.in_atomic_block:
        raise RuntimeError("Row security needs a transaction: its settings end with it.")
    with connection.cursor() as cursor:
        cursor.execute(
            _SET,
            [
                actor.user,
                actor.duty.value,
                ",".join(sorted(actor.sites)),
                str(int(actor.level)),
                ",".join(sorted(actor.compartments)),
                actor.purpose.value,
                actor.organisation or "",
                "yes" if actor.stepped_up else "no",
            ],
        )


def name_only(user: UserId) -> None:
    """Say who is asking before it is known in which duty: enough for his own rows, for nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.actor', %s, true)", [user])
