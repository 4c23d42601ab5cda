"""Patterns run on what has to do with new rows find what they find in all rows, wherever a new row stands in it."""

import random
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from beccaria.core.feedfiles import SERVICE_FILES
from beccaria.core.patterns import Found, Stage
from beccaria.engines.detection import reading
from beccaria.engines.detection.nearby import looks_near, run_near
from beccaria.engines.detection.running import run
from beccaria.lib import patterns

FIRST = datetime(2026, 1, 1, 9)  # noqa: DTZ001  feeds are in UTC without a zone
END = datetime(2026, 5, 1, tzinfo=UTC)
Rows = list[dict[str, Any]]


def people() -> Rows:
    """Prisoners of few families, and staff with a telephone at home; one shares it with a colleague."""
    inside: Rows = [
        {"person_id": f"P{i:02}", "role": "prisoner", "surname": f"Name{i % 7}", "phone": None}
        for i in range(24)
    ]
    staff: Rows = [
        {
            "person_id": f"S{i}",
            "role": "staff",
            "number": f"N{i}",
            "surname": f"Name{i}",
            "phone": f"+39060000{i % 3}",
        }
        for i in range(4)
    ]
    return inside + staff


def calls(draw: random.Random) -> Rows:
    numbers = [*(f"+39060000{i}" for i in range(3)), *(f"+39333{i:06}" for i in range(12))]
    return [
        {
            "call_id": f"C{turn:04}",
            "at": _moment(draw),
            "seconds": 60,
            "establishment": draw.choice("NSE"),
            "prisoner_id": f"P{draw.randrange(24):02}",
            "number": draw.choice(numbers),
            "direction": "out",
            "outcome": "answered",
        }
        for turn in range(150)
    ]


def visits(draw: random.Random) -> Rows:
    """Visitors who show a document or not, whose telephones others give too, under one birthday or none."""
    return [
        {
            "visit_id": f"V{turn:04}",
            "at": _moment(draw),
            "establishment": draw.choice("NSE"),
            "prisoner_id": f"P{draw.randrange(24):02}",
            "visitor_name": f"Visitor {draw.randrange(9)}",
            "visitor_document": draw.choice([None, None, *(f"D{i}" for i in range(10))]),
            "visitor_phone": draw.choice([None, *(f"+39340{i}" for i in range(12))]),
            "visitor_born": draw.choice([None, date(1980, 1, 1), date(1990, 2, 2)]),
            "kind": draw.choice(["social", "social", "social", "official"]),
            "outcome": draw.choice(["completed", "completed", "refused", "cancelled"]),
        }
        for turn in range(90)
    ]


def _moment(draw: random.Random) -> datetime:
    return FIRST + timedelta(days=draw.randrange(100), minutes=draw.randrange(600))


def register(persons: Collection[str], phones: Collection[str]) -> Sequence[Mapping[str, Any]]:
    return [row for row in people() if row["person_id"] in persons or row["phone"] in phones]


MADE = {
    "calls-to-staff": ("calls", "call_id", calls),
    "visitor-several-prisons": ("visits", "visit_id", visits),
}


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("seed", range(6))
def test_what_rests_on_a_new_row_is_found_near_it_as_in_all_rows(name: str, seed: int) -> None:
    kind, key, made = MADE[name]
    draw = random.Random(seed)  # noqa: S311  invented rows
    rows = made(draw)
    new = draw.sample(rows, 1 + seed)
    one = patterns.every()[name]
    con = reading.connect(threads=1)
    every = reading.rows_as_tables(con, {kind: rows, "people": people()})
    con.con.register("new_rows", reading.arrow(SERVICE_FILES[kind], new))
    whole = run([one], every, until=END)
    near = run_near([one], {kind: every[kind]}, con.table("new_rows"), register, until=END)
    fresh = {row[key] for row in new}
    resting = [each for each in whole if _cites(each, fresh)]
    assert {repr(each) for each in resting} <= {repr(each) for each in near}
    assert {repr(each) for each in near} <= {repr(each) for each in whole}
    assert whole


def _cites(one: Found, fresh: set[str]) -> bool:
    return any(each.row in fresh for each in one.evidence)


def test_new_numbers_that_are_nobodys_ask_no_feed() -> None:
    one = patterns.every()["calls-to-staff"]
    con = reading.connect(threads=1)
    new = [{"call_id": "C1", "at": FIRST, "prisoner_id": "P00", "number": "+39333000001"}]
    table = reading.rows_as_tables(con, {"calls": new})["calls"]
    assert run_near([one], {}, table, register, until=END) == []


def test_live_rules_of_feeds_look_near() -> None:
    live = [one for one in patterns.every().values() if one.stage is Stage.LIVE]
    assert {one.id for one in live if looks_near(one)} == set(MADE)
