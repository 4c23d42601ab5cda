"""Settled links: the share of true pairs, clusters without chains, one to one where lists hold nobody twice."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from beccaria.engines.matching import settle

PAIRS = st.lists(
    st.tuples(st.integers(0, 14), st.integers(0, 14), st.floats(-12, 15)).filter(
        lambda pair: pair[0] < pair[1]
    ),
    max_size=40,
    unique_by=lambda pair: pair[:2],
)


def arrays(pairs: list[tuple[int, int, float]]) -> tuple[settle.Ints, settle.Ints, settle.Floats]:
    return (
        np.array([one for one, _, _ in pairs], dtype=np.int64),
        np.array([other for _, other, _ in pairs], dtype=np.int64),
        np.array([weight for _, _, weight in pairs], dtype=np.float64),
    )


def clustered(records: int, *pairs: tuple[int, int, float], least: float = 0.0) -> list[int]:
    found: list[int] = settle.within(records, *arrays(list(pairs)), least).cluster.tolist()
    return found


def test_a_pair_is_joined_from_the_threshold_upwards() -> None:
    assert clustered(3, (0, 1, 3.0), (1, 2, -3.0)) == [0, 0, 2]
    assert clustered(2, (0, 1, 3.0), least=4.0) == [0, 1]


def test_two_sure_groups_are_not_chained_by_one_weak_pair() -> None:
    group = [(a, b, 12.0) for a in range(3) for b in range(a + 1, 3)]
    other = [(a + 3, b + 3, 12.0) for a, b, _ in group]
    against = [(a, b, -5.0) for a in range(3) for b in range(3, 6) if (a, b) != (2, 3)]
    assert clustered(6, *group, *other, (2, 3, 2.0), *against) == [0, 0, 0, 3, 3, 3]


def test_many_middling_pairs_support_each_other() -> None:
    group = [(a, b, 12.0) for a in range(3) for b in range(a + 1, 3)]
    assert clustered(4, *group, (0, 3, -0.5), (1, 3, 3.0), (2, 3, 3.0)) == [0, 0, 0, 0]


def test_a_forbidden_pair_never_meets_through_a_third() -> None:
    left, right, weight = arrays([(0, 1, 14.0), (1, 2, 14.0), (0, 2, 9.0)])
    barred = settle.forbidden(weight, np.array([True, True, False]))
    cluster = settle.within(3, left, right, barred, 0.0).cluster
    assert cluster[0] != cluster[2]


@given(PAIRS)
def test_clusters_are_named_by_their_smallest_and_do_not_hang_on_order(
    pairs: list[tuple[int, int, float]],
) -> None:
    cluster = settle.within(15, *arrays(pairs), 0.0).cluster
    assert (cluster <= np.arange(15)).all()
    assert (cluster[cluster] == cluster).all()
    again = settle.within(15, *arrays(sorted(pairs, reverse=True)), 0.0).cluster
    same = len({weight for *_, weight in pairs}) == len(pairs)
    assert not same or cluster.tolist() == again.tolist() or len(pairs) > 2


@given(PAIRS)
def test_one_to_one_takes_each_record_once_and_the_best_first(pairs: list[tuple[int, int, float]]) -> None:
    moved = [(one, other + 15, weight) for one, other, weight in pairs]
    left, right, weight = arrays(moved)
    kept = settle.across(left, right, weight, 0.0, one_to_one=True)
    ends = [*left[kept].tolist(), *right[kept].tolist()]
    assert len(ends) == len(set(ends))
    assert (weight[kept] >= 0).all()
    for place in np.flatnonzero(~kept & (weight >= 0)):
        rivals = kept & ((left == left[place]) | (right == right[place]))
        assert (weight[rivals] >= weight[place]).any()


def test_a_list_with_doubles_may_take_several() -> None:
    pairs = [(one, 100 + 2 * one + twin, 10.0) for one in range(20) for twin in (0, 1)]
    assert settle.across(*arrays(pairs), 0.0, one_to_one=None).sum() == 40
    assert settle.across(*arrays(pairs), 0.0, one_to_one=True).sum() == 20


def test_the_share_of_true_pairs_is_found_from_the_weights() -> None:
    rng = np.random.default_rng(1)
    bare = np.concatenate([rng.normal(26, 2, 300), rng.normal(-6, 2, 700)])
    weight, share = settle.calibrated(bare + settle.bits(1e-4), 1e-4, 1_000_000)
    assert 0.9 * 3e-4 < share < 1.1 * 3e-4
    assert (weight >= 0).sum() == 300


def test_no_pairs_at_all() -> None:
    assert clustered(3) == [0, 1, 2]
    assert settle.across(*arrays([]), 0.0, one_to_one=None).sum() == 0
    assert settle.calibrated(np.array([]), 1e-4, 10.0)[1] == 1e-4
