"""Attacks on measures: prolonged in silence, decided alone, read by strangers, days alone made to disappear."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import Error, connection, transaction
from django.test import Client as DjangoClient

from beccaria.core.actors import Level
from beccaria.core.acts import Act
from beccaria.core.refusal import Hidden, Refused
from beccaria.measures.actions.deciding import decide, end
from beccaria.measures.actions.following import contest, state_contact
from beccaria.measures.actions.proposing import propose
from beccaria.measures.queries import contacts, isolation, reading, register, totals
from tests.grouping import Does, at, does, planted
from tests.measuring import YES, in_force, supervised
from tests.measuring import isolation as alone

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

__all__ = ["at", "does", "planted"]
pytestmark = pytest.mark.django_db
NEVER = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def mts(planted: Callable[[str], str]) -> str:
    """M.T.S., as the seed planted him."""
    return planted("seed-mts")


def sql(statement: str, *values: Any) -> Callable[..., int]:
    """A statement as the web role in somebody's session: returns how many rows it touched."""

    def run(*, by: object) -> int:
        del by
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return int(cursor.rowcount)

    return run


@pytest.mark.parametrize(
    "change",
    [
        "ends_at = ends_at + interval '1 day'",
        "ends_at = ends_at - interval '1 day'",
        "starts_at = starts_at - interval '1 day', ends_at = ends_at + interval '1 day'",
        "review_due = review_due + interval '1 hour'",
        "article = 'Another law'",
        "kind = 'fewer_visits'",
        "contact_hours = 9",
        "person_id = person_id || 'x'",
        "decided_by = 'somebody'",
        "state = 'proposed'",
        "renews_id = id",
    ],
)
def test_nobody_changes_a_decided_measure_by_sql(does: Does, at: datetime, mts: str, change: str) -> None:
    made = in_force(does, supervised(mts, at), at=at)
    for who in ("gil", "cy"):
        with pytest.raises(Error):
            does(who, sql(f"UPDATE measures_measure SET {change} WHERE id = %s", made))


def test_what_is_over_does_not_come_back(does: Does, at: datetime, mts: str) -> None:
    made = in_force(does, supervised(mts, at), at=at)
    does("gil", end, made, why="No longer needed.", at=at)
    back = "UPDATE measures_measure SET state = 'decided', ended_at = NULL, ended_by = '', ended_why = '' WHERE id = %s"
    with pytest.raises(Error):
        does("gil", sql(back, made))
    with pytest.raises(Error):
        does("bo", sql("DELETE FROM measures_measure WHERE id = %s", made))


_INSERT = """
INSERT INTO measures_measure (id, site, level, compartments, handling, person_id, kind, regime, what, pack, article,
  office, starts_at, ends_at, review_due, contact_hours, isolates, limit_told, remedy, not_told, state, proposed_by,
  proposed_at, designated_by, designated_note, decided_by, second_by, ended_by, ended_why)
SELECT gen_random_uuid()::text, site, level, compartments, handling, person_id, {kind}, '', what, pack, {article},
  office, starts_at, {ends}, starts_at + interval '1 hour', {hours}, {isolates}, {told}, remedy, not_told, 'proposed',
  {by}, proposed_at, '', '', '', '', '', '' FROM measures_measure WHERE id = %s
"""
_GOOD = {
    "kind": "'isolation'",
    "article": "article",
    "ends": "starts_at + interval '5 days'",
    "hours": "1",
    "isolates": "true",
    "told": "'The director'",
    "by": "(SELECT app_text('actor'))",
}


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"article": "''"}, id="no ground"),
        pytest.param({"ends": "starts_at"}, id="no time"),
        pytest.param({"ends": "starts_at + interval '15 days 1 minute'"}, id="longer than fifteen days"),
        pytest.param({"told": "''"}, id="nobody told at the limit"),
        pytest.param({"isolates": "false"}, id="one hour a day and no isolation"),
        pytest.param({"hours": "NULL"}, id="no hours promised"),
        pytest.param({"kind": "'thumbscrew'"}, id="no known measure"),
        pytest.param({"by": "'somebody else'"}, id="in another's name"),
    ],
)
def test_the_database_refuses_a_measure_without_its_rules(
    does: Does, at: datetime, mts: str, wrong: dict[str, str]
) -> None:
    made = does("bo", propose, alone(mts, at), at=at)
    assert does("bo", sql(_INSERT.format(**_GOOD), made)) == 1
    with pytest.raises(Error):
        does("bo", sql(_INSERT.format(**(_GOOD | wrong)), made))


