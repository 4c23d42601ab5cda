"""Hold what storylines change in ordinary life: fewer calls on a wing, fewer finds by an officer, a number given up."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Change:
    """Something becomes rarer or more frequent, for a wing, for a record or for all, between two seconds."""

    factor: float
    begin: int
    end: int
    wing: int = -1
    record: int = -1
    officer: int = -1


@dataclass(frozen=True, slots=True)
class Trace:
    """A row that a storyline leaves in a feed file: story, file, prison, cells, and when it can be known."""

    story: str
    file: str
    site: int
    row: dict[str, Any]
    known: int


@dataclass(slots=True)
class Effects:
    """All changes and all traces of all stories."""

    calls: list[Change] = field(default_factory=list)
    visits: list[Change] = field(default_factory=list)
    payments: list[Change] = field(default_factory=list)
    finds: list[Change] = field(default_factory=list)
    traces: list[Trace] = field(default_factory=list)
