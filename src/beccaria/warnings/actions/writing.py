"""Write a warning, correct it, withdraw it; each goes at once to every prison that it concerns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection, transaction

from beccaria.access.api import MARKING, only, require
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.ids import new_reference
from beccaria.core.markings import Marking, derived
from beccaria.core.refusal import BadInput, Cannot
from beccaria.core.warning import LASTING, LONGEST_WAIT, SHORTEST_WAIT, Certainty, Scope, WarningKind
from beccaria.core.wording import words
from beccaria.events import api as events
from beccaria.ledger import api as ledger
from beccaria.people import api as people
from beccaria.places import api as places
from beccaria.reports.api import again_when_taken, why_it_stays
from beccaria.warnings.actions import queue
from beccaria.warnings.actions.subjects import cleaned
from beccaria.warnings.models import Origin, Version, WarningRecord
from beccaria.warnings.queries import seen
from beccaria.warnings.recognising import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a warning says to those who get it. `answers` say why flagged words stay."""

    text: str
    reason: str
    certainty: Certainty
    subject: Subject = field(default_factory=Subject)
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWarning:
    """A warning to be written. `to` holds regions or establishments, by the scope; `person` and `visit` stay inside.

    `within` is how soon it must be acknowledged, `expires_at` when it ends; both have a usual length by its kind.
    """

    kind: WarningKind
    told: Told
    scope: Scope = Scope.ALL
    to: Sequence[str] = ()
    person: str | None = None
    visit: str | None = None
    within: timedelta | None = None
    expires_at: datetime | None = None
    level: Level = Level.OFFICIAL
    site: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A warning that is out."""

    id: str
    reference: str
    version: int


@again_when_taken
@transaction.atomic
def write(new: NewWarning, *, by: Actor, at: datetime) -> Written:
    """Write a warning and send it, in one transaction, to every prison it concerns.

    Its marking is the strictest of what it came from (rule 2). Raises BadInput, Flagged, Hidden, Refused.
    """
    site = new.site or by.home
    sources = _sources(new, by=by)
    level = max([new.level, *(one.level for one in sources)])
    marking = Marking(site=site, level=level, handling=derived(*sources).handling if sources else frozenset())
    require(Act.WARNING_WRITE, by, marking)
    within, expires_at = _times(new, at=at)
    sites = _concerned(new.scope, new.to, by=by)
    told, reasons = _said(new.told, new.kind, site=site, at=at)
    row = WarningRecord.objects.create(
        reference=new_reference(at.year),
        kind=new.kind,
        site=site,
        level=level,
        handling=sorted(marking.handling),
        written_at=at,
        expires_at=expires_at,
    )
    origin = Origin(
        person_id=new.person,
        visit=new.visit or "",
        scope=new.scope,
        to=sorted(set(new.to)),
        within=within,
        answers=reasons,
    )
    _keep(row, told, origin, by=by, at=at)
    _send(row, sites, origin, at=at)
    ledger.record(
        Act.WARNING_WRITE,
        by=by,
        subjects=[f"warning:{row.id}", *([f"person:{new.person}"] if new.person else [])],
        at=at,
        detail={"kind": new.kind.value, "scope": new.scope.value, "prisons": len(sites)},
    )
    return Written(row.id, row.reference, 1)


@transaction.atomic
def correct(
    warning_id: str,
    told: Told,
    *,
    why: str,
    by: Actor,
    at: datetime,
    number: int | None = None,
    expires_at: datetime | None = None,
) -> Written:
    """Say it better: a new version, which everybody who had the warning must acknowledge again.

    `number` is the version that was corrected: another in the meantime is a Cannot. Raises BadInput, Cannot, Flagged,
    Hidden, Refused.
    """
    row, origin = _mine(warning_id, number=number, by=by)
    if row.withdrawn_at or row.expires_at <= at:
        raise Cannot("This warning holds no more: write a new one.")
    said, reasons = _said(told, WarningKind(row.kind), site=row.site, at=at)
    ends = expires_at or row.expires_at
    _bounded(WarningKind(row.kind), ends, since=row.written_at, at=at, within=origin.within)
    row.current, row.expires_at = row.current + 1, ends
    row.save(update_fields=["current", "expires_at"])
    origin.answers = reasons
    _keep(row, said, origin, by=by, at=at, why=words(why, what="Why it is changed", longest=500))
    _send(row, [], origin, at=at)
    ledger.record(
        Act.WARNING_CHANGE,
        by=by,
        subjects=[f"warning:{row.id}"],
        at=at,
        detail={"what": "corrected", "version": row.current},
    )
    return Written(row.id, row.reference, row.current)


@transaction.atomic
def withdraw(warning_id: str, *, why: str, by: Actor, at: datetime) -> Written:
    """Take a warning back: it leaves every gate at once, and everybody who had it is told why.

    Raises BadInput, Cannot, Hidden, Refused.
    """
    row, origin = _mine(warning_id, number=None, by=by)
    if row.withdrawn_at:
        raise Cannot("This warning was already withdrawn.")
    last = row.versions.get(number=row.current)
    row.current, row.withdrawn_at = row.current + 1, at
    row.save(update_fields=["current", "withdrawn_at"])
    told = Told(
        text=last.text, reason=last.reason, certainty=Certainty(last.certainty), subject=seen.subject(last)
    )
    _keep(row, told, origin, by=by, at=at, why=words(why, what="The reason", longest=500), withdraws=True)
    _send(row, [], origin, at=at)
    ledger.record(
        Act.WARNING_CHANGE,
        by=by,
        subjects=[f"warning:{row.id}"],
        at=at,
        detail={"what": "withdrawn", "version": row.current},
    )
    return Written(row.id, row.reference, row.current)


def _sources(new: NewWarning, *, by: Actor) -> list[Marking]:
    """The markings of what the warning is made from; what the writer may not see is refused like what never was."""
    found = []
    if new.person:
        lines = people.lines([new.person], by=by)
        if not lines:
            raise BadInput("This person is not found: choose him from the list.")
        one = lines[0]
        found.append(Marking(site=one.site, level=Level(one.level), handling=frozenset(one.handling)))
    if new.visit:
        visit = events.booking(new.visit, by=by)
        found.append(Marking(site=visit.site, level=Level(visit.level), handling=frozenset(visit.handling)))
    return found


def _times(new: NewWarning, *, at: datetime) -> tuple[timedelta, datetime]:
    usual = LASTING[new.kind]
    within = new.within or usual.acknowledge
    if not SHORTEST_WAIT <= within <= LONGEST_WAIT:
        raise BadInput("A warning is to be acknowledged within 5 minutes to 2 days: choose a time between.")
    ends = new.expires_at or at + usual.usual
    _bounded(new.kind, ends, since=at, at=at, within=within)
    return within, ends


def _bounded(kind: WarningKind, ends: datetime, *, since: datetime, at: datetime, within: timedelta) -> None:
    longest = LASTING[kind].longest
    if ends > since + longest:
        raise BadInput(
            "This kind of warning lasts at most %(days)s days: choose an earlier end.", days=longest.days
        )
    if ends <= at + within:
        raise BadInput("The warning would end before it has to be acknowledged: choose a later end.")


def _concerned(scope: Scope, to: Sequence[str], *, by: Actor) -> list[str]:
    """The establishments to send it to now. Where he is booked or known is found by the service, not by the writer."""
    if scope in {Scope.REGION, Scope.CHOSEN} and not to:
        raise BadInput("Choose to which regions or prisons it goes.")
    wanted = set(to)
    match scope:
        case Scope.ALL:
            return sorted(one.code for one in places.establishments(by=by, only_open=True))
        case Scope.REGION:
            found = places.establishments(by=by, only_open=True)
            if unknown := wanted - {one.region for one in found if one.region}:
                raise BadInput(
                    "No prison lies in a region called “%(unknown)s”: choose from the list.",
                    unknown=min(unknown)[:60],
                )
            return sorted(one.code for one in found if one.region in wanted)
        case Scope.CHOSEN:
            if unknown := wanted - places.codes(by=by):
                raise BadInput(
                    "There is no establishment “%(unknown)s”: choose from the list.",
                    unknown=min(unknown)[:20],
                )
            return sorted(wanted)
        case Scope.LINKED:
            return []


def _said(told: Told, kind: WarningKind, *, site: str | None, at: datetime) -> tuple[Told, dict[str, str]]:
    text = words(told.text, what="What to do")
    reason = words(told.reason, what="The reason")
    subject = cleaned(told.subject, at=at)
    if kind not in {WarningKind.ITEM, WarningKind.METHOD} and not subject.is_somebody:
        raise BadInput("Say whom to look out for: a name, a number, an account.")
    said = Told(text=text, reason=reason, certainty=told.certainty, subject=subject)
    return said, why_it_stays(f"{text}\n{reason}", site=site, answers=told.answers)


def _mine(warning_id: str, *, number: int | None, by: Actor) -> tuple[WarningRecord, Origin]:
    row = only(WarningRecord.objects.filter(pk=warning_id).select_for_update())
    require(Act.WARNING_CHANGE, by, row.marking)
    if number is not None and number != row.current:
        raise Cannot("Somebody else changed this warning: load it again, then repeat your change.")
    return row, only(Origin.objects.filter(version__warning_id=row.id, version__number=row.current))


def _keep(
    row: WarningRecord,
    told: Told,
    origin: Origin,
    *,
    by: Actor,
    at: datetime,
    why: str = "",
    withdraws: bool = False,
) -> None:
    marking = {name: getattr(row, name) for name in MARKING}
    about = told.subject
    version = Version.objects.create(
        warning=row,
        number=row.current,
        text=told.text,
        reason=told.reason,
        certainty=told.certainty,
        names=list(about.names),
        **{
            name: getattr(about, name)
            for name in ("born", "document", "phone", "account", "plate", "address")
        },
        why_changed=why,
        withdraws=withdraws,
        written_at=at,
        **marking,
    )
    kept = ("person_id", "visit", "scope", "to", "within", "answers")
    Origin.objects.create(
        version=version,
        warning=row,
        written_by=by.user,
        **marking,
        **{name: getattr(origin, name) for name in kept},
    )


def _send(row: WarningRecord, sites: list[str], origin: Origin, *, at: datetime) -> None:
    watched = origin.scope != Scope.LINKED
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT warnings_send(%s, %s, %s::text[], %s, %s, %s)",
            [row.id, row.current, sites, watched, at, at + origin.within],
        )
    if not watched:
        queue.check_soon()
