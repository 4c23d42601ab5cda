"""Set a ban that ends on a day, and end it earlier with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from beccaria.access.api import only, require
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.ids import new_reference
from beccaria.core.markings import Marking
from beccaria.core.refusal import BadInput, Cannot
from beccaria.core.warning import LONGEST_BAN, BanOn
from beccaria.core.wording import words
from beccaria.ledger import api as ledger
from beccaria.lib.days import ends
from beccaria.lib.moments import day_of
from beccaria.people import api as people
from beccaria.places import api as places
from beccaria.reports.api import again_when_taken
from beccaria.warnings.actions.subjects import cleaned
from beccaria.warnings.models import Ban, BanOrigin
from beccaria.warnings.models.banning import EVERY_PRISON
from beccaria.warnings.recognising import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBan:
    """A ban. `last_day` is the last day it holds, in the service's own zone; `reaches` other prisons, `*` for all.

    For a relationship `prisoner` is whose visits, calls or money it is about.
    """

    on: BanOn
    subject: Subject
    ground: str
    reason: str
    authority: str
    notice: str
    contest: str
    last_day: date
    reaches: Sequence[str] = ()
    person: str | None = None
    prisoner: str | None = None
    level: Level = Level.OFFICIAL
    site: str | None = None
    starts_at: datetime | None = field(default=None)


@again_when_taken
@transaction.atomic
def set_ban(new: NewBan, *, by: Actor, at: datetime) -> str:
    """Set a ban and return its identifier. Raises BadInput, Refused."""
    site = new.site or by.home
    lines = _persons(new, by=by)
    level = max([new.level, *(Level(one.level) for one in lines.values())])
    require(Act.BAN_SET, by, Marking(site=site, level=level))
    subject = _subject(new, at=at)
    starts = new.starts_at or at
    prisoner = lines.get(new.prisoner or "")
    row = Ban.objects.create(
        reference=new_reference(at.year),
        on=new.on,
        site=site,
        level=level,
        handling=sorted({code for one in lines.values() for code in one.handling}),
        names=list(subject.names),
        **{
            name: getattr(subject, name)
            for name in ("born", "document", "phone", "account", "plate", "address")
        },
        prisoner_name=prisoner.name if prisoner else "",
        prisoner_number=prisoner.number if prisoner else "",
        ground=words(new.ground, what="The rule it rests on", longest=500),
        reason=words(new.reason, what="The reason", longest=2000),
        authority=words(new.authority, what="Who decided", longest=200),
        notice=words(new.notice, what="How the person was told", longest=500),
        contest=words(new.contest, what="How it can be contested", longest=500),
        reaches=_reaches(new, site=site, by=by),
        starts_at=starts,
        ends_at=_midnight_after(new.last_day, on=new.on, starts=starts),
    )
    BanOrigin.objects.create(
        ban=row, site=site, level=level, handling=row.handling, person_id=new.person, set_by=by.user
    )
    ledger.record(
        Act.BAN_SET,
        by=by,
        subjects=[f"ban:{row.id}", *(f"person:{one}" for one in lines)],
        at=at,
        detail={"on": new.on.value},
    )
    return row.id


@transaction.atomic
def end_ban(ban_id: str, *, why: str, by: Actor, at: datetime) -> None:
    """End a ban before its day, with the reason. Raises BadInput, Cannot, Hidden, Refused."""
    row = only(Ban.objects.filter(pk=ban_id).select_for_update())
    require(Act.BAN_END, by, row.marking)
    if row.ended_at or row.ends_at <= at:
        raise Cannot("This ban holds no more.")
    row.ended_at, row.ended_why = at, words(why, what="The reason", longest=500)
    row.save(update_fields=["ended_at", "ended_why"])
    ledger.record(Act.BAN_END, by=by, subjects=[f"ban:{row.id}"], at=at)


def _persons(new: NewBan, *, by: Actor) -> dict[str, people.PersonShown]:
    wanted = {one for one in (new.person, new.prisoner) if one}
    found = people.named(wanted, by=by)
    if set(found) != wanted:
        raise BadInput("This person is not found: choose him from the list.")
    if new.on is BanOn.RELATIONSHIP:
        if not new.prisoner or not found[new.prisoner].number:
            raise BadInput("A ban on one relationship needs the prisoner: choose him from the list.")
    elif new.prisoner:
        raise BadInput("Only a ban on one relationship names a prisoner: leave him out.")
    return found


def _subject(new: NewBan, *, at: datetime) -> Subject:
    subject = cleaned(new.subject, at=at)
    match new.on:
        case BanOn.PHONE if not subject.phone:
            raise BadInput("Write the telephone number that is banned.")
        case BanOn.ACCOUNT if not subject.account:
            raise BadInput("Write the account that is banned.")
        case BanOn.PERSON | BanOn.RELATIONSHIP if not subject.names:
            raise BadInput("Write the name of the person who is banned.")
    return subject


def _reaches(new: NewBan, *, site: str | None, by: Actor) -> list[str]:
    wanted = set(new.reaches)
    if EVERY_PRISON in wanted or site is None:
        return [EVERY_PRISON]
    if unknown := wanted - places.codes(by=by):
        raise BadInput(
            "There is no establishment “%(unknown)s”: choose from the list.", unknown=min(unknown)[:20]
        )
    return sorted(wanted - {site})


def _midnight_after(day: date, *, on: BanOn, starts: datetime) -> datetime:
    first = day_of(starts)
    if day < first:
        raise BadInput("The last day lies before the first: choose a later day.")
    if day > first + LONGEST_BAN[on]:
        raise BadInput(
            "A ban lasts at most %(days)s days; then it is decided anew.", days=LONGEST_BAN[on].days
        )
    return ends(day)
