"""How a part of a name sounds: spellings of different countries brought to one, and the consonants alone."""

import re
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
    **dict.fromkeys(("ee", "ie", "iy", "ij", "yi", "y"), "i"),
    **dict.fromkeys(("eaux", "eau", "oe", "aw"), "o"),
    **dict.fromkeys(("ai", "ay", "aj", "ei", "ey", "ej"), "e"),
    **dict.fromkeys(("aa", "ae"), "a"),
    "iyy": "i",
}
_GLIDE: Final = r"(?:(?<=i)[yj]|[yj])(?=[aeou])"
_WRITTEN: Final = re.compile(
    "|".join((_GLIDE, r"c(?=[eiy])", *sorted(map(re.escape, _GROUPS), key=len, reverse=True), "c"))
)
_DOUBLED: Final = re.compile(r"(.)\1+")

# Arabic and Hebrew: consonants as they sound, long vowels as vowels; short vowels are not written.
_ABJAD: Final = str.maketrans(
    dict(
        zip(
            "اأإآبتثجحخدذرزسشصضطظعغفقكلمنهةويىئؤءپچژگڤکیھہےں",
            "aaiabttZhHddrzsSsdtz-gfkklmnhauiaiu-pCZgvkihhin",
            strict=True,
        )
    )
    | dict(zip("אבגדהוזחטיכךלמםנןסעפףצץקרשת", "abgdhuzHtikklmmnns-ppcckrSt", strict=True))
)
_OPENING: Final = {"u": "v", "i": "j"}
_HEBREW_PAIRS: Final = (
    ("ג'", "Z"),
    ("צ'", "C"),
    ("ץ'", "C"),
    ("ז'", "Z"),
    ("ת'", "t"),
    ("וו", "v"),
    ("יי", "j"),
)

_VOWELS: Final = re.compile("[aeiouj]+")
# Sounds that are taken for one another from one script, school or keyboard to the next.
_BROAD: Final = str.maketrans(
    {
        "p": "b",
        "f": "v",
        "t": "d",
        "S": "s",
        "z": "s",
        "Z": "s",
        "C": "s",
        "c": "s",
        "g": "k",
        "H": "k",
        "h": None,
    }
)


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """A plain Latin word as it sounds: Mohammed and Muhamad differ in vowels, Tchaikovsky and Chaikovski in nothing."""
    heard = _WRITTEN.sub(_one, word)
    return _DOUBLED.sub(r"\1", heard)


def _one(found: re.Match[str]) -> str:
    letters = found[0]
    if letters in ("y", "j") and found.end() < len(found.string) and found.string[found.end()] in "aeou":
        before = found.string[found.start() - 1] if found.start() else ""
        return "" if before == "i" else "j"
    if letters == "c":
        after = found.string[found.end() : found.end() + 1]
        return "s" if after in ("e", "i", "y") else "k"
    return _GROUPS.get(letters, letters)


@lru_cache(maxsize=1 << 16)
def abjad_sound(word: str) -> str:
    """An Arabic or Hebrew word as it sounds, as far as it is written."""
    for pair, heard in _HEBREW_PAIRS:
        word = word.replace(pair, heard)
    heard = word.translate(_ABJAD)
    if heard[:1] == "-":  # ayin opens a syllable: the vowel after it is not written
        heard = "a" + heard[1:]
    heard = "".join(c for c in heard if c.isascii() and c.isalpha())
    if heard[:1] in _OPENING:
        heard = _OPENING[heard[0]] + heard[1:]
    return _DOUBLED.sub(r"\1", heard)


@lru_cache(maxsize=1 << 16)
def consonants(heard: str) -> str:
    """The consonants of a sound, like ones taken together; `A` stands for a vowel at the beginning."""
    if not heard:
        return ""
    opening = "A" if heard[0] in "aeiou" else ""
    return opening + _DOUBLED.sub(r"\1", _VOWELS.sub("", heard).translate(_BROAD))
