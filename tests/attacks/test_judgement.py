"""Judging as an attack: nobody reads, joins or finds records through judgements, clusters or recognitions he may not
judge; what the database does for a judge tells nothing about others.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from psycopg import errors

from beccaria.core.ids import new_id
from beccaria.core.judging import Verdict
from tests.apps.people.town import NOW, Town, town

__all__ = ["town"]
SAME = Verdict.SAME
_DUTIES = {
    "bo": {"duty": "pio", "sites": "NORTH", "level": "2"},
    "eve": {"duty": "pio", "sites": "SOUTH", "level": "2"},
    "ana": {"duty": "officer", "sites": "NORTH", "level": "0"},
}
_INSERT = """
INSERT INTO people_judgement (id, left_id, right_id, verdict, rule, by, because, why, related, prompt, prompt_ref,
  prompt_at, since, ended_by, ended_why, apart, settled, site, level, compartments, handling)
VALUES (%(id)s, %(left)s, %(right)s, 'same', '', 'eve', '{}', '', '', 'review', '', now(), now(), '', '', false, false,
  %(site)s, 0, '{}', '{}')
"""


@pytest.fixture
def as_sql(town: Town) -> Callable[[str], psycopg.Connection[Any]]:
    """A bare connection as the web role, with the settings of a user: what injected SQL would have."""

    def enter(username: str) -> psycopg.Connection[Any]:
        connection = psycopg.connect(town.cluster.url("web", town.name))
        for name, value in ({"actor": username} | _DUTIES[username]).items():
            connection.execute("SELECT set_config(%s, %s, true)", [f"app.{name}", value])
        return connection

    return enter


Enter = Callable[[str], psycopg.Connection[Any]]


def test_a_judgement_cannot_be_marked_as_ones_own(town: Town, as_sql: Enter) -> None:
    (mine,), (hidden,) = town.add("mine", site="SOUTH"), town.add("hidden")
    said = set()
    for other in (hidden, new_id()):
        left, right = sorted((mine, other))
        with as_sql("eve") as eve, pytest.raises(psycopg.Error) as refused:
            eve.execute(_INSERT, {"id": new_id(), "left": left, "right": right, "site": "SOUTH"})
        said.add((type(refused.value), str(refused.value)))
    assert len(said) == 1, "hidden and invented records are refused alike"
    assert next(iter(said))[0] is errors.InsufficientPrivilege
    assert len(town.partition([mine, hidden])) == 2


def test_settling_does_nothing_for_who_did_not_judge(town: Town, as_sql: Enter) -> None:
    one, other = sorted(town.add("one", "other"))
    town.rule(one, other, 1.0)
    before = town.rows("SELECT id, cluster FROM people_person ORDER BY id")
    for user in ("eve", "ana", "bo"):
        with as_sql(user) as connection:
            for pair in ((one, other), (other, one), (one, new_id()), (new_id(), new_id())):
                answer = connection.execute("SELECT settle_persons(%s, %s)::text", pair).fetchone()
                assert answer == ("",)
    assert town.rows("SELECT id, cluster FROM people_person ORDER BY id") == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE people_person SET cluster = 'x'",
        "UPDATE people_judgement SET apart = true",
        "UPDATE people_judgement SET site = 'SOUTH'",
        "UPDATE people_judgement SET verdict = 'same'",
        "DELETE FROM people_judgement",
        "SELECT * FROM people_judged_marking('a', 'b')",
        "INSERT INTO people_recognition (id) VALUES ('x')",
        "UPDATE people_recognition SET person_id = 'x'",
    ],
)
def test_the_web_role_may_not(town: Town, as_sql: Enter, statement: str) -> None:
    one, other = town.add("one", "other")
    town.judge(one, other, SAME)
    with as_sql("bo") as bo:
        try:
            done = bo.execute(statement.encode())
        except psycopg.Error:
            return
        assert done.rowcount == 0


def test_elsewhere_there_are_no_judgements_clusters_or_recognitions(town: Town, as_sql: Enter) -> None:
    one, other = town.add("one", "other")
    (third,) = town.add("third", site="SOUTH")
    town.judge(one, other, SAME)
    town.judge(one, third, SAME)
    town.recognise(one)
    with as_sql("eve") as eve:
        for table in ("people_judgement", "people_recognition"):
            assert eve.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
        (cluster,) = eve.execute("SELECT cluster FROM people_person WHERE id = %s", [third]).fetchone() or (
            "",
        )
        found = eve.execute("SELECT id FROM people_person WHERE cluster = %s", [cluster]).fetchall()
        assert found == [(third,)]
    with as_sql("ana") as ana:
        for table in ("people_judgement", "people_recognition"):
            assert ana.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_a_hidden_judgement_leaves_no_trace_in_the_answers(town: Town) -> None:
    """What somebody at North gets to see of his record is the same whether or not it is one person with another's."""
    from beccaria.people import queries

    (mine,), (theirs,) = town.add("mine"), town.add("theirs", site="SOUTH")
    with town.as_web("bo") as bo:
        before = (
            queries.person(mine, by=bo),
            queries.search("mine", by=bo),
            queries.judged_of([mine], by=bo),
        )
    town.judge(mine, theirs, SAME)
    town.settle()
    with town.as_web("bo") as bo:
        after = (queries.person(mine, by=bo), queries.search("mine", by=bo), queries.judged_of([mine], by=bo))
    assert before == after


def test_a_recognition_says_neither_where_nor_by_whom(town: Town) -> None:
    from beccaria.people import queries

    (mine,), (theirs,) = town.add("mine"), town.add("theirs", site="SOUTH")
    town.judge(mine, theirs, SAME)
    town.recognise(mine)
    with town.as_web("bo") as bo:
        (told,) = queries.recognitions(by=bo)
        assert theirs not in repr(told)
        assert "SOUTH" not in repr(told)
    with town.as_web("eve") as eve:
        assert queries.recognitions(by=eve) == ()
    assert told.occurred_at == datetime(2026, 11, 21, 9, 0, tzinfo=UTC) == NOW


def test_secret_levels_are_inherited_by_what_is_judged(town: Town, as_sql: Enter) -> None:
    (open_,), (secret,) = town.add("open"), town.add("secret", level=3)
    town.rule(open_, secret, 0.8)
    with as_sql("bo") as bo:
        assert bo.execute("SELECT count(*) FROM people_judgement").fetchone() == (0,)
    assert town.rows("SELECT level FROM people_judgement") == [(3,)]
