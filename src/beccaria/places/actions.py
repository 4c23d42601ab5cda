"""Write down weak points of buildings, and that one was mended."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from beccaria.access.api import require
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.markings import Marking
from beccaria.core.refusal import BadInput, Cannot, Hidden
from beccaria.core.working_places import Reach, Weakness
from beccaria.ledger import api as ledger
from beccaria.places.models import Establishment, Unit, WeakPoint

LONGEST: Final = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWeakPoint:
    """A weak point: the prison, the wing, landing or cell from which it is reached (empty: from everywhere there)."""

    site: str
    unit: str
    kind: Weakness
    reach: Reach
    words: str
    found_on: date


@transaction.atomic
def write_weak_point(new: NewWeakPoint, *, by: Actor, at: datetime) -> str:
    """Write one down and return its identifier. Raises BadInput, Refused."""
    marking = Marking(site=new.site, level=Level.RESTRICTED)
    require(Act.WEAK_POINT_WRITE, by, marking)
    if not Establishment.objects.filter(code=new.site).exists():
        raise BadInput("There is no establishment with the code %(code)s.", code=new.site)
    unit = Unit.objects.filter(code=new.unit, site=new.site).first() if new.unit else None
    if new.unit and unit is None:
        raise BadInput("There is no wing, landing or cell %(code)s there: choose one.", code=new.unit)
    if new.found_on > timezone.localtime(at).date():
        raise BadInput("It was found in the future: write the day it was seen.")
    row = WeakPoint.objects.create(
        unit=unit,
        kind=new.kind.value,
        reach=int(new.reach),
        words=_words(new.words, "Say what the weak point is."),
        found_on=new.found_on,
        written_by=by.user,
        written_at=at,
        site=new.site,
        level=Level.RESTRICTED,
    )
    _record(row, "written", by=by, at=at)
    return row.id


@transaction.atomic
def mend_weak_point(weak_point_id: str, *, what: str, by: Actor, at: datetime) -> None:
    """It is mended: `what` was done about it. Raises BadInput, Cannot, Hidden, Refused."""
    row = WeakPoint.objects.select_for_update().filter(pk=weak_point_id).first()
    if row is None:
        raise Hidden("There is no such record, or it is not yours to see.")
    require(Act.WEAK_POINT_WRITE, by, row.marking)
    if row.mended_at is not None:
        raise Cannot("It is mended already: write it down anew if it is weak again.")
    row.mended_by, row.mended_at = by.user, at
    row.mended_why = _words(what, "Say what was done about it.")
    row.save(update_fields=["mended_by", "mended_at", "mended_why"])
    _record(row, "mended", by=by, at=at)


def _words(text: str, otherwise: str) -> str:
    said = text.replace("\x00", "").strip()
    if not said:
        raise BadInput(otherwise)
    if len(said) > LONGEST:
        raise BadInput("This is longer than %(longest)s characters: shorten it.", longest=LONGEST)
    return said


def _record(row: WeakPoint, outcome: str, *, by: Actor, at: datetime) -> None:
    subjects = [f"weak_point:{row.id}", f"place:{row.site}"]
    ledger.record(Act.WEAK_POINT_WRITE, by=by, subjects=subjects, at=at, detail={"came_to": outcome})
