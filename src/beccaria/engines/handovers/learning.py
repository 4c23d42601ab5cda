"""Learns from the file itself how alike a phone is to itself, and how alike phones of different people are.

Every phone is cut in two at a moment: its two halves are one person's, halves of two phones are not. No truth is
needed and nothing is carried from one file to another but the weights at which a small file starts.
Method: logistic regression as the ratio of two densities (J. Qin 1998, Biometrika 85:619-630), with a normal prior.
"""

from dataclasses import dataclass
from math import log
from typing import Final

import numpy as np
from numpy.typing import NDArray

from beccaria.engines.handovers.calls import Events
from beccaria.engines.handovers.candidates import Meeting, pairs_of
from beccaria.engines.handovers.likeness import MEASURES, NEW_CALLS, OLD_CALLS, Background, likeness
from beccaria.engines.network.compiled import Index, Real

_CUTS: Final = (0.35, 0.5, 0.65)
_PHONES: Final = 400
_FEWEST: Final = 4
_SEED: Final = 20_080_626
_ROUNDS: Final = 40
# Measures are divided by these before they are weighed, so that one prior serves all of them.
_SCALE: Final = np.array([10.0, 5.0, 5.0, 5.0, 0.3])
# Where a file is too small to say more: what simulated services taught (docs/explanation/detection.md).
_START: Final = np.array([-5.0, 2.0, 0.5, 0.2, 0.1, 1.5])
_PRIOR: Final = 0.15
_ENOUGH: Final = 1e-9
_OF_PLACE: Final = [MEASURES.index("towers"), MEASURES.index("hours")]


@dataclass(frozen=True, slots=True)
class Learnt:
    """Weights of the measures (first the constant), and on how many comparisons they rest."""

    weights: Real
    same: int
    different: int

    @property
    def most(self) -> float:
        """The most it can say."""
        return log(10.0 * (self.different + 10))

    def speaks(self, measures: Real) -> Real:
        """Natural logarithm of how much likelier such measures are of one person's phones than of two people's.

        Never more than the comparisons bear: of a thousand pairs nobody learns that one in a million is so alike.
        """
        raw = _with_constant(measures) @ self.weights
        if self.same:
            raw = raw + log((self.different + 1) / (self.same + 1))
        bounded: Real = np.clip(raw, -30.0, self.most)
        return bounded


def learn(found: Events, met: Meeting, label: Index, known: Background) -> Learnt:
    """Cut phones in two at three moments and learn to tell halves of one from halves of two."""
    first, last = float(found.at.min()), float(found.at.max())
    measures: list[Real] = []
    answers: list[NDArray[np.bool_]] = []
    rng = np.random.default_rng(_SEED)
    for share in _CUTS:
        moment = first + share * (last - first)
        phones = _sample(rng, found, moment)
        pairs = pairs_of(found, met, phones.tolist(), [moment] * len(phones))
        if not len(pairs[0]):
            continue
        alike = likeness(found, label, known, pairs)
        enough = (alike.counts[:, OLD_CALLS] >= _FEWEST) & (alike.counts[:, NEW_CALLS] >= _FEWEST)
        measures.append(alike.measures[enough])
        answers.append((pairs[0] == pairs[1])[enough])
    if not answers:
        return Learnt(_START, 0, 0)
    answer, rows = np.concatenate(answers), np.concatenate(measures)
    return Learnt(_fit(*_moved_house(rows, answer)), 2 * int(answer.sum()), 2 * int((~answer).sum()))


def _moved_house(rows: Real, answer: NDArray[np.bool_]) -> tuple[Real, NDArray[np.bool_]]:
    """The same comparisons once more as if everybody had moved: a new phone is often used from elsewhere."""
    moved = rows.copy()
    moved[:, _OF_PLACE] = 0.0
    return np.concatenate([rows, moved]), np.concatenate([answer, answer])


def _sample(rng: np.random.Generator, found: Events, moment: float) -> Index:
    """Phones used often enough on both sides of the moment."""
    early = np.bincount(found.phone[found.at < moment], minlength=found.phones)
    many = np.diff(found.start)
    fit = np.flatnonzero((early >= _FEWEST) & (many - early >= _FEWEST))
    if len(fit) > _PHONES:
        fit = np.sort(rng.choice(fit, _PHONES, replace=False))
    return fit.astype(np.int32)


def _with_constant(measures: Real) -> Real:
    return np.column_stack([np.ones(len(measures)), measures / _SCALE])


def _fit(measures: Real, answer: NDArray[np.bool_]) -> Real:
    """The weights of greatest posterior density. To be more alike never speaks against: such a measure is left out."""
    rows, wanted = _with_constant(measures), answer.astype(np.float64)
    used = np.ones(rows.shape[1], dtype=np.bool_)
    weights = np.zeros(rows.shape[1])
    while True:
        weights[:] = 0
        weights[used] = _newton(rows[:, used], wanted, _START[used])
        against = used & (weights < 0)
        against[0] = False
        if not against.any():
            return weights
        used[int(np.where(against, weights, 0).argmin())] = False


def _newton(rows: Real, wanted: Real, start: Real) -> Real:
    """Newton's method, drawn to `start` where the data say little."""
    prior = np.full(rows.shape[1], _PRIOR)
    prior[0] = 1e-3
    weights = start.copy()
    for _ in range(_ROUNDS):
        guessed = 1 / (1 + np.exp(-np.clip(rows @ weights, -35, 35)))
        slope = rows.T @ (wanted - guessed) - prior * (weights - start)
        curve = (rows * (guessed * (1 - guessed))[:, None]).T @ rows + np.diag(prior)
        step = np.linalg.solve(curve, slope)
        weights = weights + np.clip(step, -3, 3)
        if float(np.abs(step).max()) < _ENOUGH:
            break
    return weights
