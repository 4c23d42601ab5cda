"""`beccaria network propose`: look for memberships now, instead of waiting for the night."""

import json

import click

from beccaria.config import running
from beccaria.config.cli import data_dir_option
from beccaria.core.actors import system_actor


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@data_dir_option
def propose(*, as_json: bool) -> None:
    """Propose memberships from the records of the last year. Nobody becomes a member: people decide on the pages."""
    with running.django_as("worker"):
        from beccaria.access.api import acting  # noqa: PLC0415  needs Django set up
        from beccaria.lib import clock  # noqa: PLC0415  the same
        from beccaria.networks import api as networks  # noqa: PLC0415  the same

        with acting(system_actor("proposer")) as system:
            waiting = networks.propose_memberships(by=system, at=clock.now())
    if as_json:
        click.echo(json.dumps({"waiting": waiting}))
        return
    click.echo(f"{waiting} proposed memberships wait for somebody to decide.")
