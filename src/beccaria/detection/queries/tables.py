"""Lay the service's own rows out as tables for patterns: feeds as they lie in Parquet, records from their tables."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from beccaria.core.actors import Actor
from beccaria.core.patterns import Pattern
from beccaria.detection.queries.kept_back import kept_back
from beccaria.events import api as events
from beccaria.feeds import api as feeds
from beccaria.people import api as people
from beccaria.reports import api as reports

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend
    from ibis.expr.types import Table

    from beccaria.feeds.api import Brought

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
    patterns: Collection[Pattern], *, since: datetime | None, until: datetime, by: Actor
) -> Iterator[Mapping[str, Table]]:
    """The tables these patterns read, without what handling keeps at a prison."""
    with whole(patterns, since=since, until=until, by=by) as rows:
        yield kept_back(patterns, by=by).cut(rows, None)


@contextmanager
def whole(
    patterns: Iterable[Pattern], *, since: datetime | None, until: datetime, by: Actor
) -> Iterator[Mapping[str, Table]]:
    """The tables these patterns read, with what handling keeps at a prison: whoever reads them cuts them first."""
    from beccaria.engines.detection.reading import (  # noqa: PLC0415  the engine takes seconds to import; only who runs rules waits for it
        opened,
        rows_as_tables,
    )

    found = sources(patterns, since=since, until=until, by=by)
    with _connected() as con:
        yield {**rows_as_tables(con, found.records), **opened(con, found.stored)}


class Around(NamedTuple):
    """The rows an import brought, the feeds they came into, and whom the register knows by identifier or telephone."""

    new: Table
    feeds: Mapping[str, Table]
    people: Callable[[Collection[str], Collection[str]], Sequence[Mapping[str, Any]]]


@contextmanager
def around(brought: Brought, patterns: Iterable[Pattern], *, until: datetime, by: Actor) -> Iterator[Around]:
    """What an import brought, with the stored feeds that these patterns read; nothing is read before it is asked."""
    from beccaria.engines.detection.reading import opened  # noqa: PLC0415  the engine takes seconds to import; only who runs rules waits for it

    kinds = {kind for one in patterns for kind in one.reads}
    held = feeds.tables(kinds & set(feeds.Feed), None, until, by=by)
    with _connected() as con:
        stored = opened(con, {kind: paths for kind, paths in held.items() if paths})
        kind = brought.kind.value
        new = opened(con, {kind: brought.paths}, prefix="new_")[kind]
        away = kept_back(patterns, by=by)
        told = partial(_records_of, away=away.persons, by=by)
        yield Around(away.cut({kind: new}, None)[kind], away.cut(stored, None), told)


def _records_of(
    persons: Collection[str], phones: Collection[str], *, away: Collection[str], by: Actor
) -> Sequence[Mapping[str, Any]]:
    return [row for row in people.some_as_file(persons, phones, by=by) if row["person_id"] not in away]


@contextmanager
def _connected() -> Iterator[Backend]:
    from beccaria.engines.detection.reading import connect  # noqa: PLC0415  the engine takes seconds to import; only who runs rules waits for it

    with TemporaryDirectory(prefix="beccaria-detection-") as spill:
        con = connect(memory=_MEMORY, spill=Path(spill))
        con.raw_sql("SET enable_progress_bar = false")
        try:
            yield con
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
