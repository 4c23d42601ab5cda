"""Observations and intelligence reports over REST, in the shapes the public surface promises."""

from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Router, Schema

from beccaria.access.api import Asked, answered, idempotent, may_ever, performs, show
from beccaria.core.acts import Act
from beccaria.core.refusal import BadInput
from beccaria.core.reporting import Kind, Stage
from beccaria.ledger import api as ledger
from beccaria.reports import actions, queries
from beccaria.reports.rest_shapes import (
    Answer,
    GradeIn,
    my_observation,
    observation,
    observation_line,
    page,
    report,
    report_line,
)

router = Router(tags=["reports"])


class ObservationIn(Schema):
    """A new observation. `site` only from those who work at several establishments."""

    text: str
    occurred_at: datetime
    kind: str = Kind.OTHER
    place: str = ""
    people: list[str] = Field(default_factory=list)
    site: str | None = None


class ReportIn(Schema):
    """A new report. Without `items` each observation's text becomes one item."""

    observations: list[str]
    title: str = ""
    items: list[str] | None = None


class VersionItemIn(Schema):
    """One item in the words of the sanitised version."""

    id: str
    text: str


class SanitiseIn(Schema):
    """A sanitised version. `answers` maps the keys of flags to why the words stay."""

    audience: str
    items: list[VersionItemIn]
    title: str = ""
    answers: dict[str, str] = Field(default_factory=dict)
    revision: int | None = None


class DisseminateIn(Schema):
    """To whom a version is given."""

    version: str
    organisation: str
    conditions: str = ""
    originator_agreed: str = ""
    revision: int | None = None


@router.post("/observations", response={201: dict[str, Any]})
@performs(Act.OBSERVATION_SUBMIT)
@answered
@idempotent
def submit(request: HttpRequest, body: ObservationIn) -> Answer:
    """Send an observation. The answer comes once it cannot be lost any more."""
    asked = cast("Asked", request)
    made = actions.submit_observation(
        text=body.text,
        occurred_at=body.occurred_at,
        kind=body.kind,
        place=body.place,
        people=body.people,
        site=body.site,
        by=asked.actor,
        at=asked.at,
    )
    return 201, {
        "id": made.id,
        "reference": made.reference,
        "stage": made.stage.value,
        "received_at": made.received_at.isoformat(),
    }


# Reporters read their own here, the unit reads all of its establishment: the look is recorded below, as the act it is.
@router.get("/observations")
@performs(Act.OBSERVATION_READ_OWN, looks=False)
def observations(request: HttpRequest, cursor: str | None = None, size: int | None = None) -> dict[str, Any]:
    """Observations one may read, newest first."""
    asked = cast("Asked", request)
    if may_ever(Act.OBSERVATION_READ, asked.actor):
        found = queries.observations(by=asked.actor, cursor=cursor, size=size)
        seen = [f"observation:{one.id}" for one in found.items]
        ledger.record(Act.OBSERVATION_READ, by=asked.actor, subjects=seen, at=asked.at)
        return page(found, observation_line)
    own = queries.my_reports(by=asked.actor, cursor=cursor, size=size)
    ledger.record(Act.OBSERVATION_READ_OWN, by=asked.actor, at=asked.at, as_pseudonym="a reporter")
    return page(own, my_observation)


@router.get("/observations/{observation_id}")
@performs(Act.OBSERVATION_READ_OWN, looks=False)
def one_observation(request: HttpRequest, observation_id: str) -> dict[str, Any]:
    """One observation, with what its text mentions; never with the author's name."""
    asked = cast("Asked", request)
    subject = [f"observation:{observation_id}"]
    if may_ever(Act.OBSERVATION_READ, asked.actor):
        found = queries.observation(observation_id, by=asked.actor, region=settings.COUNTRY)
        ledger.record(Act.OBSERVATION_READ, by=asked.actor, subjects=subject, at=asked.at)
        return observation(found)
    own = queries.my_report(observation_id, by=asked.actor)
    name = queries.pseudonym(observation_id, by=asked.actor)
    ledger.record(Act.OBSERVATION_READ_OWN, by=asked.actor, subjects=subject, at=asked.at, as_pseudonym=name)
    return my_observation(own)


