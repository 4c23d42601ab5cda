"""Where somebody may live is proposed with reasons, decided by a person, ordered, carried out, or cancelled."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from beccaria.core.allocation import Level as Apart
from beccaria.core.allocation import Mode, restored, stored
from beccaria.core.placement import Cause, OrderState, Stage
from beccaria.core.refusal import BadInput, Cannot, Hidden, Refused
from beccaria.events import api as events
from beccaria.lib.moments import day_of
from beccaria.placement import actions
from beccaria.placement.queries import proposals
from beccaria.placement.queries.instance import OF_CLASS, Asked, built
from tests.grouping import at, does, planted

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["at", "does", "planted"]
pytestmark = pytest.mark.django_db
WINGS = {"NORTH-A", "NORTH-B", "NORTH-C"}


def one(person: str) -> Asked:
    """A question about one person."""
    return Asked(mode=Mode.ONE, people=(person,))


@pytest.fixture
def kept(does: Any, planted: Any, at: datetime) -> str:
    """The twin is kept from Marek Sandor, who lives on NORTH-C; the record of it."""
    said = actions.NewKeepApart(
        person=planted("seed-twin"),
        other=planted("seed-mts"),
        apart=Apart.WING,
        cause=Cause.THREAT,
        why="He was threatened.",
    )
    return str(does("bo", actions.open_keep_apart, said, at=at))


def test_only_wings_of_the_readers_duty_are_asked_about_and_what_is_unknown_is_said(
    does: Any, planted: Any, at: datetime
) -> None:
    question = does("pia", built, one(planted("seed-namesake")), at=at)
    assert set(question.instance.wings) == WINGS
    assert {"home", "court", "needs"} <= set(question.unknown)
    assert question.instance.people[planted("seed-namesake")].category == "B"
    assert question.instance.wings["NORTH-C"].inside == 4
    with pytest.raises(Hidden):
        does("eve", built, one(planted("seed-namesake")), at=at)


def test_a_keep_apart_refuses_a_wing_with_its_reason_and_the_bare_rule_without(
    does: Any, planted: Any, at: datetime, kept: str
) -> None:
    twin = planted("seed-twin")
    read = does("bo", proposals.proposal, does("pia", actions.propose, one(twin), at=at))
    refused = {row["place"]: row["against"] for row in read.answer["refused"]}
    assert read.stage is Stage.READY
    assert "NORTH-C" in refused
    assert any(planted("seed-mts") in said and "threat" in said for said in refused["NORTH-C"])
    assert [row["place"] for row in read.answer["places"]] != []
    does("bo", actions.close_keep_apart, kept, why="Peace.", at=at)
    again = does("bo", proposals.proposal, does("pia", actions.propose, one(twin), at=at))
    assert "NORTH-C" in {row["place"] for row in again.answer["places"]}


def test_what_is_decided_becomes_an_order_and_the_order_a_movement(
    does: Any, planted: Any, at: datetime
) -> None:
    person = planted("seed-namesake")
    asked = does("pia", actions.propose, one(person), at=at)
    place = actions.NewPlacement(person=person, wing="NORTH-B", due=at + timedelta(hours=2), proposal=asked)
    with pytest.raises(BadInput, match="reason is empty"):
        does("pia", actions.decide, place, at=at)
    place = actions.NewPlacement(
        person=person,
        wing="NORTH-B",
        due=at + timedelta(hours=2),
        proposal=asked,
        reason="Nearer to the workshop.",
    )
    order = does("pia", actions.decide, place, at=at)
    with pytest.raises(Cannot, match="ordered already"):
        does("pia", actions.decide, place, at=at)
    assert [row.id for row in does("ana", proposals.orders_of, person)] == [order]
    with pytest.raises(Refused):
        does("eve", actions.carry_out, order, at=at)
    movement = does("ana", actions.carry_out, order, at=at)
    assert does("ana", events.marking_of, movement) is not None
    assert does("ana", proposals.order, order).state is OrderState.DONE
    with pytest.raises(Cannot, match="carried out already"):
        does("ana", actions.carry_out, order, at=at)
    decided = does("pia", proposals.decisions_of, person)
    assert (decided[0].wing, decided[0].reason) == ("NORTH-B", "Nearer to the workshop.")


def test_an_order_is_cancelled_with_a_reason(does: Any, planted: Any, at: datetime) -> None:
    order = does("pia", proposals.orders_of, planted("seed-son"))[0]
    with pytest.raises(Refused):
        does("ana", actions.cancel_order, order.id, why="Not today.", at=at)
    with pytest.raises(BadInput, match="is empty"):
        does("pia", actions.cancel_order, order.id, why="  ", at=at)
    does("pia", actions.cancel_order, order.id, why="He goes to hospital first.", at=at)
    read = does("pia", proposals.order, order.id)
    assert (read.state, read.cancelled_why) == (OrderState.CANCELLED, "He goes to hospital first.")


def test_a_hard_rule_is_set_aside_by_a_governor_in_words_alone(
    does: Any, planted: Any, at: datetime, kept: str
) -> None:
    twin = planted("seed-namesake")
    said = actions.NewKeepApart(
        person=twin, other=planted("seed-mts"), apart=Apart.WING, cause=Cause.FEUD, why="Blows in the yard."
    )
    does("bo", actions.open_keep_apart, said, at=at)
    plain = {
        "person": twin,
        "wing": "NORTH-C",
        "due": at + timedelta(hours=1),
        "reason": "No other bed tonight.",
    }
    with pytest.raises(BadInput, match="This stands against it: Marek Tibor Sandor is there"):
        does("pia", actions.decide, actions.NewPlacement(**plain), at=at)
    worded = actions.NewPlacement(**plain, override="One night, in a single cell, watched.")
    with pytest.raises(Refused):
        does("pia", actions.decide, worded, at=at)
    does("gil", actions.decide, worded, at=at)
    decided = does("gil", proposals.decisions_of, twin)[0]
    assert decided.override == "One night, in a single cell, watched."
    assert len(decided.against) == 1
    assert kept


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"mode": Mode.CLOSE, "establishment": "NORTH"}, "which wing"),
        ({"mode": Mode.LIST}, "Nobody is to be placed"),
        ({"mode": Mode.CLOSE, "establishment": "NORTH", "wing": "NORTH-B"}, "Nobody is to be placed"),
        ({"mode": Mode.ESTATE, "establishment": "NORTH", "moves": 0}, "At least one"),
    ],
)
def test_a_question_without_sense_is_refused_in_a_sentence(
    does: Any, at: datetime, asked: dict[str, Any], says: str
) -> None:
    with pytest.raises(BadInput, match=says):
        does("pia", actions.propose, Asked(**asked), at=at)


def test_who_has_no_category_is_classified_first(does: Any, planted: Any, at: datetime) -> None:
    with pytest.raises(BadInput, match="classify first, then place"):
        does("pia", built, one(planted("seed-visitor")), at=at)


def test_many_are_asked_about_by_a_question_that_is_kept_to_the_letter(does: Any, at: datetime) -> None:
    asked = Asked(mode=Mode.CLOSE, establishment="NORTH", wing="NORTH-C")
    instance = does("pia", built, asked, at=at).instance
    assert restored(stored(instance)) == instance
    made = does("pia", actions.propose, asked, at=at)
    row = does("pia", proposals.proposal_row, made)
    assert row.stage == Stage.COMPUTING
    assert restored(row.question) == instance
    assert does("pia", proposals.proposal, made).answer == {}


def test_no_rule_of_a_class_is_there_where_no_cover_is(does: Any, planted: Any, at: datetime) -> None:
    question = does("pia", built, one(planted("seed-twin")), at=at)
    assert all(rule.words != OF_CLASS for rule in question.instance.between)
    assert day_of(at) == question.instance.on
