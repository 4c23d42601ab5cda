"""`beccaria evaluate`: compare what the service found with the truth of a simulated world."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from beccaria.config import databases, running
from beccaria.config.cli import data_dir_option
from beccaria.core.actors import system_actor
from beccaria.lib.failure import Failed
from beccaria.world.evaluation import NOT_COVERED, Alert, Belonging, Leading, Pair, evaluate, read_truth
from beccaria.world.picture import picture, verdict

if TYPE_CHECKING:
    from beccaria.core.actors import Actor
    from beccaria.networks.api import Found


class Service:
    """The service of this machine, read for comparison; by nobody when there is none.

    What has no table yet, or cannot be read, is None, never an empty list.
    """

    def __init__(self, by: "Actor | None") -> None:
        """Keep in whose name to read."""
        self._by = by

    def covers(self) -> frozenset[str] | None:
        """Everything once rules have run; before, what recognising people at a further prison can find."""
        if self._found_by_rules() is not None:
            return None
        return frozenset({"1", "2", "16", "same_name", "family_phone", "travelling_mother"})

    def alerts(self) -> Sequence[Alert] | None:
        """Everybody who was recognised at a further prison, and what rules found, related alerts together."""
        if self._by is None:
            return None
        from beccaria.people import api as people  # noqa: PLC0415  needs Django set up

        recognised = [
            Alert(one.id, one.at, one.rule, one.records, one.evidence, one_person=True)
            for one in people.recognised(self._by)
        ]
        return recognised + (self._found_by_rules() or [])

    def _found_by_rules(self) -> list[Alert] | None:
        """The alerts of rules; None when no rule ever ran."""
        if self._by is None:
            return None
        from beccaria.detection import api as detection  # noqa: PLC0415  needs Django set up

        found = detection.found(by=self._by)
        if found is None:
            return None
        return [Alert(one.id, one.at, one.pattern, one.people, one.evidence) for one in found]

    def links(self) -> Sequence[Pair] | None:
        """Networks have no table yet."""
        return None

    def memberships(self) -> Sequence[Belonging] | None:
        """Everybody held, or proposed and not yet decided on, to belong to a group on two independent bases."""
        found = self._found()
        return (
            None if found is None else [Belonging(one.record, one.group) for one in found if not one.outside]
        )

    def reads(self) -> frozenset[str] | None:
        """Everything that `load` takes; calls it does not take yet."""
        return frozenset({"observations", "visits", "payments", "incidents"})

    def leaders(self) -> Sequence[Leading] | None:
        """Everybody supposed to lead a group, or proposed as one of those who may."""
        found = self._found()
        return (
            None if found is None else [Leading(one.record, one.group, one.lead) for one in found if one.lead]
        )

    def _found(self) -> "Sequence[Found] | None":
        if self._by is None:
            return None
        from beccaria.lib import clock  # noqa: PLC0415  needs Django set up
        from beccaria.networks import api as networks  # noqa: PLC0415  the same

        return networks.found(by=self._by, at=clock.now())

    def merges(self) -> Sequence[Pair] | None:
        """Every two records of the register that are held to be one person."""
        if self._by is None:
            return None
        from beccaria.people import api as people  # noqa: PLC0415  needs Django set up

        return [Pair(left, right) for left, right in people.merged_pairs(self._by)]


@contextmanager
def _service() -> Iterator[Service]:
    """The service of this machine, if it has a database."""
    if databases.is_embedded() and not databases.cluster().is_made:
        yield Service(None)
        return
    with running.django_as("worker"):
        from beccaria.access.api import acting  # noqa: PLC0415  needs Django set up

        with acting(system_actor("evaluation")) as by:
            yield Service(by)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--seed", type=int, help="The seed of the world that was loaded: refuses the truth of another.")
@click.option(
    "--picture", "drawing", type=click.Path(path_type=Path), metavar="FILE.svg", help="Draw the storylines."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@data_dir_option
def command(*, folder: Path, seed: int | None, drawing: Path | None, as_json: bool) -> None:
    """Compare alerts, links, memberships and merges with DIR/truth.json, storyline by storyline."""
    truth = read_truth(folder, seed)
    with _service() as service:
        said = evaluate(truth, service)
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
    for name in (
        "alerts_per_prison_day",
        "precision",
        "recall",
        "identities",
        "links",
        "memberships",
        "leaders",
    ):
        value = said[name]
        text = NOT_COVERED if value == NOT_COVERED else json.dumps(value)
        click.echo(f"{name.replace('_', ' '):<24} {text}")
