"""`beccaria migrate`: make the roles, the tables and their protection, or bring them up to date."""

import click

from beccaria.config import databases, running
from beccaria.config.cli import data_dir_option


@click.command()
@data_dir_option
def command() -> None:
    """Make the roles, the tables and their protection, or bring them up to date.

    Works as the owner: with the embedded database, with DATABASE_URL_OWNER, or with DATABASE_URL naming the
    owner or an administrator; the latter makes the roles and keeps their passwords in the data directory.
    """
    if not databases.is_embedded():
        databases.prepare_server()
        databases.migrating_url()
    with running.django_as("owner", create=True):
        from django.core.management import call_command  # noqa: PLC0415  needs Django set up

        call_command("migrate", verbosity=0, interactive=False)
    click.echo("The database is ready.", err=True)
