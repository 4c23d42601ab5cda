"""Find the instruments by which people are assessed, who may use one, and the version somebody was assessed with."""

from datetime import date
from typing import Final

from django.conf import settings

from beccaria.core.actors import Actor
from beccaria.core.instruments import Instrument
from beccaria.core.refusal import BadInput, Cannot
from beccaria.lib import instruments
from beccaria.lib.instruments import Kept
from beccaria.risk.models import Trained, UsedVersion

_OF_GROUPS: Final = ("ocg-", "police-")


def for_people() -> tuple[Kept, ...]:
    """The instruments by which people are assessed, each in its newest version, by title.

    Those of a compartment (sources, integrity) are used only inside it, and those of groups by networks.
    """
    return tuple(
        kept
        for kept in instruments.newest(settings.INSTRUMENTS).values()
        if not kept.instrument.compartment and not kept.instrument.id.startswith(_OF_GROUPS)
    )


def newest(instrument_id: str) -> Kept:
    """The newest version of an instrument for people. Raises BadInput."""
    known = for_people()
    for kept in known:
        if kept.instrument.id == instrument_id:
            return kept
    names = ", ".join(kept.instrument.id for kept in known)
    raise BadInput(
        "There is no instrument “%(name)s” for people: choose %(choices)s.",
        name=instrument_id[:40],
        choices=names,
    )


def of_version(instrument_id: str, version: int) -> Instrument | None:
    """One version of an instrument; None when its file is no longer here."""
    kept = instruments.every(settings.INSTRUMENTS).get((instrument_id, version))
    return kept.instrument if kept else None


def used(instrument_id: str, version: int) -> Instrument:
    """The version somebody was assessed with. Raises Cannot when its file is no longer here."""
    one = of_version(instrument_id, version)
    if one is None:
        raise Cannot(
            "Version %(version)s of %(instrument)s is no longer here: bring its file back.",
            version=str(version),
            instrument=instrument_id,
        )
    return one


def may_use(one: Instrument, by: Actor) -> bool:
    """Whether the instrument is made for the actor's duty."""
    return by.duty.value in one.users


def trained_until(user: str, instrument_id: str) -> date | None:
    """The last day on which a training of this user in this instrument holds, as far as the actor may see it."""
    rows = Trained.objects.filter(user=user, instrument=instrument_id, ended_at=None)
    return rows.order_by("-until").values_list("until", flat=True).first()


def first_digest(instrument_id: str, version: int) -> str:
    """The digest under which this version was first used; empty when it never was."""
    rows = UsedVersion.objects.filter(instrument=instrument_id, version=version)
    return rows.values_list("digest", flat=True).first() or ""
