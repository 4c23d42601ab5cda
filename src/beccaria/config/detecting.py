"""Run the patterns where the feeds are: on files, or on the service's own store, on this machine or on Spark."""

import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
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
        tables = reading.opened(reading.connect(spill=home), reading.in_folder(feeds))
        guarded = reading.without_privileged(tables)
        return _computed(
            asked, asked.patterns(), guarded, home, since=asked.since, parameters=asked.parameters
        )


def on_service(asked: Asked) -> list[Found]:
    """What the rules in force find in the service's own feeds; it is handed to those who look at alerts."""
    with running.django_as("worker"):
        from beccaria.access.api import acting  # noqa: PLC0415  needs Django set up
        from beccaria.detection import api as detection  # noqa: PLC0415  the same

        home = detection.state_folder()
        chosen = {one.id for one in asked.patterns()}
        now = clock.now()
        with acting(system_actor("detection")) as by:
            rules = detection.in_force(by=by, at=now)
            live = [one for one in rules.patterns if one.id in chosen]
            with detection.tables(live, since=None, until=asked.before(), by=by) as tables:
                since = asked.since or detection.changed_since(home, by=by)
                # Summaries kept on disk hold the calls of everybody: who is kept at his prison must not count in them.
                kinds = () if detection.kept_back(live, by=by).persons else detection.KEPT_KINDS
                found = _computed(
                    asked, live, tables, home, since=since, parameters=rules.parameters, kinds=kinds
                )
            own = detection.pieces(
                live, found, since=asked.since, until=asked.before(), parameters=rules.parameters, by=by
            )
            detection.take([*found, *own], by=by, at=now)
    return found


def _computed(
    asked: Asked,
    chosen: Sequence[Pattern],
    tables: Mapping[str, Any],
    home: Path,
    *,
    since: datetime | None,
    parameters: Mapping[str, Mapping[str, Value]] | None = None,
    kinds: Collection[str] | None = None,
) -> list[Found]:
    """Run on the engine asked for. `since` says which summaries are made again, and `asked.since` what is told.

    Of other feeds than `kinds` summaries are made from the rows and laid nowhere; without it all are kept.
    """
    until, told = asked.before(), asked.since
    if asked.on == "spark":
        if wanting := spark.missing():
            raise Failed(wanting)
        with spark.session(home) as con:
            there = spark.moved(con, tables, home)
            return run(chosen, there, until=until, since=told, parameters=parameters)
    summaries = None
    if "calls" in tables:
        summaries = Kept(tables["calls"].get_backend(), home / "summaries", since=since, kinds=kinds)
    return run(chosen, tables, until=until, since=told, parameters=parameters, summaries=summaries)


@contextmanager
def _folder(state: Path | None) -> Iterator[Path]:
    """The folder asked for, made when it is not there, or one that is thrown away afterwards."""
    if state is not None:
        state.mkdir(parents=True, exist_ok=True)
        yield state
        return
    with tempfile.TemporaryDirectory(prefix="beccaria-detect-") as folder:
        yield Path(folder)
