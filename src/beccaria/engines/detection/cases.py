"""Run the tests that a pattern carries: its invented rows in, the keys found out."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from beccaria.core.feedfiles import SERVICE_FILES, Column
from beccaria.core.patterns import Case, Found, Pattern
from beccaria.engines.detection.reading import connect, rows_as_tables
from beccaria.engines.detection.running import run


def found_in(one: Pattern, case: Case) -> list[Found]:
    """What the pattern finds in the rows of one of its tests; feeds that the test leaves out are there and empty."""
    rows = {kind: list(planned(kind, case.tables.get(kind, ()))) for kind in one.reads}
    until = datetime.fromisoformat(case.until).replace(tzinfo=UTC)
    return run(
        [one], rows_as_tables(connect(threads=1), rows), until=until, parameters={one.id: case.parameters}
    )


def keys(found: Iterable[Found]) -> list[str]:
    """Their keys without the pattern's name, in order."""
    return sorted(one.key.partition(":")[2] for one in found)


def planned(kind: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows, each repeated as it plans (`times`, `every_days`), texts of moments as moments."""
    columns = {column.name: column for column in SERVICE_FILES[kind].columns}
    for row in rows:
        times, step = int(row.get("times", 1)), float(row.get("every_days", 1))
        said = {name: _value(columns[name], value) for name, value in row.items() if name in columns}
        for turn in range(times):
            yield _later(said, columns, turn, step, SERVICE_FILES[kind].key if times > 1 else "")


def _later(
    said: dict[str, Any], columns: Mapping[str, Column], turn: int, step: float, key: str
) -> dict[str, Any]:
    """The row some days later, under a key of its own."""
    later = {
        name: value + timedelta(days=turn * step)
        if isinstance(value, datetime) and columns[name].kind == "moment"
        else value
        for name, value in said.items()
    }
    return {**later, key: f"{said[key]}-{turn + 1}"} if key else later


def _value(column: Column, value: Any) -> Any:
    if column.kind == "moment" and isinstance(value, str):
        moment = datetime.fromisoformat(value)
        return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    if column.kind == "day" and isinstance(value, str):
        return datetime.fromisoformat(value).date()
    return value
