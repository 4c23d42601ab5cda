"""`beccaria simulate`: write the files of an invented prison service whose hidden truth is known."""

import json
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from beccaria.world.plan import DEFAULT_UNTIL, Plan, check_target


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="DIR", help="A new or empty folder."
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same bytes.")
@click.option("--sites", type=int, default=12, show_default=True, metavar="P", help="Prisons.")
@click.option(
    "--prisoners", type=int, default=3_000, show_default=True, metavar="N", help="People on a usual day."
)
@click.option("--days", type=int, default=180, show_default=True, metavar="D", help="Days simulated.")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help=f"The last day.  [default: {DEFAULT_UNTIL}]",
)
@click.option(
    "--processes", type=click.IntRange(1, 64), default=2, show_default=True, help="For large worlds."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(
    *,
    out: Path,
    seed: int,
    sites: int,
    prisoners: int,
    days: int,
    until: datetime | None,
    processes: int,
    as_json: bool,
) -> None:
    """Write the feed files that `load` takes, and truth.json, which only `evaluate` reads. Everything is invented."""
    from beccaria.world.simulate import simulate  # noqa: PLC0415  numpy and Arrow only when needed

    started = time.monotonic()
    plan = Plan(seed, sites, prisoners, days, until.date() if until else DEFAULT_UNTIL)
    check_target(out, plan)
    done = simulate(plan, out, processes=processes, progress=_progress())
    seconds = round(time.monotonic() - started, 1)
    said = {
        "sites": sites,
        "prisoners": prisoners,
        "days": days,
        "until": plan.until.isoformat(),
        "seed": seed,
        "files": done.files,
        "seconds": seconds,
        "peak_mb": done.peak_mb,
    }
    if as_json:
        click.echo(json.dumps(said))
        return
    for name, rows in done.files.items():
        click.echo(f"{rows:>12,}  {done.paths[name].name}")
    click.echo(f"Written to {out} in {seconds} s; the truth lies beside the files in truth.json.")


def _progress() -> Callable[[int, int, int], None] | None:
    """A line that counts prisons and rows, where somebody is looking."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, sites: int, rows: int) -> None:
        click.echo(f"\r{done} of {sites} prisons, {rows:,} rows ", err=True, nl=done == sites)

    return show
