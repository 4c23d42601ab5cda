"""A roster is proposed, and a person accepts it with a reason or puts it aside; nothing changes by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from beccaria.core.refusal import BadInput, Cannot, Hidden, Refused
from beccaria.placement.actions import roster_plans
from beccaria.placement.actions import rostering as actions
from beccaria.placement.models import RosterPlan, StaffShift
from beccaria.placement.queries import roster_plans as queries
from tests.grouping import at, does, planted

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["at", "does", "planted"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def shifts(does: Any, at: datetime) -> dict[str, str]:
    """S1 was near category B for a day and is to be again; S2 works where nobody of it is."""
    made = {}
    for name, days, wing, staff in (
        *((f"past{day}", -day, "NORTH-C", "S1") for day in (2, 3, 4)),
        *((f"near{day}", day, "NORTH-C", "S1") for day in (1, 2)),
        *((f"far{day}", day, "NORTH-B", "S2") for day in (1, 2)),
    ):
        starts = at + timedelta(days=days)
        new = actions.NewShift(
            site="NORTH", staff=staff, wing=wing, starts=starts, ends=starts + timedelta(hours=8)
        )
        made[name] = does("pia", actions.write_shift, new, at=at)
    limit = actions.NewNearLimit(site="NORTH", hours=20, days=28, categories=("B",), why="Two fell ill.")
    does("gil", actions.set_near_limit, limit, at=at)
    return made


def given(*, by: Any) -> dict[str, str]:
    """Who has which shift."""
    del by
    return dict(StaffShift.objects.values_list("id", "staff"))


def test_what_somebody_accepts_is_the_roster_with_his_reason(
    does: Any, at: datetime, shifts: dict[str, str]
) -> None:
    before = does("gil", given)
    plan = does("pia", roster_plans.propose_roster, "NORTH", at=at)
    assert does("gil", given) == before
    waits = does("gil", queries.open_plan, "NORTH")
    assert (waits.id, waits.proposed_by) == (plan, does("gil", queries.open_plan, "NORTH").proposed_by)
    assert waits.over_then < waits.over_now
    assert {one.shift for one in waits.changes} <= set(shifts.values())
    with pytest.raises(BadInput, match="Your reason is empty"):
        does("gil", roster_plans.accept_roster, plan, why=" ", at=at)
    assert does("gil", roster_plans.accept_roster, plan, why="He needs a rest.", at=at) == "NORTH"
    after = does("gil", given)
    assert {key: who for key, who in after.items() if before[key] != who} == {
        one.shift: one.to for one in waits.changes
    }
    with pytest.raises(Cannot, match="accepted already"):
        does("pia", roster_plans.accept_roster, plan, why="Again.", at=at)
    assert does("pia", queries.open_plan, "NORTH") is None
    (told,) = does("pia", queries.decided_plans, "NORTH")
    assert (told.accepted, told.decided_why) == (True, "He needs a rest.")
    assert told.decided_by != told.proposed_by


def test_a_roster_that_changed_meanwhile_is_proposed_anew(
    does: Any, at: datetime, shifts: dict[str, str]
) -> None:
    plan = does("pia", roster_plans.propose_roster, "NORTH", at=at)
    changed = does("pia", queries.open_plan, "NORTH").changes[0].shift
    assert changed in shifts.values()
    does("pia", actions.withdraw_shift, changed, why="The wing is closed.", at=at)
    with pytest.raises(Cannot, match="proposed anew"):
        does("gil", roster_plans.accept_roster, plan, why="Yes.", at=at)
    with pytest.raises(BadInput, match="Your reason is empty"):
        does("gil", roster_plans.put_roster_aside, plan, why="", at=at)
    does("gil", roster_plans.put_roster_aside, plan, why="It is out of date.", at=at)
    (told,) = does("pia", queries.decided_plans, "NORTH")
    assert (told.accepted, told.decided_why) == (False, "It is out of date.")


def test_asked_again_the_one_before_is_put_aside_and_one_waits(
    does: Any, at: datetime, shifts: dict[str, str]
) -> None:
    assert shifts
    first = does("pia", roster_plans.propose_roster, "NORTH", at=at)
    second = does("gil", roster_plans.propose_roster, "NORTH", at=at)
    assert does("pia", queries.open_plan, "NORTH").id == second != first
    limit = actions.NewNearLimit(site="NORTH", hours=90, days=28, categories=("B",), why="Staff fell short.")
    does("gil", actions.set_near_limit, limit, at=at)
    with pytest.raises(Cannot, match="limit changed"):
        does("gil", roster_plans.accept_roster, second, why="Yes.", at=at)


def test_nobody_else_proposes_accepts_or_counts(does: Any, at: datetime, shifts: dict[str, str]) -> None:
    assert shifts
    plan = does("pia", roster_plans.propose_roster, "NORTH", at=at)
    for name in ("ana", "bo", "cy", "eve", "oli", "nan", "dee", "max"):
        with pytest.raises(Refused):
            does(name, roster_plans.propose_roster, "NORTH", at=at)
        with pytest.raises(Hidden):
            does(name, roster_plans.accept_roster, plan, why="Mine.", at=at)
        with pytest.raises(Refused):
            does(name, queries.open_plan, "NORTH")
        assert does(name, _rows) == 0, name
    assert does("gil", _rows) == 1


def _rows(*, by: Any) -> int:
    del by
    return RosterPlan.objects.count()
