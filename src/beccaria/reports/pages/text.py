"""Cut a text into sentences, and into the pieces in which something was found."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from beccaria.engines.mentions import Mention

# A full stop after initials or a number ("M. T. S.", "n. 4") does not end a sentence; one before a capital does.
_TITLE: Final = 60
_END: Final = re.compile(r"(?<=[.!?…])(?<!\b\w\.)(?<!\b[A-Z]\.[A-Z]\.)[\"”»']?\s+(?=[\"“«']?[A-ZÀ-Þ0-9])|\n+")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text; `found` says what was found in it, in words, or is empty."""

    text: str
    found: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in its pieces, and its place in the text from 0."""

    number: int
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The sentence as it was written."""
        return "".join(run.text for run in self.runs)


def spans(text: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends; what lies between them is only space."""
    found, start = [], 0
    for end in _END.finditer(text):
        found.append((start, end.start()))
        start = end.end()
    found.append((start, len(text)))
    return [(one, other) for one, other in found if text[one:other].strip()]


def sentences(text: str, mentions: Iterable[Mention] = (), *, words: dict[str, str]) -> tuple[Sentence, ...]:
    """The sentences of a text with what was found in them; `words` names each kind of find."""
    known = tuple(mentions)
    return tuple(
        Sentence(number, tuple(_runs(text, start, end, known, words)))
        for number, (start, end) in enumerate(spans(text))
    )


def chosen(text: str, numbers: Iterable[int]) -> str:
    """The sentences with these numbers, joined by single spaces, in the order of the text."""
    wanted = set(numbers)
    return " ".join(
        text[start:end].strip() for number, (start, end) in enumerate(spans(text)) if number in wanted
    )


def short_title(text: str) -> str:
    """The first words of a text, as a title until somebody gives a better one."""
    plain = " ".join(text.split())
    first = chosen(plain, [0])
    return first if len(first) <= _TITLE else first[:_TITLE].rsplit(" ", 1)[0] + " …"


def _runs(
    text: str, start: int, end: int, mentions: tuple[Mention, ...], words: dict[str, str]
) -> Iterator[Run]:
    place = start
    for one in mentions:
        if one.start < place or one.end > end:
            continue
        if one.start > place:
            yield Run(text[place : one.start])
        yield Run(text[one.start : one.end], words.get(one.kind, ""))
        place = one.end
    if place < end:
        yield Run(text[place:end])
