"""Running patterns: as of a moment, repeatable, from kept summaries as from scratch, by day as at once."""

import random
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from beccaria.core.refusal import BadInput
from beccaria.engines.detection import reading, summaries
from beccaria.engines.detection.running import run, runnable
from beccaria.engines.detection.state import Kept
from beccaria.engines.detection.tables import Tables
from beccaria.lib import patterns

FIRST = datetime(2026, 1, 1, 9)  # noqa: DTZ001  feeds are in UTC without a zone
END = datetime(2026, 5, 1, tzinfo=UTC)
CALLS = [patterns.every()[name] for name in ("calls-in-step", "number-several-prisons", "wing-calls-fall")]
EVERY = [*CALLS, *(patterns.every()[name] for name in ("phone-replaced", "restriction-circumvented"))]


def rows(seed: int = 1) -> dict[str, list[dict[str, Any]]]:
    """Sixty people who call numbers of their own for four months; a, b and c of three prisons also call one number."""
    draw = random.Random(seed)  # noqa: S311  invented rows
    people = [
        {"person_id": f"P{i:02}", "role": "prisoner", "surname": f"Name{i}", "nationality": "XX"}
        for i in range(60)
    ]
    calls: list[dict[str, Any]] = []

    def call(person: int, number: str, day: int) -> None:
        at = FIRST + timedelta(days=day, minutes=draw.randrange(600))
        calls.append(
            {
                "call_id": f"C{len(calls):05}",
                "at": at,
                "seconds": 60,
                "establishment": f"E{person % 3}",
                "wing": f"E{person % 3}-A",
                "prisoner_id": f"P{person:02}",
                "number": number,
                "direction": "out",
                "outcome": "answered",
            }
        )

    for day in range(118):
        for person in range(60):
            if draw.random() < 0.3:
                call(person, f"+39{person:02}{draw.randrange(3)}", day)
        if day % 9 == 4:
            for person in (0, 1, 2):
                call(person, "+39777", day)
    remarks = [
        {
            "observation_id": f"O{day:03}",
            "occurred_at": FIRST + timedelta(days=day),
            "reported_at": None if day % 3 else FIRST + timedelta(days=day + 1),
            "establishment": "E0",
            "text": draw.choice(("looked at the roof", "quiet today", None)),
            "people": "P00",
        }
        for day in range(0, 118, 2)
    ]
    return {"people": people, "calls": calls, "observations": remarks}


def tables(said: Mapping[str, list[dict[str, Any]]]) -> tuple[Any, dict[str, Any]]:
    con = reading.connect(threads=1)
    return con, reading.rows_as_tables(con, said)


def test_the_same_rows_in_another_order_give_the_same_findings() -> None:
    said = rows()
    turned = {kind: list(reversed(some)) for kind, some in said.items()}
    found = run(CALLS, tables(said)[1], until=END)
    assert {one.pattern for one in found} >= {"number-several-prisons", "calls-in-step"}
    assert repr(found) == repr(run(CALLS, tables(turned)[1], until=END))


def test_nothing_that_came_later_is_seen() -> None:
    said = rows()
    early = datetime(2026, 2, 15, tzinfo=UTC)
    cut = {**said, "calls": [row for row in said["calls"] if row["at"].replace(tzinfo=UTC) < early]}
    assert repr(run(CALLS, tables(said)[1], until=early)) == repr(run(CALLS, tables(cut)[1], until=early))


def test_since_tells_only_what_rests_on_a_new_row() -> None:
    _, some = tables(rows())
    every = run(CALLS, some, until=END)
    assert run(CALLS, some, until=END, since=END) == []
    late = run(CALLS, some, until=END, since=datetime(2026, 4, 20, tzinfo=UTC))
    assert {one.key for one in late} <= {one.key for one in every}
    assert late


def test_a_day_after_a_day_gives_what_all_at_once_gives(tmp_path: Path) -> None:
    """Summaries kept from run to run equal those made from scratch, row by row, and so do the findings."""
    con, some = tables(rows())
    for day in (20, 70, 120):
        until = FIRST.replace(tzinfo=UTC) + timedelta(days=day)
        kept = Kept(con, tmp_path, since=until - timedelta(days=50))
        assert repr(run(CALLS, some, until=until, summaries=kept)) == repr(run(CALLS, some, until=until))
    for name in summaries.SUMMARIES:
        seen = Tables(some, until, Kept(con, tmp_path))
        own = summaries.OnTheSpot().summary(name, seen).to_pyarrow().to_pylist()
        held = seen.summary(name).to_pyarrow().to_pylist()
        assert sorted(map(repr, held)) == sorted(map(repr, own))


