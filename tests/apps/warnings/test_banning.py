"""A ban rests on a rule, holds until its last day is over, and ends by itself."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from beccaria.core.refusal import BadInput, Cannot, Hidden, Refused
from beccaria.core.warning import BanOn
from beccaria.lib.moments import day_of
from beccaria.warnings import actions, queries
from beccaria.warnings.api import NewBan, Subject
from tests.apps.warnings.conftest import BORN, NAME

pytestmark = pytest.mark.django_db

Does = Callable[..., Any]


def new(at: datetime, **more: Any) -> NewBan:
    said: dict[str, Any] = {
        "on": BanOn.PERSON,
        "subject": Subject(names=(NAME,), born=BORN),
        "ground": "House rules, article 12",
        "reason": "Tablets were found on her.",
        "authority": "The governor",
        "notice": "Handed over in writing",
        "contest": "To the supervising judge within 10 days",
        "last_day": day_of(at) + timedelta(days=30),
    }
    return NewBan(**(said | more))


def test_it_ends_at_the_local_midnight_after_its_last_day(does: Does) -> None:
    # In Rome clocks are put back in the night to 26 October 2025: that day ends at 23:00 in UTC.
    at = datetime(2025, 10, 1, 12, 0, tzinfo=UTC)
    made = does("gil", actions.set_ban, new(at, last_day=date(2025, 10, 26)), at=at)
    ban = does("gil", queries.ban, made)
    assert ban.until == datetime(2025, 10, 26, 23, 0, tzinfo=UTC)
    assert ban.holds(ban.until - timedelta(seconds=1))
    assert not ban.holds(ban.until)
    assert does("gil", queries.bans, at=ban.until).items == ()
    assert [one.id for one in does("gil", queries.bans, over=True, at=ban.until).items] == [made]


def test_it_ends_earlier_with_a_reason(does: Does, at: datetime) -> None:
    made = does("cy", actions.set_ban, new(at), at=at)
    with pytest.raises(BadInput):
        does("gil", actions.end_ban, made, why="  ", at=at)
    does("gil", actions.end_ban, made, why="She was not the one.", at=at)
    assert does("gil", queries.ban, made).ended_why == "She was not the one."
    with pytest.raises(Cannot):
        does("gil", actions.end_ban, made, why="Again.", at=at)


@pytest.mark.parametrize("who", ["ana", "bo", "pia", "nan", "eve", "dee"])
def test_only_heads_and_governors_decide(who: str, does: Does, at: datetime) -> None:
    with pytest.raises(Refused):
        does(who, actions.set_ban, new(at, site="NORTH"), at=at)


def test_it_is_seen_only_where_it_holds(does: Does, at: datetime) -> None:
    here = does("gil", actions.set_ban, new(at), at=at)
    everywhere = does("gil", actions.set_ban, new(at, reaches=("*",)), at=at)
    named = does("gil", actions.set_ban, new(at, reaches=("SOUTH",)), at=at)
    assert {one.id for one in does("oli", queries.bans, at=at).items} == {everywhere, named}
    assert {one.id for one in does("ana", queries.bans, at=at).items} == {here, everywhere, named}
    with pytest.raises(Hidden):
        does("eve", queries.ban, here)
    with pytest.raises(Refused):
        does("eve", actions.end_ban, everywhere, why="Mine now.", at=at)


def test_the_record_behind_it_stays_at_home(does: Does, planted: Callable[[str], str], at: datetime) -> None:
    visitor = planted("seed-visitor")
    made = does("gil", actions.set_ban, new(at, person=visitor, reaches=("*",)), at=at)
    assert does("gil", queries.ban, made).person == visitor
    assert does("oli", queries.ban, made).person is None


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"last_day": date(2020, 1, 1)}, "before the first"),
        ({"last_day": date(2032, 1, 1)}, "at most 365 days"),
        ({"on": BanOn.RELATIONSHIP}, "needs the prisoner"),
        ({"on": BanOn.PHONE}, "telephone number"),
        ({"on": BanOn.ACCOUNT}, "account"),
        ({"subject": Subject()}, "name of the person"),
        ({"ground": " "}, "The rule it rests on is empty"),
        ({"reaches": ("NOWHERE",)}, "no establishment"),
        ({"person": "no-such-person"}, "not found"),
        ({"subject": Subject(names=("x" * 400,))}, "longer than 300"),
    ],
)
def test_bad_input_gets_one_sentence(more: dict[str, Any], says: str, does: Does, at: datetime) -> None:
    with pytest.raises(BadInput, match=says):
        does("gil", actions.set_ban, new(at, **more), at=at)