@router.post("/reports", response={201: dict[str, Any]})
@performs(Act.REPORT_OPEN)
@answered
@idempotent
def open_report(request: HttpRequest, body: ReportIn) -> Answer:
    """Open a report from observations."""
    asked = cast("Asked", request)
    made = actions.open_report(
        observation_ids=body.observations,
        title=body.title,
        with_items=body.items is None,
        by=asked.actor,
        at=asked.at,
    )
    only = body.observations[0] if len(body.observations) == 1 else None
    for text in body.items or []:
        actions.split_item(report_id=made, text=text, observation_id=only, by=asked.actor, at=asked.at)
    return 201, report(queries.report(made, by=asked.actor))


@router.get("/reports")
@performs(Act.REPORT_READ)
def reports(
    request: HttpRequest, stage: str | None = None, cursor: str | None = None, size: int | None = None
) -> dict[str, Any]:
    """Reports one may read, newest first."""
    if stage is not None and stage not in set(Stage):
        raise BadInput(
            "“%(stage)s” is not a stage: write one of %(choices)s.",
            stage=stage[:40],
            choices=", ".join(Stage),
        )
    wanted = Stage(stage) if stage else None
    found = queries.reports(by=cast("Asked", request).actor, stage=wanted, cursor=cursor, size=size)
    show(request, *(f"report:{one.id}" for one in found.items))
    return page(found, report_line)


@router.get("/reports/{report_id}")
@performs(Act.REPORT_READ)
def one_report(request: HttpRequest, report_id: str) -> dict[str, Any]:
    """One report with its items and versions."""
    found = queries.report(report_id, by=cast("Asked", request).actor)
    show(request, f"report:{report_id}")
    return report(found)


@router.post("/reports/{report_id}/grade", response={200: dict[str, Any]})
@performs(Act.REPORT_GRADE)
@answered
@idempotent
def grade(request: HttpRequest, report_id: str, body: GradeIn) -> Answer:
    """Grade items, and the provenance. A grade without its scheme is refused."""
    asked = cast("Asked", request)
    actions.grade(
        report_id=report_id,
        judgements={one.id: one.judgement() for one in body.items},
        provenance=body.provenance.read() if body.provenance else None,
        revision=body.revision,
        by=asked.actor,
        at=asked.at,
    )
    return 200, report(queries.report(report_id, by=asked.actor))


@router.post("/reports/{report_id}/sanitise", response={201: dict[str, Any]})
@performs(Act.REPORT_SANITISE)
@answered
@idempotent
def sanitise(request: HttpRequest, report_id: str, body: SanitiseIn) -> Answer:
    """Make a sanitised version; what may give the source away has to be changed or answered first."""
    asked = cast("Asked", request)
    made = actions.sanitise(
        report_id=report_id,
        audience=body.audience,
        texts={one.id: one.text for one in body.items},
        title=body.title,
        answers=body.answers,
        revision=body.revision,
        by=asked.actor,
        at=asked.at,
    )
    return 201, {"id": made, "report": report_id, "audience": body.audience}


@router.post("/reports/{report_id}/disseminate", response={201: dict[str, Any]})
@performs(Act.REPORT_DISSEMINATE)
@answered
@idempotent
def disseminate(request: HttpRequest, report_id: str, body: DisseminateIn) -> Answer:
    """Give a sanitised version to an organisation, if an agreement and the handling allow it."""
    asked = cast("Asked", request)
    made = actions.disseminate(
        report_id=report_id,
        version_id=body.version,
        organisation=body.organisation,
        conditions=body.conditions,
        originator_agreed=body.originator_agreed,
        revision=body.revision,
        by=asked.actor,
        at=asked.at,
    )
    return 201, {"id": made, "report": report_id, "version": body.version, "organisation": body.organisation}
