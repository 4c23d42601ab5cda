"""Many rows in one statement: as they would be one by one, and judged by the same policies."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, transaction

from beccaria.access.api import acting
from beccaria.core.actors import Actor
from beccaria.lib import bulk
from beccaria.networks.models import ChartPlaces

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def rows(owner: str, count: int) -> list[ChartPlaces]:
    """Places with quotes, letters of two bytes and numbers in them."""
    return [
        ChartPlaces(owner=owner, chart=f"person:{number}", places={"è'\"": [number, 0.5]}, saved_at=AT)
        for number in range(count)
    ]


def test_rows_come_back_as_they_were_given(actor_named: Callable[[str], Actor]) -> None:
    with acting(actor_named("bo")) as bo:
        given = rows(bo.user, 300)
        assert bulk.add_rows(given) == 300
        read = {row.id: row for row in ChartPlaces.objects.all()}
        assert set(read) >= {row.id for row in given}
        one = read[given[7].id]
        assert (one.chart, one.places, one.saved_at) == ("person:7", {"è'\"": [7, 0.5]}, AT)


def test_policies_judge_each_row(actor_named: Callable[[str], Actor]) -> None:
    with acting(actor_named("bo")) as bo, pytest.raises(DatabaseError), transaction.atomic():
        bulk.add_rows([*rows(bo.user, 1), *rows("somebody else", 1)])


def test_nothing_is_nothing_and_what_has_no_form_is_refused() -> None:
    assert bulk.add_rows([]) == 0
    assert bulk._plain(Decimal("1.10")) == "1.10"
    with pytest.raises(TypeError, match="SimpleNamespace has no form"):
        bulk._plain(SimpleNamespace())
