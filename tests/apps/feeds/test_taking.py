"""Taking feeds in: nothing doubled, nothing lost, late and corrected rows, and what is refused whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from beccaria.access.api import acting
from beccaria.core.feeds import Feed
from beccaria.core.refusal import BadInput, Cannot, Refused
from beccaria.feeds import api
from beccaria.feeds.models import Day, Part
from tests.apps.feeds.conftest import CALLS, NOW, Store, brought, call

pytestmark = pytest.mark.django_db


def test_rows_come_in_typed_and_in_files_by_month_and_prison(store: Store) -> None:
    said = store.take(store.file(call(1), call(2, at="2026-10-31 23:30"), call(3, at="2026-10-31T21:30:00Z")))
    assert (said.outcome.new, said.outcome.changed, said.outcome.rejected) == (3, 0, 0)
    assert [str(path.relative_to(store.folder / "data" / "feeds").parent) for path in store.files()] == [
        "store/calls/2026-10/NORTH",
        "store/calls/2026-11/NORTH",
    ]
    moments = [
        str(row[0])
        for row in store.rows(columns="strftime(timezone('UTC', \"at\"), '%Y-%m-%d %H:%M:%S') AS m")
    ]
    assert moments == ["2026-10-31 21:30:00", "2026-10-31 22:30:00", "2026-11-19 23:00:01"]
    assert sum(Day.objects.values_list("count", flat=True)) == 3
    assert brought().get().new == 3


def test_the_same_file_and_the_same_rows_under_another_name_change_nothing(store: Store) -> None:
    rows = [call(key) for key in range(30)]
    store.take(store.file(*rows))
    before, files = store.rows(), store.files()
    for name in ("calls.csv", "other.csv"):
        again = store.take(store.file(*reversed(rows), name=name)).outcome
        assert (again.new, again.changed, again.unchanged) == (0, 0, 30)
    assert store.rows() == before
    assert store.files() == files
    assert Day.objects.get().count == 30
    assert Day.objects.get().doubled == 60


def test_a_corrected_row_replaces_the_old_one_even_in_another_month(store: Store) -> None:
    store.take(store.file(*(call(key) for key in range(3))))
    moved = call(1, at="2026-10-05 08:00", number="+393330000001")
    said = store.take(store.file(moved, call(9), name="late.csv")).outcome
    assert (said.new, said.changed) == (1, 1)
    kept = store.rows(columns="call_id, number")
    assert [key for key, _ in kept] == ["C000000", "C000001", "C000002", "C000009"]
    assert kept[1][1] == "+393330000001"
    counts = {str(day): count for day, count in Day.objects.values_list("day", "count")}
    assert counts == {"2026-11-20": 3, "2026-10-05": 1}
    assert Part.objects.filter(replaced_at__isnull=False).count() == 1, "the old version stays for readers"


def test_two_prisons_may_number_their_rows_alike_and_neither_replaces_the_others(store: Store) -> None:
    store.actor = replace(store.actor, sites=frozenset({"NORTH", "SOUTH"}))
    theirs = [call(key, site="SOUTH", number="+393330000009") for key in range(3)]
    assert store.take(store.file(*(call(key) for key in range(3)), *theirs)).outcome.new == 6
    corrected = store.file(call(1, number="+393330000001"), call(0), theirs[1], name="late.csv")
    said = store.take(corrected).outcome
    assert (said.new, said.changed, said.unchanged) == (0, 1, 2)
    kept = store.rows(columns="establishment, call_id, number")
    assert [(site, key[-1], number[-1]) for site, key, number in sorted(kept)] == [
        *(("NORTH", "0", "7"), ("NORTH", "1", "1"), ("NORTH", "2", "7")),
        *(("SOUTH", "0", "9"), ("SOUTH", "1", "9"), ("SOUTH", "2", "9")),
    ]
    counts = {day.site: (day.count, day.corrected) for day in Day.objects.all()}
    assert counts == {"NORTH": (3, 1), "SOUTH": (3, 0)}


def test_one_per_cent_of_broken_rows_are_set_aside_and_the_rest_is_taken(store: Store) -> None:
    rows = [call(key) for key in range(198)]
    broken = [
        "C900001,2026-13-45 10:00,60,NORTH,P1,+393331234567,out,answered",
        call(900002, at="2031-01-01 10:00"),
    ]
    said = store.take(store.file(*rows, *broken)).outcome
    assert (said.new, said.rejected) == (198, 2)
    assert said.rejected_file is not None
    listed = (store.folder / "calls.csv.rejected.csv").read_text(encoding="utf-8-sig")
    assert "in the future" in listed
    assert len(store.rows()) == 198


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([call(key, at="2031-02-03 10:00") for key in range(40)], "moment that cannot be"),
        ([call(key, site="SOUTH") for key in range(40)], "another prison"),
        ([call(key, site="ATLANTIS") for key in range(40)], "none that is known"),
        (
            [f"60,C{key:05},2026-11-20 10:00,NORTH,P1,+393331234567,out,answered" for key in range(40)],
            "moment",
        ),
        ([call(key, number="12.50") for key in range(40)], "“number”"),
    ],
    ids=["future", "elsewhere", "nowhere", "shifted", "price"],
)
def test_a_file_that_cannot_be_meant_so_is_refused_whole(
    store: Store, rows: list[str], sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        store.take(store.file(*rows))
    assert not store.files()
    assert not brought().exists()
    assert not (store.folder / "calls.csv.rejected.csv").exists()


def test_one_price_among_numbers_is_set_aside(store: Store) -> None:
    said = store.take(store.file(call(1), call(2, number="12.50"), call(3, number="€ 3,20"))).outcome
    assert (said.new, said.rejected) == (1, 2)


def test_a_feed_of_another_day_is_refused_when_the_day_is_said(store: Store) -> None:
    with pytest.raises(BadInput, match="not of 2026-11-19 only"):
        store.take(store.file(call(1), call(2)), day=date(2026, 11, 19))
    assert store.take(store.file(call(1), call(2)), day=date(2026, 11, 20)).outcome.new == 2


def test_a_month_loaded_twice_under_other_identifiers_is_refused(store: Store) -> None:
    def at(key: int) -> str:
        return f"2026-10-{1 + key % 28:02} 10:{key % 60:02}"

    store.take(store.file(*(call(key, at=at(key)) for key in range(50))))
    with pytest.raises(BadInput, match="under other identifiers"):
        store.take(store.file(*(call(key + 70_000, at=at(key)) for key in range(50)), name="again.csv"))
    assert len(store.rows()) == 50


def test_a_month_that_stands_twice_in_one_file_is_refused(store: Store) -> None:
    rows = [call(key, at=f"2026-10-{1 + key % 28:02} 10:{key % 60:02}") for key in range(50)]
    twice = [call(key + 70_000, at=f"2026-10-{1 + key % 28:02} 10:{key % 60:02}") for key in range(50)]
    with pytest.raises(BadInput, match="stands in it twice"):
        store.take(store.file(*rows, *twice))


def test_an_identifier_twice_in_a_file_keeps_the_first(store: Store) -> None:
    said = store.take(store.file(call(1), call(1), call(1, number="+393339999999"))).outcome
    assert (said.new, said.rejected) == (1, 1)
    assert "is already in row 2" in (store.folder / "calls.csv.rejected.csv").read_text(encoding="utf-8-sig")


def test_what_is_older_than_its_term_does_not_come_in(store: Store) -> None:
    said = store.take(store.file(call(1), call(2, at="2025-11-01 10:00"))).outcome
    assert (said.new, said.rejected) == (1, 1)


def test_a_dry_run_leaves_nothing(store: Store) -> None:
    said = store.take(store.file(call(1)), dry_run=True).outcome
    assert said.new == 1
    assert not store.files()
    assert not Part.objects.exists()
    assert not Day.objects.exists()


def test_oddly_written_cells_are_read_as_in_every_other_file(store: Store) -> None:
    rows = [
        "C1;20/11/2026 10:05;61;north;P1;+39 333 123 4567;out;answered",
        "C2;20.11.2026 10:06;62;NORTH;;0931 999999;-;Answered",
    ]
    said = store.take(store.file(*rows, heading=CALLS_ITALIAN)).outcome
    assert (said.new, said.rejected) == (2, 0)
    assert [row[0] for row in store.rows(columns="number")] == ["+39 333 123 4567", "0931 999999"]


CALLS_ITALIAN = "id;data;seconds;istituto;prisoner_id;number;direction;outcome"


def test_others_read_nothing_of_it(store: Store, actor_named: Any) -> None:
    store.take(store.file(call(1)))
    with acting(actor_named("eve")) as eve:
        assert api.tables([Feed.CALLS], None, None, by=eve) == {"calls": []}
        assert api.latest(Feed.CALLS, by=eve) is None
        assert api.days_changed(None, by=eve) == []
    with acting(actor_named("ana")) as ana, pytest.raises(Refused):
        api.tables([Feed.CALLS], None, None, by=ana)
    with acting(actor_named("nan")) as nan:
        assert len(api.tables([Feed.CALLS], None, None, by=nan)["calls"]) == 1
        assert api.days_changed(NOW, by=nan) == []


def test_a_disk_that_runs_full_leaves_nothing_and_the_same_file_goes_in_later(store: Store) -> None:
    import resource

    path = store.file(*(call(key) for key in range(20_000)))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises(Cannot, match="disk is full"):
            store.take(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not store.files()
    assert not Part.objects.exists()
    assert store.take(path).outcome.new == 20_000


VISITS = "visit_id,at,establishment,prisoner_id,visitor_name,relationship,outcome"


@pytest.mark.parametrize("relationship", ["doctor", "legal visit", "difensore"])
def test_a_row_that_is_wrong_besides_is_not_written_down_when_it_is_a_lawyers(
    store: Store, relationship: str
) -> None:
    """Nobody in the register: the word at the visits desk is all that tells."""
    rows = [
        "V1,2026-11-20 10:00,NORTH,P1,Bruno Farfalla,friend,completed",
        f"V2,2026-11-20 11:00,NORTH,P1,Quirina Zampognaro,{relationship},completed,and a cell too many",
        "V3,2026-11-20 12:00,NORTH,P1,Bruno Farfalla,friend,completed,and a cell too many",
    ]
    said = store.take(store.file(*rows, name="visits.csv", heading=VISITS), Feed.VISITS)
    assert (said.outcome.new, said.outcome.rejected, said.privileged) == (1, 2, 1)
    listed = (store.folder / "visits.csv.rejected.csv").read_text(encoding="utf-8-sig")
    assert "Zampognaro" not in listed
    assert "V2" not in listed
    assert "V3" in listed


def test_what_does_not_come_in_is_counted_by_day_at_ones_own_prison_only(store: Store) -> None:
    """A lawyer's visit at another prison is dropped too, and leaves no figure there."""
    rows = [
        "V1,2026-11-20 10:00,NORTH,P1,Bruno Farfalla,friend,completed",
        "V2,2026-11-20 11:00,SOUTH,P1,Quirina Zampognaro,lawyer,completed",
        "V3,2026-11-20 12:00,NORTH,P1,Quirina Zampognaro,lawyer,completed",
        "V4,2026-11-20 13:00,SOUTH,P1,Bruno Farfalla,friend,completed",
        "V5,2026-11-20 14:00,NORTH,P1,Bruno Farfalla,friend,unheard",
        "V6,1931-11-20 14:00,NORTH,P1,Bruno Farfalla,friend,completed",
    ]
    said = store.take(store.file(*rows, name="visits.csv", heading=VISITS), Feed.VISITS)
    assert (said.outcome.new, said.outcome.rejected, said.privileged) == (1, 3, 2)
    days = Day.objects.values_list("site", "day", "count", "privileged", "rejected")
    assert list(days) == [("NORTH", date(2026, 11, 20), 1, 1, 1)]


def test_what_to_look_at_is_kept_in_its_parts_and_said_to_each_reader(store: Store) -> None:
    rows = [f"{call(key, at='2026-11-02 00:00')},x" for key in range(1, 13)]
    rows += [f"{call(key, at=f'2026-11-03 00:00:{key}')},x" for key in range(20, 30)]
    said = store.take(store.file(*rows, heading=f"{CALLS},weather")).outcome
    assert [note["values"] for note in brought().get().notes] == [
        {"columns": "weather"},
        {"midnight": 12, "count": 22},
        {"late": 22, "days": 7},
    ]
    assert said.notes[1] == "12 of 22 new rows are of exactly midnight: the source may give days only."
