"""Build the tables of each file kind in fixed columns and types, number their rows, follow the traces."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from beccaria.core.feedfiles import SERVICE_FILES, Column, FileKind
from beccaria.world.days import Days

Array = NDArray[Any]
TRACE = "_trace"
NEVER = -(1 << 62)
"""The second of a moment that is empty."""
_WORDS = pa.dictionary(pa.int32(), pa.string())
_PLAIN = {"text"}
_TYPES = {
    "number": pa.float64(),
    "whole": pa.int64(),
    "moment": pa.timestamp("ms", tz="UTC"),
    "day": pa.date32(),
    "yes_no": pa.bool_(),
    "list": pa.string(),
}


class Coded:
    """A text column as positions in a short list of texts: the form in which long tables stay small. -1 is empty."""

    def __init__(self, positions: Array, texts: Any) -> None:
        self.positions = positions
        self.texts = texts

    def arrow(self) -> Any:
        """As an Arrow dictionary. A text that is missing makes its rows empty."""
        texts = self.texts if isinstance(self.texts, pa.Array) else pa.array(list(self.texts), pa.string())
        empty = self.positions < 0
        if texts.null_count:
            empty |= texts.is_null().to_numpy(zero_copy_only=False)[np.maximum(self.positions, 0)]
            texts = texts.fill_null("")
        indices = pa.array(self.positions.astype(np.int32), mask=empty)
        return pa.DictionaryArray.from_arrays(indices, texts)


def arrow_type(kind: FileKind, column: Column) -> Any:
    """The Arrow type of a column."""
    if column.kind == "text":
        return pa.string() if column.name in _PLAIN or column.name == kind.key else _WORDS
    return _TYPES[column.kind]


def schema(kind: FileKind) -> Any:
    """The Arrow schema of a file kind."""
    return pa.schema([pa.field(column.name, arrow_type(kind, column)) for column in kind.columns])


def build(
    name: str, size: int, columns: Mapping[str, Any], calendar: Days, traces: Array | None = None
) -> Any:
    """A table of one kind. Moments are given as seconds of the world; columns not given are empty."""
    kind = SERVICE_FILES[name]
    arrays = {
        column.name: _array(kind, column, columns.get(column.name), size, calendar) for column in kind.columns
    }
    if unknown := set(columns) - set(arrays):
        raise KeyError(f"{name} has no columns {sorted(unknown)}")
    marks = np.full(size, -1, dtype=np.int32) if traces is None else traces
    return pa.table({**arrays, TRACE: pa.array(marks, pa.int32())})


def _array(kind: FileKind, column: Column, given: Any, size: int, calendar: Days) -> Any:
    wanted = arrow_type(kind, column)
    if given is None:
        return pa.nulls(size, wanted)
    if isinstance(given, Coded):
        return given.arrow()
    if isinstance(given, str):
        return Coded(np.zeros(size, dtype=np.int32), [given]).arrow()
    if column.kind == "moment":
        return _moments(given, calendar)
    plain = pa.array(given) if wanted == _WORDS else pa.array(given, wanted)
    return plain.cast(pa.string()).dictionary_encode() if wanted == _WORDS else plain


def _moments(given: Any, calendar: Days) -> Any:
    plain = [NEVER if item is None else item for item in given] if isinstance(given, list) else given
    seconds = np.asarray(plain, dtype=np.int64)
    kept = calendar.utc_ms(np.where(seconds == NEVER, 0, seconds))
    return pa.array(kept, pa.int64(), mask=seconds == NEVER).cast(_TYPES["moment"])


def join(tables: list[Any]) -> Any:
    """Tables of one kind as one, with one list of texts for each coded column."""
    return pa.concat_tables(tables).unify_dictionaries().combine_chunks()


def in_order(table: Any, column: str) -> Any:
    """The rows by time."""
    moments = table.column(column).cast(pa.int64()).to_numpy()
    return table.take(pa.array(np.argsort(moments, kind="stable")))


def numbered(name: str, table: Any, prefix: str, begin: int) -> tuple[Any, dict[int, str]]:
    """The table with its key column filled, and the identifier of each trace. Numbers follow time, nothing else."""
    kind = SERVICE_FILES[name]
    numbers = pa.array(np.arange(begin, begin + table.num_rows, dtype=np.int64)).cast(pa.string())
    keys = pc.binary_join_element_wise(pa.scalar(prefix), pc.utf8_lpad(numbers, 7, "0"), "")
    table = table.set_column(0, kind.key, keys)
    marks = table.column(TRACE).to_numpy()
    found = np.flatnonzero(marks >= 0)
    traces = {int(marks[i]): str(table.column(0)[int(i)]) for i in found}
    return table.drop_columns([TRACE]), traces
