"""The guard: what is exactly, nearly and not the register's, and how a person's word about a near miss holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from beccaria.access.api import acting
from beccaria.core.feeds import Feed, Near, Verdict
from beccaria.core.refusal import Cannot, Refused
from beccaria.engines.privilege import Entry, Finding, Guard, Sort
from beccaria.feeds.actions.judging import judge
from beccaria.feeds.models import Day, Held, Privileged
from beccaria.feeds.queries import guarding
from tests.apps.feeds.conftest import NOW, Store, brought, call, held

LAWYER = {
    "privileged_id": "R1",
    "kind": "lawyer",
    "name": "Avv. Ermenegilda Quagliati",
    "number": "+390931050123;+393470001122",
    "account": "IT60X0542811101000000123456",
}
GUARD = Guard(
    [
        Entry("1", name=LAWYER["name"]),
        Entry("1", number="+390931050123"),
        Entry("1", number="+393470001122"),
        Entry("1", account=LAWYER["account"]),
    ],
    regions=("IT",),
)


@pytest.mark.parametrize(
    ("sort", "value"),
    [
        (Sort.NUMBER, "+390931050123"),
        (Sort.NUMBER, "+39 0931 050 123"),
        (Sort.NUMBER, "0039-0931-050123"),
        (Sort.NUMBER, "0931/050123"),
        (Sort.NUMBER, "931050123"),
        (Sort.NUMBER, "٠٩٣١٠٥٠١٢٣"),
        (Sort.ACCOUNT, "it60 x054 2811 1010 0000 0123 456"),
        (Sort.NAME, "AVV  ermenegilda QUAGLIATI"),
        (Sort.TEXT, "rang 0931 050123 twice"),
    ],
)
def test_what_is_the_registers_own_is_known_however_it_is_written(sort: Sort, value: str) -> None:
    assert GUARD.judge(sort, value) == Finding("1")


@pytest.mark.parametrize(
    ("sort", "value", "near"),
    [
        (Sort.NUMBER, "+390931050124", Near.DIGIT),
        (Sort.NUMBER, "+390931050132", Near.SWAPPED),
        (Sort.NUMBER, "+39093105012", Near.DIGIT),
        (Sort.NUMBER, "+390931050199", Near.RANGE),
        (Sort.NUMBER, "0931050129", Near.DIGIT),
        (Sort.ACCOUNT, "IT60X0542811101000000123465", Near.ACCOUNT),
        (Sort.NAME, "Ermenegilda Quagliatti", Near.NAME),
        (Sort.NAME, "Ermenegilda Quagliati", Near.NAME),
    ],
)
def test_what_is_nearly_the_registers_is_held(sort: Sort, value: str, near: Near) -> None:
    assert GUARD.judge(sort, value) == Finding("1", near)


@pytest.mark.parametrize(
    ("sort", "value"),
    [
        (Sort.NUMBER, "+393331234567"),
        (Sort.NUMBER, "+393470001199"),  # a mobile has no switchboard beside it
        (Sort.NUMBER, "112"),
        (Sort.ACCOUNT, "IT60X0542811101000000999999"),
        (Sort.NAME, "Bruno Farfalla"),
        (Sort.TEXT, "30 tablets behind the sink"),
    ],
)
def test_what_is_somebody_elses_comes_in(sort: Sort, value: str) -> None:
    assert GUARD.judge(sort, value) is None


@pytest.mark.django_db
class TestHeld:
    """Near misses of a store."""

    def test_nothing_privileged_is_written_and_only_counted(
        self, store: Store, enter: Callable[..., None]
    ) -> None:
        enter(LAWYER)
        rows = [call(1), call(2, number="0931 050123"), call(3, number="+390931050124"), call(4)]
        said = store.take(store.file(*rows))
        assert (said.outcome.new, said.privileged, said.held) == (2, 1, 1)
        assert [key for (key,) in store.rows(columns="call_id")] == ["C000001", "C000004"]
        assert Day.objects.get().privileged == 1
        miss = held().get()
        assert (miss.first_row, miss.count, miss.near, miss.column) == (4, 1, Near.DIGIT, "number")
        everything = b"".join(path.read_bytes() for path in store.files())
        assert b"050124" not in everything
        assert "050124" not in repr(list(held().values()) + list(brought().values()))

    def test_a_persons_word_holds_for_every_feed_from_then_on(
        self, store: Store, enter: Callable[..., None], actor_named: Callable[..., Any]
    ) -> None:
        enter(LAWYER)
        path = store.file(call(1, number="+390931050124"), call(2, number="+390931050133"))
        store.take(path)
        by_row = {one.first_row: one for one in held().all()}
        with acting(actor_named("cy")) as cy:
            judge(by_row[2].id, Verdict.CLEARED, by=cy, at=NOW)
            judge(by_row[3].id, Verdict.PRIVILEGED, by=cy, at=NOW)
            with pytest.raises(Cannot):
                judge(by_row[2].id, Verdict.PRIVILEGED, by=cy, at=NOW)
        said = store.take(path)
        assert (said.outcome.new, said.privileged, said.held) == (1, 1, 0)

    def test_only_head_and_custodian_judge(
        self, store: Store, enter: Callable[..., None], actor_named: Callable[..., Any]
    ) -> None:
        enter(LAWYER)
        store.take(store.file(call(1, number="+390931050124")))
        miss = held().get().id
        with acting(actor_named("bo")) as bo, pytest.raises((Refused, Held.DoesNotExist)):
            judge(miss, Verdict.CLEARED, by=bo, at=NOW)
        with acting(actor_named("kit")) as kit:
            judge(miss, Verdict.CLEARED, by=kit, at=NOW)

    def test_a_copy_of_the_database_names_nobody(self, enter: Callable[..., None]) -> None:
        enter(LAWYER)
        stored = repr(list(Privileged.objects.values()))
        assert "Quagliati" not in stored
        assert "050123" not in stored
        assert "R1" not in stored

    def test_with_another_key_nothing_is_taken(
        self, store: Store, enter: Callable[..., None], settings: Any
    ) -> None:
        enter(LAWYER)
        settings.SECRET_KEY = "another key"
        with pytest.raises(Cannot, match="locked with another key"):
            store.take(store.file(call(1)))
        assert not store.files()

    def test_rows_loaded_elsewhere_are_refused_by_the_same_guard(
        self, enter: Callable[..., None], actor_named: Callable[..., Any]
    ) -> None:
        enter(LAWYER)
        with acting(actor_named("bo")) as bo:
            rows = guarding.row_guard(Feed.VISITS, by=bo)
            assert rows is not None
            assert rows.refuses({"visitor_phone": "0931 050123", "visitor_name": "Bruno Farfalla"})
            assert rows.hides(["V-1", "nonsense", "+390931050124"])
            assert rows.refuses({"visitor_phone": "+393331234567", "visitor_name": "Bruno Farfalla"}) is None
            assert not rows.hides(["V-1", "nonsense", "2031-01-01 10:00"])
            assert guarding.row_guard("incidents", by=bo) is None
