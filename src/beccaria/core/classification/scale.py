"""The neutral scale: how much security somebody is held to need. It says nothing of guilt, danger or character."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from beccaria.core.countries import Neutral
from beccaria.core.refusal import Phrase

if TYPE_CHECKING:
    from beccaria.core.countries import Category

MEANING: Final[dict[Neutral, str]] = {
    Neutral.LOW: "Trusted without walls: open conditions would do.",
    Neutral.MEDIUM: "Closed conditions would do; neither the will nor the means to escape is expected.",
    Neutral.HIGH: "Closed, and an escape or harm from inside is thought possible and grave.",
    Neutral.VERY_HIGH: "Escape or harm from inside must be made impossible; the most that a service has.",
    Neutral.NOT_COMPARABLE: "No source says where it lies: nobody may rest anything on a likeness.",
}
LEVEL_WORDS: Final[dict[Neutral, Phrase]] = {
    Neutral.LOW: Phrase("low"),
    Neutral.MEDIUM: Phrase("medium"),
    Neutral.HIGH: Phrase("high"),
    Neutral.VERY_HIGH: Phrase("very high"),
    Neutral.NOT_COMPARABLE: Phrase("not comparable"),
}
OWN_SCALE: Final = "neutral:"
"""Before a level of this scale that a service gives because no source tells the categories of its country."""


def level_of(category: Category) -> Neutral:
    """Where a pack lays one of its categories. What cannot be read is not comparable."""
    try:
        return Neutral(category.crosswalk.words)
    except ValueError:
        return Neutral.NOT_COMPARABLE


def own_value(level: Neutral) -> str:
    """How a level of this scale is written where it stands for a category."""
    return f"{OWN_SCALE}{level.value}"
