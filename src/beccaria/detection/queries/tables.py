"""Lay the service's own rows out as tables for patterns: feeds as they lie in Parquet, records from their tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from beccaria.core.actors import Actor
from beccaria.core.patterns import Pattern
from beccaria.events import api as events
from beccaria.feeds import api as feeds
from beccaria.people import api as people
from beccaria.reports import api as reports

if TYPE_CHECKING:
    from ibis.expr.types import Table

_MEMORY: Final = "2GB"
_PEOPLE, _REMARKS = "people", "observations"


class Sources(NamedTuple):
    """Where rows lie: feeds in files, and records as rows in the columns of their file."""

    stored: dict[str, list[Path]]
    records: dict[str, list[dict[str, Any]]]


def sources(patterns: Iterable[Pattern], *, since: datetime | None, until: datetime, by: Actor) -> Sources:
    """What these patterns read, of rows from `since` on; kinds of which there is nothing are left out.

    A feed that lies in the store is read there; what was only loaded as events is read from them.
    """
    wanted = {kind for one in patterns for kind in one.reads}
    held = feeds.tables(wanted & set(feeds.Feed), since, until, by=by)
    stored = {kind: paths for kind, paths in held.items() if paths}
    records = _records(wanted - set(stored), since=since, until=until, by=by)
    return Sources(stored, {kind: rows for kind, rows in records.items() if rows})


@contextmanager
def tables(
    patterns: Iterable[Pattern], *, since: datetime | None, until: datetime, by: Actor
) -> Iterator[Mapping[str, Table]]:
    """The tables these patterns read."""
    from beccaria.engines.detection.reading import (  # noqa: PLC0415  the engine takes seconds to import; only who runs rules waits for it
        connect,
        opened,
        rows_as_tables,
    )

    found = sources(patterns, since=since, until=until, by=by)
    with TemporaryDirectory(prefix="beccaria-detection-") as spill:
        con = connect(memory=_MEMORY, spill=Path(spill))
        con.raw_sql("SET enable_progress_bar = false")
        try:
            yield {**rows_as_tables(con, found.records), **opened(con, found.stored)}
        finally:
            con.disconnect()


def _records(
    kinds: set[str], *, since: datetime | None, until: datetime, by: Actor
) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for kind in kinds & events.KINDS:
        found[kind] = list(events.as_file(kind, since=since, until=until, by=by))
    if _PEOPLE in kinds:
        found[_PEOPLE] = list(people.as_file(by=by))
    if _REMARKS in kinds:
        found[_REMARKS] = _remarks(since=since, until=until, by=by)
    return found


def _remarks(*, since: datetime | None, until: datetime, by: Actor) -> list[dict[str, Any]]:
    """Observations, whom they name by the register's identifiers, as every other feed does."""
    rows = list(reports.as_file(since=since, until=until, by=by))
    named = {key for row in rows for key in row["people"]}
    codes = people.register_keys(named, by=by)
    return [row | {"people": ";".join(codes.get(key, key) for key in row["people"])} for row in rows]
