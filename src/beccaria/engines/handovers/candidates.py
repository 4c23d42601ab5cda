"""Finds, for a phone that came into use, the phones that talked to the same people before: only those are compared."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from beccaria.engines.handovers.calls import Events
from beccaria.engines.network.compiled import Index, Real, Whole

# A number that so many phones call is a helpline, a taxi or a bank: it brings nobody together.
_HUB = 300
# Compared for one phone at most, those with the most contacts in common.
_MOST = 80


@dataclass(frozen=True, slots=True)
class Meeting:
    """Who talked to whom, without how often: for every contact the phones that talked to it."""

    start: Whole
    phones: Index
    label: Index


def meeting(found: Events, label: Index) -> Meeting:
    """The phones around every contact, where `label` tells phones of one person as one contact."""
    pairs = np.unique(label[found.other].astype(np.int64) * found.phones + found.phone)
    who = pairs // found.phones
    start = np.searchsorted(who, np.arange(len(label) + 1)).astype(np.int64)
    return Meeting(start, (pairs % found.phones).astype(np.int32), label)


def candidates(found: Events, met: Meeting, phone: int, moment: float) -> Index:
    """Phones used before the moment that share a contact with what `phone` did from then on; itself among them."""
    mine = slice(int(found.start[phone]), int(found.start[phone + 1]))
    late = np.unique(met.label[found.other[mine]][found.at[mine] >= moment])
    sizes = met.start[late + 1] - met.start[late]
    few = late[sizes <= _HUB]
    groups = [met.phones[met.start[one] : met.start[one + 1]] for one in few]
    if not groups:
        return np.zeros(0, np.int32)
    others, times = np.unique(np.concatenate(groups), return_counts=True)
    used = found.at[found.start[others]] < moment
    others, times = others[used], times[used]
    if len(others) > _MOST:
        others = others[np.sort(np.argsort(-times, kind="stable")[:_MOST])]
    return others.astype(np.int32)


def pairs_of(
    found: Events, met: Meeting, phones: Sequence[int], moments: Sequence[float]
) -> tuple[Index, Index, Real]:
    """All pairs to compare: earlier phone, the phone that came into use, its moment."""
    old: list[Index] = []
    for phone, moment in zip(phones, moments, strict=True):
        old.append(candidates(found, met, phone, moment))
    sizes = [len(group) for group in old]
    if not sum(sizes):
        return np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0)
    return (
        np.concatenate(old).astype(np.int32),
        np.repeat(np.array(phones, np.int32), sizes),
        np.repeat(np.array(moments, np.float64), sizes),
    )
