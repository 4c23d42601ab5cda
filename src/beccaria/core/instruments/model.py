"""An instrument as a frozen value: items with anchors in plain words, a scoring rule, bands, and who may use it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

UNKNOWN: Final = "unknown"


class ItemKind(StrEnum):
    """Static facts do not change, dynamic ones do, protective ones speak against the risk."""

    STATIC = "static"
    DYNAMIC = "dynamic"
    PROTECTIVE = "protective"


class RuleKind(StrEnum):
    """How ratings come together; `judgement` adds nothing up: a person words the result."""

    SUM = "sum"
    MATRIX = "matrix"
    TREE = "tree"
    JUDGEMENT = "judgement"


@dataclass(frozen=True, slots=True)
class Level:
    """One answer to an item: its name, its points, and the plain words that say when it applies."""

    name: str
    points: float
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question. `cost` is how hard it is to find out, 1 to 5; `uses` names the kinds of data it needs.

    `ask` is how to put it to somebody in a conversation; empty where nobody is asked.
    """

    id: str
    question: str
    kind: ItemKind
    evidence: str
    levels: tuple[Level, ...]
    weight: float = 1.0
    cost: float = 1.0
    axis: str = ""
    uses: frozenset[str] = frozenset()
    ask: str = ""

    def level(self, name: str) -> Level:
        """The level of this name. Raises KeyError."""
        for one in self.levels:
            if one.name == name:
                return one
        raise KeyError(name)

    @property
    def least(self) -> float:
        """The fewest weighted points that any answer gives."""
        return min(one.points for one in self.levels) * self.weight

    @property
    def most(self) -> float:
        """The most weighted points that any answer gives."""
        return max(one.points for one in self.levels) * self.weight


@dataclass(frozen=True, slots=True)
class Band:
    """One band of the result: from `low` (included) up to the next band."""

    name: str
    low: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A question of a decision tree: which item, and where each answer leads (another node, or a band)."""

    item: str
    leads: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The scoring rule.

    `sum` adds weighted points. `matrix` adds the points of each axis, finds each axis's band, and looks the pair up in
    `cells` (rows are bands of the first axis, columns of the second). `tree` follows answers from `root`.
    """

    kind: RuleKind
    axes: dict[str, tuple[Band, ...]] = field(default_factory=dict)
    cells: tuple[tuple[str, ...], ...] = ()
    root: str = ""
    nodes: dict[str, Node] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A whole instrument. A version never changes once it was used: what changes is a new version.

    `decided_by` names the duties that decide on the band; nobody named: whoever decides on assessments at all. From
    the band `second_from` on a second person looks before anybody decides. `later` is what cannot be answered yet when
    the instrument is used, and needs weeks of watching: it is not asked, and is told beside.
    """

    id: str
    version: int
    title: str
    purpose: str
    items: tuple[Item, ...]
    rule: Rule
    bands: tuple[Band, ...]
    users: tuple[str, ...]
    training: str
    validity: str
    review_days: int
    sources: tuple[str, ...]
    compartment: str = ""
    decided_by: tuple[str, ...] = ()
    second_from: str = ""
    later: tuple[str, ...] = ()

    def needs_second(self, band: str) -> bool:
        """Whether a second person looks before somebody decides on this band."""
        return bool(self.second_from) and self.place(band) >= self.place(self.second_from)

    def item(self, item_id: str) -> Item:
        """The item of this name. Raises KeyError."""
        for one in self.items:
            if one.id == item_id:
                return one
        raise KeyError(item_id)

    def place(self, band: str) -> int:
        """Where a band stands among the bands, the mildest being 0. Raises ValueError."""
        return [one.name for one in self.bands].index(band)