@pytest.mark.parametrize("seed", range(4))
def test_the_whole_is_found_day_by_day(seed: int, tmp_path: Path) -> None:
    """On days drawn at random, with rows that come late: kept summaries give what all rows give, told or not told."""
    draw = random.Random(seed)  # noqa: S311  invented rows
    said = rows(seed)
    came = {row["call_id"]: _came(draw, row["at"]) for row in said["calls"]}
    seen = FIRST.replace(tzinfo=UTC)
    for day in sorted(draw.sample(range(5, 120), 4)):
        until = FIRST.replace(tzinfo=UTC) + timedelta(days=day)
        there = [row for row in said["calls"] if came[row["call_id"]] <= until]
        new = [row["at"].replace(tzinfo=UTC) for row in there if came[row["call_id"]] > seen]
        con, some = tables({**said, "calls": there})
        since = min(new, default=until)
        kept = Kept(con, tmp_path, since=since)
        whole = run(EVERY, some, until=until)
        assert repr(run(EVERY, some, until=until, summaries=kept)) == repr(whole)
        told = run(EVERY, some, until=until, since=since, summaries=Kept(con, tmp_path))
        assert {one.key for one in told} <= {one.key for one in whole}
        assert {one.key for one in told} >= {
            one.key for one in whole if any(each.at >= since for each in one.evidence)
        }
        seen = until


def _came(draw: random.Random, at: datetime) -> datetime:
    """When a row came: the next day, or weeks late."""
    late = draw.choice((0, 0, 0, 0, 0, 12, 45))
    return at.replace(tzinfo=UTC) + timedelta(days=1 + late)


def test_a_late_row_is_seen_when_its_month_is_named(tmp_path: Path) -> None:
    said = rows()
    missing = [row for row in said["calls"] if row["prisoner_id"] != "P02"]
    con, some = tables({**said, "calls": missing})
    run(CALLS, some, until=END, summaries=Kept(con, tmp_path))
    con, some = tables(said)
    again = run(CALLS, some, until=END, summaries=Kept(con, tmp_path, since=FIRST.replace(tzinfo=UTC)))
    assert repr(again) == repr(run(CALLS, some, until=END))


def test_a_day_touches_its_own_month_only(tmp_path: Path) -> None:
    con, some = tables(rows())
    run(CALLS, some, until=datetime(2026, 4, 20, tzinfo=UTC), summaries=Kept(con, tmp_path))
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.glob("*.parquet")}
    next_day = datetime(2026, 4, 21, tzinfo=UTC)
    run(CALLS, some, until=next_day, summaries=Kept(con, tmp_path, since=next_day - timedelta(days=1)))
    touched = {name for name, at in before.items() if (tmp_path / name).stat().st_mtime_ns != at}
    assert touched
    assert all("2026-04" in name for name in touched)


def test_a_broken_book_of_summaries_is_made_again(tmp_path: Path) -> None:
    con, some = tables(rows())
    run(CALLS, some, until=END, summaries=Kept(con, tmp_path))
    (tmp_path / "summaries.json").write_text('{"version": 1, "mon', encoding="utf-8")
    assert repr(run(CALLS, some, until=END, summaries=Kept(con, tmp_path))) == repr(
        run(CALLS, some, until=END)
    )


def test_no_pattern_is_given_where_somebody_comes_from() -> None:
    _, some = tables(rows())
    assert "nationality" in some["people"].columns
    assert "nationality" not in Tables(some, END, summaries.OnTheSpot())["people"].columns


def test_patterns_whose_feeds_are_missing_are_left_out() -> None:
    assert {one.id for one in runnable(CALLS, ["calls"])} == {"wing-calls-fall"}


def test_parameters_of_a_service_are_heeded_and_wrong_ones_refused() -> None:
    _, some = tables(rows())
    one = patterns.every()["number-several-prisons"]
    assert run([one], some, until=END, parameters={one.id: {"callers": 3}})
    assert run([one], some, until=END, parameters={one.id: {"callers": 4}}) == []
    with pytest.raises(BadInput, match="no parameter"):
        run([one], some, until=END, parameters={one.id: {"colour": 4}})
