"""`beccaria check`: refuse settings that would not be safe."""

import json

import click

from beccaria.config import running
from beccaria.config.cli import data_dir_option
from beccaria.lib.failure import Failed


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@data_dir_option
def command(*, as_json: bool) -> None:
    """Refuse settings that would not be safe with real people's data. Exit 1 when there is one."""
    with running.django_as("web"):
        from beccaria.config import safety  # noqa: PLC0415  needs Django set up

        faults = safety.faults()
    if as_json:
        click.echo(json.dumps({"safe": not faults, "faults": faults}))
    else:
        for fault in faults:
            click.echo(f"- {fault}")
    if faults:
        raise Failed(f"Not safe: {len(faults)} to mend before real data comes in.")
    click.echo("Safe.", err=True)
