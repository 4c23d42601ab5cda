"""Phones that replaced others are told, phones of friends are not: in calls made up for it."""

from datetime import UTC, datetime, timedelta
from random import Random

import numpy as np
import pytest

from beccaria.engines.handovers.calls import Calls, collect
from beccaria.engines.handovers.replacing import handovers
from beccaria.engines.handovers.words import document, why

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
PHONES, DAYS, A_DAY = 90, 40, 1.2
Change = dict[int, tuple[str, float]]


def town(seed: int, changes: Change, *, staying: float = 0.0) -> Calls:
    """Everybody calls six acquaintances, some of them often; who changes is reached at the new number from then on."""
    rng = Random(seed)  # noqa: S311  calls are made up
    friends = {one: rng.sample([two for two in range(PHONES) if two != one], 6) for one in range(PHONES)}
    rows: list[tuple[str, str, datetime]] = []
    for one, theirs in friends.items():
        for _ in range(int(DAYS * A_DAY)):
            day = rng.uniform(0, DAYS)
            two = theirs[0] if rng.random() < 0.4 else rng.choice(theirs)
            rows.append(
                (name(one, day, changes, 0.0, rng), name(two, day, changes, staying, rng), moment(day))
            )
    rows.sort(key=lambda row: row[2])
    return collect([row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows])


def name(phone: int, day: float, changes: Change, staying: float, rng: Random) -> str:
    new, since = changes.get(phone, ("", DAYS))
    return new if day >= since and rng.random() >= staying else f"p{phone}"


def moment(day: float) -> datetime:
    return BEGIN + timedelta(days=day)


def told(calls: Calls) -> set[tuple[str, str]]:
    return {(one.old, one.new) for one in handovers(calls)}


@pytest.mark.parametrize("seed", [1, 2])
def test_phones_replaced_one_by_one_are_told_and_no_others(seed: int) -> None:
    changes: Change = {4: ("n4", 14.0), 40: ("n40", 20.0), 77: ("n77", 26.0)}
    assert told(town(seed, changes, staying=0.05)) == {("p4", "n4"), ("p40", "n40"), ("p77", "n77")}


def test_nothing_is_told_where_nobody_changed() -> None:
    assert handovers(town(3, {})) == []


def test_a_circle_that_changes_at_once_is_told_by_what_is_known_of_each_other() -> None:
    """Half of everybody's contacts change with him: none of the pairs is alike until some are known."""
    changes: Change = {phone: (f"n{phone}", 20.0 + phone / 1000) for phone in range(0, PHONES, 9)}
    found = told(town(5, changes))
    assert found <= {(f"p{phone}", new) for phone, (new, _) in changes.items()}
    assert len(found) >= 8


def test_a_second_phone_beside_the_first_is_no_replacement() -> None:
    """Somebody new calls the same people, and the first phone goes on."""
    calls = town(6, {})
    ends = zip(calls.caller, calls.called, calls.at, strict=True)
    rows = [(calls.phones[one], calls.phones[two], float(at)) for one, two, at in ends]
    same = [("second", two, at) for one, two, at in rows if one == "p8" and at > 20473]
    both = sorted([*rows, *same], key=lambda row: row[2])
    made = collect(
        [row[0] for row in both], [row[1] for row in both],
        [datetime.fromtimestamp(row[2] * 86_400, tz=UTC) for row in both],
    )  # fmt: skip
    assert handovers(made) == []


def test_who_may_be_told_can_be_limited() -> None:
    calls = town(1, {4: ("n4", 14.0), 40: ("n40", 20.0)})
    found = handovers(calls, among={"p4", "n4", "p40"}.__contains__)
    assert {(one.old, one.new) for one in found} == {("p4", "n4")}


def test_the_same_calls_give_the_same_answer_the_surest_first() -> None:
    calls = town(1, {4: ("n4", 14.0), 40: ("n40", 20.0), 77: ("n77", 26.0)}, staying=0.05)
    found = handovers(calls)
    assert found == handovers(calls)
    assert [one.confidence for one in found] == sorted((one.confidence for one in found), reverse=True)
    assert all(0.8 <= one.confidence <= 1 for one in found)


def test_no_calls_and_calls_of_one_moment_tell_nothing() -> None:
    assert handovers(collect([], [], [])) == []
    assert handovers(collect(["a", "b"], ["b", "c"], [BEGIN, BEGIN])) == []


def test_a_call_to_oneself_is_left_out() -> None:
    calls = collect(["a", "a"], ["a", "b"], [BEGIN, BEGIN])
    assert len(calls) == 1
    assert np.array_equal(calls.tower, [-1])


def test_the_reason_can_be_looked_up_in_the_calls() -> None:
    (found,) = handovers(town(1, {4: ("n4", 14.0)}))
    said = why(found)
    assert "n4 came into use on 15 January 2026" in said
    assert (
        f"{found.shared} of its {found.new_contacts} contacts were among the {found.old_contacts} of p4"
        in said
    )
    assert "there were 0" in said
    assert {"old", "new", "confidence", "why"} <= set(document(found))
