"""A kept connection that died is noticed before it is used; plans are kept, but not for many at once."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from django.db import DataError, connection

from beccaria.lib.many import as_text
from beccaria.lib.postgresql.base import lives


def test_a_connection_lives_until_the_server_hangs_up(cluster: Any) -> None:
    with psycopg.connect(cluster.admin_url, autocommit=True) as killer:
        kept = psycopg.connect(cluster.admin_url, autocommit=True)
        assert lives(kept)
        kept.execute("SELECT 1")
        kept.execute("DO $$ BEGIN RAISE NOTICE 'said by the way'; END $$")
        assert lives(kept)
        killer.execute("SELECT pg_terminate_backend(%s, 5000)", [kept.info.backend_pid])
        assert not lives(kept)
        kept.close()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asks", "given"), [("ANY(%s)", list), ("ANY(string_to_array(%s, chr(31)))", as_text)]
)
def test_a_statement_that_comes_again_keeps_its_plan_unless_it_asks_about_many(
    asks: str, given: Callable[[list[str]], Any]
) -> None:
    asked = f"SELECT count(*) FROM people_person WHERE id = {asks} AND 'test' = 'test'"
    with connection.cursor() as cursor:
        kept = (
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%AND ''test'' = ''test''%%'"
        )
        for how_many, plans in ((100, 0), (2, 1)):
            for _again in range(6):
                cursor.execute(asked, [given([str(one) for one in range(how_many)])])
            cursor.execute(kept, [])
            assert cursor.fetchone() == (plans,)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "said",
    [
        "2026-03-29 02:30:00.5+02",
        "1899-12-31 23:59:59.000001+00",
        "0001-01-01 00:00:00+00",
        "9999-12-31 12:00:00+00",
    ],
)
def test_a_moment_comes_as_it_was_written_with_its_zone(said: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz", [said])
        (found,) = cursor.fetchone()
    assert (found, found.tzinfo) == (datetime.fromisoformat(said), UTC)


@pytest.mark.django_db
def test_a_moment_that_no_calendar_holds_is_an_error() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT timestamptz '40000-01-01 00:00+00'")
        with pytest.raises(DataError):
            cursor.fetchone()
