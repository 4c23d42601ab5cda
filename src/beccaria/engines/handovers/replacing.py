"""Decides which phones replaced which: every pair weighed, one new phone for one old one, the surest first.

When several people of a circle change their phones together, the contacts of each change too. Therefore the surest
pairs are taken first, count from then on as one contact, and everything is weighed again, until nothing is added.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from scipy.special import gammaln  # type: ignore[import-untyped]  # scipy has no types

from beccaria.engines.handovers.arrivals import Arrivals, arrivals
from beccaria.engines.handovers.calls import Calls, Events, events
from beccaria.engines.handovers.candidates import meeting, pairs_of
from beccaria.engines.handovers.learning import Learnt, learn
from beccaria.engines.handovers.likeness import DIRECT, MOVED, SHARED, STAYED, Likeness, background, likeness
from beccaria.engines.network.compiled import Flags, Index, Real

# The tool stands behind a pair from here on; measured on phones cut in two (bench/handovers.py).
SURE: Final = 0.8
# Before anything is known, one in two phones that came into use replaced another.
_REPLACES: Final = 0.5
_FEWEST_SHARED: Final = 2
_MOST_STAYED: Final = 0.35
# A phone given up keeps this share of its calls (people who have not heard of it), and how loosely that is known.
_LEFT, _LEFT_SHAPE = 0.1, 1.0
# A phone that is kept goes on as before, more or less: calls to a contact come in bursts.
_GOES_ON_SHAPE: Final = 3.0
# A new phone was hardly used before.
_TRIED: Final = 0.03
_STRONGEST: Final = 8.0
# Two phones of one person rarely call each other; those of friends do.
_EACH_OTHER: Final = 2.0
_TURNS: Final = 12


@dataclass(frozen=True, slots=True)
class Handover:
    """One phone that replaced another, how sure that is (0 to 1), and what it rests on."""

    old: str
    new: str
    confidence: float
    moment: float  # days since 1970
    shared: int
    old_contacts: int
    new_contacts: int
    old_calls: int
    new_calls: int
    expected: float  # calls of the old phone with the shared contacts afterwards, had nothing changed
    stayed: int  # those there were
    tried: int  # calls of the new phone before
    times: float  # how much likelier such contacts and habits are of one person than of two
    at_bound: bool  # more than that the comparisons in the file cannot show
    together: bool  # whether the pair was seen only once others of the circle were known to have changed


@dataclass(slots=True)
class _Work:
    """What is known while pairs are taken, one after another."""

    calls: Calls
    found: Events
    fresh: Arrivals
    learnt: Learnt
    label: Index
    allowed: Flags
    taken: dict[int, tuple[int, int]] = field(default_factory=dict)  # new -> old, turn


@dataclass(frozen=True, slots=True)
class _Weighed:
    """Every pair with what it is worth."""

    old: Index
    new: Index
    moment: Real
    alike: Likeness
    speaks: Real
    confidence: Real


def handovers(
    calls: Calls, *, sure: float = SURE, among: Callable[[str], bool] | None = None
) -> list[Handover]:
    """Phones that replaced others, most certain first. `among` says which may have; the others are only contacts."""
    if len(calls) == 0:
        return []
    found = events(calls)
    label = np.arange(found.phones, dtype=np.int32)
    learnt = learn(found, meeting(found, label), label, background(calls, label))
    allowed = np.array([among is None or among(name) for name in calls.phones], dtype=np.bool_)
    fresh = arrivals(found)
    keep = allowed[fresh.phone]
    fresh = Arrivals(fresh.phone[keep], fresh.moment[keep], fresh.before[keep], fresh.after[keep])
    work = _Work(calls, found, fresh, learnt, label, allowed)
    weighed = _weigh(work)
    for turn in range(_TURNS):
        if not _take(work, weighed, sure, turn):
            break
        weighed = _weigh(work)
    return _told(work, weighed, sure)


def _weigh(work: _Work) -> _Weighed:
    """Compare all pairs once more, with what is known by now."""
    phones, moments = work.fresh.phone.tolist(), work.fresh.moment.tolist()
    old, new, moment = pairs_of(work.found, meeting(work.found, work.label), phones, moments)
    keep = (old != new) & work.allowed[old]
    old, new, moment = old[keep], new[keep], moment[keep]
    alike = likeness(work.found, work.label, background(work.calls, work.label), (old, new, moment))
    speaks = work.learnt.speaks(alike.measures)
    total = speaks + _moved(alike) + _began(work, new) - _EACH_OTHER * np.minimum(alike.counts[:, DIRECT], 3)
    total[alike.counts[:, SHARED] < _FEWEST_SHARED] = -np.inf
    # A phone on which much of it goes on was not given up, whatever else is alike.
    total[alike.counts[:, STAYED] > _MOST_STAYED * alike.counts[:, MOVED] + 1] = -np.inf
    return _Weighed(old, new, moment, alike, speaks, _confidence(old, new, total))


def _moved(alike: Likeness) -> Real:
    """Whether the calls with the shared contacts left the old phone, against that they went on there."""
    expected, stayed = alike.counts[:, MOVED], alike.counts[:, STAYED]
    left = _log_counts(stayed, _LEFT * expected + 0.2, _LEFT_SHAPE)
    went_on = _log_counts(stayed, expected + 0.2, _GOES_ON_SHAPE)
    return np.clip(left - went_on, -_STRONGEST, _STRONGEST)


def _began(work: _Work, new: Index) -> Real:
    """Whether the new phone really began, against that it was only quieter before."""
    first, last = float(work.found.at.min()), float(work.found.at.max())
    fresh = work.fresh
    rate = fresh.after / np.maximum(last - fresh.moment, 1e-9)
    expected = rate * (fresh.moment - first)
    began = _log_counts(fresh.before, _TRIED * expected + 0.1, _LEFT_SHAPE)
    quieter = _log_counts(fresh.before, expected + 0.1, _GOES_ON_SHAPE)
    # The moment was chosen because it speaks for a beginning: that much is taken off again.
    value = np.clip(began - quieter - 3.0, -_STRONGEST, 0.0)
    place = np.zeros(work.found.phones)
    place[fresh.phone] = value
    chosen: Real = place[new]
    return chosen


def _log_counts(seen: Real | Index, mean: Real, shape: float) -> Real:
    """Log probability of a count whose rate is itself uncertain (negative binomial)."""
    made: Real = (
        gammaln(seen + shape) - gammaln(shape) - gammaln(seen + 1.0)
        + shape * np.log(shape / (shape + mean)) + seen * np.log(mean / (shape + mean))
    )  # fmt: skip
    return made


def _confidence(old: Index, new: Index, total: Real) -> Real:
    """The share of belief of each pair among all there are for its new phone, and among all for its old one."""
    if not len(total):
        return total
    sizes = np.bincount(new)[new]
    odds = np.exp(np.minimum(total, 60.0)) * (_REPLACES / (1 - _REPLACES)) / sizes
    by_new = odds / (1 + np.bincount(new, odds)[new])
    by_old = odds / (1 + np.bincount(old, odds)[old])
    smaller: Real = np.minimum(by_new, by_old)
    return smaller


def _take(work: _Work, weighed: _Weighed, sure: float, turn: int) -> bool:
    """Take the pairs that are sure, the surest first; both phones are one contact from now on."""
    before = dict(work.taken)
    used = {old for old, _ in work.taken.values()}
    for place in np.argsort(-weighed.confidence, kind="stable").tolist():
        if weighed.confidence[place] < sure:
            break
        old, new = int(weighed.old[place]), int(weighed.new[place])
        if new in work.taken or old in used:
            continue
        work.taken[new] = (old, turn)
        used.add(old)
    work.label = _labels(work)
    return work.taken != before


def _labels(work: _Work) -> Index:
    """Every phone under the first phone of its owner."""
    label = np.arange(work.found.phones, dtype=np.int32)
    for new in sorted(work.taken, key=lambda one: work.taken[one]):
        label[new] = work.taken[new][0]
    for _ in range(len(work.taken)):
        further = label[label]
        if (further == label).all():
            break
        label = further
    return label


def _told(work: _Work, weighed: _Weighed, sure: float) -> list[Handover]:
    """What is stood behind in the end: taken on the way, and still sure now that all is known."""
    made = []
    for place, (old, new) in enumerate(zip(weighed.old.tolist(), weighed.new.tolist(), strict=True)):
        if weighed.confidence[place] < sure or work.taken.get(new, (-1, 0))[0] != old:
            continue
        made.append(_handover(work, weighed, place))
    return sorted(made, key=lambda one: (-one.confidence, one.old, one.new))


def _handover(work: _Work, weighed: _Weighed, place: int) -> Handover:
    old, new = int(weighed.old[place]), int(weighed.new[place])
    old_calls, new_calls, old_contacts, new_contacts, shared, _, expected, stayed = weighed.alike.counts[
        place
    ]
    tried = int(work.fresh.before[np.flatnonzero(work.fresh.phone == new)[0]])
    return Handover(
        old=work.calls.phones[old],
        new=work.calls.phones[new],
        confidence=round(float(weighed.confidence[place]), 4),
        moment=float(weighed.moment[place]),
        shared=int(shared),
        old_contacts=int(old_contacts),
        new_contacts=int(new_contacts),
        old_calls=int(old_calls),
        new_calls=int(new_calls),
        expected=round(float(expected), 1),
        stayed=int(stayed),
        tried=tried,
        times=float(np.exp(weighed.speaks[place])),
        at_bound=bool(weighed.speaks[place] >= work.learnt.most),
        together=work.taken[new][1] > 0,
    )
