"""Letters of reasons over REST: what somebody was told of an assessment, what was kept back and on which ground."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from beccaria.access.api import asked, performs, require, show
from beccaria.core.acts import Act
from beccaria.risk.queries import letters
from beccaria.risk.queries.decisions import Kind, decision
from beccaria.risk.queries.letters import LetterShown, ReasonShown

router = Router()


@router.get("/assessments/{assessment_id}/letters")
@performs(Act.LETTER_READ)
def letters_of(request: HttpRequest, assessment_id: str) -> dict[str, Any]:
    """The letters of a decided assessment, newest first."""
    by = asked(request).actor
    found = decision(Kind.ASSESSMENT, assessment_id, by=by)
    require(Act.LETTER_READ, by, letters.marking_of(found, by=by))
    written = letters.of_decision(found, by=by)
    show(request, found.reference, f"person:{found.person}", *(f"letter:{one.id}" for one in written))
    return {"items": [_letter(one) for one in written], "next": None}


def _letter(one: LetterShown) -> dict[str, Any]:
    return {
        "id": one.id,
        "person": one.person,
        "language": one.language,
        "interpreter": one.interpreter,
        "decided_on": one.decided_on.isoformat(),
        "written_at": one.written_at.isoformat(),
        "approved_at": one.approved_at.isoformat() if one.approved_at else None,
        "delivered_at": one.delivered_at.isoformat() if one.delivered_at else None,
        "delivered_how": one.delivered_how,
        "reasons": [_reason(each) for each in one.reasons],
        "level": int(one.marking.level),
        "handling": sorted(one.marking.handling),
    }


def _reason(one: ReasonShown) -> dict[str, Any]:
    """What is told in its words; of what is kept back the ground alone."""
    return {"kind": one.kind, "told": one.told, "known": one.known, "text": one.text, "ground": one.ground}
