"""Nobody elsewhere learns of a family's town, a need, a hearing or a waiting list: no row, no count, no page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import DatabaseError, transaction

from beccaria.access.api import acting
from beccaria.core.refusal import Hidden
from beccaria.events.models_ahead import Hearing
from beccaria.people import api as people
from beccaria.people.models import Home, NeedOfPerson
from beccaria.placement.models import Waiting
from beccaria.placement.queries import weighed
from tests.grouping import at, does, planted
from tests.seed_matters import COURT, TOWN

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

__all__ = ["at", "does", "planted"]
pytestmark = pytest.mark.django_db
TABLES = (Home, NeedOfPerson, Hearing, Waiting)
SON = "seed-son"


def counted(actor: Any) -> list[int]:
    """How many rows of each kind somebody sees."""
    with acting(actor):
        return [table.objects.count() for table in TABLES]


def test_elsewhere_there_is_no_row_to_count(actor_named: Callable[[str], Any]) -> None:
    assert all(counted(actor_named("ana")))
    for name in ("eve", "oli", "lia", "kit", "max"):
        assert counted(actor_named(name)) == [0, 0, 0, 0], name


def test_elsewhere_nothing_matters_for_him(does: Any, planted: Callable[[str], str], at: datetime) -> None:
    who = planted(SON)
    assert does("ana", weighed.matters, [who], at=at)[who].home is not None
    for name in ("eve", "oli"):
        assert does(name, weighed.matters, [who], at=at)[who] == weighed.Matters(None, (), (), ())
        with pytest.raises(Hidden):
            does(name, people.end_home, does("ana", weighed.matters, [who], at=at)[who].home.id, at=at)


def test_no_page_of_elsewhere_says_it(
    sign_in: Callable[[str], Client], planted: Callable[[str], str]
) -> None:
    who = planted(SON)
    here = sign_in("ana").get(f"/matters/about/{who}/").content.decode()
    assert TOWN in here
    assert COURT in here
    for name in ("eve", "oli", "lia", "max"):
        client = sign_in(name)
        for path in (
            f"/matters/about/{who}/",
            f"/matters/of/{who}/",
            "/",
            f"/people/?q={TOWN}",
            f"/search/?q={COURT}",
        ):
            text = (
                client.get(path)
                .content.decode()
                .replace(f'value="{TOWN}"', "")
                .replace(f'value="{COURT}"', "")
            )
            assert "His mother" not in text
            assert "low down" not in text


def test_who_may_not_write_it_cannot_past_the_pages(actor_named: Callable[[str], Any]) -> None:
    with acting(actor_named("nan")):
        row = Hearing.objects.get(court=COURT)
        assert Home.objects.filter(town=TOWN).update(town="Elsewhere") == 0
        copied = Hearing(
            person_id=row.person_id,
            source="x",
            key="x",
            at=row.at,
            court="X",
            written_by="x",
            written_at=row.at,
        )
        with pytest.raises(DatabaseError), transaction.atomic():
            copied.save(force_insert=True)


def test_it_is_marked_as_he_is(as_role: Callable[[str], Any], actor_named: Callable[[str], Any]) -> None:
    """Who may not see a secret person does not see where his family lives, though it is no secret table."""
    with as_role("owner") as connection:
        connection.execute("UPDATE people_person SET level = 3 WHERE key = %s", [SON])
        connection.commit()
    try:
        assert counted(actor_named("ana")) == [0, 0, 0, 0]
        assert all(counted(actor_named("cy")))
    finally:
        with as_role("owner") as connection:
            connection.execute("UPDATE people_person SET level = 0 WHERE key = %s", [SON])
            connection.commit()
