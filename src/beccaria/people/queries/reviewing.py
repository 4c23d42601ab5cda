"""Read what is judged: the pairs that wait for a human, one pair with both records, how fast somebody judges."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from beccaria.core.actors import Actor, Duty
from beccaria.core.judging import Prompt, Verdict
from beccaria.engines.persons_compare import Compared, compare
from beccaria.people.models import Judgement
from beccaria.people.models.judging import WAITS
from beccaria.people.queries.clusters import fellows
from beccaria.people.queries.describing import described
from beccaria.people.queries.reading import named
from beccaria.people.queries.shapes import PersonRead, PersonShown
from beccaria.people.queries.single import records_alone

ACROSS: Final = "-"
LIKELY: Final = 0.75
AT_MOST: Final = 1000
_PAGE: Final = 25
_A_SITTING: Final = timedelta(minutes=10)
_LOOKED_BACK: Final = timedelta(hours=8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which pairs somebody goes through. `site` is a code, ACROSS for pairs of two establishments, empty for all.

    `aside` shows what humans put aside as unsure, instead of what no human has judged yet.
    """

    site: str = ""
    prompt: str = ""
    certainty: str = ""
    order: str = "certain"
    aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What is or was held of two records. `apart`: judged the same, but not joined."""

    id: str
    left: str
    right: str
    verdict: Verdict
    rule: str
    by: str
    score: float | None
    because: tuple[str, ...]
    related: str
    why: str
    prompt: Prompt
    prompt_at: datetime
    since: datetime
    until: datetime | None
    ended_by: str
    ended_why: str
    apart: bool

    @classmethod
    def of(cls, row: Judgement) -> "Judged":
        """From its row."""
        plain = ("id", "rule", "by", "score", "related", "why", "prompt_at", "since", "until")
        return cls(
            left=row.left_id,
            right=row.right_id,
            verdict=Verdict(row.verdict),
            because=tuple(row.because),
            prompt=Prompt(row.prompt),
            **{name: getattr(row, name) for name in (*plain, "ended_by", "ended_why", "apart")},
        )


@dataclass(frozen=True, slots=True)
class PairRead:
    """Two records beside each other, what is held of them now, what was before, and what comparing them says.

    `together`: they are one person now, by this judgement or through other records.
    """

    left: PersonRead
    right: PersonRead
    now: Judged | None
    history: tuple[Judged, ...]
    compared: Compared
    together: bool
    left_also: tuple[PersonShown, ...]
    right_also: tuple[PersonShown, ...]


@dataclass(frozen=True, slots=True)
class Pace:
    """How many pairs somebody judged in this sitting, and how many an hour that makes; None before the second."""

    judged: int
    an_hour: int | None


def waiting(wanted: Wanted, *, by: Actor, after: str = "") -> tuple[tuple[Judged, ...], str]:
    """A page of the pairs that wait, and after which one the next page begins; empty when there is none."""
    rows = list(_ordered(_beyond(_waiting(wanted, by), wanted, after), wanted)[: _PAGE + 1])
    following = rows[_PAGE - 1].id if len(rows) > _PAGE else ""
    return tuple(map(Judged.of, rows[:_PAGE])), following


def how_many_wait(wanted: Wanted, *, by: Actor) -> int:
    """How many pairs wait; counting stops at a thousand."""
    return _waiting(wanted, by)[:AT_MOST].count()


def following(wanted: Wanted, judgement_id: str, *, by: Actor) -> str:
    """The pair after this one, else the first that waits and is not this one; empty when nothing else waits."""
    rows = _waiting(wanted, by).exclude(pk=judgement_id)
    return _first(_beyond(rows, wanted, judgement_id), wanted) or _first(rows, wanted)


def preceding(wanted: Wanted, judgement_id: str, *, by: Actor) -> str:
    """The pair before this one; empty when it is the first."""
    back = _beyond(_waiting(wanted, by), wanted, judgement_id, back=True)
    return back.order_by(*(_turned(key) for key in _keys(wanted))).values_list("pk", flat=True).first() or ""


def pair(judgement_id: str, *, by: Actor) -> PairRead:
    """The two records of a judgement, held now or ended. Raises Judgement.DoesNotExist when hidden."""
    row = Judgement.objects.get(pk=judgement_id)
    history = list(Judgement.objects.filter(left=row.left_id, right=row.right_id).order_by("-since", "-id"))
    left, right = records_alone((row.left_id, row.right_id), by=by)
    told = described((row.left_id, row.right_id))
    of = fellows((row.left_id, row.right_id), by)
    known = named((one for some in of.values() for one in some), by=by)
    together = row.right_id in of[row.left_id]
    return PairRead(
        left=left,
        right=right,
        now=next((Judged.of(one) for one in history if one.until is None), None),
        history=tuple(Judged.of(one) for one in history if one.until is not None),
        compared=compare(told[row.left_id], told[row.right_id]),
        together=together,
        left_also=tuple(known[one] for one in of[row.left_id] if one not in {row.left_id, row.right_id}),
        right_also=() if together else tuple(known[one] for one in of[row.right_id] if one != row.right_id),
    )


def judged_of(person_ids: Iterable[str], *, by: Actor) -> tuple[Judged, ...]:
    """What is held now of these records and any other, newest first; nothing for who may not review.

    That a rule holds two records apart is left out: of namesakes there would be no end.
    """
    del by  # judged by the row policy of this transaction
    ids = list(person_ids)
    rows = Judgement.objects.filter(Q(left__in=ids) | Q(right__in=ids), until=None)
    told = rows.exclude(~Q(rule=""), verdict=Verdict.NOT_SAME.value).order_by("-since", "id")
    return tuple(map(Judged.of, told[:_PAGE]))


def last_judged(*, by: Actor, at: datetime) -> Judged | None:
    """What the actor judged last and may still take back by one key: within this sitting, and still held."""
    mine = Judgement.objects.filter(
        by=by.user, rule="", until=None, since__gte=at - _A_SITTING, since__lte=at
    )
    row = mine.order_by("-since", "-id").first()
    return Judged.of(row) if row else None


def pace(*, by: Actor, at: datetime) -> Pace:
    """How fast the actor judges: a sitting ends with a pause of ten minutes."""
    moments = Judgement.objects.filter(by=by.user, rule="", since__gte=at - _LOOKED_BACK, since__lte=at)
    sitting: list[datetime] = []
    for moment in moments.order_by("-since").values_list("since", flat=True)[:AT_MOST]:
        if (sitting[-1] if sitting else at) - moment > _A_SITTING:
            break
        sitting.append(moment)
    took = (sitting[0] - sitting[-1]).total_seconds() if sitting else 0
    return Pace(len(sitting), round(3600 * (len(sitting) - 1) / took) if took else None)


def _waiting(wanted: Wanted, by: Actor) -> QuerySet[Judgement]:
    aside = Q(verdict=Verdict.UNSURE.value, rule="", until=None)
    rows = Judgement.objects.filter(aside if wanted.aside else WAITS)
    if not by.everywhere and by.duty is not Duty.SYSTEM:
        # The row policy says so too, but in words that reach no index.
        rows = rows.filter(site__in=sorted(by.sites))
    if wanted.site:
        rows = rows.filter(site=None) if wanted.site == ACROSS else rows.filter(site=wanted.site)
    if wanted.prompt:
        rows = rows.filter(prompt=wanted.prompt)
    if wanted.certainty:
        likely = Q(certainty__gte=LIKELY)
        rows = rows.filter(likely if wanted.certainty == "likely" else ~likely)
    return rows


def _keys(wanted: Wanted) -> tuple[str, ...]:
    return ("since", "id") if wanted.order == "oldest" else ("-certainty", "id")


def _ordered(rows: QuerySet[Judgement], wanted: Wanted) -> QuerySet[Judgement]:
    return rows.order_by(*_keys(wanted))


def _first(rows: QuerySet[Judgement], wanted: Wanted) -> str:
    return _ordered(rows, wanted).values_list("pk", flat=True).first() or ""


def _beyond(
    rows: QuerySet[Judgement], wanted: Wanted, judgement_id: str, *, back: bool = False
) -> QuerySet[Judgement]:
    """The rows after a judgement in the order of the list, or before it; all when it is not there."""
    place = Judgement.objects.filter(pk=judgement_id).first() if judgement_id else None
    if place is None:
        return rows.none() if back else rows
    first, second = _keys(wanted)
    value = place.since if first == "since" else place.certainty
    way = "lt" if (first.startswith("-")) != back else "gt"
    name = first.lstrip("-")
    tie = Q(**{f"{second}__{'lt' if back else 'gt'}": place.pk})
    # The first condition alone is where the walk along the index begins.
    return rows.filter(Q(**{f"{name}__{way}e": value}), Q(**{f"{name}__{way}": value}) | tie)


def _turned(key: str) -> str:
    return key[1:] if key.startswith("-") else f"-{key}"
