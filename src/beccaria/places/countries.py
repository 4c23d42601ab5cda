"""Find country packs: they are public reference, the same for everybody who is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from beccaria.core.refusal import Hidden
from beccaria.engines.folding import fold
from beccaria.lib import countries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from beccaria.core.actors import Actor
    from beccaria.core.countries import Pack


def packs(*, by: Actor) -> Mapping[str, Pack]:
    """Every pack by its id, in the order of English names."""
    del by
    return countries.packs(settings.COUNTRY_PACKS)


def pack(pack_id: str, *, by: Actor) -> Pack:
    """One pack. Raises Hidden."""
    found = packs(by=by).get(pack_id)
    if found is None:
        raise Hidden("There is no such pack.")
    return found


def pack_of(country: str, *, by: Actor) -> Pack | None:
    """The one pack that holds for a country as a register writes it; None when there is none or more than one.

    None is an answer: `core.countries` then takes the strictest limits, shares nothing and names nobody who decides.
    """
    found = packs_of(country, by=by)
    return found[0] if len(found) == 1 else None


def packs_of(country: str, *, by: Actor) -> tuple[Pack, ...]:
    """The packs that may hold for a country as a register writes it."""
    return countries.of(country, packs(by=by))


def packs_named(term: str, *, by: Actor) -> tuple[Pack, ...]:
    """The packs whose names in English or their own languages begin with these words, or whose code they are."""
    wanted = fold(term)
    if not wanted:
        return ()
    return tuple(
        one
        for one in packs(by=by).values()
        if term.strip().upper() in one.codes or any(fold(name).startswith(wanted) for name in _names(one))
    )


def _names(pack: Pack) -> tuple[str, ...]:
    own = pack.own_names.value
    return (pack.english_name.words, *(own if isinstance(own, tuple) else (str(own),)))
