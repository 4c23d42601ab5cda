"""Measures how much what one phone did before a moment resembles what another did after it."""

from dataclasses import dataclass
from math import log, sqrt
from typing import Final

import numpy as np

from beccaria.engines.handovers.calls import Calls, Events
from beccaria.engines.network.compiled import Index, Real, Whole, compiled

# How much of a person's traffic goes on as before; the rest is as everybody's. Set by nothing finer than a half:
# how much each measure counts is learnt from the file itself (calibrating.py).
_SAME: Final = 0.5
_HOURS: Final = 8
# What is learnt from: alike contacts, both ways round; their direction; towers; hours; share of traffic in common.
MEASURES: Final = ("contacts", "direction", "towers", "hours", "in_common")
# What is counted besides.
OLD_CALLS, NEW_CALLS, OLD_CONTACTS, NEW_CONTACTS, SHARED, DIRECT, MOVED, STAYED = range(8)


@dataclass(frozen=True, slots=True)
class Likeness:
    """One row a pair: `measures` as MEASURES names them; `counts` by the numbers above."""

    measures: Real
    counts: Real


@dataclass(frozen=True, slots=True)
class Background:
    """How common each contact, tower and hour is in the whole file: what hardly anybody calls says most."""

    contacts: Real
    towers: Real
    hours: Real


def background(calls: Calls, label: Index) -> Background:
    """Shares, by `label`: phones known to be one person's count together."""
    labels = np.concatenate([label[calls.caller], label[calls.called]])
    contacts = np.bincount(labels, minlength=len(label)) + 0.5
    towers = np.bincount(calls.tower[calls.tower >= 0], minlength=max(1, calls.towers)) + 0.5
    hours = np.bincount(calls.hour, minlength=_HOURS) + 0.5
    return Background(contacts / contacts.sum(), towers / towers.sum(), hours / hours.sum())


def likeness(found: Events, label: Index, known: Background, pairs: tuple[Index, Index, Real]) -> Likeness:
    """Compare each old phone before the moment with each new one from then on. `pairs`: old, new, moment."""
    old, new, moment = pairs
    measures = np.zeros((len(old), len(MEASURES)))
    counts = np.zeros((len(old), STAYED + 1))
    widest = int(np.diff(found.start).max(initial=1))
    _compare(
        (found.start, found.other, found.out, found.at, found.hour, found.tower), label,
        (known.contacts, known.towers, known.hours), (old, new, moment), widest, measures, counts,
    )  # fmt: skip
    return Likeness(measures, counts)


@compiled
def _often(times: float) -> float:
    """The tenth call to the same number says less than the first."""
    return 1.0 + log(times) if times > 0 else 0.0


@compiled
def _told(one: Real, size_one: float, two: Real, size_two: float, common: Real) -> float:
    """How much likelier what was counted in `two` is if who made `one` made it, against anybody; logarithm."""
    total = 0.0
    if size_one == 0 or size_two == 0:
        return total
    for place in range(len(two)):
        if two[place] > 0:
            total += _often(two[place]) * log(1 - _SAME + _SAME * one[place] / size_one / common[place])
    return total


@compiled
def _fill(  # noqa: PLR0917  compiled loops take no keywords
    events: tuple[Whole, Index, Index, Real, Index, Index],
    label: Index,
    phone: int,
    besides: int,
    moment: float,
    late: int,
    contacts: Real,
    touched: Index,
    towers: Real,
    hours: Real,
    sizes: Real,
) -> int:
    """Count the contacts, towers and hours of a phone on one side of the moment. Returns how many contacts."""
    start, other, out, at, hour, tower = events
    seen = 0
    sizes[:] = 0
    towers[:] = 0
    hours[:] = 0
    for event in range(start[phone], start[phone + 1]):
        if (at[event] >= moment) != (late == 1):
            continue
        if other[event] == besides:
            sizes[3] += 1
            continue
        who = label[other[event]]
        if contacts[who, 0] + contacts[who, 1] == 0:
            touched[seen] = who
            seen += 1
        contacts[who, out[event]] += 1
        sizes[0] += 1
        hours[hour[event]] += 1
        sizes[2] += 1
        if tower[event] >= 0:
            towers[tower[event]] += 1
            sizes[1] += 1
    return seen


