"""What nobody acknowledges in time is passed on, at the worker's next turn whenever that is; nothing is lost."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from beccaria.core.happenings import Outcome
from beccaria.core.refusal import Hidden
from beccaria.core.warning import Scope, WarningKind
from beccaria.events import api as events
from beccaria.lib import clock
from beccaria.warnings import actions, jobs, queries
from beccaria.warnings.api import NewWarning
from beccaria.warnings.queries import concerning
from tests.apps.warnings.conftest import BORN, DOCUMENT, NAME, told
from tests.apps.warnings.estate import Estate, estate

__all__ = ["estate"]
OPEN = (
    "SELECT count(*) FROM warnings_delivery WHERE acknowledged_at IS NULL AND superseded_at IS NULL"
    " AND escalated_at IS NULL AND due_at <= now()"
)


@pytest.fixture
def at() -> datetime:
    return clock.now()


def write(estate: Estate, at: datetime, *, by: str = "bo", **more: Any) -> Any:
    said: dict[str, Any] = {"kind": WarningKind.VISITOR_REFUSED, "told": told()}
    new = NewWarning(**(said | more))
    return estate.web(by, actions.write, new, at=at)


def book(estate: Estate, at: datetime, *, visitor: str = NAME, **more: Any) -> str:
    (found,) = estate.rows("SELECT id FROM people_person WHERE key = 'seed-elsewhere'")
    visit = events.NewVisit(
        happened=events.Happened(site="SOUTH", occurred_at=at + timedelta(hours=20)),
        prisoner=found[0],
        visitor_name=visitor,
        outcome=Outcome.BOOKED,
        **more,
    )
    return str(estate.web("oli", events.add_visit, visit, at=at))


def test_what_is_overdue_is_passed_on_once_and_says_so_to_both_sides(estate: Estate, at: datetime) -> None:
    made = write(estate, at)
    assert estate.worker(actions.escalate_overdue, at=at + timedelta(minutes=59)) == 0
    late = at + timedelta(hours=2)
    assert estate.worker(actions.escalate_overdue, at=late) == 1
    assert estate.worker(actions.escalate_overdue, at=late) == 0
    (watched,) = estate.web("bo", queries.today, at=late).watched
    assert (watched.warning, watched.sites) == (made.id, ("SOUTH",))
    (waiting,) = estate.web("eve", queries.today, at=late).waiting
    assert waiting.escalated_at == late
    assert estate.web("oli", actions.acknowledge, made.id, at=late) == 1
    assert estate.web("bo", queries.today, at=late).watched == ()
    entries = estate.rows("SELECT subjects FROM ledger_entry WHERE act = 'warning.escalate' ORDER BY at")
    assert entries == [([f"warning:{made.id}", "place:SOUTH"],)]


def test_everything_is_acknowledged_or_passed_on_whatever_was_lost_between(
    estate: Estate, at: datetime
) -> None:
    """A worker that was dead for a day does all of it at its first turn: the state is in the rows, not in a timer."""
    long_ago = at - timedelta(days=1)
    made = [write(estate, long_ago, within=timedelta(minutes=5)) for _ in range(3)]
    estate.web("oli", actions.acknowledge, made[0].id, at=long_ago)
    estate.web(
        "bo",
        actions.correct,
        made[1].id,
        told("Other words."),
        why="Clearer.",
        at=long_ago + timedelta(hours=1),
    )
    assert estate.rows(OPEN) == [(2,)]
    jobs_check(estate)
    assert estate.rows(OPEN) == [(0,)]


def jobs_check(estate: Estate) -> None:
    """The whole job, as the worker runs it."""
    from tests.conftest import connect_as

    connect_as(estate.cluster, "worker", estate.name)
    jobs.check.func()


def test_a_job_that_is_killed_in_the_middle_leaves_all_or_nothing(
    estate: Estate, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(estate, at - timedelta(days=1))

    def dies(*_args: Any, **_more: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("beccaria.warnings.actions.delivering.ledger.record", dies)
    with pytest.raises(KeyboardInterrupt):
        jobs_check(estate)
    assert estate.rows(OPEN) == [(1,)], "passed on, but not in the ledger"
    monkeypatch.undo()
    jobs_check(estate)
    assert estate.rows(OPEN) == [(0,)]


def test_a_linked_warning_goes_where_he_is_booked_and_tells_its_writer_nothing(
    estate: Estate, at: datetime
) -> None:
    made = write(estate, at, scope=Scope.LINKED)
    jobs_check(estate)
    with pytest.raises(Hidden):
        estate.web("oli", queries.warning, made.id, at=at)
    book(estate, at, visitor="Zorka Petkova Lindh", born=BORN, document=DOCUMENT)
    jobs_check(estate)
    (waiting,) = estate.web("oli", queries.today, at=at).waiting
    assert waiting.id == made.id
    read = estate.web("bo", queries.warning, made.id, at=at)
    assert read.deliveries == ()
    late = at + timedelta(hours=2)
    assert estate.worker(actions.escalate_overdue, at=late) == 1
    assert estate.web("bo", queries.today, at=late).watched == ()
    assert [one.warning for one in estate.web("nan", queries.today, at=late).watched] == [made.id]


def test_a_linked_warning_does_not_go_where_only_a_namesake_is_booked(estate: Estate, at: datetime) -> None:
    made = write(estate, at, scope=Scope.LINKED)
    book(estate, at, visitor=NAME, born=BORN.replace(year=1951))
    jobs_check(estate)
    with pytest.raises(Hidden):
        estate.web("oli", queries.warning, made.id, at=at)


def test_a_linked_warning_goes_at_once_by_a_job_of_the_same_transaction(estate: Estate, at: datetime) -> None:
    write(estate, at, scope=Scope.LINKED)
    waiting = "SELECT task_name FROM procrastinate_jobs WHERE task_name LIKE 'warnings.%'"
    assert estate.rows(waiting) == [("warnings.check",)]


def test_a_correction_reaches_prisons_its_writer_may_not_know(estate: Estate, at: datetime) -> None:
    made = write(estate, at, scope=Scope.LINKED)
    book(estate, at, born=BORN)
    jobs_check(estate)
    estate.web("oli", actions.acknowledge, made.id, at=at)
    estate.web("bo", actions.withdraw, made.id, why="Not her.", at=at)
    (waiting,) = estate.web("oli", queries.today, at=at).waiting
    assert waiting.why_changed == "Not her."


def test_a_prison_that_opens_later_gets_what_goes_to_all(estate: Estate, at: datetime) -> None:
    made = write(estate, at)
    estate.write(
        "INSERT INTO places_establishment (id, site, level, compartments, handling, code, name, folded, kind, category,"
        " sex, region, town, country, address, as_of)"
        " VALUES ('e-west', 'WEST', 0, '{}', '{}', 'WEST', 'Westhill', 'westhill', '', '', '', '', '', 'ZZ', '', now())"
    )
    (found,) = estate.worker(lambda *, by: list(concerning.further(by=by, at=at)))
    assert (found.warning, found.sites, found.watched) == (made.id, {"WEST"}, True)
    jobs_check(estate)
    assert estate.worker(lambda *, by: list(concerning.further(by=by, at=at))) == []
