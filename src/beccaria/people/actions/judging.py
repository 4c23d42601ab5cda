"""Judge that two records are one person, or are not, or that nobody can say yet; and take a judgement back."""

from datetime import datetime
from typing import Final

from django.db import transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.judging import Prompt, Verdict
from beccaria.core.markings import derived
from beccaria.core.refusal import BadInput, Cannot
from beccaria.ledger.api import record
from beccaria.people.actions.settling import settle_pair, take_turn
from beccaria.people.models import Judgement, Person

LONGEST_WHY: Final = 1000


@transaction.atomic
def judge(
    left_id: str,
    right_id: str,
    verdict: Verdict,
    *,
    why: str = "",
    by: Actor,
    at: datetime,
    prompt: Prompt = Prompt.REVIEW,
    seen: str = "",
) -> str:
    """Judge two records as a human. Ends what was held of the two before; outranks every rule. Returns the judgement.

    `seen` is the judgement the actor had before his eyes; Cannot when another took its place meanwhile. The same
    verdict by a human again changes nothing. Raises Refused, BadInput, Person.DoesNotExist.
    """
    left, right = _pair(left_id, right_id)
    _require(left, right, by)
    if len(why) > LONGEST_WHY:
        raise BadInput("The reason is longer than %(longest)s letters: say it shorter.", longest=LONGEST_WHY)
    take_turn()
    old = current(left.pk, right.pk)
    if seen and (old is None or old.pk != seen):
        raise Cannot("Somebody has judged these two meanwhile: look at what is held now.")
    if old is not None and not old.rule and old.verdict == verdict:
        return old.pk
    made = Judgement(
        left=left,
        right=right,
        verdict=verdict.value,
        by=by.user,
        why=why.strip(),
        score=old.score if old else None,
        because=old.because if old else [],
        related=old.related if old else "",
        prompt=prompt.value,
        prompt_ref=f"judgement:{old.pk}" if old else "",
        prompt_at=at,
        since=_end(old, by=by, at=at, why=why) if old else at,
    )
    return _hold(made, by=by, at=at, detail={"verdict": verdict.value})


@transaction.atomic
def undo_judgement(judgement_id: str, *, why: str = "", by: Actor, at: datetime) -> str | None:
    """Take a human's judgement back: it ends, and what was held of the two before holds again. Returns that, if any.

    What comes back is a new row with the old one's content: the time between is not denied. Raises Refused, Cannot,
    Judgement.DoesNotExist.
    """
    take_turn()
    row = Judgement.objects.get(pk=judgement_id)
    _require(row.left, row.right, by)
    if row.until is not None:
        raise Cannot("This judgement has ended already: open the pair to see what is held now.")
    if row.rule:
        raise Cannot("A rule judged this: say what is true instead, so that it stays.")
    before = (
        Judgement.objects.filter(left=row.left_id, right=row.right_id, until=row.since)
        .exclude(pk=row.pk)
        .order_by("-since", "-id")
        .first()
    )
    since = _end(row, by=by, at=at, why=why)
    if before is None:
        Judgement.objects.filter(pk=row.pk).update(settled=False)
        settle_pair(row.left_id, row.right_id)
        _record(row, by=by, at=at, detail={"undone": row.verdict})
        return None
    again = {
        name: getattr(before, name)
        for name in (
            *("left", "right", "verdict", "rule", "by", "score", "because", "why", "related"),
            *("prompt", "prompt_ref", "prompt_at"),
        )
    }
    return _hold(Judgement(**again, since=since), by=by, at=at, detail={"undone": row.verdict})


def current(left_id: str, right_id: str) -> Judgement | None:
    """What is held of two records now, as far as the acting user may see it."""
    one, other = sorted((left_id, right_id))
    return Judgement.objects.filter(left=one, right=other, until=None).first()


def _pair(left_id: str, right_id: str) -> tuple[Person, Person]:
    if left_id == right_id:
        raise BadInput("This is one record: choose two.")
    one, other = sorted((left_id, right_id))
    return Person.objects.get(pk=one), Person.objects.get(pk=other)


def _require(left: Person, right: Person, by: Actor) -> None:
    require(Act.PERSON_JUDGE, by, derived(left.marking, right.marking))


def _end(row: Judgement, *, by: Actor, at: datetime, why: str) -> datetime:
    """End a judgement; never before it began, though two clocks differ. Returns when it ended."""
    ended = max(at, row.since)
    Judgement.objects.filter(pk=row.pk).update(until=ended, ended_by=by.user, ended_why=why.strip())
    return ended


def _hold(made: Judgement, *, by: Actor, at: datetime, detail: dict[str, str]) -> str:
    # The row's marking is derived from both records by the database itself (protection_judging.py).
    made.save(force_insert=True)
    settle_pair(made.left_id, made.right_id)
    _record(made, by=by, at=at, detail=detail)
    return made.pk


def _record(row: Judgement, *, by: Actor, at: datetime, detail: dict[str, str]) -> None:
    record(
        Act.PERSON_JUDGE,
        by=by,
        subjects=[f"person:{row.left_id}", f"person:{row.right_id}", f"judgement:{row.pk}"],
        at=at,
        detail=detail,
    )
