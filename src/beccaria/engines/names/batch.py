"""Many pairs of names at once."""

from collections.abc import Iterable

from beccaria.engines.names.preparing import prepare
from beccaria.engines.names.weighing import compare


def score_pairs(lefts: Iterable[str], rights: Iterable[str]) -> list[float]:
    """The scores of names side by side, in order."""
    return [compare(prepare(left), prepare(right)).score for left, right in zip(lefts, rights, strict=True)]
