"""Flag what in a sanitised text may still show source, reporter or technique, and compare two versions."""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from beccaria.engines.folding import fold


class Sign(StrEnum):
    """What a flagged piece of text gives away."""

    STAFF = "staff"
    SOURCE = "source"
    FIRST_PERSON = "first_person"
    TECHNIQUE = "technique"
    EXACT_TIME = "exact_time"
    SMALL_CELL = "small_cell"
    QUOTATION = "quotation"
    REFERENCE = "reference"


WHY: Final[dict[Sign, str]] = {
    Sign.STAFF: "This names a member of staff.",
    Sign.SOURCE: "This tells that somebody told it, or who.",
    Sign.FIRST_PERSON: "This is told by the one who was there.",
    Sign.TECHNIQUE: "This shows how it was learned.",
    Sign.EXACT_TIME: "An exact time tells who was there: give a day or a part of the day.",
    Sign.SMALL_CELL: "This fits so few people that they can be guessed.",
    Sign.QUOTATION: "Exact words are known only to those who heard them.",
    Sign.REFERENCE: "This leads back to the original.",
}


@dataclass(frozen=True, slots=True, order=True)
class Flag:
    """A piece of the text from `start` up to `end` (excluded), and what it gives away."""

    start: int
    end: int
    sign: Sign
    text: str

    @property
    def why(self) -> str:
        """What is wrong with it, in one sentence."""
        return WHY[self.sign]

    @property
    def key(self) -> str:
        """What a person answers a flag by: it stays the same when other parts of the text change."""
        return f"{self.sign}:{fold(self.text)}"


def _words(*several: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(several)})\b", re.IGNORECASE)


_SIGNS: Final[tuple[tuple[Sign, re.Pattern[str]], ...]] = (
    (
        Sign.SOURCE,
        _words(
            r"informants?|my sources?|our sources?|a sources?",
            r"the sources?|confidential(?:ly)?|chis|in confidence",
            r"told (?:me|us|staff|an? officer|the officer)|(?:according to|said to|reported by|heard from)",
            r"tip-?offs?|anonymous(?:ly)?|asked not to be named",
            r"does not want it known|approached (?:me|staff|us)",
            r"informator[ei]|confidente|fonte|fonti|fiduciari[oa]|in confidenza|mi ha (?:detto|riferito)",
            r"ci ha (?:detto|riferito)|secondo quanto riferito|anonim[oa]|segnalato da|riferito da|soffiata",
        ),
    ),
    (
        Sign.FIRST_PERSON,
        re.compile(
            r"\b(?:I|me|my|mine|we|us|our|myself)\b|\b[Ii] ?(?:'|\u2019)(?:m|ve|d|ll)\b"
            r"|\b(?i:io|mio|mia|miei|noi|nostr[oaie]|ho (?:visto"
            r"|sentito|notato|trovato|parlato)|abbiamo|ero|eravamo)\b"
        ),
    ),
    (
        Sign.TECHNIQUE,
        _words(
            r"intercept(?:s|ed|ion)?|wire ?tap(?:s|ped|ping)?",
            r"phone tap(?:s|ped)?|bug(?:ged|s)?|microphones?|covert\w*",
            r"surveillance|cctv|cameras?|listening device",
            r"undercover|monitored calls?|mail (?:check|monitoring)",
            r"search(?:ed)? on information|test purchase|imsi\w*|handler|debrief\w*",
            r"intercettazion[ei]|intercettat[oaie]|microspi[ae]",
            r"cimic[ei]|telecamer[ae]|pedinament[oi]|sotto copertura",
            r"ascolto ambientale|agente provocatore",
        ),
    ),
    (
        Sign.EXACT_TIME,
        re.compile(
            r"\b(?:[01]?\d|2[0-3])[:.h][0-5]\d\b(?!\.\d)|\b(?:1[0-2]|[1-9])\s?[ap]m\b"
            r"|\b(?:alle(?: ore)?|ore|verso le)\s(?:[01]?\d|2[0-3])\b",
            re.IGNORECASE,
        ),
    ),
    (
        Sign.SMALL_CELL,
        _words(
            r"(?:the|his|her|their) only \w+|only (?:one|two|three)\b[^.]{0,30}|(?:the|his|her) cell ?mates?",
            r"shares? (?:a|his|her|the) cell|the (?:wing|kitchen|library|laundry) (?:cleaner|orderly|worker)",
            r"the (?:new arrival|chaplain|imam|nurse|doctor|teacher|barber)",
            r"nobody else|no one else|apart from him",
            r"(?:his|her|their) (?:wife|girlfriend|boyfriend"
            r"|husband|mother|father|brother|sister|cousin|partner)",
            r"l'unic[oa] \w+|unic[oa] (?:testimone|lavorante|presente)|compagn[oi] di cella|concellin[oi]",
            r"(?:sua|suo) (?:moglie|marito|madre|padre|fratello|sorella|cugin[oa]|compagn[oa]|convivente)",
            r"solo (?:due|tre)\b[^.]{0,30}|nessun altro",
            r"il (?:lavorante|scopino|barbiere|cappellano|bibliotecario)",
        ),
    ),
    (Sign.QUOTATION, re.compile(r"[\"“„«][^\"”»\n]{12,}[\"”»]")),
    (Sign.REFERENCE, re.compile(r"\b\d{2}-[0-9A-HJKMNP-TV-Z]{7}\b|\bR-[0-9A-HJKMNP-TV-Z]{10}\b")),
)
_SHORT: Final = 3


