"""Say what differs between two versions of an instrument, line by line, in the order of reading."""

from collections.abc import Iterator
from dataclasses import dataclass

from beccaria.core.instruments.model import Instrument, Item, RuleKind


@dataclass(frozen=True, slots=True)
class Line:
    """One line of both versions; None on a side where it is not. `about` is the item it belongs to, if to one."""

    about: str
    what: str
    left: str | None
    right: str | None

    @property
    def differs(self) -> bool:
        """Whether the two say something else."""
        return self.left != self.right


def differences(one: Instrument, other: Instrument) -> tuple[Line, ...]:
    """Every line of both versions, the same ones too. Items that moved are not a difference; what they say is."""
    lines = list(_pairs("", dict(_head(one)), dict(_head(other))))
    lines += _pairs("", dict(_result(one)), dict(_result(other)))
    first, second = ({item.id: item for item in each.items} for each in (one, other))
    for name in dict.fromkeys((*first, *second)):
        mine, theirs = (dict(_item(found[name])) if name in found else {} for found in (first, second))
        lines += _pairs(name, mine, theirs)
    return tuple(lines)


def _pairs(about: str, mine: dict[str, str], theirs: dict[str, str]) -> Iterator[Line]:
    for what in dict.fromkeys((*mine, *theirs)):
        yield Line(about, what, mine.get(what), theirs.get(what))


def _head(one: Instrument) -> Iterator[tuple[str, str]]:
    yield "title", one.title
    yield "purpose", one.purpose
    yield "users", ", ".join(one.users)
    yield "training", one.training
    yield "validity", one.validity
    yield "review", str(one.review_days)
    yield "sources", "; ".join(one.sources)
    if one.later:
        yield "later", "; ".join(one.later)


def _result(one: Instrument) -> Iterator[tuple[str, str]]:
    yield "rule", one.rule.kind.value
    for band in one.bands:
        begins = f"{band.low:g}: " if one.rule.kind is RuleKind.SUM else ""
        yield f"band {band.name}", f"{begins}{band.words}"
    for name, bands in one.rule.axes.items():
        yield f"axis {name}", ", ".join(f"{band.name} from {band.low:g}" for band in bands)
    for place, row in enumerate(one.rule.cells, 1):
        yield f"row {place}", ", ".join(row)
    for name, node in one.rule.nodes.items():
        yield (
            f"node {name}",
            "; ".join((node.item, *(f"{answer} → {to}" for answer, to in node.leads.items()))),
        )


def _item(item: Item) -> Iterator[tuple[str, str]]:
    yield "question", item.question
    yield "kind", item.kind.value
    yield "evidence", item.evidence
    if item.ask:
        yield "ask", item.ask
    yield "weight", f"{item.weight:g}"
    yield "cost", f"{item.cost:g}"
    if item.axis:
        yield "axis", item.axis
    for level in item.levels:
        yield f"answer {level.name}", f"{level.points:g}: {level.anchor}"
