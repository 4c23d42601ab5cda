"""A change in what a judgement rests on makes a review due, in the transaction that wrote it, and folds into one."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from beccaria.core import happenings as words
from beccaria.core.ids import PersonId
from beccaria.core.reviews import Change, Standing
from beccaria.events import api as events
from beccaria.lib.moments import day_of
from beccaria.networks import actions as networks
from beccaria.risk.queries.calendar import calendar
from beccaria.risk.queries.calendar_shapes import Wanted
from tests.apps.networks.scoring import scorer
from tests.apps.risk.standing import Stand
from tests.grouping import Does, evidence

pytestmark = pytest.mark.django_db
Planted = Callable[[str], str]


def kinds(does: Does, who: str, at: datetime) -> list[Change]:
    """The kinds of change that somebody sees, the newest first."""
    found = does(who, calendar, Wanted(), at=at)
    return [one.kind for several in found.changed.values() for one in several]


def happened(at: datetime, site: str = "NORTH") -> events.Happened:
    return events.Happened(site=site, occurred_at=at, source="test", key="")


def a_find(does: Does, at: datetime, person: str) -> None:
    new = events.NewFind(
        happened=happened(at),
        item=words.Item.PHONE,
        quantity=Decimal(1),
        unit="pieces",
        person=PersonId(person),
    )
    does("bo", events.add_find, new, at=at)


def an_incident(does: Does, at: datetime, *people: str) -> None:
    new = events.NewIncident(
        happened=happened(at),
        family=words.Family.THREAT,
        parts=tuple((PersonId(one), words.Part.SUSPECT) for one in people),
    )
    does("bo", events.add_incident, new, at=at)


def a_move(does: Does, at: datetime, person: str, kind: words.Move) -> None:
    new = events.NewMovement(
        happened=happened(at),
        person=PersonId(person),
        kind=kind,
        from_establishment="SOUTH",
        to_establishment="NORTH",
    )
    does("bo", events.add_movement, new, at=at)


def test_nothing_falls_due_until_something_changes(does: Does, at: datetime, stand: Stand) -> None:
    one = stand()
    found = does("asa", calendar, Wanted(), at=at)
    assert [(row.judged, row.changes, row.until.changed) for row in found.rows] == [(one, 0, False)]
    assert found.rows[0].until.standing(day_of(at)) is Standing.LATER


def test_a_find_an_incident_and_a_transfer_make_it_due_at_once_and_fold_into_one_review(
    does: Does, at: datetime, stand: Stand, planted: Planted
) -> None:
    one, mts = stand(), planted("seed-mts")
    a_find(does, at + timedelta(seconds=1), mts)
    found = does("asa", calendar, Wanted(), at=at)
    assert [(row.judged, row.changes) for row in found.rows] == [(one, 1)]
    assert found.rows[0].until.standing(day_of(at)) is Standing.DUE
    an_incident(does, at + timedelta(seconds=2), mts, planted("seed-father"))
    a_move(does, at + timedelta(seconds=3), mts, words.Move.TRANSFER)
    assert kinds(does, "asa", at) == [Change.MOVE, Change.INCIDENT, Change.FIND]
    assert [row.changes for row in does("asa", calendar, Wanted(), at=at).rows] == [3]


def test_what_is_of_no_weight_or_of_somebody_else_changes_nothing(
    does: Does, at: datetime, stand: Stand, planted: Planted
) -> None:
    stand()
    a_find(does, at, planted("seed-father"))
    a_move(does, at, planted("seed-mts"), words.Move.CELL)
    a_move(does, at, planted("seed-mts"), words.Move.COURT)
    assert kinds(does, "asa", at) == []


def test_evidence_of_membership_and_what_is_withdrawn_and_ended(
    does: Does, at: datetime, stand: Stand, group: Any, member: Any
) -> None:
    stand()
    mine = member(group())
    assert kinds(does, "asa", at) == [Change.EVIDENCE]
    piece = does("bo", networks.add_evidence, mine, evidence(at, "finance"), at=at + timedelta(seconds=1))
    assert kinds(does, "asa", at) == [Change.EVIDENCE, Change.EVIDENCE]
    does(
        "bo", networks.withdraw_evidence, piece, why="Somebody else was meant.", at=at + timedelta(seconds=2)
    )
    assert kinds(does, "asa", at) == [Change.WITHDRAWN, Change.EVIDENCE, Change.EVIDENCE]
    does("cy", networks.review, mine, kept=False, why="He left them.", at=at + timedelta(seconds=3))
    assert Change.ENDED in kinds(does, "asa", at)


def test_a_new_score_of_his_group_is_told_to_those_who_may_read_scorecards(
    does: Does, at: datetime, stand: Stand, group: Any, member: Any
) -> None:
    mine = group()
    member(mine)
    stand()
    scorer(does, at)("bo", mine)
    assert kinds(does, "bo", at) == [Change.SCORE]
    assert kinds(does, "asa", at) == []
