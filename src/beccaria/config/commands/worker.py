"""`beccaria worker`: seal the ledger and do the work that waits in the queue."""

import click

from beccaria.config import running
from beccaria.config.cli import data_dir_option


@click.command()
@data_dir_option
def command() -> None:
    """Seal the ledger and do the work that waits in the queue, until stopped (Ctrl-C or SIGTERM)."""
    running.end_with_parent()
    with running.django_as("worker"):
        from beccaria.config import work  # noqa: PLC0415  needs Django set up

        work.run()
