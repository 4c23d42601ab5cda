"""Rules run over the service's own rows, are tried with other parameters, and change by two people only."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from django.db import DatabaseError, connection

from beccaria.core.alerts import Answer, ChangeState
from beccaria.core.patterns import Stage
from beccaria.core.persons import Role
from beccaria.core.refusal import BadInput, Cannot, Refused
from beccaria.detection.actions import changing, comparing, running
from beccaria.detection.queries import found as measuring
from beccaria.detection.queries import rules
from beccaria.lib import patterns
from tests.apps.networks.linking import Links
from tests.apps.people.town import NOW

if TYPE_CHECKING:
    from tests.apps.detection.desk import Desk

PATTERN = "payer-of-many"
_COUNT = count()
_NAMES = ("Alba", "Borro", "Cardi", "Dorn", "Elmi", "Fano")


@pytest.fixture
def payer(desk: Desk) -> list[str]:
    """One account pays six prisoners of North who bear different names; some others pay one each."""
    links = Links(desk.town)
    links.change("DELETE FROM events_payment")
    men = [
        str(desk.town.add(f"man{number}", role=Role.PRISONER, surname=name, source=f"town{next(_COUNT)}")[0])
        for number, name in enumerate(_NAMES)
    ]
    for number, man in enumerate(men):
        for days in (5, 15):
            links.payment(
                man, man, days=days + number, payer_name="Ugo Zeta", payer_account="IT60X0542811101"
            )
        for turn in range(8):
            other = f"IT00{number}{turn}"
            links.payment(man, man, days=20 + number, payer_name=f"Kin {number} {turn}", payer_account=other)
    links.change("UPDATE events_payment SET source = 'register'")
    return men


def _run(desk: Desk, stage: Stage | None = None) -> Any:
    with desk.town.as_worker() as worker:
        return running.run_rules(stage=stage, since=None, by=worker, at=NOW)


def _alert(desk: Desk) -> str:
    """The alert of the payer, by itself or folded under what another rule found in the same rows."""
    rows = desk.town.rows(
        "SELECT one.id FROM detection_alert one JOIN detection_rule rule ON rule.id = one.rule_id"
        " WHERE rule.pattern = %s",
        PATTERN,
    )
    assert len(rows) == 1
    return str(rows[0][0])


def _rule(desk: Desk) -> str:
    return str(desk.town.rows("SELECT id FROM detection_rule WHERE pattern = %s", PATTERN)[0][0])


def test_rules_run_over_what_was_loaded(desk: Desk, payer: list[str]) -> None:
    received = _run(desk)
    assert received.raised
    read = desk.read("bo", _alert(desk))
    assert {str(one.id) for one in read.people} == set(payer)
    assert read.line.told is not None
    assert len(read.evidence) == 12
    again = _run(desk)
    assert again.raised == ()
    every = {row[0] for row in desk.town.rows("SELECT pattern FROM detection_rule")}
    assert every == set(patterns.every())
    runs = desk.does("nan", lambda by: rules.last_runs(by=by))
    assert len(runs) == 2, "the run of the compartment is a row of its own, seen in it"
    with desk.town.as_worker() as worker:
        said = measuring.found(by=worker)
    assert said is not None
    assert any(len(one.evidence) >= 12 for one in said), "with everything folded under it"


def test_a_hidden_payment_takes_the_sentence_away(desk: Desk, payer: list[str]) -> None:
    assert payer
    _run(desk)
    alert = _alert(desk)
    desk.town.rows("UPDATE events_payment SET level = 3 WHERE payer_name = 'Ugo Zeta' RETURNING 1")
    read = desk.read("bo", alert)
    assert read.line.told is None
    assert read.evidence == ()


def _propose(desk: Desk, people: int, who: str = "nan") -> str:
    with desk.by(who) as by:
        return changing.propose_change(_rule(desk), {"people": people}, why="Too many", by=by, at=NOW)


def _compare(desk: Desk, change: str) -> None:
    with desk.town.as_worker() as worker:
        comparing.compare(change, by=worker, at=NOW)


def _decide(desk: Desk, who: str, change: str, *, approve: bool = True) -> None:
    with desk.by(who) as by:
        changing.decide_change(change, approve=approve, why="Seen", by=by, at=NOW + timedelta(hours=1))


def test_a_change_is_tried_then_approved_by_another(desk: Desk, payer: list[str]) -> None:
    assert payer
    _run(desk)
    alert = _alert(desk)
    desk.answer("bo", alert, Answer.INNOCENT)
    change = _propose(desk, 20)
    with pytest.raises(Cannot, match="still being tried"):
        _decide(desk, "cy", change)
    _compare(desk, change)
    shown = desk.does("nan", lambda by: rules.changes(_rule(desk), by=by))[0]
    assert [(one.comes, one.answer) for one in shown.effects] == [(False, Answer.INNOCENT)]
    south = desk.does("eve", lambda by: rules.changes(_rule(desk), by=by))[0]
    assert south.effects == (), "alerts of North"
    with pytest.raises(Refused):
        _decide(desk, "nan", change)
    with pytest.raises(Refused):
        _decide(desk, "bo", change)
    _decide(desk, "cy", change)
    assert desk.town.rows("SELECT parameters FROM detection_rule WHERE pattern = %s", PATTERN) == [
        ({"people": 20},)
    ]
    with pytest.raises(Cannot):
        _decide(desk, "cy", change)


def test_a_rejected_change_leaves_the_rule(desk: Desk, payer: list[str]) -> None:
    assert payer
    _run(desk)
    change = _propose(desk, 9)
    _compare(desk, change)
    _decide(desk, "cy", change, approve=False)
    assert desk.town.rows("SELECT parameters FROM detection_rule WHERE pattern = %s", PATTERN) == [({},)]


def test_a_trial_that_does_not_end_can_be_rejected(desk: Desk, payer: list[str]) -> None:
    assert payer
    _run(desk)
    change = _propose(desk, 9)
    _decide(desk, "cy", change, approve=False)
    _compare(desk, change)
    shown = desk.does("nan", lambda by: rules.changes(_rule(desk), by=by))[0]
    assert (shown.state, shown.effects) == (ChangeState.REJECTED, ())
    assert _propose(desk, 12) != change, "the rule can be changed again"


@pytest.mark.parametrize("given", [{"people": 2}, {"people": 1.5}, {"nothing": 3}, {"people": 5}])
def test_what_cannot_be_is_refused_in_one_sentence(desk: Desk, given: dict[str, Any]) -> None:
    with desk.town.as_worker() as worker:
        running.in_force(by=worker, at=NOW)
    with pytest.raises(BadInput), desk.by("nan") as by:
        changing.propose_change(_rule(desk), given, why="x", by=by, at=NOW)


def test_the_database_changes_no_rule_without_the_other(desk: Desk) -> None:
    with desk.town.as_worker() as worker:
        running.in_force(by=worker, at=NOW)
    change = _propose(desk, 9)
    _compare(desk, change)
    update = "UPDATE detection_rule SET parameters = '{\"people\": 9}' WHERE pattern = %s"
    for who in ("nan", "cy"):
        with desk.by(who), connection.cursor() as cursor, pytest.raises(DatabaseError, match="second person"):
            cursor.execute(update, [PATTERN])


def test_a_suspended_rule_is_put_back_by_two(desk: Desk) -> None:
    with desk.town.as_worker() as worker:
        running.in_force(by=worker, at=NOW)
    from beccaria.detection.models import Rule

    with desk.town.as_worker():
        row = Rule.objects.get(pattern=PATTERN)
        row.state, row.why = "suspended", "Right too rarely"
        row.save()
    other = desk.town.rows("SELECT id FROM detection_rule WHERE pattern = 'drone-series'")[0][0]
    with pytest.raises(Cannot, match="in force"), desk.by("nan") as by:
        changing.propose_change(other, {}, why="x", puts_back=True, by=by, at=NOW)
    with desk.by("nan") as by:
        change = changing.propose_change(_rule(desk), {"people": 9}, why="x", puts_back=True, by=by, at=NOW)
    _compare(desk, change)
    _decide(desk, "cy", change)
    assert desk.town.rows("SELECT state FROM detection_rule WHERE pattern = %s", PATTERN) == [("active",)]


def test_a_feed_that_was_taken_in_has_the_live_rules_run(desk: Desk) -> None:
    waiting = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'detection.live'"
    before = desk.town.rows(waiting)[0][0]
    plain = {
        "kind": "payments", "way": "file", "name": "p.csv", "sha256": "x", "mapping": "{}", "reasons": "{}",
        "notes": "[]", "why": "", "total": 1, "new": 1, "corrected": 0, "unchanged": 0, "rejected": 0,
        "privileged": 0, "held": 0, "made_by": "test", "made_at": NOW, "level": 1, "compartments": [], "allowed": [],
        "handling": [],
    }  # fmt: skip
    links = Links(desk.town)
    links.insert("feeds_import", **plain, state="refused")
    assert desk.town.rows(waiting)[0][0] == before
    links.insert("feeds_import", **plain, state="taken")
    assert desk.town.rows(waiting)[0][0] == before + 1


def test_a_parameter_that_this_release_no_longer_has_stops_no_rule(desk: Desk) -> None:
    said = {"gone": 3, "people": 10**9}
    desk.town.rows(
        "INSERT INTO detection_rule (id, pattern, version, basis, parameters, state, since, why, state_by, level,"
        " compartments, handling) VALUES ('old', %s, '0', 'intelligence', %s, 'active', %s, '', 'x', 0, '{}', '{}')"
        " RETURNING id",
        PATTERN,
        json.dumps(said),
        NOW,
    )
    with desk.town.as_worker() as worker:
        in_force = running.in_force(by=worker, at=NOW)
    assert in_force.parameters[PATTERN] == {}
