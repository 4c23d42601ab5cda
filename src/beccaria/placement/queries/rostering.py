"""Read how long staff stood near people of high risk, and propose who takes which shift so that nobody does too long.

It protects staff and accuses nobody: hours come from the roster and from where people are held, from nothing else.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import QuerySet

from beccaria.access.api import may_go, only, require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.markings import Marking, inherited
from beccaria.core.refusal import BadInput, Cannot, Phrase
from beccaria.engines.rostering import Officer, Proposed, Roster, Shift, faults, proposed, worked
from beccaria.lib.moments import day_of
from beccaria.people import api as people
from beccaria.people.api import Stay
from beccaria.placement.models import NearLimit, StaffShift
from beccaria.risk import api as risk

AHEAD: Final = timedelta(days=7)
# More shifts than this in a week are more than one prison has; the weights of the proposal hold for fewer.
MOST: Final = 900
# Where a shift comes from that was written down here, and not loaded.
BY_HAND: Final = "service"
_LISTED: Final = 20
_SECONDS: Final = 6.0
_MINUTE: Final = timedelta(minutes=1)
Spans = Mapping[str, list[tuple[datetime, datetime]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitRead:
    """The limit that holds at a prison."""

    id: str
    hours: int
    days: int
    categories: tuple[str, ...]
    why: str
    marking: Marking


@dataclass(frozen=True, slots=True)
class Near:
    """How long one member of staff was near people of high risk, wing by wing, in minutes."""

    staff: str
    wings: Mapping[str, int]
    limit: int

    @property
    def minutes(self) -> int:
        """All wings together."""
        return sum(self.wings.values())

    @property
    def is_over(self) -> bool:
        """Whether it is more than the limit."""
        return self.minutes > self.limit


@dataclass(frozen=True, slots=True)
class ByHand:
    """A shift that somebody wrote down here."""

    id: str
    staff: str
    wing: str
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """A shift that the proposal gives to somebody else."""

    shift: str
    wing: str
    starts: datetime
    ends: datetime
    staff: str
    to: str

    @property
    def kept(self) -> dict[str, str]:
        """As it is kept and as it is told over REST."""
        times = {"starts": self.starts.isoformat(), "ends": self.ends.isoformat()}
        return {"shift": self.shift, "wing": self.wing, **times, "staff": self.staff, "to": self.to}


@dataclass(frozen=True, slots=True)
class RosterProposal:
    """What the proposal comes to. `against` is what is illegal in the roster as it stands."""

    changes: tuple[Change, ...]
    shifts: int
    over_now: int
    over_then: int
    longest_now: int
    longest_then: int
    proven: bool
    against: tuple[Phrase, ...]


def limit(site: str, *, by: Actor) -> LimitRead | None:
    """The limit that holds at a prison. Raises Refused."""
    require(Act.ROSTER_READ, by, Marking(site=site))
    row = NearLimit.objects.filter(may_go(by), site=site, ended_at=None).first()
    if row is None:
        return None
    return LimitRead(
        id=row.id,
        hours=row.hours,
        days=row.days,
        categories=tuple(row.categories),
        why=row.why,
        marking=row.marking,
    )


def limit_row(limit_id: str, *, by: Actor) -> NearLimit:
    """Its row, locked. Raises Hidden."""
    return only(NearLimit.objects.filter(may_go(by), pk=limit_id).select_for_update())


def by_hand(site: str, *, by: Actor) -> tuple[ByHand, ...]:
    """The shifts last written down here and not withdrawn, the latest first. Raises Refused."""
    require(Act.ROSTER_READ, by, Marking(site=site))
    rows = StaffShift.objects.filter(may_go(by), site=site, source=BY_HAND, withdrawn_at=None)
    return tuple(
        ByHand(row.id, row.staff, row.wing, row.starts, row.ends)
        for row in rows.order_by("-starts", "id")[:_LISTED]
    )


def shift_row(shift_id: str, *, by: Actor) -> StaffShift:
    """The row of one shift, locked. Raises Hidden."""
    return only(StaffShift.objects.filter(may_go(by), pk=shift_id, source=BY_HAND).select_for_update())


def near(site: str, holds: LimitRead, *, by: Actor, at: datetime) -> tuple[Near, ...]:
    """How long each member of staff was near, in the days of the limit, the longest first. Raises Refused."""
    require(Act.ROSTER_READ, by, Marking(site=site))
    since = at - timedelta(days=holds.days)
    spans = _spans(site, holds, since=since, until=at, by=by, at=at)
    found = _minutes(_shifts(site, since=since, until=at, by=by), spans, since=since, until=at)
    all_of = [Near(staff, dict(sorted(wings.items())), holds.hours * 60) for staff, wings in found.items()]
    return tuple(sorted(all_of, key=lambda one: (-one.minutes, one.staff)))


def marking(site: str, holds: LimitRead | None, *, by: Actor, at: datetime) -> Marking:
    """How strictly the hours are marked: as the limit, and as whoever was near (rule 2)."""
    if holds is None:
        return Marking(site=site)
    stays = people.stays(site, since=at - timedelta(days=holds.days), until=at, by=by)
    near_whom = {one.person for one in _counted(stays, holds, by=by, at=at)}
    return inherited(site, holds.marking.level, holds.marking, *people.markings(near_whom, by=by).values())


def proposal(site: str, holds: LimitRead, *, by: Actor, at: datetime) -> RosterProposal:
    """Who takes which shift of the coming week, legally and with nobody near for too long.

    Raises Cannot where nothing is written for that week or no legal roster covers it, BadInput for too much, Refused.
    """
    require(Act.ROSTER_READ, by, Marking(site=site))
    roster = coming(site, holds, by=by, at=at)
    if not roster.shifts:
        raise Cannot("No shift of the coming week is written down: load the roster first.")
    if len(roster.shifts) > MOST:
        raise BadInput(
            "These are %(count)s shifts: ask about at most %(most)s.", count=len(roster.shifts), most=MOST
        )
    found = proposed(roster, seconds=_SECONDS)
    if found is None:
        raise Cannot(
            "No legal roster gives every shift of this week to somebody: with eleven hours of rest, forty-eight "
            "hours a week and the skills each wing needs there are too few people. Add staff, or take shifts out."
        )
    return _told(roster, found)


def _told(roster: Roster, found: Proposed) -> RosterProposal:
    now = {one.id: one.staff for one in roster.shifts}
    minutes = {one.id: one.near_before for one in roster.officers}
    for one in roster.shifts:
        if one.near:
            minutes[one.staff] = minutes.get(one.staff, 0) + one.minutes
    changed = set(found.changed)
    return RosterProposal(
        changes=tuple(
            Change(one.id, one.wing, one.starts, one.ends, one.staff, found.given[one.id])
            for one in sorted(roster.shifts, key=lambda each: (each.starts, each.wing, each.id))
            if one.id in changed
        ),
        shifts=len(roster.shifts),
        over_now=sum(max(0, each - roster.limit) for each in minutes.values()),
        over_then=found.over,
        longest_now=max(minutes.values(), default=0),
        longest_then=found.longest,
        proven=found.proven,
        against=faults(roster, now),
    )


def coming(site: str, holds: LimitRead, *, by: Actor, at: datetime) -> Roster:
    """The coming week, with what everybody has behind him: both together are as long as the days of the limit."""
    since = at - (timedelta(days=holds.days) - AHEAD)
    spans = _spans(site, holds, since=since, until=at, by=by, at=at)
    behind = list(_shifts(site, since=since, until=at, by=by))
    ahead = list(_shifts(site, since=at, until=at + AHEAD, by=by).filter(starts__gte=at))
    before = _minutes(behind, spans, since=since, until=at)
    here = {wing for wing, some in spans.items() if any(ends >= at for _starts, ends in some)}
    skills: dict[str, set[str]] = defaultdict(set)
    until: dict[str, datetime] = {}
    for row in (*behind, *ahead):
        skills[row.staff] |= set(row.skills)
    for row in behind:
        until[row.staff] = max(until.get(row.staff, row.ends), row.ends)
    gone = [_shift(row, near=False) for row in behind]
    done = worked(Roster(tuple(gone), (), 0), {one.id: one.staff for one in gone})
    officers = tuple(
        Officer(
            staff,
            frozenset(skills[staff]),
            sum(before.get(staff, {}).values()),
            until.get(staff),
            tuple((week, minutes) for (who, week), minutes in done.items() if who == staff),
        )
        for staff in sorted(skills)
    )
    shifts = tuple(_shift(row, near=row.wing in here) for row in ahead)
    return Roster(shifts, officers, holds.hours * 60)


def _shift(row: StaffShift, *, near: bool) -> Shift:
    day = day_of(row.starts)
    return Shift(row.id, row.wing, day, row.starts, row.ends, row.staff, frozenset(row.needs), near)


def _shifts(site: str, *, since: datetime, until: datetime, by: Actor) -> QuerySet[StaffShift]:
    """Shifts that touch this time."""
    rows = StaffShift.objects.filter(may_go(by), site=site, withdrawn_at=None)
    return rows.filter(ends__gt=since, starts__lt=until).order_by("starts", "id")


def _spans(
    site: str, holds: LimitRead, *, since: datetime, until: datetime, by: Actor, at: datetime
) -> dict[str, list[tuple[datetime, datetime]]]:
    """By wing the times at which somebody of these categories was there, none overlapping."""
    by_wing: dict[str, list[Stay]] = defaultdict(list)
    for one in _counted(people.stays(site, since=since, until=until, by=by), holds, by=by, at=at):
        # A shift at the gate has no wing either, and is near nobody of whom the wing is not known.
        if one.wing:
            by_wing[one.wing].append(one)
    return {wing: _merged(some, until) for wing, some in by_wing.items()}


def _counted(stays: Sequence[Stay], holds: LimitRead, *, by: Actor, at: datetime) -> list[Stay]:
    """Those of people of the limit's categories, as decided or, where nothing is, as the register says."""
    decided = risk.categories({one.person for one in stays}, by=by, on=day_of(at))
    of = {one.person: decided[one.person][0] for one in stays if one.person in decided}
    return [one for one in stays if of.get(one.person, one.category) in holds.categories]


def _merged(some: Iterable[Stay], until: datetime) -> list[tuple[datetime, datetime]]:
    made: list[tuple[datetime, datetime]] = []
    for one in some:
        ends = one.ends or until
        if made and one.starts <= made[-1][1]:
            made[-1] = made[-1][0], max(made[-1][1], ends)
        else:
            made.append((one.starts, ends))
    return made


def _minutes(
    shifts: Iterable[StaffShift], spans: Spans, *, since: datetime, until: datetime
) -> dict[str, dict[str, int]]:
    """Minutes by staff and wing during which somebody of these categories was on the wing."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in shifts:
        mine = found[row.staff]
        for starts, ends in spans.get(row.wing, ()):
            shared = min(row.ends, ends, until) - max(row.starts, starts, since)
            if shared > timedelta(0):
                mine[row.wing] = mine.get(row.wing, 0) + shared // _MINUTE
    return found
