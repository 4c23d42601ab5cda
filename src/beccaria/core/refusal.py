"""Say no in one plain sentence: three families, and everything else is a bug that nobody catches.

A sentence that names something keeps its words and what it names apart, `BadInput("There is no “%(name)s”.", name=x)`:
so a page can say it in the reader's language (lib.spoken). Commands and other services read it in English, as `str()`
gives it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

_NUMBER: Final = (int, float)


@dataclass(frozen=True)
class Phrase:
    """English words that stand inside a sentence and are translated with it, such as the name of a field."""

    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """In English."""
        return filled(self.sentence, self.values)


class Spoken(Exception):  # noqa: N818  a refusal is not an error: it is an answer
    """What is said: the sentence with named places, and the values that belong there."""

    def __init__(self, sentence: str = "", /, **values: object) -> None:
        """Keep both. A sentence without values is taken as it is, per cent signs and all."""
        super().__init__(filled(sentence, values))
        self.sentence = sentence
        self.values = values


class Refused(Spoken):
    """The actor may not do this. Answered as 404, recorded in the ledger."""


class Hidden(Refused):
    """The record does not exist for this actor: answered like a record that never was."""


class NeedsConfirmation(Refused):
    """The actor may, after confirming who he is or saying why. `what` is "identity" or "purpose"."""

    def __init__(self, what: str, sentence: str) -> None:
        """Keep what is needed beside the sentence."""
        super().__init__(sentence)
        self.what = what


class Cannot(Spoken):
    """Not in this state: the record has moved on, or a step is missing. Answered as 409."""


class BadInput(Spoken, ValueError):  # noqa: N818  the same
    """What was given cannot be used. The message says what is wrong and what to do. Answered as 422."""


class TooFast(Spoken):
    """Too many requests. Answered as 429."""


def filled(sentence: str, values: Mapping[str, object]) -> str:
    """The sentence in English. Numbers have their thousands apart: what is none, such as a year, comes as a text."""
    if not values:
        return sentence
    return sentence % {
        name: f"{value:,}" if isinstance(value, _NUMBER) else value for name, value in values.items()
    }
