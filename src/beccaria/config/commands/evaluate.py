"""`beccaria evaluate`: compare what the service found with the truth of a simulated world."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from beccaria.lib.failure import Failed
from beccaria.world.evaluation import NOT_COVERED, Alert, Belonging, Pair, evaluate, read_truth
from beccaria.world.picture import picture, verdict


class Service:
    """The running service, read for comparison. What has no table yet is None, never an empty list."""

    def alerts(self) -> Sequence[Alert] | None:
        """Detection has no table yet."""
        return None

    def links(self) -> Sequence[Pair] | None:
        """Networks have no table yet."""
        return None

    def memberships(self) -> Sequence[Belonging] | None:
        """Groups have no table yet."""
        return None

    def merges(self) -> Sequence[Pair] | None:
        """Identity resolution has no table yet."""
        return None


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--seed", type=int, help="The seed of the world that was loaded: refuses the truth of another.")
@click.option(
    "--picture", "drawing", type=click.Path(path_type=Path), metavar="FILE.svg", help="Draw the storylines."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(*, folder: Path, seed: int | None, drawing: Path | None, as_json: bool) -> None:
    """Compare alerts, links, memberships and merges with DIR/truth.json, storyline by storyline."""
    truth = read_truth(folder, seed)
    said = evaluate(truth, Service())
    if drawing is not None:
        _draw(drawing, picture(truth, said))
    if as_json:
        click.echo(json.dumps(said, ensure_ascii=False))
        return
    _print(said)


def _draw(path: Path, text: str) -> None:
    if path.exists():
        raise Failed(f"{path} exists; name a new file, nothing was overwritten.")
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Failed(f"{path} cannot be written ({error.strerror}); name another place.") from error


def _print(said: dict[str, Any]) -> None:
    for part, heading in (("storylines", "Storyline"), ("innocents", "Innocent")):
        click.echo(f"{heading:<80} {'people':>6}  result")
        for key, result in said[part].items():
            people = result.get("cast", result.get("people"))
            click.echo(f"{key + '. ' + result['title']:<80.80} {people:>6}  {verdict(result)}")
        click.echo("")
    for name in ("alerts_per_prison_day", "precision", "recall", "identities", "links", "memberships"):
        value = said[name]
        text = NOT_COVERED if value == NOT_COVERED else json.dumps(value)
        click.echo(f"{name.replace('_', ' '):<24} {text}")
