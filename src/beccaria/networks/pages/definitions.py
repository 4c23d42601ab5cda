"""Read by which definitions something is a group, and who determines it where, each with its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings

from beccaria.core.countries import Known, Pack, sure
from beccaria.lib import countries, reference

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
    """Who determines membership in a country, as far as its country pack says so."""

    country: str
    text: str
    source: str
    verified: bool


@cache
def definitions() -> tuple[DefinitionText, ...]:
    """The definitions of the reference folder."""
    return tuple(DefinitionText(**one) for one in _read()["definitions"])


def determined() -> tuple[Determined, ...]:
    """Who determines it, by country: the country packs are the one place that says so."""
    packs = countries.packs(settings.COUNTRY_PACKS).values()
    return tuple(_determined(pack) for pack in packs if pack.determined_by.known is not Known.UNKNOWN)


def _determined(pack: Pack) -> Determined:
    by, how = pack.determined_by, pack.determined_how
    told = "" if how.known is Known.UNKNOWN else f" {how.words}"
    return Determined(
        country=pack.english_name.words,
        text=f"{by.words.capitalize()}.{told}",
        source="; ".join(one.source for one in (by, how) if one.source),
        verified=sure(by),
    )


def of(code: str) -> DefinitionText | None:
    """The text of one definition; None for a national wording or one of our own."""
    return next((one for one in definitions() if one.id == code), None)


def _read() -> Mapping[str, Any]:
    return reference.read(_FOLDER / "definitions.yaml", _FOLDER / "schema.json")
