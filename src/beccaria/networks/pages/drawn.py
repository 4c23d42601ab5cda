"""Turn a chart into what is drawn of it: dots with places, shapes and colours, lines, a legend, and its handling.

The browser, the picture drawn on the server and every export start from this one value, so they show the same.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from beccaria.core import handling
from beccaria.core.groups import Support
from beccaria.networks.pages.chart_words import KINDS, SHAPE_WORDS, SUPPORT_WORDS, shape
from beccaria.networks.queries.chart_shapes import Chart, Edge, Mark, Node, TieKind

Places = Mapping[str, tuple[float, float]]
# Okabe and Ito (2008), told apart with every kind of colour blindness; the number beside says the same.
COLOURS: Final = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#999999")
NOBODYS: Final = "#ffffff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Careful:
    """How something must be handled: its level and the conditions it carries."""

    level: int = 0
    codes: frozenset[str] = frozenset()

    @classmethod
    def strictest(cls, several: Iterable["Careful"]) -> "Careful":
        """Of everything that goes into it (rule 2)."""
        found = list(several)
        return cls(
            level=max((one.level for one in found), default=0),
            codes=frozenset().union(*(one.codes for one in found)),
        )

    @property
    def words(self) -> tuple[str, ...]:
        """The conditions in words; what is no code of ours is shown as it was written."""
        known = frozenset(code for code in self.codes if code in handling.LIMITS)
        said = handling.sayings(handling.Handling(known))
        return (*(_(clause) for clause in said), *sorted(self.codes - known))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A person as he is drawn, named by the record that leads among those the reader may see.

    `tag` is the number of his colour in the legend, 0 for none.
    """

    id: str
    name: str
    number: str
    role: str
    shape: str
    tag: int
    is_sure: bool
    site: str
    x: float
    y: float
    step: int
    marks: tuple[Mark, ...]
    careful: Careful
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What ties two people as it is drawn: `one` and `other` are identifiers of dots."""

    one: str
    other: str
    kinds: tuple[TieKind, ...]
    count: int
    weight: float
    first: datetime
    last: datetime
    is_uncertain: bool
    careful: Careful


@dataclass(frozen=True, slots=True)
class Key:
    """One colour of the legend: its number, its words, how many people it stands for."""

    tag: int
    colour: str
    words: str
    count: int
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Everything that is drawn. `name` says whom it is about; `left_out` how many more the reader could see."""

    about: str
    name: str
    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    keys: tuple[Key, ...]
    colour_by: str
    left_out: int
    careful: Careful
    period: tuple[datetime, datetime] | None = None
    shapes: tuple[tuple[str, str], ...] = field(default=())

    def dot(self, person: str) -> Dot | None:
        """The person of this identifier, if he is drawn."""
        return next((one for one in self.dots if one.id == person or person in one.records), None)


def drawn(
    chart: Chart,
    places: Places,
    *,
    name: str,
    colour_by: str,
    sites: Mapping[str, str],
    besides: Careful | None = None,
) -> Drawn:
    """What is drawn of a chart. `sites` names prisons by code; `besides` is how the group it is about is handled."""
    keys, tag_of = _colours(chart, colour_by, sites)
    dots = tuple(_dot(node, places.get(node.cluster, (0.0, 0.0)), tag_of(node)) for node in chart.nodes)
    lines = tuple(_line(edge) for edge in chart.edges)
    present = {one.shape for one in dots}
    return Drawn(
        about=chart.about,
        name=name,
        dots=dots,
        lines=lines,
        keys=keys,
        colour_by=colour_by,
        left_out=chart.left_out,
        careful=Careful.strictest(_carefuls(besides, dots, lines)),
        period=(min(one.first for one in lines), max(one.last for one in lines)) if lines else None,
        shapes=tuple((code, str(words)) for code, words in SHAPE_WORDS.items() if code in present),
    )


def _carefuls(besides: Careful | None, dots: Iterable[Dot], lines: Iterable[Line]) -> Iterable[Careful]:
    yield besides or Careful()
    yield from (dot.careful for dot in dots)
    yield from (line.careful for line in lines)


def site_of(node: Node) -> str:
    """The code of the prison where somebody is held; for others, where his record belongs."""
    return node.person.held.establishment if node.person.held else node.person.site or ""


def support_words(mark: Mark) -> str:
    """What is held of a membership, in words."""
    return str(SUPPORT_WORDS.get(mark.support, mark.support))


def kind_words(kinds: Iterable[TieKind]) -> str:
    """Kinds of ties, in words, in their usual order."""
    wanted = set(kinds)
    return ", ".join(str(words) for kind, words in KINDS.items() if kind in wanted)


def _dot(node: Node, place: tuple[float, float], tag: int) -> Dot:
    person = node.person
    records = (person, *person.also)
    return Dot(
        id=node.cluster,
        name=person.name,
        number=person.number,
        role=person.role,
        shape=shape(node),
        tag=tag,
        is_sure=any(mark.support == Support.SUPPORTED for mark in node.marks[:1]),
        site=site_of(node),
        x=place[0],
        y=place[1],
        step=node.step,
        marks=node.marks,
        careful=_of_person(node),
        records=tuple(one.id for one in records),
    )


def _of_person(node: Node) -> Careful:
    """Of all his records, and of every group that is told of him."""
    told = [(one.level, one.handling) for one in (node.person, *node.person.also)]
    told += [(mark.level, mark.handling) for mark in node.marks]
    return Careful.strictest(Careful(level=level, codes=frozenset(codes)) for level, codes in told)


def _line(edge: Edge) -> Line:
    pieces = edge.evidence
    return Line(
        one=edge.one,
        other=edge.other,
        kinds=tuple(kind for kind in TieKind if any(piece.kind is kind for piece in pieces)),
        count=sum(piece.times for piece in pieces),
        weight=sum(piece.weight for piece in pieces),
        first=min(piece.at for piece in pieces),
        last=max(piece.until or piece.at for piece in pieces),
        is_uncertain=edge.is_uncertain,
        careful=Careful.strictest(
            Careful(level=piece.level, codes=frozenset(piece.handling)) for piece in pieces
        ),
    )


def _colours(chart: Chart, by: str, sites: Mapping[str, str]) -> tuple[tuple[Key, ...], "_TagOf"]:
    """The legend, the most frequent first, and the number of each person in it."""
    found: Counter[str] = Counter()
    words: dict[str, str] = {}
    for node in chart.nodes:
        code, named = _coloured(node, by, sites)
        if code:
            found[code] += 1
            words[code] = named
    ordered = sorted(found, key=lambda code: (-found[code], words[code], code))
    tags = {code: number for number, code in enumerate(ordered, 1)}
    keys = tuple(
        Key(tags[code], COLOURS[(tags[code] - 1) % len(COLOURS)], words[code], found[code], code)
        for code in ordered
    )
    return keys, _TagOf(tags, by, sites)


@dataclass(frozen=True, slots=True)
class _TagOf:
    """The number of a person's colour in the legend."""

    tags: Mapping[str, int]
    by: str
    sites: Mapping[str, str]

    def __call__(self, node: Node) -> int:
        return self.tags.get(_coloured(node, self.by, self.sites)[0], 0)


def _coloured(node: Node, by: str, sites: Mapping[str, str]) -> tuple[str, str]:
    if by == "prison":
        code = site_of(node)
        return code, sites.get(code, code)
    if not node.marks:
        return "", ""
    return node.marks[0].group, node.marks[0].name
