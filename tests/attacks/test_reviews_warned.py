"""A warning makes a review due where he is held now, as far as what was sent there describes him; no further."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from beccaria.access.api import acting
from beccaria.core.actors import Actor, Level
from beccaria.core.ids import PersonId
from beccaria.core.reviews import Change
from beccaria.core.warning import Scope, WarningKind
from beccaria.people import api as people
from beccaria.risk.queries.calendar import calendar
from beccaria.risk.queries.calendar_shapes import Wanted
from beccaria.warnings import actions as warnings
from beccaria.warnings.api import NewWarning, Subject
from tests.apps.risk.standing import Stand, stand
from tests.apps.warnings.conftest import told
from tests.grouping import Does, at, does, planted

__all__ = ["at", "does", "planted", "stand"]
pytestmark = pytest.mark.django_db
Actors = Callable[[str], Actor]
HIM = Subject(names=("Marek Tibor Sandor",), born=date(1979, 4, 12))


@pytest.fixture(autouse=True)
def one(stand: Stand) -> str:
    """An assessment of M.T.S. by North that stands."""
    return stand()


@pytest.fixture
def warned(does: Does, at: datetime, planted: Callable[[str], str]) -> Callable[..., Any]:
    """Bo at North warns other prisons of M.T.S., described as said."""

    def write(subject: Subject = HIM, **more: Any) -> Any:
        said: dict[str, Any] = {"kind": WarningKind.VISITOR_REFUSED, "person": planted("seed-mts")}
        who = more.pop("by", "bo")
        new = NewWarning(**(said | {"told": told(subject=subject)} | more))
        return does(who, warnings.write, new, at=at + timedelta(seconds=1))

    return write


@pytest.fixture
def moved(actor_named: Actors, at: datetime, planted: Callable[[str], str]) -> Callable[[], None]:
    """He is taken to South, whose duties now read what is thought of him."""

    def move() -> None:
        both = replace(actor_named("bo"), sites=frozenset({"NORTH", "SOUTH"}))
        there = people.Place(establishment="SOUTH", wing="SOUTH-A", status="sentenced")
        with acting(both) as by:
            people.move(PersonId(planted("seed-mts")), there, since=at, by=by, at=at)

    return move


def seen(does: Does, who: str, at: datetime) -> list[Change]:
    """The kinds of change that somebody sees in his calendar; his rows and his own SQL tell the same."""
    found = does(who, calendar, Wanted(), at=at + timedelta(minutes=1))
    kinds = [one.kind for several in found.changed.values() for one in several]
    assert sum(row.changes for row in found.rows) == len(kinds)

    def by_sql(*, by: Any) -> int:
        del by
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM risk_change")
            return int(cursor.fetchone()[0])

    assert does(who, by_sql) == len(kinds)
    return kinds


def test_it_is_due_where_it_was_written_and_where_he_is_held(
    does: Does, at: datetime, one: str, warned: Callable[..., Any], moved: Callable[[], None]
) -> None:
    warned()
    assert seen(does, "asa", at) == [Change.WARNING]
    # South has the warning; what is thought of a prisoner of North it does not have.
    assert does("eve", calendar, Wanted(), at=at).rows == ()
    assert seen(does, "eve", at) == []
    moved()
    found = does("eve", calendar, Wanted(), at=at + timedelta(minutes=1))
    assert [(row.judged, row.changes, row.until.changed) for row in found.rows] == [(one, 1, True)]
    assert seen(does, "eve", at) == [Change.WARNING]


@pytest.mark.parametrize(
    "subject",
    [
        Subject(phone="+39 06 5550 1234"),
        Subject(plate="AB 123 CD"),
        Subject(names=("Marek Tibor Sandor",)),
        Subject(names=("Marek Tibor Sandor",), born=date(1979, 4, 13)),
        Subject(names=("Somebody Else",), born=date(1979, 4, 12)),
    ],
)
def test_what_was_not_passed_on_is_not_told_by_his_review(
    does: Does,
    at: datetime,
    warned: Callable[..., Any],
    moved: Callable[[], None],
    subject: Subject,
) -> None:
    """A telephone, a plate, a name alone: South would learn from a review whose it is."""
    warned(subject)
    assert seen(does, "asa", at) == [Change.WARNING]
    moved()
    assert [row.changes for row in does("eve", calendar, Wanted(), at=at).rows] == [0]
    assert seen(does, "eve", at) == []


@pytest.mark.parametrize(
    "more", [{"scope": Scope.CHOSEN, "to": ["NORTH"]}, {"level": Level.SECRET, "by": "cy"}]
)
def test_a_warning_that_does_not_reach_or_is_above_ones_clearance_moves_nothing(
    does: Does,
    at: datetime,
    warned: Callable[..., Any],
    moved: Callable[[], None],
    more: dict[str, Any],
) -> None:
    warned(**more)
    moved()
    assert seen(does, "eve", at) == []


def test_a_document_describes_him_too(
    does: Does, at: datetime, warned: Callable[..., Any], moved: Callable[[], None]
) -> None:
    warned(Subject(document="xa-123 456"))
    moved()
    assert seen(does, "eve", at) == [Change.WARNING]