def flags(text: str, *, staff: Iterable[str] = ()) -> tuple[Flag, ...]:
    """What in a text may show its source, in the order of the text. `staff` are names of staff.

    A flag is a question: each has to be answered by a person, who may keep the words with a reason.
    """
    found = [
        Flag(one.start(), one.end(), sign, one.group())
        for sign, pattern in _SIGNS
        for one in pattern.finditer(text)
    ]
    found += _named(text, staff)
    return tuple(sorted(set(found)))


def _named(text: str, staff: Iterable[str]) -> Iterator[Flag]:
    wanted = {part for name in staff for part in (name, *name.split()) if len(part) > _SHORT}
    plain = {fold(part) for part in wanted} - {""}
    longest = max((len(part.split()) for part in plain), default=0)
    spans = [found.span() for found in re.finditer(r"[^\W_]+(?:['\u2019-][^\W_]+)*", text)]
    place = 0
    while place < len(spans):
        for length in range(min(longest, len(spans) - place), 0, -1):
            start, end = spans[place][0], spans[place + length - 1][1]
            if fold(text[start:end]) in plain:
                yield Flag(start, end, Sign.STAFF, text[start:end])
                place += length - 1
                break
        place += 1


class Change(StrEnum):
    """What happened to a piece between two versions."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words, with the spaces after them, and what happened to it."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The two versions as pieces: on the left same and removed, on the right same and added."""

    left: tuple[Piece, ...]
    right: tuple[Piece, ...]


def compare(original: str, sanitised: str) -> SideBySide:
    """Compare two versions word by word; joining the pieces of a side gives that side back exactly."""
    one, other = re.findall(r"\s+|\S+\s*", original), re.findall(r"\s+|\S+\s*", sanitised)
    matcher = difflib.SequenceMatcher(
        None, [w.strip() for w in one], [w.strip() for w in other], autojunk=False
    )
    left: list[Piece] = []
    right: list[Piece] = []
    for step, a, b, c, d in matcher.get_opcodes():
        same = step == "equal"
        if b > a:
            left.append(Piece(Change.SAME if same else Change.REMOVED, "".join(one[a:b])))
        if d > c:
            right.append(Piece(Change.SAME if same else Change.ADDED, "".join(other[c:d])))
    return SideBySide(tuple(left), tuple(right))
