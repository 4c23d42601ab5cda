"""Two parts of names beside each other: how likely one name, and what makes them so."""

from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA, Levenshtein

from beccaria.engines.names.eastern import SURNAMES, syllables
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
_SEXES: Final = ({"a", "o"}, {"a", "i"}, {"o", "e"})
_FEMALE: Final = frozenset({"a", "e", "ne", "te", "le", "na", "ia", "ina", "ine", "ette", "ella", "elle"})
_SUFFIXES: Final = frozenset(
    {
        "ic",
        "ich",
        "vic",
        "sky",
        "ski",
        "skiy",
        "skii",
        "ska",
        "skaya",
        "enko",
        "ov",
        "ev",
        "yan",
        "ian",
        "son",
        "sen",
    }
    | {
        "dze",
        "shvili",
        "escu",
        "opoulos",
        "ovic",
        "evic",
        "ovich",
        "evich",
        "chuk",
        "uk",
        "ez",
        "zadeh",
        "oglu",
    }
)
# Parts that are left out in daily use, in West Africa.
LEFT_OUT: Final = (
    "oluwa",
    "chukwu",
    "chukw",
    "baba",
    "olu",
    "ade",
    "ayo",
    "nwa",
    "ife",
    "ola",
    "omo",
    "chi",
    "temi",
)
_WORTH_A_LOOK: Final = 0.4  # below, two sounds of one script have too little in common
_LISTED: Final = {"arabic": 0, "cyrillic": 1, "hebrew": 2}
ONE: Final = 0.6  # from here two parts are taken for one name


@lru_cache(maxsize=1 << 18)
def likeness(one: Part, other: Part) -> Likeness:
    """How likely the two parts are one name, 0 to 1, and why."""
    if one.text == other.text:
        return SAME if one.script == other.script else (_SPELLING + 0.02, Because.SCRIPT)
    if one.initial or other.initial:
        return _as_initials(one, other)
    across = one.script != other.script
    same = Because.SCRIPT if across else Because.SPELLING
    if across and (_as_elsewhere(one, other) or _as_elsewhere(other, one)):
        return _SPELLING + 0.01, same
    if not one.sounds.isdisjoint(other.sounds):
        apart = one.known is not None and other.known is not None and one.known.surely_other_than(other.known)
        return (_KNOWN_APART, Because.OTHER) if apart else (_SPELLING, same)
    surname = one.text in SURNAMES or other.text in SURNAMES
    if surname and (heard := syllables(one.text)) and heard == syllables(other.text):
        return _SYLLABLES, same
    if not across and one.text[:3] == other.text[:3]:
        if _surname(one) and _surname(other) and _gendered(one.text, other.text):
            return _GENDERED, Because.GENDERED
        if _other_ending(one.text, other.text):
            return _ENDING, Because.OTHER
    both = one.related and other.related
    if (both and called(one.text, other.text)) or _left_out(one.text, other.text):
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


def _left_out(one: str, other: str) -> bool:
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    return (
        len(shorter) >= _SHORTEST_GENDERED
        and longer.endswith(shorter)
        and longer[: -len(shorter)] in LEFT_OUT
    )


def _other_ending(one: str, other: str) -> bool:
    """Whether only an ending keeps them apart that makes another name: Louis, Louise; Jovanov, Jovanović."""
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    if len(shorter) == len(longer):
        return shorter[:-1] == longer[:-1] and {shorter[-1], longer[-1]} in _SEXES
    if not longer.startswith(shorter):
        return False
    more = longer[len(shorter) :]
    return more in _SUFFIXES or (more in _FEMALE and shorter[-1] not in _VOWELS)


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
    return min(_KNOWN_APART, likeness(one, other)[0]), Because.OTHER


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
    value = (
        max(alike(a, b, regime) for a in one.sounds for b in other.sounds)
        if one.sounds and other.sounds
        else 0.0
    )
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
    if one.known.sex and other.known.sex and one.known.sex != other.known.sex:
        return (min(value, _ONE_SEX), Because.OTHER) if value > 0 else found
    if one.known.same_as(other.known):
        return (max(value, 0.9), same) if value >= 0.3 else found  # noqa: PLR2004  not quite unlike
    if one.known.other_than(other.known) and value < 0.94:  # noqa: PLR2004  more than a few vowels
        return min(value, _KNOWN_APART), Because.OTHER
    return found


def _surname(part: Part) -> bool:
    return part.known is None or "s" in part.known.kinds or not part.known.kinds


def _gendered(one: str, other: str) -> bool:
    """Whether they are the male and the female form of one surname; given names (Ivan, Ivana) are not."""
    if one[-1] == other[-1] or min(len(one), len(other)) < _SHORTEST_GENDERED:
        return False
    return _hers_and_his(one, other) or _hers_and_his(other, one)


def _hers_and_his(hers: str, his: str) -> bool:
    if hers[:-1] == his and hers.endswith(("ova", "eva", "yna", "ina")):
        return True
    for female, male in _ENDINGS:
        if hers.endswith(female) and his.endswith(male):
            stem = hers[: -len(female)]
            if len(stem) >= _SHORTEST_STEM and stem == his[: len(his) - len(male)]:
                return True
    return False


_SHORTEST_GENDERED: Final = 4
_SHORTEST_STEM: Final = 3
_ENDINGS: Final = (
    *(
        (hers, his)
        for hers in ("ska", "skaya", "skaia", "skaja")
        for his in ("ski", "sky", "skij", "skiy", "skii")
    ),
    *((hers, his) for hers in ("cka", "ckaya", "tskaya") for his in ("cki", "cky", "tsky", "tskiy", "tski")),
    ("ova", ""),
    ("poulou", "poulos"),
    ("idou", "idis"),
    ("aki", "akis"),
    ("aite", "as"),
    ("iene", "as"),
    ("iene", "is"),
    ("ene", "as"),
    ("yte", "is"),
    ("ute", "us"),
)
