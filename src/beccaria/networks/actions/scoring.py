"""Score a group: every item answered or unknown, a because for each known; what was judged is never changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from beccaria.access.api import require
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.instruments import Instrument, score
from beccaria.core.refusal import BadInput, Cannot, Refused
from beccaria.ledger import api as ledger
from beccaria.lib import moments
from beccaria.networks.models import Group, Scorecard
from beccaria.networks.queries import instruments, seen
from beccaria.networks.queries.card_shapes import Answer
from beccaria.networks.queries.scorecards import known_here, quarter_end

LONGEST_BECAUSE, LONGEST_NOTE = 1000, 4000
_QUARTER_DAYS = 91


@dataclass(frozen=True, slots=True, kw_only=True)
class NewScorecard:
    """One judge's answers by the newest version of an instrument. `level` None: as the group's."""

    instrument: str
    answers: Mapping[str, Answer]
    note: str = ""
    level: Level | None = None


@transaction.atomic
def score_group(group_id: str, new: NewScorecard, *, by: Actor, at: datetime) -> str:
    """Keep a scorecard and return its identifier. It is due again at the end of the quarter its clock runs out in.

    Raises BadInput, Cannot for a group that ended, Hidden, Refused.
    """
    group = seen.one_group(group_id)
    require(Act.SCORECARD_SCORE, by, group.marking_for(reaches=known_here(group, by=by)))
    one = instruments.newest(new.instrument)
    if not instruments.may_use(one, by):
        raise Refused("This instrument is for %(choices)s.", choices=", ".join(one.users))
    if group.ended_at:
        raise Cannot("This group was ended: there is nothing to score.")
    answers = checked(one, new.answers)
    row = keep(
        group, one, answers, note=_words(new.note, LONGEST_NOTE), level=_level(new, group, by), by=by, at=at
    )
    ledger.record(
        Act.SCORECARD_SCORE,
        by=by,
        subjects=[f"group:{group.id}", f"scorecard:{row.id}"],
        at=at,
        detail={
            "instrument": one.id,
            "version": one.version,
            "unknown": sum(not answer.is_known for answer in answers.values()),
        },
    )
    return row.id


def keep(
    group: Group,
    one: Instrument,
    answers: Mapping[str, Answer],
    *,
    note: str,
    level: int,
    by: Actor,
    at: datetime,
) -> Scorecard:
    """Write a scorecard that inherits how its group is handled."""
    on = moments.day_of(at)
    return Scorecard.objects.create(
        group=group,
        instrument=one.id,
        version=one.version,
        answers={item: {"level": said.level, "because": said.because} for item, said in answers.items()},
        note=note,
        period_ends=quarter_end(on),
        next_due=quarter_end(on, ahead=max(1, round(one.review_days / _QUARTER_DAYS))),
        judged_by=by.user,
        judged_at=at,
        site=group.site,
        level=level,
        compartments=group.compartments,
        handling=group.handling,
    )


def checked(one: Instrument, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers in the instrument's order, each with its reason. Raises BadInput."""
    score(
        one, {item: answer.level for item, answer in answers.items()}
    )  # refuses items and levels it does not have
    found = {}
    for item in one.items:
        said = answers.get(item.id)
        if said is None:
            raise BadInput("%(id)s is not answered: choose an answer, or unknown.", id=item.id)
        because = _words(said.because, LONGEST_BECAUSE)
        if said.is_known and not because:
            raise BadInput("%(id)s has no reason: write because of what, or choose unknown.", id=item.id)
        found[item.id] = Answer(said.level, because)
    return found


def _level(new: NewScorecard, group: Group, by: Actor) -> int:
    level = max(int(new.level or 0), group.level)
    if level > by.level:
        raise BadInput("You could not read this scorecard yourself: choose a lower level.")
    return level


def _words(text: str, longest: int) -> str:
    plain = "\n".join(" ".join(line.split()) for line in text.strip().splitlines()).strip()
    if "\x00" in plain:
        raise BadInput("The text holds a NUL character: remove it.")
    if len(plain) > longest:
        raise BadInput(
            "The text has %(count)s characters: shorten it to %(longest)s.", count=len(plain), longest=longest
        )
    return plain
