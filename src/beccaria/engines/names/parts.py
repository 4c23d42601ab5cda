"""One part of a name, ready to be compared: made once for every word, however often the word comes."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from beccaria.engines.names.eastern import SURNAMES
from beccaria.engines.names.known import Known, known, related
from beccaria.engines.names.letters import by_ear, latin, script
from beccaria.engines.names.sounds import UNSURE, abjad_sound, consonants, sound

_PATRONYMIC: Final = re.compile(
    r".{2,}(?:[eo]vi(?:ch|tch|c|tsch|cs)|[eo]vn[ay]|ini?chna)|(?:il[jy]|luk|fom|kuzm|nikit|sav)i?(?:ch|ich)"
)
_FATHERS: Final = ("ich", "tch", "vna", "vny", "ic", "cs", "chna", "sch")
_SERVANT: Final = re.compile(
    r"^abd(?:oul|ool|[aeiou](?:l|r(?=r)|s(?=s)|n(?=n)|d(?=d)|z(?=z)|t(?=t))?)?-?(?=...)(.+)$"
)
_ARTICLE: Final = "ال"
_LONG_ARABIC: Final = 4
_SHORT: Final = 3
_LATIN_UNSURE: Final = {"v": ("w", ""), "k": ("q", "S")}
_OTHERWISE: Final = (("j", "zh"), ("gn", "n"), ("gh", ""))
_SILENT: Final = ("s", "t", "x", "ier", "aud", "ard", "ond")
_BET: Final = "וב"  # heard as uv or ob
_BETWEEN: Final = frozenset("ذضظ")  # heard as d or z
_SOFT_G: Final = re.compile("g[eiy]")
_ABJADS: Final = frozenset({"arabic", "hebrew"})


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A word of a name: `text` in Latin letters, `sounds` by which spellings are compared.

    `plain` are whole Latin words without syllables of their own rules: what has no sound in common is another name.
    """

    written: str
    text: str
    sounds: frozenset[str]
    sound: str
    script: str
    vowelless: bool
    initial: bool
    patronymic: bool
    known: Known | None
    related: bool
    plain: bool


@lru_cache(maxsize=1 << 17)
def parts(word: str, before: str = "") -> tuple[Part, ...]:
    """The parts of one written word (two for an unbroken Chinese or Korean name); `before` are its particles."""
    written_in = script(word)
    if written_in in _ABJADS:
        return (_vowelless(word, before, written_in),)
    ear = by_ear(word) if written_in == "latin" and not word.isascii() else ""
    plain = latin(word)
    shown = word if len(plain) == 1 else ""
    return tuple([_voiced(each, shown or each, before, written_in, ear) for each in plain])


def _voiced(plain: str, shown: str, before: str, written_in: str, ear: str) -> Part:
    servant = _SERVANT.match(plain) if plain.startswith("abd") else None
    text = "abd" + servant[1] if servant else plain
    heard = sound(text)
    more = {sound(before + plain)} if before else set()
    if ear and ear.isascii():
        more.add(sound(ear))
    sounds = frozenset({heard, *more})
    return Part(
        shown.capitalize(),
        text,
        sounds,
        heard,
        written_in,
        vowelless=False,
        initial=len(plain) == 1,
        patronymic=plain.endswith(_FATHERS) and _PATRONYMIC.fullmatch(plain) is not None,
        known=known(text),
        related=related(text),
        plain=written_in == "latin" and len(plain) > 1 and text not in SURNAMES,
    )


def _unsure(part: Part) -> dict[str, str]:
    """Which letters of a part may be heard otherwise in another script."""
    word, found = part.text, dict(UNSURE.get(part.script, UNSURE["latin"]))
    if part.script == "latin":
        found |= {letter: way for letter, (mark, way) in _LATIN_UNSURE.items() if mark in word}
        if _SOFT_G.search(word):
            found["g"] = "S"
    elif part.script == "cyrillic" and "ti" in word:
        found["t"] = "S"  # Japanese chi
    elif part.script == "hebrew" and _BET in part.written:
        found["v"] = "B"
    elif part.script == "arabic" and not _BETWEEN.isdisjoint(part.written):
        found |= {"d": "S", "z": "D"}
    return found


@lru_cache(maxsize=1 << 17)
def bare(part: Part) -> tuple[str, ...]:
    """The consonants of every sound, in every way letters are read that one script hears and another does not."""
    word, sounds, unsure = part.text, part.sounds, _unsure(part)
    if part.script == "latin":
        sounds = sounds | {
            sound(word.replace(written, heard)) for written, heard in _OTHERWISE if written in word
        }
        if word in SURNAMES and word[0] == "c" and word[1:2] != "h":
            sounds |= {sound(f"ts{word[1:]}")}  # Cao, Cai
    read = [one for heard in sorted(sounds, key=len) for one in consonants(heard, unsure)]
    if part.script == "latin" and len(word) > _SHORT and word.endswith(_SILENT):
        read += [
            one[:-1] for one in read if len(one) > 1
        ]  # Cornelius, Benoit: the ending is not heard everywhere
    return tuple(dict.fromkeys(one for one in read if one))


def _vowelless(word: str, before: str, written_in: str) -> Part:
    bare = word
    if written_in == "arabic":
        if bare.startswith("عبد") and len(bare) > _LONG_ARABIC:
            bare = "عبد" + bare[3:].removeprefix(_ARTICLE)
        elif bare.startswith(_ARTICLE) and len(bare) >= _LONG_ARABIC:
            bare = bare[2:]
    heard = abjad_sound(bare)
    more = {abjad_sound(before + word)} if before or bare is not word else set()
    sounds = frozenset({heard, *more} - {""})
    return Part(
        word,
        heard or word,
        sounds,
        heard,
        written_in,
        vowelless=True,
        initial=len(word) == 1,
        patronymic=False,
        known=None,
        related=False,
        plain=False,
    )
