"""`beccaria detect`: run the patterns over the feeds and say what they found, or hand it to those who look."""

import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from beccaria.config.cli import data_dir_option

if TYPE_CHECKING:
    from beccaria.core.patterns import Found


@click.command()
@click.option(
    "--on",
    type=click.Choice(["duckdb", "spark"]),
    default="duckdb",
    show_default=True,
    help="What computes: this machine, or a Spark session (SPARK_REMOTE names a cluster).",
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Only what rests on a row of this day or later; summaries of earlier months are kept.",
)
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="As of the end of this day.  [default: all]",
)
@click.option(
    "--feeds",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Files as `simulate` writes them, instead of the service's own; nothing is handed to anybody.",
)
@click.option(
    "--state",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="With --feeds: where summaries of months are kept between runs.",
)
@click.option("--pattern", "chosen", multiple=True, metavar="ID", help="Only this pattern; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@data_dir_option
def command(
    *,
    on: str,
    since: datetime | None,
    until: datetime | None,
    feeds: Path | None,
    state: Path | None,
    chosen: tuple[str, ...],
    as_json: bool,
) -> None:
    """Run every pattern as of the end of the feeds, the strongest findings first."""
    from beccaria.config import detecting  # noqa: PLC0415  `--help` needs no engine

    began = time.monotonic()
    asked = detecting.Asked(
        on=on,
        since=None if since is None else since.replace(tzinfo=UTC),
        until=None if until is None else until.replace(tzinfo=UTC),
        chosen=chosen,
    )
    found = detecting.on_files(asked, feeds, state) if feeds else detecting.on_service(asked)
    seconds = round(time.monotonic() - began, 1)
    if as_json:
        click.echo(json.dumps({"found": [asdict(one) for one in found], "seconds": seconds}, default=_plain))
        return
    _print(found, seconds)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _print(found: "Sequence[Found]", seconds: float) -> None:
    for one in found:
        click.echo(f"{one.at:%Y-%m-%d}  {one.pattern:<26} {one.sentence}")
        click.echo(f"{'':<12}{one.unusual.words}")
    click.echo("")
    for pattern, many in sorted(Counter(one.pattern for one in found).items()):
        click.echo(f"{many:>6,}  {pattern}")
    click.echo(f"{len(found):,} found in {seconds} s.")
