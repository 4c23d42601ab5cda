"""Changing cells: when the next change is due and which cell it is, so that whoever lacks the key cannot foresee it."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Final, TypeVar

from beccaria.core.refusal import BadInput

SHORTEST: Final = 7
LONGEST: Final = 366
# The day is drawn from the last two fifths of the time: never later than the rule says, never on a day one can count.
_DRAWN_FROM: Final = 5, 2

# A text in, hexadecimal digits out that nobody without the key can work out (lib.sealed).
Draw = Callable[[str], str]
Choice = TypeVar("Choice")


def check_days(every: int) -> None:
    """Raise BadInput for a time that is no rotation: moving somebody each few days harms him and wears out staff.

    The limits are this service's own rule; no law names a number of days.
    """
    if not SHORTEST <= every <= LONGEST:
        raise BadInput(
            "The days between two changes are from %(least)s to %(most)s.", least=SHORTEST, most=LONGEST
        )


def due(since: date, every: int, *, of: str, draw: Draw) -> date:
    """The day by which somebody (`of`) who has had his cell `since` is to change it.

    At the latest `every` days after, drawn from the last two fifths of them by the key.
    """
    whole, part = _DRAWN_FROM
    spread = every * part // whole
    return since + timedelta(days=every - _number(draw(f"day|{of}|{since.isoformat()}"), spread + 1))


def drawn(choices: Sequence[Choice], *, of: str, since: date, turn: int, draw: Draw) -> Choice | None:
    """One of these, each as likely as any other; None where there is none. The same key draws the same again.

    `turn` counts the draws for this stay, so that what was put aside is not simply drawn again.
    """
    if not choices:
        return None
    return choices[_number(draw(f"cell|{of}|{since.isoformat()}|{turn}"), len(choices))]


def _number(digits: str, below: int) -> int:
    return int(digits, 16) % below
