"""What a feed brings is looked at by the live rules at once, and only that: they find what they find in everything."""

from __future__ import annotations

import os
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from beccaria.core.feeds import Feed, Way
from beccaria.core.patterns import PER_PRISON_AND_DAY, Stage
from beccaria.core.persons import Role
from beccaria.detection.actions import running
from beccaria.detection.queries import summaries
from beccaria.detection.queries.kept_back import KeptBack
from beccaria.feeds.actions import Wish, take
from beccaria.lib.tables_sent import Sent
from beccaria.people import api as people
from tests.apps.networks.linking import Links
from tests.apps.people.town import NOW

if TYPE_CHECKING:
    from pathlib import Path

    from tests.apps.detection.desk import Desk
    from tests.apps.people.town import Town

_COUNT = count()


@pytest.fixture(autouse=True)
def data(town: Town, tmp_path: Path, settings: Any) -> None:
    """A store of one's own, in which nothing lies."""
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    for table in ("part", "day", "held", "import"):
        Links(town).change(f"DELETE FROM feeds_{table}")


def _men(desk: Desk, many: int) -> list[str]:
    """Prisoners of many families."""
    turn = next(_COUNT)
    return [
        str(
            desk.town.add(
                f"man{number}", role=Role.PRISONER, surname=f"Family{turn}x{number}", source=f"live{turn}"
            )[0]
        )
        for number in range(many)
    ]


def _take(desk: Desk, kind: Feed, *rows: dict[str, object]) -> str:
    """Take rows in; the import."""
    source = Sent(rows=rows, sha256=f"{next(_COUNT)}")
    wish = Wish(kind=kind, source=source, name="", way=Way.BATCH, zone=ZoneInfo("UTC"))
    with desk.town.as_worker() as worker:
        return take(wish, by=worker, at=NOW).id


def _visits(desk: Desk, *rows: tuple[str, str, str], days: int = 3) -> str:
    """Take visits in, each of a document to a man at a prison; the import."""
    said: list[dict[str, object]] = [
        {
            "visit_id": f"V{next(_COUNT)}",
            "at": (NOW - timedelta(days=days)).isoformat(),
            "establishment": site,
            "prisoner_id": man,
            "visitor_name": "Ugo Zeta",
            "visitor_born": "1980-02-03",
            "visitor_document": document,
            "kind": "social",
            "outcome": "completed",
        }
        for document, man, site in rows
    ]
    return _take(desk, Feed.VISITS, *said)


def _calls(desk: Desk, man: str, site: str, *, days: range, number: str = "+393331234567") -> str:
    """Take a man's calls in, one for each of these days ago; the import."""
    said: list[dict[str, object]] = [
        {
            "call_id": f"C{next(_COUNT)}",
            "at": (NOW - timedelta(days=day)).isoformat(),
            "seconds": 60,
            "establishment": site,
            "prisoner_id": man,
            "number": number,
            "direction": "out",
            "outcome": "answered",
        }
        for day in days
    ]
    return _take(desk, Feed.CALLS, *said)


def _looked_at(desk: Desk, brought: str) -> Any:
    with desk.town.as_worker() as worker:
        return running.run_on_import(brought, by=worker, at=NOW)


def test_the_row_that_makes_it_enough_raises_the_alert(desk: Desk) -> None:
    one, two, three = _men(desk, 3)
    first = _visits(desk, ("D1", one, "NORTH"), ("D1", two, "NORTH"), ("D2", two, "NORTH"))
    assert _looked_at(desk, first).raised == ()
    received = _looked_at(desk, _visits(desk, ("D1", three, "SOUTH")))
    assert len(received.raised) == 1
    read = desk.read("nan", received.raised[0])
    assert {str(each.id) for each in read.people} == {one, two, three}
    with desk.town.as_worker() as worker:
        whole = running.run_rules(stage=Stage.LIVE, since=None, by=worker, at=NOW)
    assert (whole.raised, whole.again) == ((), ()), "everything there is to find was found"


def test_a_run_is_on_record_and_a_feed_no_live_rule_reads_makes_none(desk: Desk) -> None:
    Links(desk.town).change("UPDATE events_incident SET recorded_at = %s", NOW - timedelta(days=1))
    one, two = _men(desk, 2)
    _looked_at(desk, _visits(desk, ("D3", one, "NORTH"), ("D3", two, "SOUTH")))
    stages = desk.town.rows("SELECT DISTINCT stage FROM detection_run")
    assert stages == [(Stage.LIVE.value,)]
    runs = desk.town.rows("SELECT count(*) FROM detection_run")
    seen: dict[str, object] = {"sighting_id": "S1", "at": NOW.isoformat(), "establishment": "NORTH"}
    drones = _take(desk, Feed.DRONES, seen)
    _looked_at(desk, drones)
    assert desk.town.rows("SELECT count(*) FROM detection_run") == runs


def test_one_import_after_another_tells_a_prison_of_no_more_than_a_day_bears(desk: Desk) -> None:
    raised = []
    for turn in range(PER_PRISON_AND_DAY + 2):
        one, two, three = _men(desk, 3)
        name = f"B{turn}"
        brought = _visits(desk, (name, one, "NORTH"), (name, two, "NORTH"), (name, three, "SOUTH"))
        raised += _looked_at(desk, brought).raised
    assert len(raised) == PER_PRISON_AND_DAY


def test_the_night_keeps_what_it_summarised_and_misses_no_late_row(
    desk: Desk, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(summaries, "kept_back", lambda _patterns, *, by: KeptBack() if by else None)
    one, two, three = _men(desk, 3)
    _calls(desk, one, "NORTH", days=range(3, 60, 6))
    _calls(desk, two, "SOUTH", days=range(3, 60, 6))
    assert _night(desk) == 0
    kept = settings.DATA_DIR / "detection" / "summaries"
    assert len(list(kept.glob("pairs-2*.parquet"))) == 3
    # The disk's clock tells when summaries were kept: today's, not that of the rows.
    os.utime(kept / "summaries.json", (NOW.timestamp(), NOW.timestamp()))
    _calls(desk, three, "NORTH", days=range(4, 60, 6))
    assert _night(desk) == 1


def _night(desk: Desk) -> int:
    """How many alerts of a number that several prisons call there are after a night."""
    with desk.town.as_worker() as worker:
        running.run_rules(stage=None, since=None, by=worker, at=NOW)
    return int(
        desk.town.rows(
            "SELECT count(*) FROM detection_alert one JOIN detection_rule rule ON rule.id = one.rule_id"
            " WHERE rule.pattern = 'number-several-prisons'"
        )[0][0]
    )


def test_records_are_asked_for_by_identifier_and_telephone(desk: Desk) -> None:
    turn = next(_COUNT)
    (one, two) = desk.town.add("a", "b", role=Role.STAFF, phone="+39 06 1234567", source=f"live{turn}")
    (other,) = desk.town.add("c", role=Role.STAFF, phone="+39 06 7654321", source=f"live{turn}")
    with desk.town.as_worker() as worker:
        found = people.some_as_file([str(other)], ["+39 06 1234567", "12"], by=worker)
        assert {row["person_id"] for row in found} == {one, two, other}
        whole = {row["person_id"]: row for row in people.as_file(by=worker)}
        assert all(whole[row["person_id"]] == row for row in found)
        assert people.some_as_file([], [], by=worker) == ()