def test_nobody_decides_alone_even_by_sql(does: Does, at: datetime, mts: str) -> None:
    made = does("bo", propose, supervised(mts, at), at=at)
    at_once = (
        "UPDATE measures_measure SET state = 'decided', decided_by = app_text('actor'), decided_at = now(), "
        "in_force_at = now() WHERE id = %s"
    )
    for who in ("gil", "cy"):
        with pytest.raises(Error):
            does(who, sql(at_once, made))
    assert does("bo", sql(at_once, made)) == 0


def test_reasons_and_facts_are_neither_changed_nor_slipped_in(does: Does, at: datetime, mts: str) -> None:
    made = in_force(does, supervised(mts, at), at=at)
    change = "UPDATE measures_reasons SET necessary = 'Otherwise' WHERE measure_id = %s"
    slip = (
        "INSERT INTO measures_measurefact SELECT gen_random_uuid()::text, site, level, compartments, handling, "
        "ground, 'More', observed, judged, conduct, reference, measure_id FROM measures_measurefact "
        "WHERE measure_id = %s"
    )
    with pytest.raises(Error):
        does("gil", sql(change, made))
    assert does("bo", sql(change, made)) == 0
    for who in ("bo", "gil"):
        with pytest.raises(Error):
            does(who, sql(slip, made))
    assert does("cy", reading.measure, made, at=at).reasons.facts[0].text != "More"


def test_days_alone_do_not_disappear_by_sql(does: Does, at: datetime, mts: str) -> None:
    begins = at - timedelta(days=9)
    in_force(does, alone(mts, begins, ends=begins + timedelta(days=14)), at=begins)
    does("ana", state_contact, mts, starts=at - timedelta(hours=4), ends=at, company="work", at=at)
    assert does("bo", isolation.of_person, mts, at=at).counted == 9
    forged = """
      INSERT INTO measures_doorevent (id, site, level, compartments, handling, source, key, person_id, at, way, company,
        wing, cell, stated_by, recorded_at)
      VALUES (gen_random_uuid()::text, 'NORTH', 0, '{}', '{}', %s, %s, %s, now(), 'out', 'work', '', '', %s, now())
    """
    for who in ("ana", "gil", "bo"):
        sources = ("register", "register:SOUTH", *(["register:NORTH"] if who != "bo" else []))
        for source, by in (*((one, "") for one in sources), ("stated", "somebody else"), ("stated", "")):
            with pytest.raises(Error):
                does(who, sql(forged, source, f"{who}{source}", mts, by))
        for change in ("at = at - interval '3 days'", "company = 'visit'"):
            try:
                touched = does(who, sql(f"UPDATE measures_doorevent SET {change}"))
            except Error:
                touched = 0
            assert touched == 0
        with pytest.raises(Error):
            does(who, sql("DELETE FROM measures_doorevent"))
    assert does("bo", isolation.of_person, mts, at=at).counted == 9


def test_a_prison_corrects_no_register_but_its_own(does: Does, mts: str) -> None:
    add = """
      INSERT INTO measures_doorevent (id, site, level, compartments, handling, source, key, person_id, at, way, company,
        wing, cell, stated_by, recorded_at)
      VALUES (gen_random_uuid()::text, 'NORTH', 0, '{}', '{}', 'register:NORTH', '1', %s, now(), 'out', 'work', '', '',
        '', now())
    """
    assert does("bo", sql(add, mts)) == 1
    change = "UPDATE measures_doorevent SET {} WHERE source = 'register:NORTH'"
    for wrong in ("site = 'SOUTH'", "source = 'stated', stated_by = 'x'", "key = '2'", "stated_by = 'x'"):
        with pytest.raises(Error):
            does("bo", sql(change.format(wrong)))
    for who in ("ana", "gil", "eve", "asa"):
        assert does(who, sql(change.format("company = 'visit'"))) == 0
    assert does("bo", sql(change.format("company = 'visit'"))) == 1


def test_a_batch_of_doors_from_elsewhere_learns_of_nobody(
    does: Does, at: datetime, mts: str, token: Callable[[str], str]
) -> None:
    does("bo", sql("UPDATE people_person SET source = 'register' WHERE id = %s", mts))
    row = {"at": at.isoformat(), "way": "out", "company": "work"}
    rows = [
        row | {"door_id": "1", "establishment": site, "person_id": person}
        for site in ("SOUTH", "NORTH")
        for person in ("seed-mts", "nobody")
    ]
    client = DjangoClient(HTTP_HOST="127.0.0.1", headers={"Authorization": f"Bearer {token('eve')}"})

    def send(sent: Any) -> str:
        answer = client.post("/api/v1/doors", {"rows": sent}, content_type="application/json")
        assert answer.json()["each"][0]["fared"] == "rejected"
        return str(answer.content.decode())

    hidden, never, theirs, theirs_never = (send([one]) for one in rows)
    assert hidden.replace("seed-mts", "nobody") == never
    assert theirs == theirs_never
    assert "another prison (NORTH)" in theirs
    assert does("bo", sql("SELECT 1 FROM measures_doorevent WHERE source <> 'stated'")) == 0


