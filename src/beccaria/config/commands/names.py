"""`beccaria names`: compare written names, with a score and the reasons in words."""

import json
import sys
from contextlib import nullcontext
from pathlib import Path

import click


@click.group()
def command() -> None:
    """Compare names across scripts, orders and spellings. A name is not a person."""


@command.command()
@click.argument("pairs", type=click.Path(path_type=Path), metavar="PAIRS.csv")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE.csv", help="Where the rows go; else to stdout."
)
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document of figures, and rows only with --out."
)
def score(pairs: Path, out: Path | None, *, as_json: bool) -> None:
    """Add `score` (0 to 1) and `why` to every row of PAIRS.csv (CSV, XLSX or Parquet).

    It needs the columns left and right; left_born and right_born are used when they are there. From 0.7 two names are
    taken for one. The order of rows stays, and FILE.csv is there whole or not at all.
    """
    from rich.console import Console  # noqa: PLC0415  `--help` needs none of it
    from rich.progress import Progress  # noqa: PLC0415  the same

    from beccaria.config import names_scoring as scoring  # noqa: PLC0415  the same

    bar = Progress(console=Console(stderr=True), disable=not scoring.on_terminal(), transient=True)
    target = scoring.whole_file(out) if out else nullcontext(None if as_json else sys.stdout)
    with bar, target as file:
        task = bar.add_task(pairs.name, total=1.0)
        figures = scoring.score(pairs, file, lambda part: bar.update(task, completed=part))
    if as_json:
        click.echo(json.dumps(figures.as_json()))
    elif out:
        said = figures.as_json()
        click.echo(
            f"{said['pairs']:,} pairs scored in {said['seconds']:.1f} s ({said['pairs_per_second']:,} a second): "
            f"{said['alike']:,} alike, {said['odd']:,} odd. They are in {out}.",
            err=True,
        )
