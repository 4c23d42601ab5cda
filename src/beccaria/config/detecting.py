"""Run the patterns where the feeds are: on files, or on the service's own store, on this machine or on Spark."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from beccaria.config import running
from beccaria.core.actors import system_actor
from beccaria.core.patterns import Found, Pattern, Value
from beccaria.engines.detection import reading, spark
from beccaria.engines.detection.running import run
from beccaria.engines.detection.state import Kept
from beccaria.lib import clock, patterns
from beccaria.lib.failure import Failed


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: on which engine, from when, as of when, and which patterns (none: all)."""

    on: str = "duckdb"
    since: datetime | None = None
    until: datetime | None = None
    chosen: tuple[str, ...] = ()
    parameters: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)

    def patterns(self) -> list[Pattern]:
        """The patterns asked for. Raises Failed for one that is not there."""
        known = patterns.every()
        if strange := [name for name in self.chosen if name not in known]:
            raise Failed(f"There is no pattern {strange[0]!r}: there are {', '.join(known)}.")
        return [known[name] for name in self.chosen or known]

    def before(self) -> datetime:
        """The moment before which rows are seen: the end of the day asked, or now."""
        return clock.now() if self.until is None else self.until + timedelta(days=1)


def on_files(asked: Asked, feeds: Path, state: Path | None) -> list[Found]:
    """What the patterns find in files as `simulate` writes them. Raises Failed or BadInput with one sentence."""
    if not feeds.is_dir():
        raise Failed(f"There is no folder {feeds}: give the folder that `simulate` wrote.")
    with _folder(state) as home:
        return _run(asked, reading.in_folder(feeds), home, guard=True)


def on_service(asked: Asked) -> list[Found]:
    """What they find in the service's own feeds; it is handed to those who look at alerts."""
    with running.django_as("worker"):
        from django.conf import settings  # noqa: PLC0415  needs Django set up

        from beccaria.access.api import acting  # noqa: PLC0415  the same
        from beccaria.detection import api as detection  # noqa: PLC0415  the same

        with acting(system_actor("detection")) as by:
            rules = detection.in_force(by=by, at=clock.now())
            wanted = asked.patterns()
            chosen = [one for one in rules.patterns if one in wanted]
            held = detection.sources(chosen, since=None, until=asked.before(), by=by)
            if not chosen:
                return []
            asked = replace(asked, chosen=tuple(one.id for one in chosen), parameters=rules.parameters)
            found = _run(asked, held.stored, settings.DATA_DIR / "detection", records=held.records)
            detection.take(found, at=clock.now(), by=by)
    return found


def _run(
    asked: Asked,
    sources: Mapping[str, Sequence[Path]],
    home: Path,
    *,
    guard: bool = False,
    records: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
) -> list[Found]:
    """Open, guard and run."""
    if asked.on == "spark":
        if wanting := spark.missing():
            raise Failed(wanting)
        with spark.session(home) as con:
            return _found(asked, spark.opened(con, sources, home), guard=guard)
    con = reading.connect(spill=home)
    kept = Kept(con, home / "summaries", since=asked.since)
    tables = {**reading.rows_as_tables(con, records or {}), **reading.opened(con, sources)}
    return _found(asked, tables, kept, guard=guard)


def _found(asked: Asked, tables: Mapping[str, Any], kept: Kept | None = None, *, guard: bool) -> list[Found]:
    if guard:
        tables = reading.without_privileged(tables)
    return run(
        asked.patterns(),
        tables,
        until=asked.before(),
        since=asked.since,
        parameters=asked.parameters,
        summaries=kept,
    )


@contextmanager
def _folder(state: Path | None) -> Iterator[Path]:
    """The folder asked for, made when it is not there, or one that is thrown away afterwards."""
    if state is not None:
        state.mkdir(parents=True, exist_ok=True)
        yield state
        return
    with tempfile.TemporaryDirectory(prefix="beccaria-detect-") as folder:
        yield Path(folder)
