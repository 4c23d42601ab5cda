"""Look at a membership again, take down that somebody contests it, and answer him; always somebody else decides."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction

from beccaria.access.api import only, require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.groups import ANSWER_WITHIN, Support, look_again, supported
from beccaria.core.markings import columns, inherited
from beccaria.core.refusal import BadInput, Cannot, Refused
from beccaria.core.wording import words
from beccaria.lib import moments
from beccaria.networks.actions import taking_down
from beccaria.networks.actions.belonging import end_row, open_row, recorded, take_back
from beccaria.networks.models import Challenge, Membership, Review
from beccaria.networks.queries import judged, seen

# What is not refreshed is not kept by saying so: no silent extension.
_NOT_KEPT: Final = {
    Support.LAPSED: "Nothing refreshed it for a year: end it, or have fresh evidence written first.",
    Support.SUSPECTED: "Nothing that counts supports it: end it, or have evidence written first.",
}


@transaction.atomic
def review(membership_id: str, *, kept: bool, why: str, by: Actor, at: datetime) -> str:
    """Say that it stays, or end it, with the reason; by somebody other than who wrote it.

    Raises BadInput, Cannot, Hidden, Refused.
    """
    row = open_row(membership_id, Act.MEMBERSHIP_REVIEW, by=by)
    today, pieces = moments.day_of(at), judged.pieces([row.id], by=by).get(row.id, [])
    standing = supported(pieces, on=today)
    if kept and (standing.support is Support.LAPSED or not standing.bases):
        raise Cannot(_NOT_KEPT[standing.support])
    due = look_again(pieces, on=today) if kept else None
    made = Review.objects.create(
        membership=row,
        kept=kept,
        why=taking_down.reason(why),
        support=f"{standing.support}:{standing.bases}",
        next_due=due,
        reviewed_by=by.user,
        reviewed_at=at,
        **columns(inherited(_site(row, by), row.marking.level)),
    )
    if due:
        row.review_due = due
        row.save(update_fields=["review_due"])
    else:
        end_row(row, why=why, at=at)
    recorded(Act.MEMBERSHIP_REVIEW, row, "kept" if kept else "ended", by=by, at=at)
    return made.id


@transaction.atomic
def challenge(membership_id: str, *, raised_for: str, text: str, by: Actor, at: datetime) -> str:
    """Take down that somebody contests it: the person, his counsel, a member of staff. Answered within four weeks.

    Raises BadInput, Cannot, Hidden, Refused.
    """
    row = open_row(membership_id, Act.MEMBERSHIP_CHALLENGE, by=by, lock=False)
    made = Challenge.objects.create(
        membership=row,
        raised_for=words(raised_for, what="Who contests it", longest=taking_down.SHORT),
        text=words(text, what="What he says"),
        received_by=by.user,
        received_at=at,
        due=moments.day_of(at) + ANSWER_WITHIN,
        **columns(inherited(_site(row, by), row.marking.level)),
    )
    recorded(Act.MEMBERSHIP_CHALLENGE, row, "contested", by=by, at=at)
    return made.id


@transaction.atomic
def answer(
    challenge_id: str,
    *,
    upheld: bool,
    text: str,
    by: Actor,
    at: datetime,
    ends: bool = False,
    withdraw: Sequence[str] = (),
) -> None:
    """Answer a challenge. What is upheld ends the membership or withdraws evidence; by another than who took it down.

    Raises BadInput, Cannot, Hidden, Refused.
    """
    found = only(Challenge.objects.filter(pk=challenge_id).select_for_update())
    row = seen.membership(found.membership_id, by=by, lock=True)
    require(Act.MEMBERSHIP_REVIEW, by, seen.reached(row, by=by, author=row.written_by))
    if found.received_by == by.user:
        raise Refused("Somebody other than the person who took it down must answer.")
    if found.answered_at:
        raise Cannot("This challenge is answered already.")
    said = words(text, what="The answer")
    _follow(row, upheld=upheld, ends=ends, withdraw=withdraw, why=said, by=by, at=at)
    found.upheld, found.answer, found.answered_by, found.answered_at = upheld, said, by.user, at
    found.save(update_fields=["upheld", "answer", "answered_by", "answered_at"])
    recorded(Act.MEMBERSHIP_REVIEW, row, "upheld" if upheld else "not upheld", by=by, at=at)


def _follow(
    row: Membership,
    *,
    upheld: bool,
    ends: bool,
    withdraw: Sequence[str],
    why: str,
    by: Actor,
    at: datetime,
) -> None:
    """What follows from an answer. Raises BadInput."""
    if not upheld:
        if ends or withdraw:
            raise BadInput("What is not upheld changes nothing: leave the evidence and the membership.")
        return
    if row.ended_at:
        return
    if not ends and not withdraw:
        raise BadInput("Say what follows: the membership ends, or which evidence is withdrawn.")
    reason = why[:500]
    for piece in dict.fromkeys(withdraw):
        found = seen.evidence(by=by).filter(pk=piece, membership=row).select_for_update().first()
        if found is None:
            raise BadInput("This evidence is not found: choose it from the list.")
        take_back(found, row, why=reason, by=by, at=at)
    if ends:
        end_row(row, why=reason, at=at)


def _site(row: Membership, by: Actor) -> str | None:
    return taking_down.site_for(by, near=row.person.site)
