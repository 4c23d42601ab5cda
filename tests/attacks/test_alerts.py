"""Attacks on alerts: the integrity compartment shows nowhere, other prisons nothing, and nobody is changed by one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import DatabaseError, connection

from beccaria.core.alerts import Answer
from beccaria.core.refusal import Cannot, Hidden, Refused
from beccaria.detection.actions import answering, becoming
from beccaria.detection.queries import alerts as queries
from beccaria.detection.queries import measuring, picture, rules
from tests.apps.detection.conftest import TABLES, desk, town  # noqa: F401  fixtures
from tests.apps.detection.desk import STAFF, found, officer, piece
from tests.apps.people.town import NOW

if TYPE_CHECKING:
    from beccaria.core.patterns import Found
    from tests.apps.detection.desk import Desk

LATER = NOW + timedelta(days=1)
OTHERS = ("ana", "bo", "cy", "gil", "pia", "asa", "eve", "oli", "nan", "dee")


def _staff(key: str = "staff", *rows: Any, **said: Any) -> Found:
    return found(key, *rows, pattern=STAFF, compartment="integrity", basis="integrity", **said)


def _seen(desk: Desk, who: str) -> dict[str, Any]:  # noqa: F811  the fixture
    """Everything that somebody can read or count of alerts, by whatever way."""
    with desk.by(who) as by:
        heaps = {name: queries.queue(name, by=by, at=LATER) for name in ("new", "work", "aside", "done")}
        drawn = picture.picture(by=by, at=LATER)
        return {
            "heaps": {
                name: [(one.id, one.folded, one.told) for one in heap.items] for name, heap in heaps.items()
            },
            "more": [heap.more for heap in heaps.values()],
            "waiting": queries.waiting(by=by, at=LATER),
            "figures": measuring.measured(by=by, at=LATER),
            "rules": [one.pattern for one in rules.rules(by=by)],
            "runs": rules.last_runs(by=by),
            "sites": {site: one.alerts for site, one in drawn.by_site.items()},
            "rows": {table: _count(table) for table in TABLES},
        }


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM detection_{table}")
        return int(cursor.fetchone()[0])


def test_integrity_alerts_change_nothing_that_others_can_read(desk: Desk) -> None:  # noqa: F811  the fixture
    person = str(desk.town.add("plain99")[0])
    kept = desk.one(found("plain", piece("shared"), people=(person,)))
    before = {who: _seen(desk, who) for who in OTHERS}
    received = desk.receive(
        _staff("one", piece("shared"), people=(person,)), _staff("two", piece("x", kind="lookups"))
    )
    assert len(received.raised) == 2
    desk.answer(officer(), received.raised[0], Answer.INNOCENT)
    for who in OTHERS:
        assert _seen(desk, who) == before[who], who
        for alert in received.raised:
            with pytest.raises((Hidden, Refused)):
                desk.does(who, queries.alert, alert)
            with pytest.raises((Hidden, Refused)), desk.by(who) as by:
                answering.answer(alert, Answer.KNOWN, reason="x", by=by, at=NOW)
    mine = desk.does(officer(), lambda by: queries.queue("new", by=by, at=NOW).items)
    assert [one.id for one in mine] == [received.raised[1]]
    assert desk.town.rows("SELECT folded_into_id FROM detection_alert WHERE folded_into_id IS NOT NULL") == []
    assert desk.does("bo", queries.alert, kept).folded == ()


def test_the_integrity_duty_sees_nothing_outside_its_compartment(desk: Desk) -> None:  # noqa: F811  the fixture
    alert = desk.one(found())
    inside = desk.one(_staff("s", piece("x", kind="lookups")))
    assert [one.id for one in desk.queue(officer())] == [inside]
    with pytest.raises(Hidden):
        desk.read(officer(), alert)
    assert desk.queue(officer("SOUTH")) == (), "an officer of another prison"


def test_the_ledger_names_and_counts_no_integrity_alert(desk: Desk) -> None:  # noqa: F811  the fixture
    desk.receive(found("plain"))
    plain = desk.town.rows(
        "SELECT subjects, detail FROM ledger_entry WHERE act = 'alert.raise' ORDER BY id DESC LIMIT 1"
    )
    inside = desk.receive(_staff("one"), _staff("two"))
    rows = desk.town.rows(
        "SELECT subjects, detail FROM ledger_entry WHERE act = 'alert.raise' ORDER BY id DESC LIMIT 1"
    )
    assert len(plain[0][0]) == 1
    assert rows == [([], {})]
    every = desk.town.rows("SELECT array_to_string(subjects, ' ') FROM ledger_entry")
    assert not [text for (text,) in every if any(one in text for one in inside.raised)]


def test_an_integrity_alert_becomes_nothing_outside(desk: Desk) -> None:  # noqa: F811  the fixture
    alert = desk.one(_staff())
    with pytest.raises(Cannot), desk.by(officer()) as by:
        becoming.become_review(alert, "x", by=by, at=NOW)


def test_a_prison_learns_nothing_of_another(desk: Desk) -> None:  # noqa: F811  the fixture
    desk.one(found("plain"))
    before = _seen(desk, "eve")
    desk.one(found("more", piece("m1")))
    assert _seen(desk, "eve") == before
    both = desk.one(found("both", piece("n9"), piece("s9", site="SOUTH")))
    words = str(desk.does("eve", queries.alert, both))
    for secret in ("Secret sentence", "n9", "NORTH", "Nobody else pays"):
        assert secret not in words, secret


def test_what_handling_keeps_at_its_prison_reaches_nobody_else(desk: Desk) -> None:  # noqa: F811  the fixture
    person = str(desk.town.add("kept99")[0])
    desk.town.rows("UPDATE people_person SET handling = '{3x5x2:C}' WHERE id = %s RETURNING 1", person)
    from beccaria.core.handling import HELD_BACK

    desk.town.rows("UPDATE people_person SET handling = %s WHERE id = %s RETURNING 1", HELD_BACK[:1], person)
    alert = desk.one(found("k", piece("n"), piece("s", site="SOUTH"), people=(person,)))
    for who in ("eve", "nan", "bo"):
        with pytest.raises(Hidden):
            desk.read(who, alert)


def _tries(desk: Desk, who: str, statement: str, *values: Any) -> int:  # noqa: F811  the fixture
    try:
        with desk.by(who), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return int(cursor.rowcount)
    except DatabaseError:
        return 0


def test_the_database_lets_nobody_raise_change_or_delete(desk: Desk) -> None:  # noqa: F811  the fixture
    alert = desk.one(found())
    desk.answer("bo", alert)
    statements = [f"DELETE FROM detection_{table}" for table in TABLES]
    statements += [
        "UPDATE detection_alert SET reaches = '{SOUTH}'",
        "UPDATE detection_telling SET sentence = 'x'",
        "UPDATE detection_triage SET answer = 'known'",
        "UPDATE detection_rule SET state = 'suspended', why = 'x'",
        "UPDATE detection_rule SET parameters = '{\"people\": 1}'",
        "UPDATE detection_rulechange SET state = 'approved'",
        (
            "INSERT INTO detection_run (id, at, until, stage, found, raised, seconds, level, compartments, handling)"
            " VALUES ('x', now(), now(), '', 1, 1, 1, 0, '{}', '{}')"
        ),
    ]
    for who in ("bo", "cy", "nan", "eve", "gil"):
        for statement in statements:
            assert _tries(desk, who, statement) == 0, (who, statement)
    planted = (
        "INSERT INTO detection_triage (id, alert_id, answer, reason, by, at, site, level, compartments, handling)"
        " VALUES (%s, %s, 'known', 'x', 'eve', now(), %s, 1, '{}', '{}')"
    )
    assert _tries(desk, "eve", planted, "t1", alert, "SOUTH") == 0, "an alert she does not see"
    assert _tries(desk, "bo", planted, "t2", alert, "SOUTH") == 0, "another prison's desk"


def test_an_alert_changes_nothing_but_its_own_tables(desk: Desk) -> None:  # noqa: F811  the fixture
    """Nobody is added to a group, restricted or moved: every other table is as before."""
    person = str(desk.town.add("named99")[0])
    other = desk.town.rows(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        " AND table_name NOT LIKE 'detection_%%' AND table_name NOT LIKE 'ledger_%%'"
        " AND table_name NOT LIKE 'procrastinate_%%' ORDER BY 1"
    )
    names = [name for (name,) in other]
    before = {name: _digest(desk, name) for name in names}
    alert = desk.one(found("k", people=(person,)))
    desk.answer("bo", alert, Answer.WORTH_WORK)
    desk.receive(found("k2", people=(person,)))
    assert len(names) > 60
    assert [name for name in names if _digest(desk, name) != before[name]] == []


def _digest(desk: Desk, table: str) -> Any:  # noqa: F811  the fixture
    return desk.town.rows(
        f"SELECT count(*), md5(string_agg(row::text, '|' ORDER BY row::text)) FROM \"{table}\" row"
    )
