"""Assessments over REST: reading them as ranges with their reasons, rating and finishing one, deciding on one."""

from enum import StrEnum
from typing import Any, TypeVar, cast

from django.http import HttpRequest
from ninja import Field, Router, Schema

from beccaria.access.api import Asked, answered, idempotent, performs, show
from beccaria.core.acts import Act
from beccaria.core.assessing import Confidence, Likelihood
from beccaria.core.refusal import BadInput
from beccaria.risk import actions, queries
from beccaria.risk.queries.shapes import Line, Rated, Read

router = Router()
Answer = tuple[int, dict[str, Any]]
Word = TypeVar("Word", bound=StrEnum)


class RatingIn(Schema):
    """One answer. `evidence` holds keys such as `event:ID` or `report_item:ID`; `dossier` a paper kept elsewhere."""

    level: str
    because: str = ""
    against: str = ""
    looked_against: bool = False
    evidence: list[str] = Field(default_factory=list)
    dossier: str = ""


class FormulationIn(Schema):
    """The judgement in words."""

    what: str = ""
    to_whom: str = ""
    when: str = ""
    how_likely: str = ""
    what_would_change: str = ""
    likelihood: str = ""
    confidence: str = ""


class AssessmentIn(Schema):
    """A person, an instrument at a version, and the ratings by item. Without `finish` it stays a draft of one's own."""

    person: str
    instrument: str
    version: int
    ratings: dict[str, RatingIn] = Field(default_factory=dict)
    formulation: FormulationIn | None = None
    finish: bool = False


class DecisionIn(Schema):
    """The band, and why when it is another than proposed or the second person does not agree."""

    band: str
    reason: str = ""


class SecondIn(Schema):
    """What the second person says."""

    agrees: bool
    words: str = ""


@router.get("/assessments")
@performs(Act.ASSESSMENT_READ)
def assessments(request: HttpRequest, person: str = "") -> dict[str, Any]:
    """The assessments of a person, newest first; without one, one's own and those that wait for one's decision."""
    asked = cast("Asked", request)
    by = asked.actor
    if person:
        found = queries.of_person(person, by=by)
        show(request, f"person:{person}")
    else:
        own = queries.mine(by=by)
        known = {line.id for line in own}
        found = (*own, *(line for line in queries.to_decide(by=by) if line.id not in known))
        show(request, *(f"person:{line.person}" for line in found))
    show(request, *(f"assessment:{line.id}" for line in found))
    return {"items": [told(line) for line in found], "next": None}


@router.get("/assessments/{assessment_id}")
@performs(Act.ASSESSMENT_READ)
def assessment(request: HttpRequest, assessment_id: str) -> dict[str, Any]:
    """One assessment with its answers; of what one may not read, only that something is withheld."""
    read = queries.assessment(assessment_id, by=cast("Asked", request).actor)
    show(request, f"assessment:{read.id}", f"person:{read.person}")
    return whole(read)


@router.post("/assessments", response={201: dict[str, Any]})
@performs(Act.ASSESSMENT_WRITE)
@answered
@idempotent
def assess(request: HttpRequest, body: AssessmentIn) -> Answer:
    """Begin an assessment and keep the ratings; all of it or nothing."""
    asked = cast("Asked", request)
    by, at = asked.actor, asked.at
    made = actions.start(body.person, body.instrument, version=body.version, by=by, at=at)
    for item, said in body.ratings.items():
        given = said.dict()
        cites = given.pop("evidence")
        new = actions.NewRating(**given, cites=cites, version=body.version)
        actions.rate(made, item, new, by=by, at=at)
    words = _formulation(body.formulation) if body.formulation else None
    if body.finish:
        actions.finish(made, words, by=by, at=at)
    elif words:
        actions.formulate(made, words, by=by, at=at)
    return 201, whole(queries.assessment(made, by=by))


