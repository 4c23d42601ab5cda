"""Two people are kept apart: written down once, seen by who must know, closed with a reason, told bare to placers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from beccaria.core.actors import Level
from beccaria.core.allocation import Level as Apart
from beccaria.core.placement import Cause, Part
from beccaria.core.refusal import BadInput, Cannot, Hidden
from beccaria.lib.moments import day_of
from beccaria.placement import actions
from beccaria.placement.queries import keeping
from tests.grouping import at, does, planted

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["at", "does", "planted"]
pytestmark = pytest.mark.django_db


def new(one: str, other: str, **more: Any) -> actions.NewKeepApart:
    """As asked, with what is needed filled in."""
    said: dict[str, Any] = {
        "apart": Apart.WING,
        "cause": Cause.THREAT,
        "why": "He was threatened in the yard.",
    }
    return actions.NewKeepApart(person=one, other=other, **(said | more))


@pytest.mark.parametrize("turned", [False, True])
def test_each_is_told_his_part_whichever_was_named_first(
    does: Any, planted: Any, at: datetime, *, turned: bool
) -> None:
    two = planted("seed-twin"), planted("seed-namesake")
    one, other = reversed(two) if turned else two
    said = new(one, other, his_part=Part.DANGER, other_part=Part.IN_DANGER)
    made = does("bo", actions.open_keep_apart, said, at=at)
    mine = does("bo", keeping.of_person, one, on=day_of(at)).rows
    theirs = does("bo", keeping.of_person, other, on=day_of(at)).rows
    assert [row.id for row in mine] == [row.id for row in theirs] == [made]
    assert mine[0].his_part is Part.DANGER
    assert theirs[0].his_part is Part.IN_DANGER
    assert theirs[0].other is not None
    assert theirs[0].other.id == one


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"why": " "}, "is empty"),
        ({"until": -1}, "over already"),
        ({"review": -1}, "lies in the past"),
        ({"review": 400}, "within a year"),
        ({"review": 30, "until": 10}, "before anybody looks again"),
        ({"reference": "report 7"}, "no record you may read"),
    ],
)
def test_bad_input_is_told_in_a_sentence(
    does: Any, planted: Any, at: datetime, more: dict[str, Any], says: str
) -> None:
    days = {key: day_of(at) + timedelta(days=value) for key, value in more.items() if isinstance(value, int)}
    with pytest.raises(BadInput, match=says):
        does(
            "bo",
            actions.open_keep_apart,
            new(planted("seed-twin"), planted("seed-son"), **(more | days)),
            at=at,
        )


def test_nobody_is_kept_from_himself_or_from_somebody_hidden(does: Any, planted: Any, at: datetime) -> None:
    twin = planted("seed-twin")
    with pytest.raises(BadInput, match="one and the same"):
        does("bo", actions.open_keep_apart, new(twin, twin), at=at)
    for other in (planted("seed-secret"), planted("seed-elsewhere"), "nobody"):
        with pytest.raises(BadInput, match="not found"):
            does("bo", actions.open_keep_apart, new(twin, other), at=at)


def test_a_pair_is_kept_apart_once_a_level_and_anew_after_it_ended(
    does: Any, planted: Any, at: datetime
) -> None:
    said = new(planted("seed-twin"), planted("seed-son"))
    made = does("bo", actions.open_keep_apart, said, at=at)
    with pytest.raises(Cannot, match="already"):
        does("bo", actions.open_keep_apart, said, at=at)
    does("gil", actions.close_keep_apart, made, why="They made peace before the imam.", at=at)
    with pytest.raises(Cannot, match="ended already"):
        does("gil", actions.close_keep_apart, made, why="Again.", at=at)
    again = does("bo", actions.open_keep_apart, said, at=at)
    rows = does("bo", keeping.of_person, planted("seed-son"), on=day_of(at), closed=True).rows
    assert {row.id for row in rows} == {made, again}
    assert does("bo", keeping.told, [planted("seed-son")], on=day_of(at)) != ()


def test_it_ends_by_itself_after_its_last_day(does: Any, planted: Any, at: datetime) -> None:
    twin, today = planted("seed-twin"), day_of(at)
    said = new(twin, planted("seed-son"), until=today + timedelta(days=5), review=today + timedelta(days=3))
    does("bo", actions.open_keep_apart, said, at=at)
    for days, held in ((5, True), (6, False)):
        on = today + timedelta(days=days)
        assert bool(does("pia", keeping.told, [twin], on=on)) is held
        assert bool(does("bo", keeping.of_person, twin, on=on).rows) is held


def test_who_places_people_is_told_the_bare_rule_and_a_landing_is_not(
    does: Any, planted: Any, at: datetime
) -> None:
    mts, father = planted("seed-mts"), planted("seed-father")
    bo = does("bo", keeping.of_person, mts, on=day_of(at))
    assert [row.cause for row in bo.rows] == [Cause.DEBT]
    assert bo.bare == ()
    pia = does("pia", keeping.of_person, mts, on=day_of(at))
    assert pia.rows == ()
    assert [(other.id, level) for other, level in pia.bare] == [(father, Apart.CELL)]
    ana = does("ana", keeping.of_person, mts, on=day_of(at))
    assert ana.rows == ana.bare == ()
    with pytest.raises(Hidden):
        does("eve", keeping.of_person, mts, on=day_of(at))


def test_an_officer_reads_what_is_marked_for_him(does: Any, planted: Any, at: datetime) -> None:
    made = does(
        "bo",
        actions.open_keep_apart,
        new(planted("seed-twin"), planted("seed-son"), level=Level.OFFICIAL),
        at=at,
    )
    assert does("ana", keeping.keep_apart, made).why == "He was threatened in the yard."
