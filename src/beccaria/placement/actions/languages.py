"""Write down which languages staff speak, and that it holds no longer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.ids import new_id
from beccaria.core.markings import Marking, columns
from beccaria.core.refusal import BadInput, Cannot
from beccaria.core.wording import words
from beccaria.ledger import api as ledger
from beccaria.lib.moments import day_of
from beccaria.lib.tongues import compared
from beccaria.placement.models import StaffLanguage
from beccaria.placement.queries import spoken

_HERE: Final = "service"
_SHORT: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStaffLanguage:
    """A language that one member of staff of a prison speaks."""

    site: str
    staff: str
    name: str


@transaction.atomic
def write_staff_language(new: NewStaffLanguage, *, by: Actor, at: datetime) -> str:
    """Write it down and return its identifier. Raises BadInput, Cannot, Refused."""
    marking = Marking(site=new.site)
    require(Act.ROSTER_WRITE, by, marking)
    staff = words(new.staff, what="The staff number", longest=_SHORT)
    name, language = _language(new.name)
    if any((one.staff, one.language) == (staff, language) for one in spoken.of_staff(new.site, by=by, at=at)):
        raise Cannot("This language is written down already.")
    made = new_id()
    StaffLanguage.objects.create(
        id=made,
        source=_HERE,
        key=made,
        staff=staff,
        language=language,
        name=name,
        written_by=by.user,
        written_at=at,
        **columns(marking),
    )
    ledger.record(Act.ROSTER_WRITE, by=by, subjects=[f"staff_language:{made}"], at=at)
    return made


@transaction.atomic
def end_staff_language(language_id: str, *, by: Actor, at: datetime) -> str:
    """It no longer holds; its prison is returned. Raises Cannot, Hidden, Refused."""
    row = spoken.staff_row(language_id, by=by)
    require(Act.ROSTER_WRITE, by, row.marking)
    if row.over_from is not None and row.over_from <= day_of(at):
        raise Cannot("It is over already.")
    row.over_from = day_of(at)
    row.save(update_fields=["over_from"])
    subjects = [f"staff_language:{row.pk}"]
    ledger.record(Act.ROSTER_WRITE, by=by, subjects=subjects, at=at, detail={"ended": 1})
    return row.site or ""


def _language(said: str) -> tuple[str, str]:
    """A language as it was written, and as it is compared. Raises BadInput."""
    name = words(said, what="The language", longest=_SHORT)
    language = compared(name)
    if not language:
        raise BadInput("Write the name of the language in letters.")
    return name, language
