"""When cells change and which is next: never later than the rule, drawn from all, unforeseeable without the key."""

import hashlib
import hmac
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from beccaria.core import rotation
from beccaria.core.refusal import BadInput

SINCE = date(2026, 3, 1)


def with_key(key: str) -> Callable[[str], str]:
    """What a service with this key draws."""
    return lambda text: hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()


@pytest.mark.parametrize("every", [7, 28, 90, 366])
def test_the_day_is_never_later_than_the_rule_and_never_in_the_first_half(every: int) -> None:
    days = {rotation.due(SINCE, every, of=f"p{number}", draw=with_key("a")) for number in range(300)}
    assert max(days) <= SINCE + timedelta(days=every)
    assert min(days) >= SINCE + timedelta(days=every // 2)
    assert len(days) > 1


def test_the_same_key_draws_the_same_and_another_key_another_day() -> None:
    one = [rotation.due(SINCE, 90, of=f"p{number}", draw=with_key("a")) for number in range(50)]
    same = [rotation.due(SINCE, 90, of=f"p{number}", draw=with_key("a")) for number in range(50)]
    other = [rotation.due(SINCE, 90, of=f"p{number}", draw=with_key("b")) for number in range(50)]
    assert one == same
    assert sum(mine == theirs for mine, theirs in zip(one, other, strict=True)) < 10


def test_every_cell_is_as_likely_as_any_other() -> None:
    cells = [f"C-{number}" for number in range(8)]
    drawn = Counter(
        rotation.drawn(cells, of=f"p{number}", since=SINCE, turn=0, draw=with_key("a"))
        for number in range(8000)
    )
    assert set(drawn) == set(cells)
    # Chi square with seven degrees of freedom: 24.3 is passed by chance once in a thousand.
    assert sum((count - 1000) ** 2 / 1000 for count in drawn.values()) < 24.3


def test_what_was_put_aside_is_drawn_anew_and_nothing_from_nothing() -> None:
    cells = [f"C-{number}" for number in range(50)]
    turns = {rotation.drawn(cells, of="p", since=SINCE, turn=turn, draw=with_key("a")) for turn in range(10)}
    assert len(turns) > 5
    assert rotation.drawn([], of="p", since=SINCE, turn=0, draw=with_key("a")) is None


@pytest.mark.parametrize("every", [0, 6, 367])
def test_days_that_are_no_rotation_are_refused(every: int) -> None:
    with pytest.raises(BadInput, match="from 7 to 366"):
        rotation.check_days(every)
