"""`beccaria country`: list the country packs with how much of each is known, and check a service's own file."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import click

from beccaria.core.countries import Pack, allows, entries, faults, isolation, pack_from
from beccaria.lib import countries, reference
from beccaria.lib.failure import Failed


@click.group()
def command() -> None:
    """Country packs: who decides what in a country and within which limits, each fact with its source."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def listing(*, as_json: bool) -> None:
    """List the packs that come with this version."""
    found = [_described(pack) for pack in countries.packs().values()]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for one in found:
        known = f"{one['verified']:>3} verified {one['not_verified']:>3} not verified {one['unknown']:>3} not known"
        click.echo(f"{one['country']:<4} {one['name']:<18} {known}  isolation {one['isolation']}")


@command.command("check")
@click.argument("file", type=click.Path(path_type=Path))
def checking(file: Path) -> None:
    """Say everything that is wrong with the pack in FILE, one sentence a line."""
    pack = pack_from(reference.read(file, countries.FOLDER / "schema.json"))
    wrong = faults(pack)
    for sentence in wrong:
        click.echo(sentence)
    if wrong:
        raise Failed(f"{file.name} cannot be used: {len(wrong)} faults.")
    click.echo(f"{file.name} can be used: {_described(pack)['verified']} facts are verified.")


def _described(pack: Pack) -> dict[str, Any]:
    counts = Counter(one.fact.known.value for one in entries(pack))
    limits = isolation(pack)
    return {
        "country": pack.id,
        "name": pack.english_name.words,
        "codes": list(pack.codes),
        "verified": counts["verified"],
        "not_verified": counts["not_verified"],
        "unknown": counts["unknown"],
        "isolation": f"{limits.hours_a_day} a day, {limits.days}",
        "shares_with": [one.value for one in pack.sharing if allows(pack, one)],
    }