@pytest.mark.parametrize("name", ["eve", "oli"])
def test_another_prison_finds_nothing(does: Does, at: datetime, mts: str, name: str) -> None:
    made = in_force(does, alone(mts, at), at=at)
    asks: tuple[Callable[[], Any], ...] = (
        lambda: does(name, reading.measure, made, at=at),
        lambda: does(name, reading.of_person, mts, at=at),
        lambda: does(name, isolation.of_person, mts, at=at),
        lambda: does(name, contacts.of_person, mts, at=at),
        lambda: does(name, contest, made, raised_for="x", text="x", at=at),
        lambda: does(name, decide, made, YES, at=at),
        lambda: does(name, end, made, why="x", at=at),
    )
    for ask in asks:
        with pytest.raises((Hidden, Refused)):
            ask()
    assert does(name, isolation.running, at=at) == ()
    assert does(name, isolation.kept_apart_since, at - timedelta(days=90), at=at) == {}
    assert does(name, reading.waiting, at=at) == does(name, reading.unfit, at=at) == ()
    soon = {"at": at, "within": timedelta(days=31)}
    assert (
        does(name, reading.to_look_at, **soon) == does(name, reading.ending, Act.MEASURE_READ, **soon) == ()
    )


@pytest.mark.parametrize("name", ["eve", "oli", "lia", "max", "kit"])
def test_sql_as_the_web_role_finds_none_either(does: Does, at: datetime, mts: str, name: str) -> None:
    in_force(does, alone(mts, at), at=at)

    def count(*, by: object) -> list[int]:
        del by
        tables = (
            "measure",
            "reasons",
            "measurefact",
            "healthcheck",
            "measurecontest",
            "doorevent",
            "contactasked",
        )
        found = []
        with transaction.atomic(), connection.cursor() as cursor:
            for table in (*tables, "isolationalarm"):
                cursor.execute(f"SELECT count(*) FROM measures_{table}")
                found.append(int(cursor.fetchone()[0]))
        return found

    assert does(name, count) == [0] * 8


def test_pages_answer_strangers_as_if_nothing_were_there(
    does: Does, at: datetime, mts: str, sign_in: Callable[[str], Client]
) -> None:
    made = in_force(does, alone(mts, at), at=at)
    for name in ("eve", "oli", "lia", "max"):
        client = sign_in(name)
        for there in (f"/measures/{made}/", f"/measures/{made}/notice.pdf", f"/measures/of/{mts}/"):
            answer, never = client.get(there), client.get(re.sub(r"[0-9a-f-]{36}", NEVER, there))
            assert answer.status_code == never.status_code == 404
        for there in ("/measures/", "/measures/today/"):
            assert made not in client.get(there).content.decode()


def test_who_may_not_read_what_it_rests_on_reads_no_reasons(
    does: Does, at: datetime, mts: str, sign_in: Callable[[str], Client]
) -> None:
    made = does("cy", propose, supervised(mts, at, level=Level.SECRET), at=at)
    read = does("gil", reading.measure, made, at=at)
    assert read.reasons is None
    assert "had a man beaten" not in sign_in("gil").get(f"/measures/{made}/").content.decode()
    with pytest.raises(Exception, match="not yours to read"):
        does("gil", decide, made, YES, at=at)


@pytest.mark.parametrize("level", [Level.OFFICIAL, Level.CONFIDENTIAL])
def test_what_he_must_not_learn_is_kept_from_the_landing_too(
    does: Does, at: datetime, mts: str, level: Level
) -> None:
    new = supervised(mts, at, not_told=True, told="", kind="communication_monitored", level=level)
    made = in_force(does, new, at=at)
    with pytest.raises(Hidden):
        does("ana", reading.measure, made, at=at)
    assert made not in [one.id for one in does("ana", reading.of_person, mts, at=at)]
    assert does("gil", reading.measure, made, at=at).line.holds


def test_officers_read_no_register(does: Does, at: datetime, mts: str) -> None:
    in_force(does, supervised(mts, at), at=at)
    for name in ("ana", "bo", "pia"):
        with pytest.raises(Refused):
            does(name, register.register, register.Wanted(), at=at)
        with pytest.raises(Refused):
            does(name, totals.totals, at=at)
    assert does("dee", register.register, register.Wanted(), at=at).items
