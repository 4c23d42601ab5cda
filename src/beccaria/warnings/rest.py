"""Warnings over REST: read, write, acknowledge, correct, withdraw."""

from datetime import date, timedelta
from typing import Any, cast

from django.http import HttpRequest
from ninja import Field, Router, Schema
from pydantic import AwareDatetime

from beccaria.access.api import Asked, answered, idempotent, performs, show
from beccaria.core.actors import Level
from beccaria.core.acts import Act
from beccaria.core.refusal import BadInput
from beccaria.core.warning import Certainty, Scope, WarningKind
from beccaria.warnings import actions, queries
from beccaria.warnings.queries import VersionShown, WarningLine, WarningRead
from beccaria.warnings.recognising import Subject

router = Router(tags=["warnings"])
Answer = tuple[int, dict[str, Any]]
_MOST_MINUTES = 10_000


class SubjectIn(Schema):
    """Whom to look out for; only what is given here is passed on."""

    names: list[str] = Field(default_factory=list)
    born: date | None = None
    document: str = ""
    phone: str = ""
    account: str = ""
    plate: str = ""
    address: str = ""

    def read(self) -> Subject:
        """As the rules know it."""
        return Subject(**(self.dict() | {"names": tuple(self.names)}))


class ToldIn(Schema):
    """What a warning says. `answers` maps the keys of flags to why the words stay."""

    text: str
    reason: str
    certainty: str = Certainty.PROBABLE
    subject: SubjectIn = Field(default_factory=SubjectIn)
    answers: dict[str, str] = Field(default_factory=dict)
    expires_at: AwareDatetime | None = None

    def told(self) -> actions.Told:
        """As the rules know it. Raises BadInput."""
        certainty = _word(Certainty, self.certainty, "certainty")
        return actions.Told(
            text=self.text,
            reason=self.reason,
            certainty=certainty,
            subject=self.subject.read(),
            answers=self.answers,
        )


class WarningIn(ToldIn):
    """A new warning. `to` holds regions or codes of establishments, by the scope; `person` and `visit` stay inside."""

    kind: str
    scope: str = Scope.ALL
    to: list[str] = Field(default_factory=list)
    person: str | None = None
    visit: str | None = None
    within_minutes: int | None = Field(None, ge=1, le=_MOST_MINUTES)
    level: int = Level.OFFICIAL
    site: str | None = None


class CorrectionIn(ToldIn):
    """A better version; `version` is the one that was corrected."""

    why: str
    version: int | None = None


class WithdrawalIn(Schema):
    """Why it is taken back."""

    why: str


def _word(words: Any, text: str, what: str) -> Any:
    if text not in set(words):
        raise BadInput(
            "“%(text)s” is not a %(what)s: write one of %(choices)s.",
            text=text[:40],
            what=what,
            choices=", ".join(words),
        )
    return words(text)


def _level(number: int) -> Level:
    if number not in set(Level):
        raise BadInput(
            "%(number)s is not a level: write 0 to %(level)s.", number=number, level=int(max(Level))
        )
    return Level(number)


@router.get("/warnings")
@performs(Act.WARNING_READ)
def warnings(
    request: HttpRequest,
    heap: str = "active",
    kind: str = "",
    cursor: str | None = None,
    size: int | None = None,
) -> dict[str, Any]:
    """Warnings one may read, newest first; `heap` is active, waiting, expired or withdrawn."""
    asked = cast("Asked", request)
    found = queries.warnings(by=asked.actor, at=asked.at, heap=heap, kind=kind, cursor=cursor, size=size)
    show(request, *(f"warning:{one.id}" for one in found.items))
    return {"items": [_line(one) for one in found.items], "next": found.next}


@router.post("/warnings", response={201: dict[str, Any]})
@performs(Act.WARNING_WRITE)
@answered
@idempotent
def write(request: HttpRequest, body: WarningIn) -> Answer:
    """Write a warning; the answer comes when it has gone to every prison it concerns."""
    asked = cast("Asked", request)
    new = actions.NewWarning(
        kind=_word(WarningKind, body.kind, "kind of warning"),
        told=body.told(),
        scope=_word(Scope, body.scope, "scope"),
        to=body.to,
        person=body.person,
        visit=body.visit,
        within=timedelta(minutes=body.within_minutes) if body.within_minutes else None,
        expires_at=body.expires_at,
        level=_level(body.level),
        site=body.site,
    )
    made = actions.write(new, by=asked.actor, at=asked.at)
    return 201, _read(queries.warning(made.id, by=asked.actor, at=asked.at))


