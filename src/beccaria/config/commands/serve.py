"""`beccaria serve`: serve the web interface and the REST interface."""

import os

import click

from beccaria.config import running
from beccaria.config.cli import data_dir_option


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes.")
@click.option(
    "--threads", default=8, show_default=True, type=click.IntRange(1, 64), help="Threads per process."
)
@data_dir_option
def command(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the web interface and the REST interface, until stopped (Ctrl-C or SIGTERM).

    Listens on this machine only: put a proxy that ends TLS before it, and set BECCARIA_BEHIND_PROXY=yes.
    `beccaria worker` must run beside it.
    """
    from beccaria.config import serving  # noqa: PLC0415  the web server's code, only when it serves

    running.end_with_parent()
    serving.refuse_taken(host, port)
    # Each thread has at most one connection at a time; more would only crowd the database.
    os.environ.setdefault("BECCARIA_POOL_SIZE", str(threads))
    with running.django_as("web"):
        serving.collect_files()
        serving.serve(host, port, workers=workers, threads=threads)
