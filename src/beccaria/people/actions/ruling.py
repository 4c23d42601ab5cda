"""Judge pairs by a rule: joined high and split low, never against what a human said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.judging import JOIN, SPLIT, Prompt, Verdict
from beccaria.core.refusal import BadInput
from beccaria.ledger.api import record
from beccaria.people.actions.settling import settle_waiting, take_turn
from beccaria.people.models import Judgement

_AT_ONCE: Final = 1000
_SUBJECTS: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a rule found of two records. `prompt_at` is when the row arrived that brought them together."""

    left: str
    right: str
    verdict: Verdict
    rule: str
    score: float
    because: tuple[str, ...] = ()
    related: str = ""
    prompt: Prompt
    prompt_ref: str = ""
    prompt_at: datetime

    @property
    def pair(self) -> tuple[str, str]:
        """The two records in the order of their names."""
        return (self.left, self.right) if self.left < self.right else (self.right, self.left)


def judge_by_rule(
    left: str,
    right: str,
    verdict: Verdict,
    *,
    rule: str,
    score: float,
    because: Sequence[str],
    related: str = "",
    prompt: Prompt,
    prompt_ref: str = "",
    prompt_at: datetime,
    by: Actor,
    at: datetime,
) -> str | None:
    """Judge two records by a rule. Returns the judgement it made, or None when what is held stays. See the plural."""
    found = Found(
        left=left,
        right=right,
        verdict=verdict,
        rule=rule,
        score=score,
        because=tuple(because),
        related=related,
        prompt=prompt,
        prompt_ref=prompt_ref,
        prompt_at=prompt_at,
    )
    made = judge_many_by_rule([found], by=by, at=at)
    return made[0] if made else None


@transaction.atomic
def judge_many_by_rule(found: Iterable[Found], *, by: Actor, at: datetime) -> list[str]:
    """Judge pairs by rules, and settle the clusters. Returns the judgements that were made.

    `same` with a score below JOIN is held as `unsure`. What a human judged stays. What a rule joined stays until a
    rule is asked again and its score falls below SPLIT. Of one pair given twice the higher score counts, the first if
    equal. Saying the same again changes nothing, so that a job may run twice. Raises Refused, BadInput.
    """
    require(Act.PERSON_JUDGE, by)
    strongest: dict[tuple[str, str], Found] = {}
    for one in found:
        _check(one)
        if one.pair not in strongest or strongest[one.pair].score < one.score:
            strongest[one.pair] = one
    if not strongest:
        return []
    take_turn()
    made: list[Judgement] = []
    pairs = sorted(strongest)
    for start in range(0, len(pairs), _AT_ONCE):
        made += _judge_some([strongest[pair] for pair in pairs[start : start + _AT_ONCE]], by=by, at=at)
    settle_waiting(by=by, at=at)
    _record(made, by=by, at=at)
    return [row.pk for row in made]


def _judge_some(found: Sequence[Found], *, by: Actor, at: datetime) -> list[Judgement]:
    held = {
        (row.left_id, row.right_id): row
        for row in Judgement.objects.filter(
            left__in={one.pair[0] for one in found}, right__in={one.pair[1] for one in found}, until=None
        )
    }
    made = []
    for one in found:
        old = held.get(one.pair)
        if _stays(old, one):
            continue
        since = at
        if old is not None:
            since = max(at, old.since)
            Judgement.objects.filter(pk=old.pk).update(until=since, ended_by=by.user, ended_why=one.rule)
        made.append(_row(one, by=by, since=since))
    return Judgement.objects.bulk_create(made)


def _stays(old: Judgement | None, new: Found) -> bool:
    """Whether what is held outlasts what a rule finds now."""
    if old is None:
        return False
    if not old.rule or old.verdict == _verdict(new):
        return True
    return old.verdict == Verdict.SAME and new.score >= SPLIT


def _verdict(found: Found) -> Verdict:
    too_weak = found.verdict is Verdict.SAME and found.score < JOIN
    return Verdict.UNSURE if too_weak else found.verdict


def _row(found: Found, *, by: Actor, since: datetime) -> Judgement:
    left, right = found.pair
    return Judgement(
        left_id=left,
        right_id=right,
        verdict=_verdict(found).value,
        rule=found.rule,
        by=by.user,
        score=found.score,
        because=list(found.because),
        related=found.related,
        prompt=found.prompt.value,
        prompt_ref=found.prompt_ref,
        prompt_at=found.prompt_at,
        since=since,
    )


def _check(found: Found) -> None:
    if not found.rule:
        raise BadInput("A rule has a name: say which one judged.")
    if found.left == found.right:
        raise BadInput("This is one record: give two.")
    if not 0 <= found.score <= 1:
        raise BadInput("A score lies between 0 and 1.")


def _record(made: Sequence[Judgement], *, by: Actor, at: datetime) -> None:
    for start in range(0, len(made), _SUBJECTS):
        some = made[start : start + _SUBJECTS]
        verdicts = [row.verdict for row in some]
        record(
            Act.PERSON_JUDGE,
            by=by,
            subjects=sorted({f"person:{key}" for row in some for key in (row.left_id, row.right_id)}),
            at=at,
            detail={
                "rule": ",".join(sorted({row.rule for row in some}))[:200],
                **{verdict.value: verdicts.count(verdict.value) for verdict in Verdict},
            },
        )
