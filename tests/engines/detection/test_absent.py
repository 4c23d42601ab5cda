"""Feeds that are not there, rows that must not leave a prison, and a prison's own: what patterns see of tables."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from beccaria.core.patterns import Case, Pattern
from beccaria.engines.detection import reading
from beccaria.engines.detection.cases import found_in, keys, planned
from beccaria.engines.detection.running import run, runnable
from beccaria.engines.detection.stretches import on_days, stretches
from beccaria.engines.detection.withheld import at, without
from beccaria.lib import patterns

NEEDING = [one for one in patterns.every().values() if one.needs]


def _bare(one: Pattern, case: Case) -> list[str]:
    """What it finds when only the feeds are there that it needs."""
    rows = {kind: list(planned(kind, case.tables.get(kind, ()))) for kind in one.needs}
    until = datetime.fromisoformat(f"{case.until}T00:00:00+00:00")
    tables = reading.rows_as_tables(reading.connect(threads=1), rows)
    return keys(run([one], tables, until=until, parameters={one.id: case.parameters}))


@pytest.mark.parametrize("one", NEEDING, ids=[one.id for one in NEEDING])
def test_a_pattern_runs_on_what_it_needs(one: Pattern) -> None:
    assert set(one.needs) < set(one.reads)
    assert runnable([one], one.needs) == [one]
    assert runnable([one], one.needs[1:]) == []
    for case in one.cases:
        assert set(_bare(one, case)) <= set(keys(found_in(one, case)))


def _tables() -> dict[str, Any]:
    incidents = [
        {"incident_id": key, "establishment": where, "people": people}
        for key, where, people in (
            ("i1", "N", "A:victim;B1:assailant"),
            ("i2", "N", "B:victim"),
            ("i3", "S", "C:victim"),
            ("i4", "S", None),
        )
    ]
    moves = [
        {"movement_id": "m1", "person_id": "C", "from_establishment": "N", "to_establishment": "S"},
        {"movement_id": "m2", "person_id": "D", "from_establishment": "S", "to_establishment": "T"},
    ]
    said: dict[str, list[Any]] = {
        "incidents": incidents,
        "movements": moves,
        "searches": [{"search_id": "s", "establishment": "N"}],
    }
    return reading.rows_as_tables(reading.connect(threads=1), said)


def _keys(tables: dict[str, Any]) -> list[str]:
    return sorted(str(row[0]) for one in tables.values() for row in one.to_pyarrow().to_pandas().values)


def test_rows_and_people_that_are_kept_are_in_no_table() -> None:
    assert _keys(without(_tables(), (), ())) == ["i1", "i2", "i3", "i4", "m1", "m2", "s"]
    assert _keys(without(_tables(), [("incidents", "i3")], ())) == ["i1", "i2", "i4", "m1", "m2", "s"]
    assert _keys(without(_tables(), (), ["B"])) == ["i1", "i3", "i4", "m1", "m2", "s"], "B1 is not B"
    assert _keys(without(_tables(), (), ["C"])) == ["i1", "i2", "i4", "m2", "s"]


def test_a_prisons_own_rows_are_those_that_happened_there() -> None:
    assert _keys(at("N", _tables())) == ["i1", "i2", "m1", "s"]
    assert _keys(at("T", _tables())) == ["m2"]


def test_rows_are_seen_as_they_stood_when_each_came() -> None:
    first = datetime(2026, 1, 1, 8)  # noqa: DTZ001  feeds are in UTC without a zone
    rows = [
        {"at": first + timedelta(days=day), "happened": first + timedelta(days=day), "n": day}
        for day in (0, 1, 5)
    ]
    assert [[row["n"] for row in some] for some in stretches(rows, 3)] == [[0], [0, 1], [5]]
    assert on_days([*rows, rows[0] | {"at": first + timedelta(days=9)}]) == 3, "written later, seen once"
