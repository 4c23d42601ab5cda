"""Screen chunks for what is privileged: dropped and counted, or held for a person; nothing of it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from beccaria.core.feedfiles import FileKind
from beccaria.core.feeds import WATCHED, Feed, Verdict
from beccaria.engines.folding import fold
from beccaria.engines.privilege import Finding, Guard, Sort
from beccaria.engines.privilege.accounts import plain
from beccaria.engines.privilege.numbers import digits
from beccaria.events import api as events
from beccaria.feeds.taking.sources import Chunk
from beccaria.lib.staging import HIDDEN
from beccaria.lib.tables import Value

# How many values are remembered as harmless, so that each is judged once.
_REMEMBERED: Final = 300_000
_LONG: Final = 7
# Whoever wants to know how each row fared sends few.
LISTED: Final = 10_000


@dataclass(slots=True)
class HeldValue:
    """A value that is nearly one of the register's: where it stands, and nothing of what it is."""

    column: str
    finding: Finding
    first_row: int = 0
    count: int = 0


@dataclass(frozen=True, slots=True)
class Judge:
    """The register and what persons said of near misses: `said` is by keyed digest."""

    guard: Guard
    said: Mapping[str, Verdict]
    digest: Callable[[str], str]

    def finding(self, sort: Sort | None, value: str) -> Finding | None:
        """What a value has to do with the privileged; words said of somebody have no sort. None when nothing."""
        text = value.strip()
        if sort is None:
            return Finding(None) if events.privileged(text) else None
        if sort is Sort.NAME and events.privileged_payer(text):
            return Finding(None)
        finding = self.guard.judge(sort, text)
        if finding is None or finding.near is None:
            return finding
        match self.said.get(self.digest_of(sort, value)):
            case Verdict.CLEARED:
                return None
            case Verdict.PRIVILEGED:
                return Finding(finding.entry)
            case _:
                return finding

    def digest_of(self, sort: Sort | None, value: str) -> str:
        """The keyed digest by which a value is known again, however it is written."""
        return self.digest(_plain(sort, value))


@dataclass
class Screen:
    """The guard for one import."""

    kind: Feed
    file: FileKind
    judge: Judge
    held: dict[str, HeldValue] = field(default_factory=dict)
    held_rows: int = 0
    held_numbers: list[int] = field(default_factory=list)
    _clean: dict[Sort | None, set[str]] = field(default_factory=dict)
    _sorts: dict[str, Sort | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Know what to look for in each column."""
        watched = WATCHED.get(self.kind)
        for column in self.file.columns:
            if column.kind == "text" and not column.choices and column.name != self.file.key:
                self._sorts[column.name] = Sort.TEXT
        if watched:
            self._sorts.update(dict.fromkeys(watched.numbers, Sort.NUMBER))
            self._sorts.update(dict.fromkeys(watched.accounts, Sort.ACCOUNT))
            self._sorts.update(dict.fromkeys(watched.names, Sort.NAME))
            self._sorts.update(dict.fromkeys(watched.relationships, None))

    def screen(self, chunk: Chunk) -> tuple[Chunk, list[int]]:
        """The chunk without what may not come in, and the places of the rows that were dropped for good."""
        drop, hold = np.zeros(len(chunk), bool), np.zeros(len(chunk), bool)
        for name, sort in self._sorts.items():
            if name in chunk.cells and len(chunk):
                self._column(chunk, name, sort, drop, hold)
        hold &= ~drop
        self.held_rows += int(hold.sum())
        self.held_numbers.extend(chunk.numbers.filter(pa.array(hold)).to_pylist()[:LISTED])
        stays = pa.array(~(drop | hold))
        cells = {name: column.filter(stays) for name, column in chunk.cells.items()}
        kept = Chunk(pc.filter(chunk.numbers, stays), cells, chunk.uneven, chunk.part_read)
        return kept, np.flatnonzero(drop).tolist()

    def _column(self, chunk: Chunk, name: str, sort: Sort | None, drop: Any, hold: Any) -> None:
        column = chunk.cells[name]
        found: dict[str, Finding] = {}
        for value in pc.unique(column).to_pylist():
            if value and (finding := self._judge(sort, value)):
                found[value] = finding
        if not found:
            return
        values = list(found)
        places = pc.index_in(column, value_set=pa.array(values, pa.string())).fill_null(-1).to_numpy()
        for place, value in enumerate(values):
            rows = places == place
            if found[value].near is None:
                drop |= rows
            else:
                hold |= rows
                at = chunk.numbers.filter(pa.array(rows & ~drop)).to_pylist()
                self._hold(HeldValue(name, found[value]), self.judge.digest_of(sort, value), at)

    def _hold(self, seen: HeldValue, digest: str, rows: list[int]) -> None:
        if rows:
            known = self.held.setdefault(digest, seen)
            known.first_row = known.first_row or rows[0]
            known.count += len(rows)

    def _judge(self, sort: Sort | None, value: str) -> Finding | None:
        clean = self._clean.setdefault(sort, set())
        if value in clean:
            return None
        finding = self.judge.finding(sort, value)
        if finding is None:
            if len(clean) >= _REMEMBERED:
                clean.clear()
            clean.add(value)
        return finding

    def refuses(self, values: Mapping[str, Value]) -> str | None:
        """Why a row may not be stored by whoever else loads it: it is privileged, or nearly and nobody has judged."""
        for name, sort in self._sorts.items():
            value = values.get(name)
            if isinstance(value, str) and self._judge(sort, value):
                return HIDDEN
        return None

    def hides(self, cells: Iterable[str]) -> bool:
        """Whether a row that is refused for another reason may not be written down either."""
        sorts = set(self._sorts.values())
        names, said_of_him = Sort.NAME in sorts, None in sorts
        for cell in cells:
            text = cell.strip()
            if said_of_him and events.privileged(text):
                return True
            if len(text) < _LONG:
                continue
            if len(digits(text)) >= _LONG and any(
                self.judge.guard.judge(sort, text) for sort in (Sort.NUMBER, Sort.ACCOUNT, Sort.TEXT)
            ):
                return True
            if names and (events.privileged_payer(text) or self.judge.guard.judge(Sort.NAME, text)):
                return True
        return False


def _plain(sort: Sort | None, value: str) -> str:
    match sort:
        case Sort.NUMBER:
            return f"number:{digits(value)}"
        case Sort.ACCOUNT:
            return f"account:{plain(value)}"
        case _:
            return f"name:{fold(value)}"
