"""Scorecards of a group over REST: each as a range with its reasons, and how far the judges of now agree."""

from typing import Any, cast

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from beccaria.access.api import Asked, names_of, performs, show
from beccaria.core.acts import Act
from beccaria.core.instruments import compare_judges
from beccaria.networks import queries
from beccaria.networks.queries import instruments
from beccaria.networks.queries.card_shapes import Card, OfGroup
from beccaria.networks.queries.scorecards import judged_now

router = Router()


@router.get("/groups/{group_id}/scorecards", response=dict[str, Any])
@performs(Act.SCORECARD_READ)
def scorecards(request: HttpRequest, group_id: str) -> dict[str, Any]:
    """The scorecards of a group, newest first; what police mapping said is marked as imported."""
    asked = cast("Asked", request)
    found = queries.scorecards_of(group_id, by=asked.actor)
    names = names_of({card.judge for card in found.cards})
    show(request, f"group:{group_id}", *(f"scorecard:{card.id}" for card in found.cards))
    return {
        "items": [_card(card, names) for card in found.cards],
        "next": None,
        "agreement": _agreement(found, asked),
    }


def _card(card: Card, names: dict[str, str]) -> dict[str, Any]:
    scored = card.scored
    said: dict[str, Any] = {
        "id": card.id,
        "instrument": card.instrument,
        "version": card.version,
        "imported": card.imported,
        "judge": None if card.imported else names.get(card.judge, card.judge),
        "judged_at": card.judged_at.isoformat(),
        "period_ends": card.period_ends.isoformat(),
        "next_due": card.next_due.isoformat(),
        "note": card.note,
        "level": card.level,
        "handling": list(card.handling),
        "answers": {
            item: {"level": answer.level, "because": answer.because} for item, answer in card.answers.items()
        },
    }
    if scored is None:
        return said | {"score": None, "band": None, "unknown": [], "reasons": []}
    return said | {
        "score": scored.score,
        "low": scored.low,
        "high": scored.high,
        "band": scored.band,
        "band_low": scored.band_low,
        "band_high": scored.band_high,
        "unknown": list(scored.unknown),
        "next_question": scored.next_question,
        "reasons": [
            {"item": reason.item, "points": reason.points, "because": reason.because}
            for reason in scored.reasons
        ],
    }


def _agreement(found: OfGroup, asked: Asked) -> list[dict[str, Any]]:
    """Per instrument that two judges used and that holds now: alpha, None where it cannot be said."""
    told = []
    on = timezone.localtime(asked.at).date()
    for one in instruments.for_groups():
        cards = found.current(one.id, on)
        if len(cards) > 1:
            overall = compare_judges(one, judged_now(cards)).overall
            told.append(
                {
                    "instrument": one.id,
                    "alpha": overall.value,
                    "judges": overall.judges,
                    "questions": overall.units,
                    "means": overall.words,
                }
            )
    return told
