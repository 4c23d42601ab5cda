"""Alerts over REST: the heaps of a desk, one alert, the four answers."""

from typing import Any, cast

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import AwareDatetime

from beccaria.access.api import Asked, answered, idempotent, performs, show
from beccaria.core.acts import Act
from beccaria.core.alerts import Answer
from beccaria.core.refusal import BadInput
from beccaria.detection.actions import answering
from beccaria.detection.pages import parts, words
from beccaria.detection.queries import alerts as queries
from beccaria.detection.queries.shapes import AlertLine, AlertRead
from beccaria.detection.queries.standing import HEAPS

router = Router(tags=["alerts"])


class TriageIn(Schema):
    """What it is, and why. `answer` is worth_work, known, innocent or wrong_data."""

    answer: str
    reason: str = ""


class AsideIn(Schema):
    """Until when it waits, and for what."""

    until: AwareDatetime
    reason: str


@router.get("/alerts")
@performs(Act.ALERT_READ)
def alerts(request: HttpRequest, heap: str = "new", basis: str = "") -> dict[str, Any]:
    """One heap of one's desk, the strongest first; `heap` is new, work, aside or done."""
    asked = cast("Asked", request)
    if heap not in HEAPS:
        raise BadInput(
            "“%(text)s” is not a heap: write one of %(choices)s.", text=heap[:40], choices=", ".join(HEAPS)
        )
    found = queries.queue(heap, by=asked.actor, at=asked.at, basis=basis[:20])
    show(request, *(f"alert:{one.id}" for one in found.items))
    return {"items": [_line(one) for one in found.items], "more": found.more}


@router.get("/alerts/{alert_id}")
@performs(Act.ALERT_READ)
def alert(request: HttpRequest, alert_id: str) -> dict[str, Any]:
    """One alert, with what the reader may see of it."""
    return _shown(request, alert_id)


@router.post("/alerts/{alert_id}/triage", response={200: dict[str, Any]})
@performs(Act.ALERT_TRIAGE)
@answered
@idempotent
def triage(request: HttpRequest, alert_id: str, body: TriageIn) -> tuple[int, dict[str, Any]]:
    """Say what an alert is. Nothing but the alert's standing changes."""
    asked = cast("Asked", request)
    if body.answer not in set(Answer):
        raise BadInput(
            "“%(text)s” is no answer: write one of %(choices)s.",
            text=body.answer[:40],
            choices=", ".join(Answer),
        )
    answering.answer(alert_id, Answer(body.answer), reason=body.reason, by=asked.actor, at=asked.at)
    return 200, _shown(request, alert_id)


@router.post("/alerts/{alert_id}/aside", response={200: dict[str, Any]})
@performs(Act.ALERT_TRIAGE)
@answered
@idempotent
def aside(request: HttpRequest, alert_id: str, body: AsideIn) -> tuple[int, dict[str, Any]]:
    """Put an alert aside until a moment."""
    asked = cast("Asked", request)
    answering.put_aside(alert_id, until=body.until, reason=body.reason, by=asked.actor, at=asked.at)
    return 200, _shown(request, alert_id)


def _shown(request: HttpRequest, alert_id: str) -> dict[str, Any]:
    read = queries.alert(alert_id, by=cast("Asked", request).actor)
    show(request, f"alert:{alert_id}", *(f"person:{one.id}" for one in read.people))
    return _read(read)


def _line(one: AlertLine) -> dict[str, Any]:
    told = one.told
    return {
        "id": one.id,
        "rule": one.pattern,
        "version": one.version,
        "basis": one.basis,
        "site": one.site,
        "sentence": parts.sentence(one),
        "whole": told is not None,
        "unusual": parts.unusual(one) if told else None,
        "strength": told.strength if told else None,
        "raised_at": one.first_at.isoformat(),
        "answer": one.answer.value if one.answer else None,
        "back": one.is_back,
        "related": one.folded,
    }


def _read(read: AlertRead) -> dict[str, Any]:
    told = read.line.told
    return _line(read.line) | {
        "innocent_if": [words.told(each) for each in told.innocent_if] if told else [],
        "check_next": [words.told(each) for each in told.check_next] if told else [],
        "people": [one.id for one in read.people],
        "evidence": [
            {
                "kind": one.kind,
                "key": one.key,
                "sentence": one.sentence,
                "at": one.at.isoformat() if one.at else None,
                "site": one.site,
                "handling": list(one.handling),
            }
            for one in read.evidence
        ],
        "answers": [
            {"answer": one.answer.value, "reason": one.reason, "by": one.by, "at": one.at.isoformat()}
            for one in read.answers
        ],
        "became": [
            {"became": one.became.value, "reference": one.reference, "at": one.at.isoformat()}
            for one in read.outcomes
        ],
        "related_alerts": [one.id for one in read.folded],
    }
