"""Read scorecards: those of a group, one of them, groups side by side, and what is to be scored again."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from beccaria.access.api import may_go, only
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.handling import HELD_BACK
from beccaria.core.instruments import MOST_GROUPS, Judged, compare_judges, order
from beccaria.core.policy import refusal
from beccaria.lib import moments
from beccaria.networks.models import Group, Scorecard
from beccaria.networks.models.columns import EVERY_PRISON
from beccaria.networks.queries import instruments, seen
from beccaria.networks.queries.card_shapes import Card, Compared, Due, GroupName, OfGroup

MOST_CARDS = 60
SOON = timedelta(days=14)
_QUARTER = 3


def quarter_end(day: date, ahead: int = 0) -> date:
    """The last day of the quarter that a day lies in, or of one so many quarters later."""
    quarters = day.year * 4 + (day.month - 1) // _QUARTER + ahead + 1
    return date(quarters // 4, quarters % 4 * _QUARTER + 1, 1) - timedelta(days=1)


def scorecards_of(group_id: str, *, by: Actor) -> OfGroup:
    """Everything scored of a group, newest first. Raises Hidden."""
    group = named(seen.one_group(group_id))
    found = [
        Card.of(row)
        for row in _cards(by).filter(group_id=group_id).order_by("-judged_at", "-id")[: MOST_CARDS + 1]
    ]
    return OfGroup(group, tuple(found[:MOST_CARDS]), len(found) > MOST_CARDS)


def scorecard(scorecard_id: str, *, by: Actor) -> tuple[GroupName, Card]:
    """One scorecard with its group. Raises Hidden."""
    row = only(_cards(by).filter(pk=scorecard_id).select_related("group"))
    return named(row.group), Card.of(row)


def compared(instrument_id: str, *, by: Actor, only: Collection[str] = ()) -> Compared:
    """Groups side by side by their newest card of an instrument's newest version; at most 40, those scored last.

    Only groups and cards that the reader may see are among them, and nothing counts the others. Raises BadInput.
    """
    one = instruments.newest(instrument_id)
    rows = _cards(by).filter(group__ended_at=None, instrument=one.id, version=one.version)
    if only:
        rows = rows.filter(group_id__in=list(only))
    found = [
        (named(row.group), Card.of(row)) for row in rows.order_by("-judged_at", "-id").select_related("group")
    ]
    newest: dict[str, Card] = {}
    for _, card in found:
        newest.setdefault(card.group, card)
    chosen = dict(list(newest.items())[:MOST_GROUPS])
    groups = {group.id: group for group, _ in found if group.id in chosen}
    return Compared(
        instrument=one,
        groups=groups,
        cards=chosen,
        police=police_bands(groups, by=by),
        order=order(one, {group: card.ratings for group, card in chosen.items()}),
        agreement=compare_judges(one, _judged([card for _, card in found if card.group in chosen])),
        left_out=len(newest) - len(chosen),
    )


def police_bands(group_ids: Collection[str], *, by: Actor) -> dict[str, Card]:
    """The newest band that police mapping gave, by group."""
    rows = _cards(by).filter(group_id__in=list(group_ids), instrument=instruments.IMPORTED)
    newest = rows.order_by("group_id", "-judged_at", "-id").distinct("group_id")
    return {row.group_id: Card.of(row) for row in newest}


def _judged(cards: Collection[Card]) -> list[Judged]:
    """Each judge's newest card of each group in the quarter that the group's newest card speaks of."""
    last: dict[str, date] = {}
    newest: dict[tuple[str, str], Card] = {}
    for card in cards:
        last.setdefault(card.group, card.period_ends)
        newest.setdefault((card.group, card.judge), card)
    return [
        Judged(card.judge, card.group, card.ratings)
        for card in newest.values()
        if card.period_ends == last[card.group]
    ]


def judged_now(cards: Collection[Card]) -> list[Judged]:
    """The judges' answers that the agreement of one group rests on."""
    return _judged(cards)


def scorecards_due(*, by: Actor, at: datetime, within: timedelta = SOON) -> tuple[Due, ...]:
    """What the actor may score that is overdue or due soon, the oldest first; a group nobody scored counts as well.

    A group that nobody scored is due at the end of the quarter after it was written down, once, by any instrument.
    """
    until = moments.day_of(at) + within
    last = (
        _cards(by)
        .filter(group__ended_at=None)
        .exclude(instrument=instruments.IMPORTED)
        .order_by("group_id", "instrument", "-judged_at", "-id")
        .distinct("group_id", "instrument")
        .select_related("group")
    )
    found, scored = [], set()
    for row in last:
        scored.add(row.group_id)
        one = instruments.newest(row.instrument) if _is_known(row.instrument) else None
        if one and row.next_due <= until and _may_score(row.group, by=by) and instruments.may_use(one, by):
            found.append(
                Due(row.group_id, row.group.name, one.id, one.title, row.next_due, row.judged_at, row.level)
            )
    found += _never(scored, until, by=by)
    return tuple(sorted(found, key=lambda due: (due.due, due.name, due.instrument)))


def _never(scored: Collection[str], until: date, *, by: Actor) -> list[Due]:
    usable = [one for one in instruments.for_groups() if instruments.may_use(one, by)]
    if not usable:
        return []
    found = []
    for group in seen.live_groups().exclude(pk__in=list(scored)):
        due = quarter_end(moments.day_of(group.written_at), ahead=1)
        if due <= until and _may_score(group, by=by):
            first = usable[0]
            found.append(Due(group.id, group.name, first.id, first.title, due, None, group.level))
    return found


def _is_known(instrument_id: str) -> bool:
    return any(one.id == instrument_id for one in instruments.for_groups())


def _may_score(group: Group, *, by: Actor) -> bool:
    return refusal(Act.SCORECARD_SCORE, by, group.marking_for(reaches=known_here(group, by=by))) is None


def known_here(group: Group, *, by: Actor) -> frozenset[str]:
    """The prisons that know a group, for the judgement in Python; all of the actor's when every prison does.

    None, when its handling keeps it at its own.
    """
    if set(group.handling) & set(HELD_BACK):
        return frozenset()
    return frozenset(by.sites) if EVERY_PRISON in group.reaches else frozenset(group.reaches)


def named(row: Group) -> GroupName:
    """A group as a list names it."""
    return GroupName(row.id, row.name, row.kind, row.level, tuple(row.handling))


def _cards(by: Actor) -> QuerySet[Scorecard]:
    """Cards whose group the reader may see too: the join drops the others."""
    return Scorecard.objects.filter(may_go(by), group__written_at__isnull=False)
