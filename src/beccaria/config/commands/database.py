"""`beccaria database`: say how to connect to the database; start and stop the embedded one."""

import click

from beccaria.config import databases, running
from beccaria.config.cli import data_dir_option
from beccaria.lib.cluster_roles import ROLES
from beccaria.lib.embedded import Cluster
from beccaria.lib.failure import Failed


@click.group()
def command() -> None:
    """Say how to connect to the database; start and stop the embedded one."""


@command.command()
@click.option("--role", type=click.Choice(ROLES), default="web", show_default=True)
@data_dir_option
def url(role: str) -> None:
    """Print the connection string of the running database for one role. It holds a password."""
    if databases.is_embedded() and not databases.cluster().is_running():
        raise Failed(
            f"No database runs in {databases.data_dir()}: start it with `beccaria database start`, or `make demo`."
        )
    click.echo(databases.role_url(role))


@command.command()
@data_dir_option
def start() -> None:
    """Start the embedded database and leave it running until `database stop`."""
    server = _embedded()
    if not server.is_made:
        raise Failed(
            f"There is no database in {server.directory} yet: run `make demo`, or `beccaria migrate`."
        )
    (server.directory / running.KEEP_MARK).touch()
    server.start()


@command.command()
@data_dir_option
def stop() -> None:
    """Stop the embedded database, whoever uses it."""
    server = _embedded()
    (server.directory / running.KEEP_MARK).unlink(missing_ok=True)
    server.stop()


def _embedded() -> Cluster:
    if not databases.is_embedded():
        raise Failed("DATABASE_URL names a server: start and stop it where it runs.")
    return databases.cluster()
