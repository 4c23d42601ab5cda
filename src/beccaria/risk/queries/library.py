"""Read the instruments as reference: every one and every version that is here, the same for everybody signed in."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.instruments import Instrument
from beccaria.core.refusal import Hidden
from beccaria.lib import instruments
from beccaria.lib.instruments import Kept
from beccaria.risk.models import UsedVersion

_NONE: Final = "There is no such instrument."


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an instrument; `used`: somebody was assessed with it, so that it stays as it is."""

    kept: Kept
    used: bool

    @property
    def instrument(self) -> Instrument:
        """What it says."""
        return self.kept.instrument


def library(*, by: Actor) -> tuple[Kept, ...]:
    """Every instrument in its newest version, by title. Raises Refused."""
    require(Act.REFERENCE_READ, by)
    return tuple(instruments.newest(settings.INSTRUMENTS).values())


def versions(instrument_id: str, *, by: Actor) -> tuple[Version, ...]:
    """Every version of one instrument that is here, the newest first. Raises Hidden, Refused."""
    require(Act.REFERENCE_READ, by)
    found = instruments.versions(instrument_id, settings.INSTRUMENTS)
    if not found:
        raise Hidden(_NONE)
    used = set(UsedVersion.objects.filter(instrument=instrument_id).values_list("version", flat=True))
    return tuple(Version(kept, kept.instrument.version in used) for kept in reversed(found))


def version(instrument_id: str, number: int | None, *, by: Actor) -> Version:
    """One version, the newest when no number is given. Raises Hidden, Refused."""
    for one in versions(instrument_id, by=by):
        if number in (None, one.instrument.version):
            return one
    raise Hidden(_NONE)
