"""Make the tables as their owner, copy them empty, and plant what tests find as the worker: one process, for most of
what two would do is to import the service.
"""

import os
import sys
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connections
from psycopg.conninfo import conninfo_to_dict

from beccaria.lib.embedded import Cluster


def main(directory: Path) -> None:
    """Make both databases on the server that runs in `directory`."""
    from tests import database, seed

    cluster = Cluster(directory, fast=True)
    call_command("migrate", verbosity=0)
    # What somebody is connected to cannot be copied.
    connections.close_all()
    cluster.create_database(database.EMPTY, template=database.TEMPLATE)
    _become(cluster, "worker")
    seed.plant()


def _become(cluster: Cluster, role: str) -> None:
    """Go on in another role: the next connection is its."""
    os.environ["BECCARIA_ROLE"] = role
    parts = conninfo_to_dict(cluster.url(role))
    connections.settings["default"].update(USER=parts["user"], PASSWORD=parts["password"])


if __name__ == "__main__":
    django.setup()
    main(Path(sys.argv[1]))
