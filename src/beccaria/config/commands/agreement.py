"""`beccaria agreement`: write down which organisation may be given sanitised versions, and on what ground."""

from datetime import UTC, datetime

import click

from beccaria.core.handling import Audience


@click.command()
@click.argument("organisation")
@click.option("--name", required=True, help="How the organisation is called on pages.")
@click.option(
    "--audience", type=click.Choice([one.value for one in Audience]), required=True, help="What kind it is."
)
@click.option("--ground", required=True, help="The agreement or law that allows it, as it is cited.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The day it ends.")
def command(organisation: str, name: str, audience: str, ground: str, until: datetime | None) -> None:
    """Allow giving sanitised versions to ORGANISATION. Without an agreement nothing leaves: unknown means no."""
    from beccaria.access.api import acting  # noqa: PLC0415  needs Django set up
    from beccaria.core.actors import system_actor  # noqa: PLC0415  the same
    from beccaria.lib import clock  # noqa: PLC0415  the same
    from beccaria.reports import api as reports  # noqa: PLC0415  the same

    with acting(system_actor("terminal")) as by:
        reports.set_recipient(
            organisation=organisation, name=name, audience=audience, agreement=ground, by=by, at=clock.now(),
            ends_at=until.replace(tzinfo=UTC) if until else None,
        )  # fmt: skip
    click.echo(f"{name} may be given sanitised versions: {ground}.")
