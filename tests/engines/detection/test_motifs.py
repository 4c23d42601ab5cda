"""Payments that gather or come round score, ordinary ones do not; round sums need more than odd ones."""

import numpy as np

from beccaria.engines.detection.motifs import Payments, alerts, coming_round, gathered

MANY, ACCOUNTS = 3000, 600


def market(planted: list[tuple[int, int, int, int]]) -> Payments:
    rng = np.random.default_rng(1)
    more = np.array(planted, dtype=np.int64).reshape(-1, 4)
    cents = np.where(rng.random(MANY) < 0.3, 5000, rng.integers(100, 60_000, MANY))
    return Payments(
        np.concatenate([rng.integers(0, ACCOUNTS, MANY), more[:, 0]]),
        np.concatenate([rng.integers(0, ACCOUNTS, MANY), more[:, 1]]),
        np.concatenate([cents, more[:, 2]]), np.concatenate([rng.integers(0, 100, MANY), more[:, 3]]), ACCOUNTS,
    )  # fmt: skip


RING = [(10, 11, 7318, 3), (11, 12, 7318, 9), (12, 13, 7318, 1), (13, 10, 7318, 30)]
FAN = [(payer, 400, 19_000 + payer, 40 + payer % 4) for payer in range(20, 26)]


def test_a_sum_that_comes_round_is_told_and_nothing_else_of_that_sum() -> None:
    payments = market([*RING, (500, 501, 7318, 5)])
    scores = coming_round(payments)
    assert (scores[MANY : MANY + 4] > 10).all()
    assert scores[-1] == 0
    assert (scores[:MANY] < scores[MANY]).all()


def test_like_sums_of_several_payers_within_days_are_told() -> None:
    payments = market(FAN)
    scores = gathered(payments)
    assert (scores[MANY:] > 8).all()
    assert np.median(scores[:MANY]) == 0


def test_the_same_payers_over_months_are_not() -> None:
    slow = [(payer, 400, 19_000, 15 * turn) for turn, payer in enumerate(range(20, 26))]
    assert gathered(market(slow))[MANY:].max() == 0


def test_alerts_are_few_and_never_of_nothing() -> None:
    payments = market([*RING, *FAN])
    chosen = alerts([gathered(payments), coming_round(payments)], 0.01)
    assert len(chosen) <= 0.01 * (MANY + len(RING) + len(FAN))
    assert set(range(MANY, MANY + 10)) <= set(chosen.tolist())
    assert len(alerts([np.zeros(100)], 0.5)) == 0
