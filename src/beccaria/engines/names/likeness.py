"""Two parts of names beside each other: how likely one name, and what makes them so."""

from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA, Levenshtein

from beccaria.engines.names.eastern import SURNAMES, syllables
from beccaria.engines.names.endings import gendered, left_out, other_ending
from beccaria.engines.names.known import both_called, called, one_name
from beccaria.engines.names.parts import Part
from beccaria.engines.names.reasons import Because
from beccaria.engines.names.slips import CYRILLIC, LATIN, VOWELLESS, alike

Likeness = tuple[float, Because]

SAME: Final[Likeness] = (1.0, Because.SAME)
_SPELLING: Final = 0.96
_INITIAL: Final = 0.84
_NICKNAME: Final = 0.9
_BOTH_NICKNAMES: Final = 0.8
_LANGUAGE: Final = 0.8
_GENDERED: Final = 0.93
_SLIP: Final = (0.78, 0.86, 0.5)  # by how many of the two words are known names
_SLIPS: Final = (0.72, 0.8, 0.4)
_VOWELS: Final = frozenset("aeiouy")
_SYLLABLES: Final = 0.88
_LONG_FOR_ONE, _LONG_FOR_TWO = 5, 8
_KNOWN_APART: Final = 0.42
_ONE_SEX: Final = 0.45
_ENDING: Final = 0.48
_WORTH_A_LOOK: Final = 0.4  # below, two sounds of one script have too little in common
_BEYOND_LETTERS: Final = frozenset({Because.NICKNAME, Because.LANGUAGE})
_LISTED: Final = {"arabic": 0, "cyrillic": 1, "hebrew": 2}
ONE: Final = 0.6  # from here two parts are taken for one name


def far_apart(one: Part, other: Part) -> bool:
    """Whether two parts have so little in common that nobody need look closer; most of any two names are."""
    return (
        one.plain
        and other.plain
        and not (one.related and other.related)
        and one.text[-4:] != other.text[-4:]
        and Levenshtein.normalized_similarity(one.sound, other.sound) < _WORTH_A_LOOK
    )


@lru_cache(maxsize=1 << 18)
def likeness(one: Part, other: Part) -> Likeness:
    """How likely the two parts are one name, 0 to 1, and why."""
    if one.text == other.text:
        return SAME if one.script == other.script else (_SPELLING + 0.02, Because.SCRIPT)
    if one.initial or other.initial:
        return _as_initials(one, other)
    across = one.script != other.script
    same = Because.SCRIPT if across else Because.SPELLING
    if (heard := _heard_alike(one, other, same, across=across)) is not None:
        return heard
    if not across and one.text[:3] == other.text[:3]:
        if _surname(one) and _surname(other) and gendered(one.text, other.text):
            return _GENDERED, Because.GENDERED
        if other_ending(one.text, other.text) and not _silent(one, other):
            return _ENDING, Because.OTHER
    return _unlike(one, other, same, across=across)


def _heard_alike(one: Part, other: Part, same: Because, *, across: bool) -> Likeness | None:
    """Parts that sound the same, by what is known, by their letters or by their syllables."""
    if across and (_as_elsewhere(one, other) or _as_elsewhere(other, one)):
        return _SPELLING + 0.01, same
    if not one.sounds.isdisjoint(other.sounds):
        apart = one.known is not None and other.known is not None and one.known.surely_other_than(other.known)
        return (_KNOWN_APART, Because.OTHER) if apart else (_SPELLING, same)
    surname = one.text in SURNAMES or other.text in SURNAMES
    if surname and (heard := syllables(one.text)) and heard == syllables(other.text):
        return _SYLLABLES, same
    return None


def _surname(part: Part) -> bool:
    return part.known is None or "s" in part.known.kinds or not part.known.kinds


def _silent(one: Part, other: Part) -> bool:
    """A last `e` of surnames, which is not heard: Hollande, Holland; Louis and Louise are given names."""
    if abs(len(one.text) - len(other.text)) != 1 or "e" not in (one.text[-1], other.text[-1]):
        return False
    return not (given(one) or given(other))


def given(part: Part) -> bool:
    """Whether it is known as a given name."""
    return part.known is not None and ("m" in part.known.kinds or "f" in part.known.kinds)


def _two_sexes(one: Part, other: Part) -> bool:
    if one.known is None or other.known is None:
        return False
    return bool(one.known.sex and other.known.sex and one.known.sex != other.known.sex)


