"""Many values at a time: in their order, none lost, none twice."""

import pytest

from beccaria.lib.many import batches


@pytest.mark.parametrize("size", [1, 3, 7, 100])
def test_batches_hold_every_value_once_in_order(size: int) -> None:
    found = list(batches((str(number) for number in range(10)), size))
    assert [one for several in found for one in several] == [str(number) for number in range(10)]
    assert all(len(several) == size for several in found[:-1])
    assert 0 < len(found[-1]) <= size


def test_nothing_is_no_batch() -> None:
    assert list(batches((), 5)) == []
