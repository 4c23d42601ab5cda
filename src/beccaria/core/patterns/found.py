"""Say what was found by a pattern: in words, on which rows, how unusual, what would make it innocent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from string import Formatter

from beccaria.core.patterns.model import Pattern, Value


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row it rests on: kind of feed, the row's key, when it happened, who is in it, where, and a sentence."""

    kind: str
    row: str
    at: datetime
    sentence: str = ""
    person: str = ""
    establishment: str = ""


@dataclass(frozen=True, slots=True)
class Unusual:
    """How unusual it is: seen and usual in the same unit, against what it was compared, and that as a sentence."""

    words: str
    seen: float
    usual: float
    against: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a pattern found. The same thing found again has the same key.

    `at` is when the rows were first enough for it, `since` when it began; `strength` is bits of surprise (minus the
    binary logarithm of how often the comparison would show as much by chance), comparable across patterns.
    """

    pattern: str
    version: int
    key: str
    at: datetime
    since: datetime
    people: tuple[str, ...]
    establishments: tuple[str, ...]
    sentence: str
    values: Mapping[str, Value]
    evidence: tuple[Evidence, ...]
    unusual: Unusual
    innocent_if: tuple[str, ...]
    check_next: tuple[str, ...]
    strength: float
    compartment: str = ""
    basis: str = "intelligence"


def placeholders(sentence: str) -> tuple[str, ...]:
    """The names in braces, in their order. Raises ValueError for a sentence with a brace that does not close."""
    return tuple(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)


def spoken(one: Pattern) -> frozenset[str]:
    """The values that the sentences of a pattern name, in its phrases too: what is needed to say a finding again."""
    phrases = (phrase for words in one.phrases.values() for phrase in words.values())
    return frozenset(name for text in (one.sentence, one.unusual, *phrases) for name in placeholders(text))


def filled(
    sentence: str,
    said: Mapping[str, Value],
    phrases: Mapping[str, Mapping[str, str]] | None = None,
    *,
    told: Callable[[str], str] = str,
    shown: Callable[[Value], str] | None = None,
) -> str:
    """The sentence with its values: whole numbers plain, others with one decimal, codes as the phrases they stand for.

    `told` says a sentence or phrase in another language, `shown` writes a value otherwise. Raises KeyError for a value
    that the sentence names and nobody gave.
    """
    plain = {name: (shown or _shown)(value) for name, value in said.items()}
    for name, words in (phrases or {}).items():
        codes = str(said.get(name, "")).split(";")
        plain[name] = ", ".join(told(words[code]).format_map(plain) for code in codes if code)
    return told(sentence).format_map(plain)


def _shown(value: Value) -> str:
    if isinstance(value, bool) or not isinstance(value, float):
        return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"
