"""In SQL, as the web role: with nothing set there is nothing; false settings give no more than the policy."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.db import connections

from beccaria.access.rows import protected_models

TABLES = sorted(model._meta.db_table for model in protected_models())


@pytest.fixture
def web(cluster: Any, db: None) -> Iterator[psycopg.Connection[Any]]:
    """A bare connection as the web role, to the planted database."""
    del db
    name = str(connections.settings["default"]["NAME"])
    with psycopg.connect(cluster.url("web", name)) as connection:
        yield connection


@pytest.fixture
def everything(cluster: Any, db: None) -> Iterator[psycopg.Connection[Any]]:
    """A connection that sees everything: the server's administrator."""
    del db
    name = str(connections.settings["default"]["NAME"])
    with psycopg.connect(cluster.admin_url, dbname=name) as connection:
        yield connection


def _count(connection: psycopg.Connection[Any], table: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.parametrize("table", TABLES)
def test_nothing_set_means_no_rows(table: str, web: psycopg.Connection[Any]) -> None:
    with pytest.MonkeyPatch.context():
        try:
            found = web.execute(f"SELECT count(*) FROM {table}").fetchone()
        except psycopg.errors.InsufficientPrivilege:
            return
    assert found == (0,)


def test_the_planted_rows_are_really_there(everything: psycopg.Connection[Any]) -> None:
    counts = {table: _count(everything, table) for table in TABLES}
    for table in (
        "people_person",
        "reports_observation",
        "reports_report",
        "reports_item",
        "reports_authorship",
    ):
        assert counts[table] > 0, f"{table} is empty: the test above would pass for nothing"


@pytest.mark.parametrize(
    "settings", [{"duty": "system", "sites": "*", "level": "3", "actor": "x"}, {"sites": "*", "level": "3"}]
)
def test_settings_alone_do_not_make_a_system(settings: dict[str, str], web: psycopg.Connection[Any]) -> None:
    for name, value in settings.items():
        web.execute("SELECT set_config(%s, %s, true)", [f"app.{name}", value])
    for table in ("reports_observation", "reports_report", "reports_authorship"):
        assert web.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_settings_end_with_the_transaction(web: psycopg.Connection[Any]) -> None:
    for name, value in {"duty": "pio", "sites": "NORTH", "level": "2", "actor": "x"}.items():
        web.execute("SELECT set_config(%s, %s, true)", [f"app.{name}", value])
    assert _count(web, "reports_observation") > 0
    web.commit()
    assert web.execute("SELECT count(*) FROM reports_observation").fetchone() == (0,)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET actor = 'nobody'",
        "DELETE FROM ledger_entry",
        "TRUNCATE ledger_entry",
        "ALTER TABLE reports_observation DISABLE ROW LEVEL SECURITY",
        "CREATE TABLE mine (id int)",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "SET ROLE beccaria_owner",
        "SET SESSION AUTHORIZATION beccaria_owner",
        "GRANT beccaria_owner TO beccaria_web",
        "COPY reports_observation TO PROGRAM 'cat'",
        "SELECT pg_read_file('postgresql.conf')",
        "DELETE FROM reports_authorship",
    ],
)
def test_the_web_role_may_not(statement: str, web: psycopg.Connection[Any]) -> None:
    for name, value in {"duty": "head", "sites": "*", "level": "3", "actor": "x"}.items():
        web.execute("SELECT set_config(%s, %s, true)", [f"app.{name}", value])
    try:
        done = web.execute(statement)
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.RestrictViolation):
        return
    # A DELETE that a policy turns into nothing is a refusal too.
    assert done.rowcount == 0


def test_a_forged_author_is_refused(web: psycopg.Connection[Any], actor_named: Callable[..., Any]) -> None:
    ana, abe = actor_named("ana"), actor_named("abe")
    for name, value in {"duty": "officer", "sites": "NORTH", "level": "0", "actor": ana.user}.items():
        web.execute("SELECT set_config(%s, %s, true)", [f"app.{name}", value])
    columns = {
        row[0]
        for row in web.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'reports_authorship'"
        ).fetchall()
    }
    assert {"observation_id", "reporter"} <= columns
    with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.ForeignKeyViolation)):
        web.execute(
            "INSERT INTO reports_authorship (observation_id, reporter) VALUES ('never', %s)", [abe.user]
        )
