"""Name the small frozen values a page is made of; the components of `web` draw each by its `kind`."""

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
from beccaria.lib.parts.history import DiffLine, Entry, Lane, Stage, Timeline
from beccaria.lib.parts.judged import Band, RangeBar
from beccaria.lib.parts.rows import (
    Button,
    Column,
    EmptyState,
    Fact,
    Part,
    PersonLine,
    Row,
    Table,
    TaskRow,
    Why,
)

__all__ = [
    "Band",
    "Button",
    "Column",
    "DiffLine",
    "DueChip",
    "EmptyState",
    "Entry",
    "Fact",
    "GradeChip",
    "HandlingStrip",
    "LabelChip",
    "Lane",
    "Link",
    "Notice",
    "Part",
    "PersonLine",
    "RangeBar",
    "Row",
    "Spark",
    "Stage",
    "Table",
    "Tag",
    "TaskRow",
    "Tile",
    "TimeChip",
    "Timeline",
    "Why",
]
