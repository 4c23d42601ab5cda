"""The letters of a name in plain Latin: every script is brought to one alphabet, and no letter is lost silently."""

# ruff: noqa: RUF001  letters that look alike are the point of these tables
import re
import unicodedata
from functools import lru_cache
from typing import Final

from anyascii import anyascii

# Russian as in most passports and newspapers; the letters of other Cyrillic alphabets after it.
_CYRILLIC: Final = """
а=a б=b в=v г=g д=d е=e ё=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh
щ=shch ъ= ы=y ь= э=e ю=yu я=ya і=i ї=yi є=ye ґ=g ў=u ђ=dj ј=j љ=lj њ=nj ћ=ch џ=dzh ѓ=gj ќ=kj ѕ=dz
ә=a ғ=g қ=k ң=n ө=o ұ=u ү=u һ=h ӣ=i ӯ=u ҳ=h ҷ=j ҙ=z ҡ=k ҫ=s
"""
_GREEK: Final = """
α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o
"""
_GREEK_PAIRS: Final = (("μπ", "b"), ("ντ", "d"), ("γκ", "g"), ("γγ", "ng"), ("τζ", "tz"), ("ου", "u"))
_GREEK_PAIRS_MORE: Final = (("ευ", "ef"), ("αυ", "af"), ("ει", "i"), ("οι", "i"), ("αι", "e"))
# Latin letters that do not come apart into a letter and a mark, written plainly.
_PLAIN: Final = str.maketrans(
    {"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ə": "a"}
    | {
        "ŋ": "ng",
        "ħ": "h",
        "ŧ": "t",
        "ʼ": "",
        "ʻ": "",
        "ʿ": "",
        "ʾ": "",
        "ĳ": "ij",
        "ƒ": "f",
        "ƙ": "k",
        "ɓ": "b",
    }
)
# The same letters as other people write them down by ear.
_BY_EAR: Final = str.maketrans(
    {"š": "sh", "č": "ch", "ž": "zh", "ć": "ch", "ş": "sh", "ș": "sh", "ç": "ch", "đ": "dj", "ţ": "ts"}
    | {
        "ț": "ts",
        "ñ": "ny",
        "ń": "ny",
        "ś": "sh",
        "ź": "zh",
        "ż": "zh",
        "ř": "rzh",
        "ğ": "gh",
        "å": "aa",
        "ŝ": "sh",
    }
    | {"ü": "ue", "ö": "oe", "ä": "ae", "ø": "oe"}
)
_SURNAMES_OF_TWO: Final = frozenset(
    [
        "欧阳",
        "歐陽",
        "司马",
        "司馬",
        "诸葛",
        "諸葛",
        "上官",
        "司徒",
        "东方",
        "東方",
        "夏侯",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "남궁",
        "황보",
        "제갈",
        "선우",
    ]
)
# Characters that are read differently as a surname.
_SURNAMES_READ: Final = {
    "曾": "zeng",
    "单": "shan",
    "單": "shan",
    "解": "xie",
    "仇": "qiu",
    "盖": "ge",
    "区": "ou",
}
_HIDDEN: Final = re.compile(r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Latin letters that are one sign each already.
_COMPOSED: Final = re.compile("[ -~\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u012f\u0131\u0134-\u0148\u014a-\u017e]*")
_MARKS: Final = re.compile(r"[\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")


def _table(pairs: str) -> dict[int, str]:
    return str.maketrans({pair[0]: pair[2:] for pair in pairs.split()})


_CYRILLIC_TABLE: Final = _table(_CYRILLIC)
_GREEK_TABLE: Final = _table(_GREEK)
# One letter of each script is enough to know the script of a word; the first that is found counts.
_SCRIPTS: Final = (
    ("latin", re.compile(r"[a-z\u00c0-\u024f\u1e00-\u1eff]")),
    ("cyrillic", re.compile(r"[\u0400-\u052f]")),
    ("arabic", re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")),
    ("hebrew", re.compile(r"[\u0590-\u05ff]")),
    ("greek", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")),
    ("han", re.compile(r"[\u3400-\u9fff]")),
    ("kana", re.compile(r"[\u3040-\u30ff]")),
    ("hangul", re.compile(r"[\uac00-\ud7af]")),
)


def tidy(text: str) -> str:
    """Small letters in one form, without marks that cannot be seen (direction, joiners) or need not be written."""
    if text.isascii():
        return text.lower()
    if _COMPOSED.fullmatch(text):
        return text.casefold()
    shown = _HIDDEN.sub("", unicodedata.normalize("NFKC", text))
    return _MARKS.sub("", unicodedata.normalize("NFC", shown.casefold()))


@lru_cache(maxsize=1 << 16)
def script(word: str) -> str:
    """The script a word is written in: latin, cyrillic, arabic, hebrew, greek, han, kana, hangul or other."""
    if word.isascii():
        return "latin"
    return next((name for name, letters in _SCRIPTS if letters.search(word)), "other")


def stripped(text: str) -> str:
    """Latin letters without their marks."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def by_ear(text: str) -> str:
    """Latin letters with their marks spelt out: `šarić` becomes `sharich`; the same text where there are none."""
    return stripped(text.translate(_BY_EAR))


@lru_cache(maxsize=1 << 16)
def latin(word: str) -> tuple[str, ...]:
    """A word of any script but Arabic and Hebrew in plain Latin letters; Chinese and Korean come as two words."""
    found: tuple[str, ...]
    match script(word):
        case "latin":
            found = (stripped(word),)
        case "cyrillic":
            found = (stripped(word.translate(_CYRILLIC_TABLE)),)
        case "greek":
            found = (_greek(word),)
        case "han" | "hangul":
            found = _surname_first(word)
        case _:
            found = (anyascii(word.replace("ու", "u")).lower(),)
    plain = (re.sub(r"[^a-z0-9]+", "", part if part.isascii() else anyascii(part).lower()) for part in found)
    return tuple(part for part in plain if part)


def _greek(word: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    plain = plain.replace("ς", "σ")
    for pair, latin_pair in (*_GREEK_PAIRS, *_GREEK_PAIRS_MORE):
        plain = plain.replace(pair, latin_pair)
    return plain.translate(_GREEK_TABLE)


def _surname_first(word: str) -> tuple[str, ...]:
    """Chinese and Korean names stand unbroken, the surname first: one character, of a few surnames two."""
    size = 2 if word[:2] in _SURNAMES_OF_TWO and len(word) > 2 else 1  # noqa: PLR2004  two characters
    if len(word) == 1 or len(word) > size + 3:
        return (anyascii(word).lower(),)
    surname = _SURNAMES_READ.get(word[:size], anyascii(word[:size]).lower())
    return (surname, anyascii(word[size:]).lower())
