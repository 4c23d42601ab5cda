"""Read by which definitions something is a group, and who determines it where, each with its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from beccaria.lib import reference

_FOLDER = reference.FOLDER / "groups"


@dataclass(frozen=True, slots=True)
class DefinitionText:
    """A definition in words. `verified` is false where nobody compared it with the published text."""

    id: str
    name: str
    text: str
    source: str
    verified: bool
    note: str


@dataclass(frozen=True, slots=True)
class Determined:
    """Who determines membership in a country, as far as a source says so."""

    country: str
    by: str
    text: str
    source: str
    verified: bool


@cache
def definitions() -> tuple[DefinitionText, ...]:
    """The definitions of the reference folder."""
    return tuple(DefinitionText(**one) for one in _read()["definitions"])


@cache
def determined() -> tuple[Determined, ...]:
    """Who determines it, by country."""
    return tuple(Determined(**one) for one in _read()["determined"])


def of(code: str) -> DefinitionText | None:
    """The text of one definition; None for a national wording or one of our own."""
    return next((one for one in definitions() if one.id == code), None)


def _read() -> Mapping[str, Any]:
    return reference.read(_FOLDER / "definitions.yaml", _FOLDER / "schema.json")
