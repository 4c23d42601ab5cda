"""What handling keeps at a prison: found without it for all, with it for that prison alone, and told to nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from beccaria.core.alerts import Answer
from beccaria.core.handling import HELD_BACK
from beccaria.core.patterns import Stage
from beccaria.core.persons import Role
from beccaria.core.refusal import Hidden
from beccaria.detection.actions.running import run_rules, take
from beccaria.detection.queries import measuring, rules, tables
from beccaria.detection.queries.standing import of_days
from beccaria.events.models import Incident, IncidentPart, Visit
from tests.apps.detection.desk import found, piece
from tests.apps.people.town import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.apps.detection.desk import Desk

KEPT = HELD_BACK[:1]
LATER = NOW + timedelta(days=1)


@pytest.fixture
def emptied(desk: Desk) -> Iterator[Desk]:
    """A desk whose town has no events but those of the test."""
    yield desk
    desk.town.rows("DELETE FROM events_incidentpart RETURNING 1")
    desk.town.rows("DELETE FROM events_incident RETURNING 1")
    desk.town.rows("DELETE FROM events_visit RETURNING 1")


def _prisoner(desk: Desk, name: str, site: str = "NORTH") -> str:
    return str(desk.town.add(name, site=site, role=Role.PRISONER, surname=f"Family {name}")[0])


def _visit(desk: Desk, key: str, prisoner: str, site: str = "NORTH", handling: Any = ()) -> None:
    with desk.town.as_worker():
        Visit.objects.create(
            source="service",
            key=key,
            at=NOW - timedelta(days=20),
            recorded_at=NOW,
            site=site,
            level=1,
            handling=list(handling),
            prisoner_id=prisoner,
            visitor_name="Somebody Else",
            visitor_document="D1",
            outcome="completed",
        )


def _blows(desk: Desk, keys: list[str], people: dict[str, str], handling: Any = ()) -> None:
    serious = list(people.values()).count("assailant") > 1
    with desk.town.as_worker():
        rows = Incident.objects.bulk_create(
            Incident(
                source="service",
                key=key,
                at=NOW - timedelta(days=3),
                recorded_at=NOW,
                site="NORTH",
                level=1,
                handling=list(handling),
                family="assault",
                severity="serious" if serious else "minor",
            )
            for key in keys
        )
        IncidentPart.objects.bulk_create(
            IncidentPart(incident=row, person_id=person, part=part)
            for row in rows
            for person, part in people.items()
        )


def _run(desk: Desk) -> None:
    with desk.town.as_worker() as worker:
        run_rules(stage=Stage.LIVE, since=None, by=worker, at=NOW)


def test_several_prisons_are_told_what_may_go_and_nothing_of_what_is_kept(emptied: Desk) -> None:
    desk = emptied
    here, kept = _prisoner(desk, "here1"), _prisoner(desk, "kept1")
    there, more = _prisoner(desk, "there1", "SOUTH"), _prisoner(desk, "more1", "SOUTH")
    _visit(desk, "v1", here)
    _visit(desk, "v2", kept, handling=KEPT)
    _visit(desk, "v3", there, "SOUTH")
    _run(desk)
    assert desk.queue("nan") == (), "two prisoners of two prisons may go: below the threshold"
    assert desk.queue("bo") == ()
    _visit(desk, "v4", more, "SOUTH")
    _run(desk)
    (line,) = desk.queue("nan")
    read = desk.read("nan", line.id)
    assert read.line.told is not None
    assert {one.key for one in read.evidence} == {"v1", "v3", "v4"}
    assert kept not in {str(one.id) for one in read.people}
    assert " 3 prisoners in 2 prisons, 3 visits" in read.line.told.sentence
    assert {one.key for one in desk.read("bo", line.id).evidence} == {"v1"}


def _quarrels(desk: Desk, run: str) -> dict[str, str]:
    """Seventy ordinary blows; gives the parts of people in one that was planned."""
    one, two, hurt = (_prisoner(desk, f"{name}{run}") for name in ("one", "two", "hurt"))
    _blows(desk, [f"minor{turn}" for turn in range(70)], {one: "assailant", hurt: "victim"})
    return {one: "assailant", two: "assailant", hurt: "victim"}


def _told(desk: Desk, who: str) -> tuple[Any, ...]:
    """All that somebody can read or count of alerts and rules."""
    with desk.by(who) as by:
        figures = measuring.measured(by=by, at=LATER)
        runs = [(one.found, one.raised) for one in rules.last_runs(by=by)]
        states = [(one.pattern, one.state, one.why) for one in rules.rules(by=by)]
    return desk.queue(who), figures, runs, states


def test_a_prison_has_a_piece_of_its_own_and_nobody_can_tell(emptied: Desk) -> None:
    desk = emptied
    several = _quarrels(desk, "a")
    _run(desk)
    before = {who: _told(desk, who) for who in ("nan", "eve", "oli")}
    desk.town.rows("DELETE FROM detection_run RETURNING 1")
    _blows(desk, ["planned"], several, KEPT)
    _run(desk)
    (line,) = desk.queue("bo")
    read = desk.read("bo", line.id)
    assert read.line.told is not None
    assert read.line.site == "NORTH"
    assert list(read.line.handling) == KEPT
    assert {one.key for one in read.evidence} == {"planned"}
    desk.answer("bo", line.id, Answer.INNOCENT)
    for who, told in before.items():
        assert _told(desk, who) == told, who
        with pytest.raises(Hidden):
            desk.read(who, line.id)
    _run(desk)
    assert desk.queue("bo") == (), "the same piece found again is the same alert"


def test_what_all_may_read_needs_no_piece(emptied: Desk) -> None:
    desk = emptied
    _blows(desk, ["planned"], _quarrels(desk, "b"))
    _run(desk)
    assert [one.handling for one in desk.queue("bo")] == [()]


def test_answers_to_what_is_kept_suspend_no_rule(desk: Desk) -> None:
    from beccaria.detection.models import Rule

    person = str(desk.town.add("kept77")[0])
    desk.town.rows("UPDATE people_person SET handling = %s WHERE id = %s RETURNING 1", KEPT, person)
    alert = desk.one(found("k", people=(person,)))
    desk.answer("bo", alert)
    free = desk.one(found("f", piece("f1")))
    with desk.town.as_worker():
        assert measuring.measured_for_the_service(Rule.objects.get(), at=LATER).of == 0
    desk.answer("bo", free)
    with desk.town.as_worker():
        assert measuring.measured_for_the_service(Rule.objects.get(), at=LATER).of == 1


def test_an_alert_that_nobody_could_see_gives_way(desk: Desk) -> None:
    person = str(desk.town.add("kept78")[0])
    desk.town.rows("UPDATE people_person SET handling = %s WHERE id = %s RETURNING 1", KEPT, person)
    rows = (piece("n"), piece("s", site="SOUTH"))
    desk.one(found("k", *rows, people=(person,)))
    assert desk.queue("nan") == ()
    (alert,) = desk.receive(found("k", *rows)).raised
    assert [one.id for one in desk.queue("nan")] == [alert]
    assert desk.receive(found("k", *rows)).raised == ()


def test_what_is_kept_takes_no_room_of_what_all_may_read(desk: Desk) -> None:
    """Else whoever counts what a prison is told in a day would see that there is more than he is shown."""
    person = str(desk.town.add("roomless1")[0])
    desk.town.rows("UPDATE people_person SET handling = %s WHERE id = %s RETURNING 1", KEPT, person)
    own = [found(f"own{turn}", piece(f"o{turn}"), people=(person,), strength=99.0) for turn in range(6)]
    weak = found("weak", strength=1.0)
    with desk.town.as_worker() as worker:
        received = take([weak], own=own, by=worker, at=NOW)
        used = of_days([weak], known=(), by=worker)
    assert len(received.raised) == 5
    assert [one.told.sentence for one in desk.queue("nan") if one.told] == [weak.sentence]
    assert list(used.values()) == [1]


def test_rows_are_read_as_often_for_two_prisons_that_keep_something_as_for_one(
    emptied: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, reads, read = emptied, [0], tables.sources

    def counted(*given: Any, **said: Any) -> tables.Sources:
        reads[0] += 1
        return read(*given, **said)

    monkeypatch.setattr(tables, "sources", counted)
    _visit(desk, "w1", _prisoner(desk, "here2"), handling=KEPT)
    _run(desk)
    for_one = reads[0]
    _visit(desk, "w2", _prisoner(desk, "there2", "SOUTH"), "SOUTH", handling=KEPT)
    _run(desk)
    assert reads[0] - for_one == for_one
