"""Read patterns from their files: those that come with this release, each checked whole before it is used."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings

from beccaria.core.patterns import Pattern, faults, of_country, pattern_from
from beccaria.lib import reference
from beccaria.lib.failure import Failed

FOLDER: Final = reference.FOLDER / "patterns"
SCHEMA: Final = FOLDER / "schema.json"


def read(path: Path) -> Pattern:
    """The pattern in a YAML file. Raises Failed with its first fault and how many more there are."""
    one = pattern_from(reference.read(path, SCHEMA))
    if wrong := faults(one):
        more = f" ({len(wrong) - 1} more)" if len(wrong) > 1 else ""
        raise Failed(f"{path.name} cannot be used: {wrong[0]}{more}")
    if path.stem != one.id:
        raise Failed(f"{path.name} holds {one.id}: name it {one.id}.yaml.")
    return one


def here() -> Mapping[str, Pattern]:
    """Every pattern with what is usual in the country of this service."""
    country: str = settings.COUNTRY
    return _of(country)


@cache
def _of(country: str) -> Mapping[str, Pattern]:
    return {name: of_country(one, country) for name, one in every().items()}


@cache
def every() -> Mapping[str, Pattern]:
    """Every pattern by its id, in the order of ids. Raises Failed for a file that cannot be used."""
    return {path.stem: read(path) for path in sorted(FOLDER.glob("*.yaml"))}