@router.get("/warnings/{warning_id}")
@performs(Act.WARNING_READ)
def warning(request: HttpRequest, warning_id: str) -> dict[str, Any]:
    """One warning with its versions; who has acknowledged it only for the prison that wrote it."""
    asked = cast("Asked", request)
    found = queries.warning(warning_id, by=asked.actor, at=asked.at)
    show(request, f"warning:{warning_id}")
    return _read(found)


@router.post("/warnings/{warning_id}/acknowledge", response={200: dict[str, Any]})
@performs(Act.WARNING_ACKNOWLEDGE)
@answered
@idempotent
def acknowledge(request: HttpRequest, warning_id: str) -> Answer:
    """Say that it is read and acted on at one's prison. Doing it again changes nothing."""
    asked = cast("Asked", request)
    actions.acknowledge(warning_id, by=asked.actor, at=asked.at)
    return 200, _read(queries.warning(warning_id, by=asked.actor, at=asked.at))


@router.post("/warnings/{warning_id}/correct", response={200: dict[str, Any]})
@performs(Act.WARNING_CHANGE)
@answered
@idempotent
def correct(request: HttpRequest, warning_id: str, body: CorrectionIn) -> Answer:
    """Say it better; everybody who had it must acknowledge it again."""
    asked = cast("Asked", request)
    actions.correct(
        warning_id,
        body.told(),
        why=body.why,
        number=body.version,
        expires_at=body.expires_at,
        by=asked.actor,
        at=asked.at,
    )
    return 200, _read(queries.warning(warning_id, by=asked.actor, at=asked.at))


@router.post("/warnings/{warning_id}/withdraw", response={200: dict[str, Any]})
@performs(Act.WARNING_CHANGE)
@answered
@idempotent
def withdraw(request: HttpRequest, warning_id: str, body: WithdrawalIn) -> Answer:
    """Take it back; it leaves every gate at once."""
    asked = cast("Asked", request)
    actions.withdraw(warning_id, why=body.why, by=asked.actor, at=asked.at)
    return 200, _read(queries.warning(warning_id, by=asked.actor, at=asked.at))


def _line(one: WarningLine) -> dict[str, Any]:
    return {
        "id": one.id,
        "reference": one.reference,
        "kind": one.kind.value,
        "site": one.site,
        "version": one.number,
        "standing": one.standing.value,
        "text": one.text,
        "reason": one.reason,
        "certainty": one.certainty.value,
        "subject": _subject(one.subject),
        "written_at": one.written_at.isoformat(),
        "expires_at": one.expires_at.isoformat(),
        "changed_at": one.changed_at.isoformat(),
        "why_changed": one.why_changed,
        "acknowledge_by": one.waiting_until.isoformat() if one.waiting_until else None,
    }


def _subject(one: Subject) -> dict[str, Any]:
    facts = {name: getattr(one, name) for name in ("document", "phone", "account", "plate", "address")}
    return {"names": list(one.names), "born": one.born.isoformat() if one.born else None} | facts


def _read(read: WarningRead) -> dict[str, Any]:
    mine = read.origin
    return _line(read.line) | {
        "versions": [_version(one) for one in read.versions],
        "acknowledged": [
            {"site": one.site, "at": one.acknowledged_at.isoformat(), "by": one.acknowledged_by}
            for one in read.mine
            if one.acknowledged_at
        ],
        "person": mine.person.id if mine and mine.person else None,
        "scope": mine.scope.value if mine else None,
        "deliveries": [
            {
                "site": one.site,
                "version": one.version,
                "sent_at": one.sent_at.isoformat(),
                "due_at": one.due_at.isoformat(),
                "acknowledged_at": one.acknowledged_at.isoformat() if one.acknowledged_at else None,
                "escalated_at": one.escalated_at.isoformat() if one.escalated_at else None,
            }
            for one in read.deliveries
        ],
    }


def _version(one: VersionShown) -> dict[str, Any]:
    return {
        "number": one.number,
        "text": one.text,
        "reason": one.reason,
        "certainty": one.certainty.value,
        "subject": _subject(one.subject),
        "why_changed": one.why_changed,
        "withdraws": one.withdraws,
        "written_at": one.written_at.isoformat(),
    }
