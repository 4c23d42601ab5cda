"""What the database itself refuses, whoever asks: half a grade, a future, a changed version, an unknown handling."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError, IntegrityError

from beccaria.access.api import acting
from beccaria.core.actors import Actor
from beccaria.reports import actions, queries

Does = Callable[..., Any]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        "scheme = ''",
        "source = ''",
        "source = 'A'",
        "information = '9'",
        "scheme = '4x4'",
        "scheme = 'six'",
        "handling = '{}'",
        "handling = '{A1}'",
        "graded_at = NULL",
        "graded_by = ''",
        "nature = 'gossip'",
        "subject = 'alien'",
        "threats = '{weather}'",
        "currency = 'stale'",
    ],
)
def test_an_item_is_graded_wholly_and_in_words_of_the_lists(
    person: Callable[..., Actor], graded: Does, change: str
) -> None:
    report_id = graded()
    with (
        acting(person("bo")),
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE reports_item SET {change} WHERE report_id = %s", [report_id])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        "occurred_at = received_at + interval '6 minutes'",
        "text = ''",
        "level = 9",
        "stage = 'sanitised'",
        "kind = 'gossip'",
        "handling = '{secret}'",
    ],
)
def test_an_observation_keeps_its_limits(person: Callable[..., Actor], observed: Does, change: str) -> None:
    told = observed()
    with (
        acting(person("bo")),
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE reports_observation SET {change} WHERE id = %s", [told.id])


@pytest.mark.django_db
def test_a_version_never_changes_once_made_except_for_its_release(
    does: Does, person: Callable[..., Actor], graded: Does, at: datetime
) -> None:
    report_id = graded()
    item = does("bo", queries.report, report_id=report_id).items[0]
    version = does(
        "bo", actions.sanitise, report_id=report_id, audience="police", texts={item.id: "A phone."}, at=at
    )
    with acting(person("cy")):
        for change in ("title = 'Other'", "items = '[]'", "handling = '{}'", "made_by = 'x'"):
            with (
                pytest.raises(DatabaseError, match="never changed"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(f"UPDATE reports_version SET {change} WHERE id = %s", [version])
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE reports_version SET released_by = 'cy', released_at = %s WHERE id = %s", [at, version]
            )
        with (
            pytest.raises(DatabaseError, match="never changed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                "UPDATE reports_version SET released_by = '', released_at = NULL WHERE id = %s", [version]
            )


@pytest.mark.django_db
def test_with_nothing_set_there_are_no_rows(graded: Does, does: Does, at: datetime) -> None:
    report_id = graded()
    item = does("bo", queries.report, report_id=report_id).items[0]
    does("bo", actions.sanitise, report_id=report_id, audience="police", texts={item.id: "A phone."}, at=at)
    names = ("actor", "duty", "sites", "level", "compartments", "purpose", "organisation", "stepped_up")
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute("SELECT set_config(%s, '', true)", [f"app.{name}"])
        cursor.execute("SELECT tablename FROM pg_tables WHERE tablename LIKE 'reports\\_%%'")
        tables = [name for (name,) in cursor.fetchall()]
        assert len(tables) > 15
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,), table
        cursor.execute(
            "SELECT count(*) FROM search_observations('telephone'::tsquery, now() + interval '1 day', '', 9)"
        )
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
def test_handling_keeps_a_report_out_of_national_searches(does: Does, graded: Does) -> None:
    shared, kept = (
        graded(text="A walrus is kept in A wing"),
        graded("C", "A1", "S1", text="A walrus is kept in B wing"),
    )
    assert {one.id for one in does("bo", queries.search, words="walrus").items if one.what == "report"} == {
        shared,
        kept,
    }
    assert {one.id for one in does("nan", queries.search, words="walrus").items if one.what == "report"} == {
        shared
    }
    assert kept not in {one.id for one in does("nan", queries.reports).items}


@pytest.mark.django_db
def test_search_pages_through_both_kinds_newest_first(does: Does, observed: Does, at: datetime) -> None:
    for n in range(5):
        observed(text=f"Pangolin number {n}", at=at + timedelta(seconds=n))
    found: list[str] = []
    cursor = None
    while True:
        page = does("bo", queries.search, words="PANGOL", cursor=cursor, size=2)
        found += [one.excerpt for one in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert found == [f"Pangolin number {n}" for n in (4, 3, 2, 1, 0)]
    assert does("bo", queries.search, words="  ?!").items == ()
    assert does("abe", queries.search, words="pangolin").items == ()
    assert len(does("ana", queries.search, words="pangolin 'quote' \\").items) == 0
    assert len(does("ana", queries.search, words="pangolin").items) == 5
