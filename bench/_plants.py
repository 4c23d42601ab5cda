"""Plant changes of telephone in real calls: somebody's calls go on under a new number from a moment on."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from beccaria.engines.handovers.calls import Calls

_FEWEST = 15


@dataclass(frozen=True)
class Planted:
    """Calls with some phones replaced, and which by which."""

    calls: Calls
    pairs: frozenset[tuple[str, str]]


def alone(calls: Calls, seed: int, many: int, avoid: frozenset[str] = frozenset()) -> Planted:
    """Random phones of ordinary use, each replaced at a moment of its own."""
    rng = np.random.default_rng(seed)
    fit = _ordinary(calls, avoid)
    chosen = rng.choice(fit, many, replace=False)
    return _replaced(calls, rng, {int(phone): _moment(calls, rng) for phone in chosen})


def circle(calls: Calls, seed: int, many: int, avoid: frozenset[str] = frozenset()) -> Planted:
    """Somebody and those he talks to most, all replaced within hours."""
    rng = np.random.default_rng(seed)
    fit = set(_ordinary(calls, avoid).tolist())
    talks: dict[int, Counter[int]] = defaultdict(Counter)
    for one, two in zip(calls.caller.tolist(), calls.called.tolist(), strict=True):
        talks[one][two] += 1
        talks[two][one] += 1
    heads = sorted(phone for phone in fit if len(fit & set(talks[phone])) >= many - 1)
    head = int(rng.choice(heads))
    near = [phone for phone, _ in talks[head].most_common() if phone in fit][: many - 1]
    moment = _moment(calls, rng)
    return _replaced(calls, rng, {phone: moment + float(rng.uniform(0, 0.3)) for phone in (head, *near)})


def _ordinary(calls: Calls, avoid: frozenset[str]) -> np.ndarray:
    many = np.bincount(np.concatenate([calls.caller, calls.called]), minlength=len(calls.phones))
    out = [number for number, name in enumerate(calls.phones) if name in avoid]
    many[out] = 0
    return np.flatnonzero(many >= _FEWEST)


def _moment(calls: Calls, rng: np.random.Generator) -> float:
    first, last = float(calls.at.min()), float(calls.at.max())
    return first + float(rng.uniform(0.35, 0.75)) * (last - first)


def _replaced(calls: Calls, rng: np.random.Generator, moments: dict[int, float]) -> Planted:
    """The new phone takes all calls from the moment on but one in twenty, of people who have not heard."""
    caller, called = calls.caller.copy(), calls.called.copy()
    names: Sequence[str] = calls.phones
    pairs = []
    for phone, moment in moments.items():
        new = len(names)
        names = [*names, f"new-{new}"]
        late = calls.at >= moment
        heard = rng.random(len(calls)) >= 0.05
        caller[(calls.caller == phone) & late] = new
        called[(calls.called == phone) & late & heard] = new
        pairs.append((calls.phones[phone], names[new]))
    made = Calls(tuple(names), caller, called, calls.at, calls.hour, calls.tower, calls.towers)
    return Planted(made, frozenset(pairs))


def made_up(many: int, seed: int) -> Planted:
    """Calls in neighbourhoods of acquaintances over ninety days; one phone in 200 is replaced."""
    rng = np.random.default_rng(seed)
    phones = many // 25
    own = rng.integers(1, 9, (phones, 8)) * rng.choice([-1, 1], (phones, 8))
    caller = rng.integers(0, phones, many)
    # Half of the calls go to the two one talks to most.
    friend = np.where(rng.random(many) < 0.5, rng.integers(0, 2, many), rng.integers(0, 8, many))
    called = (caller + own[caller, friend]) % phones
    far = rng.random(many) < 0.05
    called = np.where(far, rng.integers(0, phones, many), called)
    at = np.sort(rng.uniform(0, 90, many))
    hour = ((at % 1) * 8).astype(np.int32)
    keep = caller != called
    made = Calls(
        tuple(f"p{number}" for number in range(phones)), caller[keep].astype(np.int32),
        called[keep].astype(np.int32), at[keep], hour[keep], np.full(int(keep.sum()), -1, np.int32), 0,
    )  # fmt: skip
    chosen = rng.choice(_ordinary(made, frozenset()), phones // 200, replace=False)
    return _replaced(made, rng, {int(phone): _moment(made, rng) for phone in chosen})
