"""`beccaria demo`: the demonstration service, with its own database, on this machine."""

import click

from beccaria.config.cli import data_dir_option


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--fresh", is_flag=True, help="Throw the demonstration's data away and begin anew.")
@click.option("--no-serve", is_flag=True, help="Prepare everything, leave the database running, and return.")
@data_dir_option
def command(port: int, *, fresh: bool, no_serve: bool) -> None:
    """Start the demonstration: database, fictional service, worker, and the web on http://127.0.0.1:8000.

    The data stay for the next start. Ctrl-C ends everything. The integrity channel, which will answer on the next
    port, is not part of this version.
    """
    from beccaria.config import demonstrating  # noqa: PLC0415  `--help` needs none of it

    if no_serve:
        demonstrating.prepare_only(fresh=fresh)
    else:
        demonstrating.run(port, fresh=fresh)
