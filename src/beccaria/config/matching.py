"""Files around record linkage: any table read into columns of text, and links written whole or not at all."""

import contextlib
import csv
import errno
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.csv as pacsv
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from beccaria.engines.matching.columns import fold_heading
from beccaria.engines.matching.vocabulary import HEADINGS
from beccaria.lib.failure import Failed
from beccaria.lib.tables import open_source
from beccaria.lib.tables_source import Source

_ROWS: Final = 50_000
_LINK: Final = ["left_id", "right_id", "probability", "why"]
# How the reasons begin for which two are told to be related and not linked (engines.matching).
_APART: Final = ("possibly related", "same name, different people", "other names, another birth")
_KNOWN: Final = {heading for words in HEADINGS.values() for heading in words.split()}


def read_table(path: Path, progress: Callable[[float], None] | None = None) -> pa.Table:
    """The rows of a CSV, XLSX or Parquet file as columns of text. Raises Failed or CannotRead with one sentence."""
    source = open_source(path, lambda cells: sum(fold_heading(cell) in _KNOWN for cell in cells))
    try:
        rows = (row for row in source.rows() if any(row))
        headings = _headings(path, next(rows, []))
        schema = pa.schema([(heading, pa.string()) for heading in headings])
        batches = list(_batches(path, source, rows, schema, progress))
    finally:
        source.close()
    return pa.Table.from_batches(batches, schema=schema)


def _headings(path: Path, cells: list[str]) -> list[str]:
    headings = [cell.strip() for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    if not headings:
        raise Failed(f"{path.name} has no row with headings: write them into its first row.")
    named = [heading or f"column {place}" for place, heading in enumerate(headings, start=1)]
    if twice := next((heading for heading in named if named.count(heading) > 1), None):
        raise Failed(f"The heading {twice} stands twice in {path.name}: rename one of them.")
    return named


def _batches(
    path: Path,
    source: Source,
    rows: Iterator[list[str]],
    schema: pa.Schema,
    progress: Callable[[float], None] | None,
) -> Iterator[pa.RecordBatch]:
    width, number = len(schema), 1
    while chunk := list(islice(rows, _ROWS)):
        for place, row in enumerate(chunk):
            number += 1
            if len(row) != width:
                if any(cell.strip() for cell in row[width:]):
                    raise Failed(
                        f"Row {number} of {path.name} has {len(row)} cells, but there are {width} headings."
                    )
                chunk[place] = (row + [""] * width)[:width]
        columns = [pa.array(column, pa.string()) for column in zip(*chunk, strict=True)]
        if progress:
            progress(source.part_read())
        yield pa.RecordBatch.from_arrays(columns, schema=schema)


@contextlib.contextmanager
def bar() -> Iterator[Callable[[str, float], None]]:
    """A progress bar on standard error, where somebody is looking: call what is given with a step and a share."""
    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
        transient=True,
    )
    with progress:
        task = progress.add_task("reading", total=1.0)
        yield lambda step, done: progress.update(task, description=step, completed=done)


def related_beside(out: Path) -> Path:
    """Where those are told who are possibly related, unless asked otherwise: beside OUT.

    Nobody named this file, so it takes the place of nothing but itself: only what an earlier run wrote there is
    written again. Raises Failed for anything else that lies there.
    """
    beside = out.with_stem(f"{out.stem}-related")
    if beside.exists() and not _tells_of_related(beside):
        raise Failed(
            f"{beside.name} lies beside {out.name} already and is not overwritten: choose a place with --related."
        )
    return beside


def _tells_of_related(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            headings, first = next(rows, []), next(rows, [])
    except (OSError, UnicodeDecodeError, csv.Error):
        return False
    return headings == _LINK and (not first or first[-1].startswith(_APART))


def write_all(files: Mapping[Path, pa.Table | str]) -> None:
    """Write tables as CSV and texts as they are: all files appear whole, or none does. Raises Failed."""
    parts = {path: path.with_name(f".{path.name}.{os.getpid()}.part") for path in files}
    path = next(iter(files))
    try:
        for path, told in files.items():
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, "it is a folder")
            _write(parts[path], told)
        for path, part in parts.items():
            part.replace(path)
    except OSError as error:
        raise Failed(f"{path} cannot be written: {error.strerror or error}. Choose another place.") from error
    finally:
        for part in parts.values():
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)


def _write(path: Path, told: pa.Table | str) -> None:
    if isinstance(told, str):
        path.write_text(told, encoding="utf-8")
    else:
        pacsv.write_csv(told, path)
