"""Judges who score: a full set of answers by an instrument, with a reason for each."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from beccaria.core.instruments import UNKNOWN
from beccaria.networks import actions
from beccaria.networks.queries import instruments
from beccaria.networks.queries.card_shapes import Answer

MATRIX, ATTRIBUTES, HARM = "ocg-criminality-capability", "ocg-attributes", "ocg-harm"


def answers(instrument: str, level: int = 1, *, unknown: int = 0, **other: str) -> dict[str, Answer]:
    """The same level for every item, the last `unknown` of them unknown, and what is said otherwise."""
    items = instruments.newest(instrument).items
    said = {item.id: Answer(item.levels[level].name, f"Seen for {item.id}.") for item in items}
    for item in items[len(items) - unknown :]:
        said[item.id] = Answer(UNKNOWN, "")
    for name, answer in other.items():
        said[name.replace("_", "-")] = Answer(answer, "" if answer == UNKNOWN else "Heard twice.")
    return said


def scorer(does: Callable[..., Any], at: datetime) -> Callable[..., str]:
    """`score("bo", group)`: somebody scores a group by criminality and capability, or as asked."""

    def score(name: str, group: str, instrument: str = MATRIX, level: int = 1, **more: Any) -> str:
        moment, note = more.pop("at", at), more.pop("note", "")
        secrecy = more.pop("secrecy", None)
        new = actions.NewScorecard(
            instrument=instrument, answers=answers(instrument, level, **more), note=note, level=secrecy
        )
        return str(does(name, actions.score_group, group, new, at=moment))

    return score
