"""Read a written name: its parts, what belongs to it and what only stands there."""

# ruff: noqa: RUF001  apostrophes of every kind are the point
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from anyascii import anyascii

from beccaria.engines.names.eastern import SURNAMES, syllables
from beccaria.engines.names.letters import script, tidy
from beccaria.engines.names.parts import Part, parts
from beccaria.engines.names.roles import GENERATIONS, ROLES, Role

LONGEST: Final = 200
MOST_PARTS: Final = 12
_WORD: Final = re.compile(r"[^\W\d_]\.|[^\W\d_]+(?:['’`´ʹʼ׳][^\W\d_]*)*|[,()\"“”«»]")
# Scripts whose vowels are marks upon letters: read as a whole before words are looked for.
_SYLLABIC: Final = re.compile(r"[\u0900-\u0fff\u1000-\u109f\u1780-\u17ff]")
# Names in which there is nothing to look for but words: of Latin, Greek and Cyrillic letters and blanks.
_PLAIN: Final = re.compile("[a-z\u00df-\u024f\u0370-\u052f\u1e00-\u1eff ]+")
_APOSTROPHES: Final = re.compile(r"['’`´ʹʼ׳]")
_AND_AFTER: Final = 2  # `y`, `e` join surnames after two names; before, they are initials
_NAMES_TOO: Final = frozenset(
    [
        "don",
        "king",
        "prince",
        "lady",
        "major",
        "general",
        "imam",
        "emir",
        "dona",
        "lord",
        "pan",
        "queen",
        "saint",
    ]
)
_BEFORE_APOSTROPHE: Final = frozenset(["d", "l", "dell", "all", "nell", "sant", "dall"])
_OPENS_ASIDE, _CLOSES_ASIDE = frozenset("(“«"), frozenset(")”»")


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A name ready to be compared. `optional` are places of parts that need not be there; `cut` if it was too long."""

    name: str
    parts: tuple[Part, ...]
    optional: frozenset[int]
    generation: str
    titles: tuple[str, ...]
    comma: int
    cut: bool
    line: str
    eastern: bool


@lru_cache(maxsize=1 << 16)
def prepare(name: str) -> Prepared:
    """Read a name written in any order and script; text without letters gives a name without parts. Never raises.

    More than 200 characters or 12 parts are cut, and `cut` says so.
    """
    text = tidy(name[:LONGEST])
    if len(text) == len(name) and _PLAIN.fullmatch(text):
        plain = text.split()
        if ROLES.keys().isdisjoint(plain) and 0 < len(plain) <= MOST_PARTS:
            return _prepared(name, tuple([found[0] for word in plain if (found := parts(word))]))
    if _SYLLABIC.search(text):
        text = anyascii(text).lower()
    reader = _Reader()
    words = _WORD.findall(text)
    last = len(words) - 1
    for place, word in enumerate(words):
        reader.read(word, after=words[place + 1] if place < last else "")
    return reader.prepared(name)


class _Reader:
    """Reads a name word by word."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.optional: set[int] = set()
        self.generation = ""
        self.titles: list[str] = []
        self.before: list[str] = []
        self.joined = ""
        self.aside = False
        self.comma = 0

    def read(self, word: str, *, after: str) -> None:
        last = not after
        if word[-1] == "." and word.isascii():  # an initial, and nothing else
            self._add(word[0])
            return
        word = word.rstrip(".")
        role = ROLES.get(word)
        if role is None and len(word) > 1 and ("'" in word or not word.isalpha()):
            word = self._apostrophe(word)
        if role is None or (last and not self.parts):
            if word[0].isalpha():
                self._add(word)
            else:
                self._mark(word)
        else:
            self._role(word, role, after=after)

    def _apostrophe(self, word: str) -> str:
        if script(word) == "hebrew":
            return _APOSTROPHES.sub("'", word)
        first, *rest = _APOSTROPHES.split(word)
        if any(rest) and first in _BEFORE_APOSTROPHE:
            self.before.append(first)
            return "".join(rest)
        return "".join((first, *rest))

    def _mark(self, mark: str) -> None:
        if mark == "," and self.joined:  # Mac, Ngoc
            word, self.joined = self.joined, ""
            self._add(word)
        if mark == "," and self.parts and not self.comma:
            self.comma = len(self.parts)
        elif mark in _OPENS_ASIDE or (mark == '"' and not self.aside):
            self.aside = True
        elif mark in _CLOSES_ASIDE or mark == '"':
            self.aside = False

    def _role(self, word: str, role: Role, *, after: str) -> None:  # noqa: C901  one case for every role
        last = not after
        if len(word) == 1 and word.isascii() and len(self.parts) < _AND_AFTER:
            self._add(word)
            return
        at_start = not self.parts or self.comma == len(self.parts)
        match role:
            case Role.TITLE if at_start and not self.before:
                self.titles.append(word)
            case Role.HONOUR if last and len(self.parts) > 1:
                self.titles.append(word)
            case Role.GENERATION if len(self.parts) > 1 or (last and self.parts):
                self.generation = GENERATIONS[word]
            case Role.ARTICLE if after[:1] == word[1] and len(after) > _AND_AFTER and after not in SURNAMES:
                self.before.append(word)
            case Role.PARTICLE if not last:
                self.before.append(word)
            case Role.OPENS if not last and self.parts:
                self.before.append(word)
            case Role.OPENS if not self.parts and len(word) > 1:
                self.optional.add(0)
                self._add(word)
            case Role.SERVANT | Role.JOINED if not last:
                self.joined = "abd" if word.isascii() and role is Role.SERVANT else word
            case Role.FORMER if self.parts and not last:
                self.aside = True
            case _:
                self._add(word)

    def _add(self, word: str) -> None:
        if self.joined:
            word, self.joined, self.before = self.joined + word, "", []
        before, self.before = "".join(self.before), []
        for part in parts(word, before):
            if self.aside:
                self.optional.add(len(self.parts))
            self.parts.append(part)

    def prepared(self, name: str) -> Prepared:
        for word in (*self.before, self.joined):  # a particle with nothing after it is a name
            if word:
                self.parts.extend(parts(word))
        if not self.parts:
            for title in self.titles:
                self.parts.extend(parts(title))
        elif len(self.parts) == 1 and self.titles and self.titles[-1] in _NAMES_TOO:
            self.parts[:0] = parts(self.titles[-1])  # Don Miller, Prince Nelson
            self.optional = {0}
        found, optional = self.parts[:MOST_PARTS], self.optional
        if turned := self.comma % len(found) if found else 0:  # the surname stands first, before a comma
            found = found[turned:] + found[:turned]
            optional = {(place - turned) % len(found) for place in optional if place < len(found)}
        return _prepared(
            name[:LONGEST],
            tuple(found),
            optional=frozenset(optional) if len(optional) < len(found) else frozenset(),
            generation=self.generation,
            titles=tuple(self.titles),
            comma=self.comma,
            cut=len(name) > LONGEST or len(self.parts) > MOST_PARTS,
        )


def _prepared(
    name: str,
    kept: tuple[Part, ...],
    *,
    optional: frozenset[int] = frozenset(),
    generation: str = "",
    titles: tuple[str, ...] = (),
    comma: int = 0,
    cut: bool = False,
) -> Prepared:
    texts = [part.text for part in kept]
    eastern = not SURNAMES.isdisjoint(texts) and all(map(syllables, texts))
    return Prepared(name, kept, optional, generation, titles, comma, cut, " ".join(texts), eastern)
