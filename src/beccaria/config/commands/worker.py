"""`beccaria worker`: seal the ledger and do the work that waits in the queue."""

from typing import TYPE_CHECKING, cast

import click

from beccaria.config import running
from beccaria.config.cli import data_dir_option

if TYPE_CHECKING:
    from procrastinate.contrib.django.django_connector import DjangoConnector


@click.command()
@data_dir_option
def command() -> None:
    """Seal the ledger and do the work that waits in the queue, until stopped (Ctrl-C or SIGTERM)."""
    running.end_with_parent()
    with running.django_as("worker"):
        from procrastinate.contrib.django import app as queue  # noqa: PLC0415  needs Django set up

        from beccaria.config import work  # noqa: PLC0415  the same

        # Django's connection cannot wait for news from the database; the worker needs one that can.
        with queue.replace_connector(cast("DjangoConnector", queue.connector).get_worker_connector()):
            work.run()
