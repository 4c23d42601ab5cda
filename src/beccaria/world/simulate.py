"""Simulate a service: live every prison, write the feed files and the truth, in the same bytes for the same plan."""

import json
import resource
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pyarrow as pa

from beccaria.core.feedfiles import SERVICE_FILES
from beccaria.world.living import Lived, live
from beccaria.world.making import make_world
from beccaria.world.plan import Plan, check_target
from beccaria.world.sinks import Sink
from beccaria.world.tables import build
from beccaria.world.truth import truth_document
from beccaria.world.world import World

_ONE_PROCESS_CALLS = 3_000_000
_MEGABYTE = 1 << 20
Progress = Callable[[int, int, int], None]


@dataclass(frozen=True, slots=True)
class Simulated:
    """What was written: rows by file, and the most memory that one process used, in megabytes."""

    files: dict[str, int]
    paths: dict[str, Path]
    peak_mb: float


def simulate(plan: Plan, out: Path, *, processes: int = 2, progress: Progress | None = None) -> Simulated:
    """Write a world into `out`, which must be new or empty. `progress` hears prisons done, all prisons, rows written.

    Files appear in `out` only when all are complete. Raises ImpossibleWorldError if it cannot be made.
    """
    check_target(out, plan)
    out.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".simulate-", dir=out.parent))
    try:
        result = _write(plan, work, processes if plan.expected_calls > _ONE_PROCESS_CALLS else 1, progress)
        out.mkdir(exist_ok=True)
        for path in sorted(work.iterdir()):
            path.replace(out / path.name)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    paths = {name: out / path.name for name, path in result.paths.items()}
    return Simulated(result.files, paths, result.peak_mb)


def _write(plan: Plan, work: Path, processes: int, progress: Progress | None) -> Simulated:
    world = make_world(plan)
    calendar = plan.calendar
    sinks = {name: Sink(work, name, calendar) for name in SERVICE_FILES}
    sinks["privileged"].write(_privileged(world))
    all_lived: list[Lived] = []
    for number, tables, lived in _sites(world, work, processes):
        for name, table in tables:
            sinks[name].write(table)
        all_lived.append(lived)
        if progress is not None:
            progress(number + 1, plan.sites, sum(sink.rows for sink in sinks.values()))
    paths = {name: sink.close() for name, sink in sinks.items()}
    document = truth_document(world, all_lived)
    text = json.dumps(document, ensure_ascii=False, indent=1, default=str)
    (work / "truth.json").write_text(text + "\n", encoding="utf-8")
    return Simulated({name: sink.rows for name, sink in sinks.items()}, paths, _peak())


def _peak() -> float:
    """The most memory of this process, or of the largest that it started."""
    unit = _MEGABYTE if sys.platform == "darwin" else 1024
    used = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return round(max(used) / unit, 1)


_Tables = Iterator[tuple[str, Any]]


def _sites(world: World, work: Path, processes: int) -> Iterator[tuple[int, _Tables, Lived]]:
    """Prisons in their order, lived here or in other processes; the rows are the same either way."""
    if processes <= 1:
        for number in range(world.plan.sites):
            lived = Lived()
            yield number, live(world, number, lived), lived
        return
    with ProcessPoolExecutor(processes, get_context("spawn"), _begin, (world,)) as pool:
        waiting: list[Future[tuple[list[tuple[str, Path]], Lived]]] = []
        for number in range(world.plan.sites):
            waiting.append(pool.submit(_elsewhere, number, work))
            if len(waiting) > processes * 2:
                yield number - processes * 2, *_fetch(waiting.pop(0))
        for offset, future in enumerate(waiting):
            yield world.plan.sites - len(waiting) + offset, *_fetch(future)


def _fetch(future: "Future[tuple[list[tuple[str, Path]], Lived]]") -> tuple[_Tables, Lived]:
    parts, lived = future.result()
    return _read(parts), lived


_WORLD: list[World] = []


def _begin(world: World) -> None:
    """Keep the world in a worker process, once."""
    _WORLD.append(world)


def _elsewhere(number: int, work: Path) -> tuple[list[tuple[str, Path]], Lived]:
    """Live one prison in a worker process and leave its tables beside the files for the writer to fetch."""
    lived = Lived()
    parts: list[tuple[str, Path]] = []
    for position, (name, table) in enumerate(live(_WORLD[0], number, lived)):
        path = work / f".part-{number}-{position}.arrow"
        with pa.OSFile(str(path), "wb") as stream, pa.ipc.new_file(stream, table.schema) as writer:
            writer.write_table(table)
        parts.append((name, path))
    return parts, lived


def _read(parts: list[tuple[str, Path]]) -> _Tables:
    for name, path in parts:
        with pa.OSFile(str(path), "rb") as stream:
            table = pa.ipc.open_file(stream).read_all()
        path.unlink()
        yield name, table


def _privileged(world: World) -> Any:
    entries = world.privileged.entries
    columns = {
        "privileged_id": [f"Q{number:05d}" for number in range(1, len(entries) + 1)],
        "kind": [entry.kind for entry in entries],
        "name": [entry.name for entry in entries],
        "number": [f"+{entry.number}" for entry in entries],
    }
    return build("privileged", len(entries), columns, world.calendar).drop_columns(["_trace"])
