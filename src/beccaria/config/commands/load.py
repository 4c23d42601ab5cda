"""`beccaria load`: bring a file of the service in: good rows load, bad rows are set aside with a reason each."""

import json
import sys
from datetime import datetime
from pathlib import Path

import click
import yaml

from beccaria.lib.failure import Failed

# Where each kind of file is loaded: module and function. Kinds of later parts are answered with one sentence.
LOADERS = {
    "estate": ("beccaria.places.loading", "load_estate"),
    "people": ("beccaria.people.loading", "load_people"),
    "movements": ("beccaria.events.loading", "load_movements"),
    "visits": ("beccaria.events.loading", "load_visits"),
    "payments": ("beccaria.events.loading", "load_payments"),
    "incidents": ("beccaria.events.loading", "load_incidents"),
    "finds": ("beccaria.events.loading", "load_finds"),
    **{
        kind: ("beccaria.feeds.loading", f"load_{kind}")
        for kind in ("calls", "mail", "canteen", "searches", "drones", "scanners", "privileged")
    },
    "homes": ("beccaria.people.loading.circumstances", "load_homes"),
    "needs": ("beccaria.people.loading.circumstances", "load_needs"),
    "hearings": ("beccaria.events.loading.hearings", "load_hearings"),
    "waiting": ("beccaria.placement.loading", "load_waiting"),
    "roster": ("beccaria.placement.loading.roster", "load_roster"),
    "staff_languages": ("beccaria.placement.loading.languages", "load_staff_languages"),
    "provisions": ("beccaria.places.loading.provisions", "load_provisions"),
    "observations": ("beccaria.reports.loading", "load_observations"),
    "doors": ("beccaria.measures.loading", "load_doors"),
    "network": ("beccaria.networks.loading", "load_network"),
    "ocg": ("beccaria.networks.loading", "load_ocg"),
    "ocgm": ("beccaria.networks.loading", "load_ocgm"),
}
# Files that name neither themselves nor a prison; and those of which one may say of which prison and day they are.
_NAMED = ("network",)
_FEEDS = ("calls", "mail", "canteen", "searches", "drones", "scanners")


@click.command()
@click.argument("kind", metavar="KIND")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@click.option(
    "--profile", metavar="P", help="Saved names of columns: a YAML file, or its name under profiles/."
)
@click.option(
    "--name", default="", metavar="NAME", help="What a network is called.  [default: the file's name]"
)
@click.option(
    "--site", metavar="CODE", help="The prison that a network or feed is of: rows of others are refused."
)
@click.option(
    "--day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day a feed is of: a file with rows of others is refused.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(
    kind: str,
    file: Path,
    *,
    profile: str | None,
    name: str,
    site: str | None,
    day: datetime | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Load FILE (CSV, XLSX or Parquet) as KIND: estate, people, movements, visits, payments, incidents, finds,
    observations; what matters for where people live: homes, needs, hearings, waiting, and provisions (what prisons
    have for it); roster (shifts of staff) and staff_languages; the feeds calls, mail, canteen, searches, drones
    and scanners; privileged (whose communication never enters: load it first); ocg and ocgm (groups and their members
    by police mapping); or a network: CSV, matrix, GraphML, GEXF, or XLSX with links and entities.

    Rows that cannot be loaded go to FILE.rejected.csv, each with its reason. Loading a file twice changes nothing.
    """
    if kind not in LOADERS:
        raise click.UsageError(f"There is no kind {kind!r}: choose one of {', '.join(LOADERS)}.")
    if name and kind not in _NAMED:
        raise click.UsageError(f"--name is for {', '.join(_NAMED)}: a file of {kind} says it itself.")
    if site and kind not in (*_NAMED, *_FEEDS):
        raise click.UsageError(
            f"--site is for {', '.join((*_NAMED, *_FEEDS))}: a file of {kind} says it itself."
        )
    if day and kind not in _FEEDS:
        raise click.UsageError(f"--day is for {', '.join(_FEEDS)}.")
    from beccaria.config import loading  # noqa: PLC0415  needs Django set up

    outcome = loading.load(
        LOADERS[kind],
        file,
        profile=_read_profile(profile) if profile else None,
        dry_run=dry_run,
        quiet=as_json,
        name=name,
        site=site,
        day=day.date() if day else None,
    )
    said = loading.as_json(outcome, dry_run=dry_run)
    click.echo(json.dumps(said) if as_json else loading.in_words(outcome, dry_run=dry_run))
    sys.stdout.flush()


def _read_profile(name: str) -> dict[str, str]:
    """The headings of a saved profile: column -> heading. Raises Failed."""
    from django.conf import settings  # noqa: PLC0415  needs Django set up

    path = Path(name)
    if not path.is_file():
        path = settings.DATA_DIR / "profiles" / f"{Path(name).name}.yaml"
    if not path.is_file():
        raise Failed(
            f"There is no profile {name!r}: give a YAML file, or put {path.name} into {path.parent}."
        )
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as bad:
        raise Failed(f"{path.name} is not YAML: write one `column: heading` a line.") from bad
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise Failed(f"{path.name} is not a profile: write one `column: heading` a line.")
    return {str(column): heading for column, heading in found.items()}
