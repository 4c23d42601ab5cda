"""How a part of a name sounds: spellings of different countries brought to one, and the consonants alone."""

# ruff: noqa: RUF001  letters of other scripts are the point
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

# Groups of letters that one sound is written with. Capitals stand for sounds: S as in ship, C as in chip,
# Z as in measure or John, H as in loch, c as in tsar.
_GROUPS: Final = {
    **dict.fromkeys(("schtsch", "shch", "szcz", "stch"), "SC"),
    **dict.fromkeys(("tsch", "tch", "ch", "cz", "cs"), "C"),
    **dict.fromkeys(("sch", "sh", "sz"), "S"),
    **dict.fromkeys(("dsch", "dzh", "dsh", "dj", "xh", "zh", "zs"), "Z"),
    **dict.fromkeys(("tz", "ts", "tc"), "c"),
    "kh": "H",
    "gh": "g",
    "ph": "f",
    "th": "t",
    "dh": "d",
    "ck": "k",
    "qu": "k",
    "q": "k",
    "x": "ks",
    "w": "v",
    **dict.fromkeys(("ou", "oo", "ue"), "u"),
    **dict.fromkeys(("iyy", "ee", "ie", "iy", "ij", "yi", "y"), "i"),
    **dict.fromkeys(("eaux", "eau", "oe"), "o"),
    **dict.fromkeys(("ai", "ay", "aj", "ei", "ey", "ej"), "e"),
    **dict.fromkeys(("aa", "ae"), "a"),
    "dz": "z",
}
# Every branch begins with a letter, so that the search may skip letters that begin none.
_WRITTEN: Final = re.compile(
    "|".join(("y(?=[aeou])", "j(?=[aeou])", *sorted(map(re.escape, _GROUPS), key=len, reverse=True), "c"))
)
_AFTER_X: Final = frozenset("aeiou")
_DOUBLED: Final = re.compile(r"(.)\1+")

# Arabic and Hebrew: consonants as they sound, long vowels as vowels; short vowels are not written.
_ARABIC: Final = (
    "ا=a أ=a إ=i آ=a ب=b ت=t ث=t ج=Z ح=h خ=H د=d ذ=d ر=r ز=z س=s ش=S ص=s ض=d ط=t ظ=z ع=- غ=g ف=f ق=k ك=k"
)
_ARABIC_MORE: Final = (
    "ل=l م=m ن=n ه=h ة=a و=u ى=a ي=i ئ=i ؤ=u ء=- پ=p چ=C ژ=Z گ=g ڤ=v ک=k ی=i ھ=h ہ=h ے=i ں=n ٹ=t ڈ=d ڑ=r"
)
_HEBREW: Final = "א=a ב=b ג=g ד=d ה=h ו=u ז=z ח=H ט=t י=i כ=k ך=k ל=l מ=m"
_HEBREW_MORE: Final = "ם=m נ=n ן=n ס=s ע=- פ=p ף=f צ=c ץ=c ק=k ר=r ש=S ת=t"
_ABJAD: Final = str.maketrans(
    {pair[0]: pair[2] for pair in f"{_ARABIC} {_ARABIC_MORE} {_HEBREW} {_HEBREW_MORE}".split()}
)
_TOGETHER: Final = (
    *(("تش", "C"), ("تس", "c"), ("دج", "Z"), ("كس", "ks"), ("تز", "c"), ("دز", "z"), ("غي", "gi")),
    *(
        ("ג'", "Z"),
        ("צ'", "C"),
        ("ץ'", "C"),
        ("ז'", "Z"),
        ("ת'", "t"),
        ("וו", "v"),
        ("יי", "j"),
        ("טש", "C"),
        ("וב", "uv"),
    ),
)
_OPENING: Final = dict.fromkeys("وו", "v") | dict.fromkeys("يیי", "j") | dict.fromkeys("عע", "a")

# Sounds that are taken for one another from one script, school or keyboard to the next. Vowels, glides, h fall away.
_CLASSES: Final = {
    **dict.fromkeys("bp", "B"),
    **dict.fromkeys("fv", "V"),
    **dict.fromkeys("dt", "D"),
    **dict.fromkeys("kgH", "K"),
    **dict.fromkeys("szSCZc", "S"),
    **{letter: letter.upper() for letter in "lmnr"},
}
_OPEN: Final = frozenset("aeiouhj")
_MOST_READINGS: Final = 4
# What a letter may be heard as instead, where it is not sure: `` is silence.
UNSURE: Final = {
    "latin": {"H": "", "C": "K"},
    "cyrillic": {"H": "", "g": "", "C": "D"},
    "hebrew": {"H": "", "u": "V", "p": "V", "b": "V"},
    "arabic": {"H": "", "Z": "K"},
}


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """A plain Latin word as it sounds: Tchaikovsky and Chaikovski differ in nothing, Mohammed and Muhamad in vowels."""
    if word.endswith("vic"):  # Petrović without its mark
        word += "h"
    if word[:1] == "x" and word[1:2] in _AFTER_X:
        word = ("sh" if word[1] in "iu" else "ks") + word[1:]
    return _DOUBLED.sub(r"\1", _WRITTEN.sub(_one, word))


def _one(found: re.Match[str]) -> str:
    letters = found[0]
    after = found.string[found.end() : found.end() + 1]
    if letters in ("y", "j") and after and after in "aeou":
        return "" if found.string[: found.start()].endswith("i") else "j"
    if letters == "c":
        return "s" if after and after in "eiy" else "k"
    return _GROUPS.get(letters, letters)


@lru_cache(maxsize=1 << 16)
def abjad_sound(word: str) -> str:
    """An Arabic or Hebrew word as it sounds, as far as it is written."""
    if word[:1] in _OPENING:
        word = _OPENING[word[0]] + word[1:]
    for pair, heard in _TOGETHER:
        word = word.replace(pair, heard)
    # An ayin or hamza inside is heard as a vowel (Saad, Muammar), at the end it is not written in Latin letters.
    if len(word) > 1 and word[-1] == "ה":  # written for a vowel
        word = word[:-1] + "א"
    inside = word.translate(_ABJAD).rstrip("-").replace("-", "a")
    heard = "".join(c for c in inside if c.isascii() and c.isalpha())
    return _DOUBLED.sub(r"\1", heard)


def consonants(heard: str, unsure: Mapping[str, str]) -> tuple[str, ...]:
    """The consonants of a sound in nine classes; `A` stands for a vowel, glide or h at the beginning.

    A letter of `unsure` may be heard in another way, which gives another reading: at most four, the likeliest first.
    """
    readings = [""]
    for place, letter in enumerate(heard):
        found = "A" if place == 0 and letter in _OPEN else _CLASSES.get(letter, "")
        ways = [found]
        if letter in unsure and len(readings) < _MOST_READINGS:
            ways.append(unsure[letter] or ("A" if place == 0 else ""))
        readings = [one + way for way in ways for one in readings]
    return tuple(dict.fromkeys(map(_plainly, readings)))


def _plainly(classes: str) -> str:
    """Double consonants once; of `tch`, `dj`, `tz` only the second, of `ng`, `nk` only the first is heard for sure."""
    return _DOUBLED.sub(r"\1", classes.replace("DS", "S").replace("NK", "N"))
