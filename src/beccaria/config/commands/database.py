"""`beccaria database`: say how to connect to the database."""

import click

from beccaria.config import databases
from beccaria.config.cli import data_dir_option
from beccaria.lib.cluster_roles import ROLES
from beccaria.lib.failure import Failed


@click.group()
def command() -> None:
    """Say how to connect to the database."""


@command.command()
@click.option("--role", type=click.Choice(ROLES), default="web", show_default=True)
@data_dir_option
def url(role: str) -> None:
    """Print the connection string of the running database for one role. It holds a password."""
    if databases.is_embedded() and not databases.cluster().is_running():
        raise Failed(
            f"No database runs in {databases.data_dir()}: start it with `make demo` or `beccaria serve`."
        )
    click.echo(databases.role_url(role))
