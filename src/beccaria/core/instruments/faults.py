"""Find what is wrong with an instrument, each fault in one sentence that says what to do."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from math import isfinite
from typing import Final

from beccaria.core.instruments.model import UNKNOWN, Band, Instrument, Item, ItemKind, RuleKind

MOST_ITEMS: Final = 200
MOST_WAYS: Final = 10_000
_AXES: Final = 2
_HARDEST: Final = 5
# Never scored (DESIGN rule 9; Directive (EU) 2016/680, Article 10, and nationality, which that does not name).
FORBIDDEN: Final = frozenset(
    {
        *("religion", "faith", "ethnicity", "race", "nationality", "language", "health", "disability"),
        *(
            "sexual_orientation",
            "political_opinion",
            "union_membership",
            "genetic",
            "biometric",
            "citizenship",
        ),
    }
)


def faults(one: Instrument) -> list[str]:
    """Everything that is wrong, in the order of reading; nothing when it can be used."""
    return [*_whole(one), *_items(one), *_bands(one.bands, "the result"), *_rule(one)]


def _whole(one: Instrument) -> Iterator[str]:
    if one.version < 1:
        yield "The version is not a whole number from 1: number the versions 1, 2, 3."
    if not one.items:
        yield "There are no items: write at least one question."
    if len(one.items) > MOST_ITEMS:
        yield f"There are {len(one.items):,} items: nobody answers more than {MOST_ITEMS}; split the instrument."
    if not one.sources:
        yield "There is no source: say where the items come from."
    if one.review_days < 1:
        yield "The review clock is less than a day: say after how many days the result must be looked at again."
    if one.second_from and one.second_from not in {band.name for band in one.bands}:
        yield f"A second person looks from {one.second_from} on, which is no band: name one of the bands."
    twice = [name for name, times in Counter(item.id for item in one.items).items() if times > 1]
    if twice:
        yield f"Items have the same name: {', '.join(sorted(twice))}. Give each its own."


def _items(one: Instrument) -> Iterator[str]:
    for item in one.items:
        yield from _item(item)
        if forbidden := item.uses & FORBIDDEN:
            yield f"{item.id} uses {', '.join(sorted(forbidden))}, which must never score: take the item out."
        if named := FORBIDDEN & set(item.id.replace("-", "_").split("_")):
            yield f"{item.id} is named after {', '.join(sorted(named))}, which must never score: take the item out."


def _item(item: Item) -> Iterator[str]:
    names = [level.name for level in item.levels]
    if len(item.levels) < 2:  # noqa: PLR2004  one answer is no question
        yield f"{item.id} has fewer than two answers: write what tells them apart."
        return
    if len(set(names)) < len(names):
        yield f"{item.id} has two answers of one name: give each its own."
    if UNKNOWN in names:
        yield f"{item.id} lists “unknown” as an answer: it is always there, leave it out."
    if empty := [level.name for level in item.levels if not level.anchor.strip()]:
        yield f"{item.id} has no words for {', '.join(empty)}: say in plain words when it applies."
    if not item.evidence.strip():
        yield f"{item.id} does not say what counts as evidence: write it."
    if not all(isfinite(number) for number in (item.weight, *(level.points for level in item.levels))):
        yield f"{item.id} has points or a weight that is no number: write ordinary numbers."
        return
    if item.weight <= 0:
        yield f"{item.id} has a weight of {item.weight:g}: give it a weight above nothing, or take the item out."
    if not 1 <= item.cost <= _HARDEST:
        yield f"{item.id} costs {item.cost:g}: say 1 (easy to find out) to {_HARDEST} (hard)."
    if item.kind is ItemKind.PROTECTIVE and item.most > 0:
        yield f"{item.id} is protective and adds points: what protects lowers, so give it 0 or less."


def _bands(bands: tuple[Band, ...], of: str) -> Iterator[str]:
    if not bands:
        yield f"There are no bands for {of}: name at least one."
    names = [band.name for band in bands]
    if len(set(names)) < len(names):
        yield f"Two bands of {of} have one name: give each its own."
    if not all(isfinite(band.low) for band in bands):
        yield f"A band of {of} begins at no number: write where each begins."
    for lower, upper in pairwise(bands):
        if upper.low <= lower.low:
            yield f"The bands {lower.name} and {upper.name} of {of} overlap: each must begin above the one before."


def _rule(one: Instrument) -> Iterator[str]:
    match one.rule.kind:
        case RuleKind.MATRIX:
            yield from _matrix(one)
        case RuleKind.TREE:
            yield from _tree(one)
        case RuleKind.SUM:
            least = sum(item.least for item in one.items)
            if one.bands and one.bands[0].low > least:
                yield (
                    f"A result of {least:g} falls below the first band, which begins at {one.bands[0].low:g}: "
                    f"let it begin at {least:g} or lower."
                )
        case RuleKind.JUDGEMENT:
            return


def _matrix(one: Instrument) -> Iterator[str]:
    axes = list(one.rule.axes)
    if len(axes) != _AXES:
        yield f"A matrix has two axes, and this one names {len(axes)}: name two."
        return
    for name, bands in one.rule.axes.items():
        yield from _bands(bands, f"the axis {name}")
        mine = [item for item in one.items if item.axis == name]
        if not mine:
            yield f"No item belongs to the axis {name}: give it items, or take it out."
        elif bands and bands[0].low > sum(item.least for item in mine):
            yield f"The first band of the axis {name} begins above the lowest result: let it begin lower."
    for item in one.items:
        if item.axis not in axes:
            yield f"{item.id} belongs to no axis: say {' or '.join(axes)}."
    rows, columns = (len(one.rule.axes[name]) for name in axes)
    if len(one.rule.cells) != rows or any(len(row) != columns for row in one.rule.cells):
        yield f"The matrix is not {rows} by {columns}: write one row for each band of {axes[0]}."
    known = {band.name for band in one.bands}
    if strange := sorted({cell for row in one.rule.cells for cell in row} - known):
        yield f"The matrix leads to {', '.join(strange)}, which is no band: name the bands first."


def _tree(one: Instrument) -> Iterator[str]:
    nodes, known, items = (
        one.rule.nodes,
        {band.name for band in one.bands},
        {item.id: item for item in one.items},
    )
    if one.rule.root not in nodes:
        yield f"The tree begins at {one.rule.root or 'nothing'}, which is no question of it: name its first question."
        return
    if len(nodes) > MOST_ITEMS:
        yield f"The tree has {len(nodes):,} questions: nobody follows more than {MOST_ITEMS}; split the instrument."
        return
    if both := sorted(set(nodes) & known):
        yield f"{', '.join(both)} is a question and a band: give one of them another name."
    for name, node in nodes.items():
        if node.item not in items:
            yield f"{name} asks {node.item}, which is no item: name one."
            continue
        answers = {level.name for level in items[node.item].levels}
        if missing := sorted(answers - set(node.leads)):
            yield f"{name} leads nowhere for {', '.join(missing)}: say where."
        if strange := sorted(set(node.leads.values()) - set(nodes) - known):
            yield f"{name} leads to {', '.join(strange)}, which is neither a question nor a band."
    yield from _cycles(one)


def _cycles(one: Instrument) -> Iterator[str]:
    nodes, reached, path = one.rule.nodes, set[str](), list[str]()

    def walk(name: str) -> str | None:
        if name in path:
            return " → ".join([*path[path.index(name) :], name])
        if name not in nodes or name in reached:
            return None
        path.append(name)
        found = next((said for to in nodes[name].leads.values() if (said := walk(to))), None)
        path.pop()
        reached.add(name)
        return found

    if circle := walk(one.rule.root):
        yield f"The tree goes round in a circle ({circle}): let every way end in a band."
        return
    if lost := sorted(set(nodes) - reached):
        yield f"Nothing leads to {', '.join(lost)}: lead there, or take it out."
    if (ways := _ways(one, one.rule.root, {})) > MOST_WAYS:
        # scoring.bounds goes through every way when answers are unknown: that stays quick for small trees only.
        yield f"The tree has {ways:,} ways through it, more than anybody can explain: split the instrument."


def _ways(one: Instrument, name: str, known: dict[str, int]) -> int:
    """How many ways lead from here to a band. Only for a tree without a circle."""
    if name not in one.rule.nodes:
        return 1
    if name not in known:
        known[name] = sum(_ways(one, to, known) for to in one.rule.nodes[name].leads.values())
    return known[name]