@compiled
def _contacts(  # noqa: PLR0917  the same
    one: Real, size_one: float, two: Real, size_two: float, touched: Index, seen: int, common: Real
) -> tuple[float, float]:
    """As `_told`, over the contacts of `two`: without their direction, and what the direction adds."""
    plain, directed = 0.0, 0.0
    if size_one == 0 or size_two == 0:
        return plain, directed
    for place in range(seen):
        who = touched[place]
        both = (one[who, 0] + one[who, 1]) / size_one
        here = log(1 - _SAME + _SAME * both / common[who])
        plain += _often(two[who, 0] + two[who, 1]) * here
        if both > 0:
            for way in range(2):
                if two[who, way] > 0:
                    # Half of what is known of the way is kept for what a few calls cannot show.
                    share = 0.5 * one[who, way] / size_one + 0.25 * both
                    gain = log(1 - _SAME + 2 * _SAME * share / common[who]) - here
                    directed += _often(two[who, way]) * gain
    return plain, directed


@compiled
def _compare(  # noqa: PLR0917  one loop over pairs, compiled
    events: tuple[Whole, Index, Index, Real, Index, Index],
    label: Index,
    common: tuple[Real, Real, Real],
    pairs: tuple[Index, Index, Real],
    widest: int,
    measures: Real,
    counts: Real,
) -> None:
    start, other, _, at, _, _ = events
    old, new, moments = pairs
    one, two = np.zeros((len(label), 2)), np.zeros((len(label), 2))
    touched_one, touched_two = np.zeros(widest, np.int32), np.zeros(widest, np.int32)
    towers_one, towers_two = np.zeros(len(common[1])), np.zeros(len(common[1]))
    hours_one, hours_two = np.zeros(_HOURS), np.zeros(_HOURS)
    sizes_one, sizes_two = np.zeros(4), np.zeros(4)
    first, last = at.min(), at.max()
    for pair in range(len(old)):
        moment = moments[pair]
        seen_one = _fill(events, label, old[pair], new[pair], moment, 0, one, touched_one, towers_one, hours_one,
                         sizes_one)  # fmt: skip
        seen_two = _fill(events, label, new[pair], old[pair], moment, 1, two, touched_two, towers_two, hours_two,
                         sizes_two)  # fmt: skip
        plain, directed = _contacts(one, sizes_one[0], two, sizes_two[0], touched_two, seen_two, common[0])
        back, directed_back = _contacts(
            two, sizes_two[0], one, sizes_one[0], touched_one, seen_one, common[0]
        )
        measures[pair, 0] = 0.5 * (plain + back)
        measures[pair, 1] = directed + directed_back
        # Who throws a phone away may move, too: other places and other hours do not speak against.
        measures[pair, 2] = max(0.0, _told(towers_one, sizes_one[1], towers_two, sizes_two[1], common[1]))
        measures[pair, 3] = max(0.0, _told(hours_one, sizes_one[2], hours_two, sizes_two[2], common[2]))
        shared, in_common, moved = 0, 0.0, 0.0
        for place in range(seen_two):
            who = touched_two[place]
            had, has = one[who, 0] + one[who, 1], two[who, 0] + two[who, 1]
            if had > 0:
                shared += 1
                moved += had
                in_common += sqrt(had / sizes_one[0] * has / sizes_two[0])
        measures[pair, 4] = in_common
        stayed = 0.0
        for event in range(start[old[pair]], start[old[pair] + 1]):
            who = label[other[event]]
            if at[event] >= moment and two[who, 0] + two[who, 1] > 0 and one[who, 0] + one[who, 1] > 0:
                stayed += 1
        begun = max(first, at[start[old[pair]]])
        counts[pair, OLD_CALLS] = sizes_one[0]
        counts[pair, NEW_CALLS] = sizes_two[0]
        counts[pair, OLD_CONTACTS] = seen_one
        counts[pair, NEW_CONTACTS] = seen_two
        counts[pair, SHARED] = shared
        counts[pair, DIRECT] = sizes_one[3] + sizes_two[3]
        # Calls with the shared contacts to be expected after the moment had nothing changed.
        counts[pair, MOVED] = moved * (last - moment) / max(moment - begun, 0.02 * (last - first))
        counts[pair, STAYED] = stayed
        for place in range(seen_one):
            one[touched_one[place], :] = 0
        for place in range(seen_two):
            two[touched_two[place], :] = 0
