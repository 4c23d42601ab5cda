"""Name the parts that stand in rows: people, facts, tables, things to do, and why."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from beccaria.lib.parts.chips import (
    DueChip,
    GradeChip,
    HandlingStrip,
    LabelChip,
    Link,
    Notice,
    Spark,
    Tag,
    Tile,
    TimeChip,
)
from beccaria.lib.parts.judged import RangeBar


@dataclass(frozen=True, slots=True)
class Why:
    """The reason for a score, alert, match, refusal or disabled button: one sentence, then the evidence."""

    kind: ClassVar[str] = "why"
    answer: str
    evidence: tuple["Part", ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Button:
    """A button that sends a form; `why_not` is the reason it is disabled, empty when it may be pressed."""

    text: str
    href: str
    why_not: str = ""

    @property
    def why(self) -> Why:
        """The reason as the disclosure beside the button."""
        return Why(self.why_not, about=self.text)


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person on one line, the same everywhere. `apart` says what tells people of one name apart, `also` under which
    other records he is known.
    """

    kind: ClassVar[str] = "person"
    name: str
    number: str
    href: str = ""
    place: str = ""
    category: str = ""
    age: str = ""
    apart: str = ""
    also: str = ""
    labels: tuple[LabelChip, ...] = ()

    @property
    def initials(self) -> str:
        """Two letters for the space of a photograph that is not there."""
        words = [word for word in self.name.replace(",", " ").split() if word[0].isalpha()]
        return "".join(word[0].upper() for word in [*words[:1], *words[1:][-1:]])


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact with its name; the value is text or any other part."""

    label: str
    value: "Part"
    why: Why | None = None
    change: Link | None = None


@dataclass(frozen=True, slots=True)
class EmptyState:
    """What a list says when nothing is in it, and what to do next."""

    kind: ClassVar[str] = "empty"
    title: str
    text: str = ""
    action: Link | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `sort_href` orders by it on the server; `sorted` says how it is ordered now."""

    label: str
    numeric: bool = False
    sort_href: str = ""
    sorted: Literal["none", "ascending", "descending"] = "none"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; `href` opens it, also with Enter."""

    cells: tuple["Part", ...]
    href: str = ""
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption that says what it shows; `next_href` and `previous_href` turn the page."""

    kind: ClassVar[str] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: EmptyState
    show_caption: bool = True
    previous_href: str = ""
    next_href: str = ""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One thing to do on Today or in a queue: what matters, what to do, until when."""

    kind: ClassVar[str] = "task"
    title: str
    href: str
    action: str
    detail: str = ""
    urgent: bool = False
    due: DueChip | None = None
    at: TimeChip | None = None
    grade: GradeChip | None = None
    tags: tuple[Tag, ...] = ()
    why: Why | None = None


Part = (
    str
    | Link
    | Tag
    | GradeChip
    | TimeChip
    | DueChip
    | LabelChip
    | RangeBar
    | Why
    | PersonLine
    | EmptyState
    | Table
    | TaskRow
    | Tile
    | Spark
    | Notice
    | HandlingStrip
)
