"""Name what happened and how it went on: timeline, lifecycle, comparison of versions."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from beccaria.lib.parts.chips import GradeChip, TimeChip
from beccaria.lib.parts.rows import EmptyState


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, in the lane it belongs to."""

    lane: str
    at: TimeChip
    title: str
    href: str = ""
    detail: str = ""
    grade: GradeChip | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane of a timeline; `href` shows or hides it, `shown` says which."""

    key: str
    name: str
    count: int
    href: str = ""
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Timeline:
    """What happened, newest first, one lane for each kind."""

    kind: ClassVar[str] = "timeline"
    title: str
    lanes: tuple[Lane, ...]
    entries: tuple[Entry, ...]
    empty: EmptyState
    more_href: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a lifecycle, with when and by whom it was reached."""

    name: str
    state: Literal["done", "now", "ahead"]
    detail: str = ""


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line of a side-by-side comparison; None on a side where it is not. `flags` warn before release."""

    left: str | None
    right: str | None
    rule: str = ""
    flags: tuple[str, ...] = ()

    @property
    def state(self) -> Literal["same", "removed", "added", "changed"]:
        """How the two sides differ."""
        if self.left is None:
            return "added"
        if self.right is None:
            return "removed"
        return "same" if self.left == self.right else "changed"