@router.post("/assessments/{assessment_id}/second", response={201: dict[str, Any]})
@performs(Act.ASSESSMENT_COUNTERSIGN)
@answered
@idempotent
def second(request: HttpRequest, assessment_id: str, body: SecondIn) -> Answer:
    """Say as second person whether one agrees."""
    asked = cast("Asked", request)
    actions.second(assessment_id, agrees=body.agrees, said=body.words, by=asked.actor, at=asked.at)
    return 201, whole(queries.assessment(assessment_id, by=asked.actor))


@router.post("/assessments/{assessment_id}/decision", response={201: dict[str, Any]})
@performs(Act.ASSESSMENT_DECIDE)
@answered
@idempotent
def decide(request: HttpRequest, assessment_id: str, body: DecisionIn) -> Answer:
    """Decide on the band."""
    asked = cast("Asked", request)
    actions.decide(assessment_id, body.band, reason=body.reason, by=asked.actor, at=asked.at)
    return 201, whole(queries.assessment(assessment_id, by=asked.actor))


def _formulation(said: FormulationIn) -> actions.NewFormulation:
    given = said.dict()
    likelihood, confidence = given.pop("likelihood"), given.pop("confidence")
    return actions.NewFormulation(
        **given,
        likelihood=_word(Likelihood, likelihood) if likelihood else None,
        confidence=_word(Confidence, confidence) if confidence else None,
    )


def _word(kind: type[Word], said: str) -> Word:
    try:
        return kind(said)
    except ValueError:
        raise BadInput(
            "“%(word)s” is none of the words: write one of %(choices)s.",
            word=said[:40],
            choices=", ".join(kind),
        ) from None


def told(line: Line) -> dict[str, Any]:
    """An assessment in a list: a range, never a bare number."""
    scored = line.scored
    return {
        "id": line.id,
        "person": line.person,
        "instrument": line.instrument,
        "version": line.version,
        "state": line.state.value,
        "started_at": line.started_at.isoformat(),
        "finished_at": line.finished_at.isoformat() if line.finished_at else None,
        "score": scored.score if scored else None,
        "low": scored.low if scored else None,
        "high": scored.high if scored else None,
        "proposed_band": scored.band if scored else None,
        "band_low": scored.band_low if scored else None,
        "band_high": scored.band_high if scored else None,
        "unknown": list(scored.unknown) if scored else [],
        "next_question": scored.next_question if scored else "",
        "decided_band": line.decided.band if line.decided else None,
        "override": line.decided.override if line.decided else "",
        "override_reason": line.decided.reason if line.decided else "",
        "despite_second": line.decided.despite if line.decided else "",
        "review_due": line.review_due.isoformat() if line.review_due else None,
        "level": int(line.marking.level),
        "handling": sorted(line.marking.handling),
    }


def whole(read: Read) -> dict[str, Any]:
    """One assessment with its answers and words."""
    said = read.formulation
    return told(read) | {
        "formulation": {
            "what": said.what,
            "to_whom": said.to_whom,
            "when": said.when,
            "how_likely": said.how_likely,
            "what_would_change": said.what_would_change,
            "likelihood": said.likelihood or "",
            "confidence": said.confidence or "",
        },
        "ratings": {item: _rating(rated) for item, rated in read.ratings.items()},
        "second": {"agrees": read.second.agrees, "words": read.second.words} if read.second else None,
    }


def _rating(rated: Rated) -> dict[str, Any]:
    return {
        "level": rated.level,
        "because": rated.because,
        "against": rated.against,
        "looked_against": rated.looked_against,
        "weak": rated.weak,
        "withheld": rated.withheld,
        "rated_at": rated.rated_at.isoformat(),
        "evidence": [
            {
                "kind": one.kind.value,
                "record": one.record,
                "scheme": one.grade.scheme,
                "source_grade": one.grade.source,
                "information_grade": one.grade.information,
            }
            for one in rated.cited
        ],
    }
