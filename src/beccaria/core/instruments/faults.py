"""Find what is wrong with an instrument, each fault in one sentence that says what to do."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import isfinite
from typing import Final

from beccaria.core.instruments.model import UNKNOWN, Band, Instrument, Item, ItemKind, RuleKind
from beccaria.core.instruments.tree import tree_faults
from beccaria.core.refusal import Phrase

MOST_ITEMS: Final = 200
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


def faults(one: Instrument) -> list[Phrase]:
    """Everything that is wrong, in the order of reading; nothing when it can be used."""
    found = [*_whole(one), *_items(one), *_bands(one.bands, Phrase("the result"))]
    # What an item without answers comes to nobody can say: that is mended first.
    return found if any(not item.levels for item in one.items) else [*found, *_rule(one)]


def _whole(one: Instrument) -> Iterator[Phrase]:
    if one.version < 1:
        yield Phrase("The version is not a whole number from 1: number the versions 1, 2, 3.")
    if not one.items:
        yield Phrase("There are no items: write at least one question.")
    if len(one.items) > MOST_ITEMS:
        yield Phrase(
            "There are %(count)s items: nobody answers more than %(most)s; split the instrument.",
            {"count": len(one.items), "most": MOST_ITEMS},
        )
    if not one.sources:
        yield Phrase("There is no source: say where the items come from.")
    if one.review_days < 1:
        yield Phrase(
            "The review clock is less than a day: say after how many days the result must be looked at again."
        )
    if one.second_from and one.second_from not in {band.name for band in one.bands}:
        yield Phrase(
            "A second person looks from %(band)s on, which is no band: name one of the bands.",
            {"band": one.second_from},
        )
    twice = [name for name, times in Counter(item.id for item in one.items).items() if times > 1]
    if twice:
        yield Phrase("Items have the same name: %(names)s. Give each its own.", {"names": _listed(twice)})


def _items(one: Instrument) -> Iterator[Phrase]:
    for item in one.items:
        yield from _item(item)
        if forbidden := item.uses & FORBIDDEN:
            yield Phrase(
                "%(item)s uses %(traits)s, which must never score: take the item out.",
                {"item": item.id, "traits": _listed(forbidden)},
            )
        if named := FORBIDDEN & set(item.id.replace("-", "_").split("_")):
            yield Phrase(
                "%(item)s is named after %(traits)s, which must never score: take the item out.",
                {"item": item.id, "traits": _listed(named)},
            )


def _item(item: Item) -> Iterator[Phrase]:
    said = {"item": item.id}
    if len(item.levels) < 2:  # noqa: PLR2004  one answer is no question
        yield Phrase("%(item)s has fewer than two answers: write what tells them apart.", said)
        return
    yield from _answers(item, said)
    if not item.evidence.strip():
        yield Phrase("%(item)s does not say what counts as evidence: write it.", said)
    if not all(isfinite(number) for number in (item.weight, *(level.points for level in item.levels))):
        yield Phrase("%(item)s has points or a weight that is no number: write ordinary numbers.", said)
        return
    if item.weight <= 0:
        yield Phrase(
            "%(item)s has a weight of %(weight)s: give it a weight above nothing, or take the item out.",
            said | {"weight": f"{item.weight:g}"},
        )
    if not 1 <= item.cost <= _HARDEST:
        yield Phrase(
            "%(item)s costs %(cost)s: say 1 (easy to find out) to %(hardest)s (hard).",
            said | {"cost": f"{item.cost:g}", "hardest": str(_HARDEST)},
        )
    if item.kind is ItemKind.PROTECTIVE and item.most > 0:
        yield Phrase(
            "%(item)s is protective and adds points: what protects lowers, so give it 0 or less.", said
        )


def _answers(item: Item, said: dict[str, str]) -> Iterator[Phrase]:
    names = [level.name for level in item.levels]
    if len(set(names)) < len(names):
        yield Phrase("%(item)s has two answers of one name: give each its own.", said)
    if UNKNOWN in names:
        yield Phrase("%(item)s lists “unknown” as an answer: it is always there, leave it out.", said)
    if empty := [level.name for level in item.levels if not level.anchor.strip()]:
        yield Phrase(
            "%(item)s has no words for %(levels)s: say in plain words when it applies.",
            said | {"levels": ", ".join(empty)},
        )


def _bands(bands: tuple[Band, ...], of: Phrase) -> Iterator[Phrase]:
    if not bands:
        yield Phrase("There are no bands for %(of)s: name at least one.", {"of": of})
    names = [band.name for band in bands]
    if len(set(names)) < len(names):
        yield Phrase("Two bands of %(of)s have one name: give each its own.", {"of": of})
    if not all(isfinite(band.low) for band in bands):
        yield Phrase("A band of %(of)s begins at no number: write where each begins.", {"of": of})
    for lower, upper in pairwise(bands):
        if upper.low <= lower.low:
            yield Phrase(
                "The bands %(lower)s and %(upper)s of %(of)s overlap: each must begin above the one before.",
                {"lower": lower.name, "upper": upper.name, "of": of},
            )


def _rule(one: Instrument) -> Iterator[Phrase]:
    match one.rule.kind:
        case RuleKind.MATRIX:
            yield from _matrix(one)
        case RuleKind.TREE:
            yield from tree_faults(one, most=MOST_ITEMS)
        case RuleKind.SUM:
            least = sum(item.least for item in one.items)
            if one.bands and one.bands[0].low > least:
                yield Phrase(
                    "A result of %(least)s falls below the first band, which begins at %(first)s: let it begin at "
                    "%(least)s or lower.",
                    {"least": f"{least:g}", "first": f"{one.bands[0].low:g}"},
                )
        case RuleKind.JUDGEMENT:
            return


def _matrix(one: Instrument) -> Iterator[Phrase]:
    axes = list(one.rule.axes)
    if len(axes) != _AXES:
        yield Phrase("A matrix has two axes, and this one names %(count)s: name two.", {"count": len(axes)})
        return
    for name in axes:
        yield from _axis(one, name)
    for item in one.items:
        if item.axis not in axes:
            yield Phrase(
                "%(item)s belongs to no axis: say %(first)s or %(second)s.",
                {"item": item.id, "first": axes[0], "second": axes[1]},
            )
    rows, columns = (len(one.rule.axes[name]) for name in axes)
    if len(one.rule.cells) != rows or any(len(row) != columns for row in one.rule.cells):
        yield Phrase(
            "The matrix is not %(rows)s by %(columns)s: write one row for each band of %(axis)s.",
            {"rows": rows, "columns": columns, "axis": axes[0]},
        )
    known = {band.name for band in one.bands}
    if strange := {cell for row in one.rule.cells for cell in row} - known:
        yield Phrase(
            "The matrix leads to %(cells)s, which is no band: name the bands first.",
            {"cells": _listed(strange)},
        )


def _axis(one: Instrument, name: str) -> Iterator[Phrase]:
    bands, said = one.rule.axes[name], {"axis": name}
    yield from _bands(bands, Phrase("the axis %(axis)s", said))
    mine = [item for item in one.items if item.axis == name]
    if not mine:
        yield Phrase("No item belongs to the axis %(axis)s: give it items, or take it out.", said)
    elif bands and bands[0].low > sum(item.least for item in mine):
        yield Phrase(
            "The first band of the axis %(axis)s begins above the lowest result: let it begin lower.", said
        )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
