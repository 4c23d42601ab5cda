"""`beccaria instrument`: list the instruments, check one, and score ratings with reasons, unknowns and bounds."""

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from beccaria.core.instruments import Instrument, Scored, faults, instrument_from, score
from beccaria.core.refusal import BadInput
from beccaria.lib import instruments, reference
from beccaria.lib.failure import Failed
from beccaria.lib.instruments import FOLDER, Kept, read

__all__ = ["FOLDER", "command", "read"]
_MARK = 12


@click.group()
def command() -> None:
    """Instruments: structured judgement on evidence, with the range that unknowns leave open."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def listing(*, as_json: bool) -> None:
    """List the instruments that are here, each in its newest version: the shipped ones and the service's own."""
    found = sorted(instruments.newest(_own()).values(), key=lambda kept: kept.instrument.id)
    if as_json:
        click.echo(json.dumps([_described(kept) for kept in found], ensure_ascii=False))
        return
    for kept in found:
        one = kept.instrument
        of = "compartment " + one.compartment if one.compartment else ", ".join(one.users)
        own = "  own" if kept.own else ""
        click.echo(
            f"{one.id:<30} version {one.version}  {len(one.items):>2} items  {one.title} ({of})  "
            f"{kept.digest[:_MARK]}{own}"
        )


@command.command("check")
@click.argument("file", type=click.Path(path_type=Path))
def checking(file: Path) -> None:
    """Say everything that is wrong with the instrument in FILE, one sentence a line."""
    one = instrument_from(reference.read(file, instruments.SCHEMA))
    wrong = faults(one)
    for sentence in wrong:
        click.echo(str(sentence))
    if wrong:
        raise Failed(f"{file.name} cannot be used: {len(wrong)} {'fault' if len(wrong) == 1 else 'faults'}.")
    click.echo(f"{file.name} can be used: {one.title}, version {one.version}, {len(one.items)} items.")


@command.command("score")
@click.argument("name")
@click.argument("ratings", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def scoring(name: str, ratings: Path, *, as_json: bool) -> None:
    """Score RATINGS (JSON: {"ratings": {item: level or "unknown"}}) with the instrument NAME, or with a YAML file."""
    one = named(name)
    given, version = _ratings(ratings, one)
    found = score(one, given, version=version)
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False))
    else:
        _print(one, found)


@command.command("decide")
@click.argument("name")
@click.option(
    "--facts", required=True, type=click.Path(path_type=Path), help='JSON: {"fact": value or "unknown"}.'
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def deciding(name: str, facts: Path, *, as_json: bool) -> None:
    """Go through the decisions of the pack NAME (such as risk-profiler): every test, and what unknowns hide."""
    from beccaria.config import deciding as packs  # noqa: PLC0415  only this command reads packs

    packs.run(name, facts, as_json=as_json)


def named(name: str) -> Instrument:
    """The instrument of this name, such as `escape` or `escape@1`, or in this file. Raises Failed."""
    if name.endswith((".yaml", ".yml")):
        return read(Path(name))
    wanted, _, version = name.partition("@")
    for kept in reversed(instruments.versions(wanted, _own())):
        if version in ("", str(kept.instrument.version)):
            return kept.instrument
    raise Failed(f"There is no instrument {name!r}: `beccaria instrument list` names them.")


def _own() -> str:
    return os.environ.get("BECCARIA_INSTRUMENTS", "")


def _described(kept: Kept) -> dict[str, Any]:
    one = kept.instrument
    return {
        "instrument": one.id,
        "version": one.version,
        "title": one.title,
        "purpose": one.purpose,
        "items": len(one.items),
        "users": list(one.users),
        "compartment": one.compartment or None,
        "review_days": one.review_days,
        "validity": one.validity,
        "sha256": kept.digest[:_MARK],
        "own": kept.own,
    }


def _ratings(path: Path, one: Instrument) -> tuple[dict[str, str], int | None]:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except OSError as gone:
        raise Failed(f"{path} cannot be read ({gone.strerror}): give the file of the ratings.") from gone
    except (ValueError, RecursionError) as bad:
        raise Failed(f'{path.name} is not JSON: write {{"ratings": {{item: level}}}}.') from bad
    given = said.get("ratings") if isinstance(said, dict) and "ratings" in said else said
    if not isinstance(said, dict) or not isinstance(given, dict):
        raise Failed(f'{path.name} holds no ratings: write {{"ratings": {{item: level}}}}.')
    meant = said.get("instrument", one.id) if "ratings" in said else one.id
    if meant != one.id:
        raise BadInput(f"These ratings are for {meant}, not {one.id}: score them with that.")
    version = said.get("version") if "ratings" in said else None
    if not isinstance(version, int | None):
        raise BadInput(f"The version {version!r} is not a whole number: write the instrument's version.")
    return {str(item): str(level) for item, level in given.items()}, version


def _print(one: Instrument, found: Scored) -> None:
    click.echo(f"{one.title}, version {one.version}")
    click.echo(
        f"Band: {found.band}; with what is unknown anything from {found.band_low} to {found.band_high}"
    )
    if found.score is not None:
        click.echo(f"Points: {found.score:g}, from {found.low:g} to {found.high:g}")
    if found.unknown:
        click.echo(f"Unknown: {', '.join(found.unknown)}")
        click.echo(f"Cheapest next question: {found.next_question}")
    for reason in found.reasons:
        click.echo(f"  {reason.points:>5g}  {reason.item:<28} {reason.because}")
