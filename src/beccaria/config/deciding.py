"""Find a pack of decisions, read the facts of one case, and print what each tree comes to, test by test."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from beccaria.core.decisions import Decision, Pack, decide, pack_faults, pack_from
from beccaria.lib import reference
from beccaria.lib.failure import Failed

FOLDER = reference.FOLDER / "decisions"


def named_pack(name: str) -> Pack:
    """The pack of this name, or in this YAML file. Raises Failed."""
    own = not name.endswith((".yaml", ".yml"))
    path = FOLDER / f"{Path(name).name}.yaml" if own else Path(name)
    if own and not path.is_file():
        known = ", ".join(sorted(one.stem for one in FOLDER.glob("*.yaml")))
        raise Failed(f"There is no pack of decisions {name!r}: write one of {known}.")
    pack = pack_from(reference.read(path, FOLDER / "schema.json"))
    if wrong := pack_faults(pack):
        raise Failed(f"{path.name} cannot be used: {wrong[0]}")
    return pack


def facts_in(path: Path) -> dict[str, Any]:
    """The facts of one case, as JSON. Raises Failed."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except OSError as gone:
        raise Failed(f"{path} cannot be read ({gone.strerror}): give the file of the facts.") from gone
    except (ValueError, RecursionError) as bad:
        raise Failed(f'{path.name} is not JSON: write {{"fact": value}}.') from bad
    if not isinstance(said, dict):
        raise Failed(f'{path.name} holds no facts: write {{"fact": value}}.')
    return said


def as_values(pack: Pack, found: tuple[Decision, ...]) -> dict[str, Any]:
    """The decisions for programs."""
    return {
        "pack": pack.id,
        "version": pack.version,
        "decisions": [_value(pack, one) for one in found],
    }


def _value(pack: Pack, one: Decision) -> dict[str, Any]:
    return {
        "decision": one.tree,
        "category": one.outcome.category,
        "notify": list(one.outcome.notify),
        "rule": one.rule,
        "because": one.say,
        "described": one.described,
        "only_category": only_category(pack, one.tree) or None,
        "treated_unknown_as_low": list(one.assumed),
        "could_be": [{"category": each.category, "notify": list(each.notify)} for each in one.possible],
        "warning": one.warning,
        "trace": [asdict(step) for step in one.trace],
    }


def only_category(pack: Pack, tree: str) -> str:
    """The category in which every rule of a tree ends, when it is one; else empty."""
    ends = {rule.category for each in pack.trees if each.id == tree for rule in each.rules}
    return next(iter(ends)) if len(ends) == 1 else ""


def print_decisions(pack: Pack, found: tuple[Decision, ...]) -> None:
    """The decisions for people."""
    click.echo(f"{pack.title}, version {pack.version}. It prepares a decision by people.")
    for one in found:
        click.echo(f"\n{one.title}: {one.outcome.words}. {one.say}")
        if only := only_category(pack, one.tree):
            click.echo(f"  Every rule of this tree ends in {only}: it can only add who is told.")
        if not one.described:
            click.echo("  The description of the original gives no outcome here: this one is our reading.")
        if one.warning:
            click.echo(f"  {one.warning}")
        for step in one.trace:
            about = f"{step.about}, " if step.about else ""
            click.echo(f"    {about}rule {step.rule}: {'holds' if step.holds else 'does not hold'}")
            for test in step.tests:
                click.echo(f"      {test}")


def run(name: str, facts: Path, *, as_json: bool) -> None:
    """Decide one case and print it. Raises Failed, BadInput."""
    pack = named_pack(name)
    found = decide(pack, facts_in(facts))
    if as_json:
        click.echo(json.dumps(as_values(pack, found), ensure_ascii=False))
    else:
        print_decisions(pack, found)
