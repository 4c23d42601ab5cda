"""Name the smallest parts: words with a state, a grade, a time, a count."""

from dataclasses import dataclass
from typing import ClassVar, Literal


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    kind: ClassVar[str] = "link"
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Tag:
    """One or two words of state. `tone` adds emphasis, never meaning: the words carry it."""

    kind: ClassVar[str] = "tag"
    text: str
    tone: Literal["plain", "accent", "quiet", "amber", "red", "good"] = "plain"


@dataclass(frozen=True, slots=True)
class HandlingStrip:
    """How everything on the page must be handled; build it from the strictest of what the page shows."""

    kind: ClassVar[str] = "handling"
    level: int
    words: str
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GradeChip:
    """A grade with the scheme it belongs to (`2 C` under `3x5x2`) and what it says in plain words."""

    kind: ClassVar[str] = "grade"
    code: str
    scheme: str
    words: str


@dataclass(frozen=True, slots=True)
class TimeChip:
    """A moment: short words ("3 h ago") and the exact time with its zone. Made by `moments.time_chip`."""

    kind: ClassVar[str] = "time"
    iso: str
    short: str
    exact: str


@dataclass(frozen=True, slots=True)
class DueChip:
    """When something is due: calm, soon (last fifth) or over. Made by `moments.due_chip`."""

    kind: ClassVar[str] = "due"
    iso: str
    short: str
    exact: str
    state: Literal["calm", "soon", "over"] = "calm"


@dataclass(frozen=True, slots=True)
class LabelChip:
    """A label on a person or group, with its bases and its expiry; without bases it is a hypothesis."""

    kind: ClassVar[str] = "label"
    text: str
    bases: int = 0
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Tile:
    """A count with its words; `href` shows what was counted. Counts only what the reader may see."""

    kind: ClassVar[str] = "tile"
    number: int
    words: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Spark:
    """A few values as little bars, with the sentence that says the same."""

    kind: ClassVar[str] = "spark"
    words: str
    values: tuple[int, ...]
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence above the page: what happened, or what is wrong and what to do."""

    kind: ClassVar[str] = "notice"
    text: str
    tone: Literal["done", "note", "amber", "red"] = "note"
    title: str = ""
    action: Link | None = None