def _unlike(one: Part, other: Part, same: Because, *, across: bool) -> Likeness:
    """Parts that differ in more than how a sound is written."""
    both = one.related and other.related
    ending = one.text[-4:] == other.text[-4:]
    if (both and called(one.text, other.text) and not _two_sexes(one, other)) or (
        ending and left_out(one.text, other.text)
    ):
        return _NICKNAME, Because.NICKNAME
    found: Likeness = (0.0, Because.OTHER)
    if across or Levenshtein.normalized_similarity(one.sound, other.sound) >= _WORTH_A_LOOK:
        found = _by_ear(one, other, same, across=across)
    if both and found[0] < _LANGUAGE:
        if both_called(one.text, other.text):
            return _BOTH_NICKNAMES, Because.NICKNAME
        if one_name(one.text, other.text):
            return _LANGUAGE, Because.LANGUAGE
    return found


def _by_ear(one: Part, other: Part, same: Because, *, across: bool) -> Likeness:
    found = _by_sound(one, other, same)
    if found[0] < ONE and not across:
        found = max(found, _by_slip(one, other))
    return _by_knowledge(one, other, found, same)


@lru_cache(maxsize=1 << 16)
def by_syllables(one: Part, other: Part) -> Likeness:
    """The likeness of parts of Chinese, Korean and Vietnamese names: of one syllable or another, no slips."""
    if one.text == other.text or one.initial or other.initial:
        return likeness(one, other)
    if syllables(one.text) == syllables(other.text):
        return _SYLLABLES, Because.SCRIPT if one.script != other.script else Because.SPELLING
    value, because = likeness(one, other)
    if because in _BEYOND_LETTERS or not one.sounds.isdisjoint(other.sounds):
        return value, because
    return min(_KNOWN_APART, value), Because.OTHER


def _as_elsewhere(one: Part, other: Part) -> bool:
    """Whether this is how a known name is usually written in the other's script."""
    place = _LISTED.get(other.script)
    return place is not None and one.known is not None and one.known.elsewhere[place] in other.sounds


def _as_initials(one: Part, other: Part) -> Likeness:
    firsts = {one.text[0], *(sound[0].lower() for sound in one.sounds if sound)}
    agree = other.text[0] in firsts or any(sound[0].lower() in firsts for sound in other.sounds if sound)
    return (
        (_INITIAL, Because.INITIAL) if agree and not (one.initial and other.initial) else (0.0, Because.OTHER)
    )


def _by_sound(one: Part, other: Part, same: Because) -> Likeness:
    if one.vowelless and other.vowelless and one.script == other.script:
        return 0.0, Because.OTHER
    regime = (
        VOWELLESS if one.vowelless or other.vowelless else LATIN if one.script == other.script else CYRILLIC
    )
    if len(one.sounds) == len(other.sounds) == 1:
        value = alike(one.sound, other.sound, regime)
    else:
        value = max((alike(a, b, regime) for a in one.sounds for b in other.sounds), default=0.0)
    value *= _SPELLING
    return (value, same) if value >= ONE else (value, Because.PARTLY if value > ONE / 2 else Because.OTHER)


def _by_slip(one: Part, other: Part) -> Likeness:
    """One letter wrong, left out, too much or changed round in a word of five or more; two in a word of eight.

    A word that is no known name beside one that is speaks for a slip; two known names do not.
    """
    a, b = one.text, other.text
    shorter = min(len(a), len(b))
    if shorter < _LONG_FOR_ONE - 1:
        return 0.0, Because.OTHER
    away = OSA.distance(a, b, score_cutoff=2)
    if away > 2 or (away == 2 and shorter < _LONG_FOR_TWO):  # noqa: PLR2004  two slips
        return 0.0, Because.OTHER
    knowing = (one.known is not None) + (other.known is not None)
    value = _SLIP[knowing] if away == 1 else _SLIPS[knowing]
    if shorter < _LONG_FOR_ONE:
        value -= 0.1
    if a[0] != b[0]:
        value -= 0.1
    if (a[-1] in _VOWELS or b[-1] in _VOWELS) and (a[:-1] == b or b[:-1] == a or a[:-1] == b[:-1]):
        value -= 0.15  # an ending: Rashid and Rashidi, Mario and Maria
    return value, Because.SLIP


def _by_knowledge(one: Part, other: Part, found: Likeness, same: Because) -> Likeness:
    """Two names that are both known to be names are held to what is known: Martin and Marin are no slip."""
    if one.known is None or other.known is None:
        return found
    value, _ = found
    if _two_sexes(one, other):
        return (min(value, _ONE_SEX), Because.OTHER) if value > 0 else found
    if one.known.same_as(other.known):
        return (max(value, 0.9), same) if value >= 0.3 else found  # noqa: PLR2004  not quite unlike
    if one.known.other_than(other.known) and value < 0.94:  # noqa: PLR2004  more than a few vowels
        return min(value, _KNOWN_APART), Because.OTHER
    return found
