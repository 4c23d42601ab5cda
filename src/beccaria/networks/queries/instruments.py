"""Find the instruments by which groups are scored; every version that was ever used stays readable."""

from typing import Final

from django.conf import settings

from beccaria.core.actors import Actor
from beccaria.core.instruments import Instrument
from beccaria.core.refusal import BadInput
from beccaria.lib import instruments

OURS: Final = "ocg-"
"""How the names of instruments for groups begin."""
IMPORTED: Final = "police-ocg-band"
"""What police mapping said, kept as written: never ours, never in one order with ours."""


def _all() -> dict[tuple[str, int], Instrument]:
    """Every version of every instrument for groups. Raises Failed for one that cannot be used."""
    return {
        key: kept.instrument
        for key, kept in instruments.every(settings.INSTRUMENTS).items()
        if key[0].startswith((OURS, IMPORTED))
    }


def for_groups() -> tuple[Instrument, ...]:
    """The instruments by which we score groups, each in its newest version, by title."""
    newest: dict[str, Instrument] = {}
    for one in sorted(_all().values(), key=lambda each: each.version):
        if one.id != IMPORTED:
            newest[one.id] = one
    return tuple(sorted(newest.values(), key=lambda each: each.title))


def of_version(instrument_id: str, version: int) -> Instrument | None:
    """One version of an instrument; None when its file is no longer here."""
    return _all().get((instrument_id, version))


def newest(instrument_id: str) -> Instrument:
    """The newest version of an instrument for groups, that of police mapping included. Raises BadInput."""
    versions = [version for name, version in _all() if name == instrument_id]
    if not versions:
        known = ", ".join(one.id for one in for_groups())
        raise BadInput(
            "There is no instrument “%(instrument_id)s” for groups: choose %(known)s.",
            instrument_id=instrument_id[:40],
            known=known,
        )
    return _all()[instrument_id, max(versions)]


def may_use(one: Instrument, by: Actor) -> bool:
    """Whether the instrument is made for the actor's duty."""
    return by.duty.value in one.users
