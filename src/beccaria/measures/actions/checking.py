"""Check what a measure must say before it can be proposed: its law, its moments, its contact, words that are fresh."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from beccaria.core.actors import Actor
from beccaria.core.countries import Pack
from beccaria.core.measures import (
    APART,
    MOST_AHEAD,
    Kind,
    Standing,
    Times,
    check_contact,
    isolates,
    latest_review,
    longest,
    regime_named,
    review,
)
from beccaria.core.refusal import BadInput, Cannot
from beccaria.engines.likeness import Likeness, likeness
from beccaria.lib.moments import exact
from beccaria.measures.models import Measure
from beccaria.measures.queries import reading, seen
from beccaria.measures.queries.isolation import Clock
from beccaria.measures.queries.shapes import Line

_CLOCKS_DIFFER: Final = timedelta(minutes=10)
_OVER: Final = (Standing.LAPSED, Standing.ENDED)
_NEVER: Final = (*_OVER, Standing.REFUSED)


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of the checks: whether he would be alone, and until when the first review waits."""

    isolates: bool
    review_due: datetime


def kind_named(text: str) -> Kind:
    """The kind of a measure. Raises BadInput."""
    try:
        return Kind(text)
    except ValueError:
        raise BadInput(
            "“%(text)s” is no measure: choose one of %(choices)s.", text=text[:40], choices=", ".join(Kind)
        ) from None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, as far as law and clock judge it."""

    kind: Kind
    regime: str
    times: Times
    contact_hours: Decimal | None
    renewed: bool = field(kw_only=True)
    whole: Measure | None = field(kw_only=True, default=None)
    """The regime of which it is a part: it may last as long as that one, and no longer."""


def check(asked: Asked, pack: Pack | None, clock: Clock, *, at: datetime) -> Checked:
    """Refuse what no measure may be, in the order in which a person would notice it. Raises BadInput, Cannot."""
    kind, regime, times = asked.kind, asked.regime, asked.times
    hours = None if asked.contact_hours is None else float(asked.contact_hours)
    if kind is Kind.REGIME:
        regime_named(pack, regime)
    elif regime:
        raise BadInput("Only a regime of the country's list has a name: leave it out, or choose the regime.")
    if times.starts < at - _CLOCKS_DIFFER:
        raise BadInput("It would begin in the past: nobody is restricted before it is decided.")
    if times.starts - at > MOST_AHEAD:
        raise BadInput("It would begin more than a month ahead: propose it nearer to that day.")
    check_contact(kind, hours)
    if asked.whole is None:
        most = longest(pack, kind, regime, renewed=asked.renewed)
    else:
        most = asked.whole.ends_at - asked.whole.starts_at
    if times.ends - times.starts > most:
        raise BadInput(
            "It would last longer than %(days)s days, the most that is known to be lawful here: name an earlier end.",
            days=most.days,
        )
    alone = isolates(kind, hours, clock.limit)
    if alone or kind in (Kind.ISOLATION, Kind.SEPARATION):
        _check_limit(times, clock, alone=alone)
    return Checked(alone, latest_review(times.starts, times.ends, review(pack, kind)))


def _check_limit(times: Times, clock: Clock, *, alone: bool) -> None:
    """Isolation ends with the last day that is left; after the limit nobody is kept apart again under any name."""
    if not clock.free:
        raise Cannot(
            "He was alone for %(days)s days in a row, as long as may be: until it is shown on three days in a row that "
            "he lives among others, nothing may keep him apart, whatever it is called.",
            days=clock.counted,
        )
    if not alone:
        return
    last = clock.last_moment(times.starts)
    if last <= times.starts:
        raise Cannot("No day of isolation is left: he would be alone for longer than may be.")
    if times.ends > last:
        raise BadInput(
            "He would be alone for more than %(days)s days in a row, of which %(used)s are gone: end it by %(last)s.",
            days=clock.most,
            used=clock.counted,
            last=exact(last),
        )


def whole(regime_id: str, person: str, kind: Kind, times: Times, *, by: Actor, at: datetime) -> Measure:
    """The regime of the same person of which a measure is to be a part, and which it does not outlast.

    Raises BadInput, Cannot, Hidden.
    """
    row = seen.measure(regime_id, by=by)
    if row.person_id != person or row.kind != Kind.REGIME or kind in APART:
        raise BadInput(
            "Only a measure that keeps nobody apart is a part of a regime, and of the same person."
        )
    if Line.of(row, at=at).standing in _NEVER:
        raise Cannot("This regime is over: nothing can be a part of it.")
    if times.ends > row.ends_at:
        raise BadInput("A part of a regime cannot outlast it: name an earlier end.")
    return row


def check_reasons(said: str) -> None:
    """Reasons say something of him and of today, and not only what fits everybody. Raises BadInput."""
    if likeness(said, "").empty:
        raise BadInput(
            "Beyond stock phrases these reasons say nothing: write what he did, and what is so today."
        )


@dataclass(frozen=True, slots=True)
class Before:
    """The measure of the same kind he had last, and how much of its reasons stands in the new ones."""

    row: Measure
    alike: Likeness


def compared(
    kind: Kind, regime: str, person: str, said: str, starts: datetime, *, by: Actor, at: datetime
) -> Before | None:
    """Whether this follows a measure of its kind, in words of its own. Raises BadInput, Cannot.

    Nobody says that it is a renewal: a measure of a kind he had before is one, so that no new name hides it.
    """
    row = reading.latest_alike(kind.value, regime, person, by=by)
    if row is None:
        return None
    line = Line.of(row, at=at)
    if line.standing not in _OVER and starts < line.over_at:
        raise BadInput(
            "A measure of this kind holds until %(end)s: let the new one begin then, or end that one first.",
            end=exact(line.over_at),
        )
    reasons = reading.reasons_of(row, by=by, at=at)
    if reasons is None:
        raise Cannot(
            "The reasons of the measure that this one follows are not yours to read: somebody who may read them "
            "proposes it."
        )
    alike = likeness(said, reasons.all_words)
    if alike.same:
        raise BadInput(
            "%(percent)s %% of these reasons stood in the measure before: write what is so today. The old reasons "
            "stand beside yours.",
            percent=alike.percent,
        )
    return Before(row, alike)
