"""`beccaria place`: places for people, on a portable instance, with cost, bound, gap and reasons."""

import json
from pathlib import Path
from typing import Any, Final

import click

from beccaria.lib.failure import Failed

_PATH: Final = click.Path(path_type=Path)


@click.command()
@click.argument("instance", type=_PATH)
@click.option(
    "--seconds", type=click.FloatRange(0.1, 86_400), default=60.0, show_default=True, metavar="T",
    help="After so long the best found so far is told, with its gap.",
)  # fmt: skip
@click.option("--seed", type=click.IntRange(1, 2**31 - 100), default=1, show_default=True)
@click.option(
    "--compare", is_flag=True, help="Tell what dispersal and concentration would mean here, side by side."
)
@click.option(
    "--loose", is_flag=True, help="For a compartment's custodian: which covers no standing rule implies."
)
@click.option(
    "--check", type=_PATH, metavar="ANSWER", help="Check an answer instead, independently of the search."
)
def command(
    *, instance: Path, seconds: float, seed: int, compare: bool, loose: bool, check: Path | None
) -> None:
    """Place the people INSTANCE asks for and print one JSON document.

    The format is described in docs/reference/placement-format.md. The tool proposes: a person decides.
    """
    said = _read(instance)
    if check:
        _check(said, _read(check))
        return
    from beccaria.core.allocation import instance_from  # noqa: PLC0415  `--help` needs none of it
    from beccaria.core.allocation import loose as loose_in  # noqa: PLC0415  the same

    asked = instance_from(said)
    if loose:
        _say({"loose": [number + 1 for number in loose_in(asked)], "covers": len(asked.cover)})
        return
    if compare:
        from dataclasses import asdict  # noqa: PLC0415  the same

        from beccaria.engines.allocation.comparing import compared  # noqa: PLC0415  the same

        _say({"alternatives": [asdict(one) for one in compared(asked, seconds=seconds, seed=seed)]})
        return
    from beccaria.engines.allocation.answering import document  # noqa: PLC0415  compiled loops only when needed
    from beccaria.engines.allocation.placing import placed  # noqa: PLC0415  the same

    _say(document(placed(asked, seconds=seconds, seed=seed)))


def _check(instance: dict[str, Any], answer: dict[str, Any]) -> None:
    from beccaria.engines.allocation.checking import cost_of, violations  # noqa: PLC0415  `--help` needs none of it

    try:
        found = violations(instance, answer)
        _say({"violations": found, "cost": cost_of(instance, answer)})
    except (KeyError, TypeError, AttributeError, ValueError) as bad:
        raise Failed(
            "The two files do not belong together: give an instance and an answer made from it."
        ) from bad
    if found:
        raise Failed("The answer breaks hard rules: see the list.")


def _say(said: dict[str, Any]) -> None:
    click.echo(json.dumps(said, ensure_ascii=False))


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as bad:
        raise Failed(f"{path} cannot be read: {bad.strerror}. Give the path of a JSON file.") from bad
    except (ValueError, RecursionError) as bad:
        raise Failed(f"{path} is no JSON: see docs/reference/placement-format.md for the format.") from bad
    if not isinstance(found, dict):
        raise Failed(f"{path} must hold one JSON object: see docs/reference/placement-format.md.")
    return found
