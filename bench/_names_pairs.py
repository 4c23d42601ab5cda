"""Pairs of made-up persons' names with the truth: the same person written twice, or two persons hard to tell apart."""

import csv
import random
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from _names_more import MORE
from _names_vary import People, Person, fathers, ways
from rapidfuzz.distance import Levenshtein

from beccaria.engines.names.known import called, one_name
from beccaria.engines.names.letters import latin, script, tidy
from beccaria.engines.names.sounds import sound

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
# Which countries' lists make a culture, and what is usual there.
CULTURES = {
    "Italian": ("IT", "accents particles nick"),
    "Spanish": ("ES MX AR CL CO PE CU", "two_surnames accents nick"),
    "Portuguese": ("PT BR", "two_surnames accents particles nick"),
    "French": ("FR BE", "hyphen accents married"),
    "German": ("DE AT CH LI", "umlaut married nick"),
    "Dutch": ("NL", "particles nick"),
    "English": ("GB IE US AU NZ CA", "middle nick"),
    "Nordic": ("DK NO SE FI IS FO", "middle accents"),
    "Polish, Czech, Slovak": ("PL CZ SK", "gendered accents nick"),
    "South Slavic": ("RS HR BA SI MK ME BG", "schools nick cyrillic"),
    "Albanian": ("AL XK", "father"),
    "Greek": ("GR CY", "native gendered"),
    "Romanian": ("RO MD", "accents"),
    "Hungarian": ("HU", "surname_first accents"),
    "Russian, Ukrainian": ("RU UA BY KZ", "patronymic gendered native nick cyrillic"),
    "Turkish": ("TR AZ", "accents"),
    "Arabic": ("EG MA DZ TN LY IQ JO LB SA AE KW", "father article arabic"),
    "Hebrew": ("IL", "hebrew"),
    "South Asian": ("IN PK BD LK NP", "middle"),
    "Chinese": ("CN TW", "surname_first syllables native"),
    "Korean": ("KR", "surname_first syllables native"),
    "Vietnamese": ("VN", "surname_first syllables accents"),
    "Georgian, Armenian": ("GE AM", "native"),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two written names, whether they are one person's, of what culture, and how the pair was made."""

    left: str
    right: str
    same: bool
    culture: str
    how: str


def held_out(name: str) -> bool:
    """Whether a name belongs to the half that nothing was tuned on."""
    return zlib.crc32(tidy(name).encode()) % 2 == 1


@cache
def people(culture: str, *, held: bool) -> People:
    """The names of a culture's lists, of the half that is asked for."""
    countries = set(CULTURES[culture][0].split())
    given: dict[str, list[str]] = {"m": [], "f": []}
    surnames: list[str] = []
    native: dict[str, str] = {}
    for row in _rows("common-forenames-by-country.csv"):
        name = _romanized(row) if row["Country"] in countries else ""
        if name and held_out(name) == held:
            given.setdefault(row["Gender"].lower()[:1], []).append(name)
            native[name] = row["Localized Name"]
    for sex, more in zip("mf", MORE.get(culture, ("", "")), strict=True):
        given[sex] += [name for name in more.split() if held_out(name) == held]
    for row in _rows("common-surnames-by-country.csv"):
        name = _romanized(row) if row["Country"] in countries else ""
        if name and held_out(name) == held:
            surnames.append(name)
            native[name] = row["Localized Name"]
    if len(set(surnames)) < 8:  # countries whose surnames are fathers' names
        surnames += given["m"]
    return People({sex: sorted(set(names)) for sex, names in given.items()}, sorted(set(surnames)), native)


@cache
def transliterations(language: str, *, held: bool) -> dict[str, str]:
    """Latin word to Arabic, Russian or Hebrew: the slice for development, never the one kept back."""
    file = {"arabic": "neT_wd_arabic_16", "cyrillic": "neT_wd_russian_16"}.get(
        language, "neT_wd_hebrew.normalized.aligned.tokens"
    )
    found = {}
    for line in (DATA / "name_translit" / file).read_text(encoding="utf-8").splitlines():
        word, spaced, times = line.split("\t")
        plain = latin(tidy(word))
        learned = language == "hebrew" and plain and zlib.crc32(plain[0].encode()) % 100 < 64
        if int(times) >= 3 and not learned and held_out(word) == held and word.isalpha() and len(word) > 2:
            found[word] = spaced.replace(" ", "")
    return found


def pairs(*, held: bool, each: int, seed: int = 4) -> list[Pair]:
    """`each` pairs of every culture, half of them one person; the same seed makes the same pairs."""
    made = []
    for culture in CULTURES:
        draw = random.Random(f"{seed}{culture}{held}")  # noqa: S311  drawing examples
        known = people(culture, held=held)
        for number in range(each):
            make = _positive if number % 2 else _negative
            made.append(make(draw, culture, known))
    return made


def _rows(file: str) -> list[dict[str, str]]:
    with (DATA / "name_lists" / file).open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def _romanized(row: dict[str, str]) -> str:
    name = row["Romanized Name"] or row["Localized Name"]
    if script(tidy(name)) != "latin":
        name = " ".join("".join(latin(word)) for word in tidy(name).split()).title()
    return name if _usable(name) else ""


def _usable(name: str) -> bool:
    return script(tidy(name)) == "latin" and len(name) > 1 and "/" not in name and "(" not in name


def _person(draw: random.Random, known: People, habits: str) -> Person:
    sex = draw.choice([s for s in ("m", "f") if known.given[s]])
    person = Person(sex, draw.choice(known.given[sex]), "", draw.choice(known.surnames), "")
    if "two_surnames" in habits and draw.random() < 0.6:
        person.second = draw.choice(known.surnames)
    if "patronymic" in habits and draw.random() < 0.6:
        person.middle = fathers(draw.choice(known.given["m"]), sex)
    if ("father" in habits or "middle" in habits) and draw.random() < 0.45:
        pool = known.given["m"] if "father" in habits else known.given[sex]
        person.middle = draw.choice(pool)
    if "syllables" in habits and len(person.given) <= 3:
        person.middle = ""
    if "gendered" in habits and sex == "f" and person.surname.endswith(("ov", "ev", "in")):
        person.surname += "a"
    if "article" in habits.split() and draw.random() < 0.3:
        person.surname = f"Al-{person.surname}"
    if "particles" in habits and draw.random() < 0.25:
        person.surname = draw.choice(("De ", "Di ", "van ", "da ", "van der ")) + person.surname
    return person


def _positive(draw: random.Random, culture: str, known: People) -> Pair:
    habits = CULTURES[culture][1]
    for _ in range(50):
        person = _person(draw, known, habits)
        left = person.written()
        other = Person(person.sex, person.given, person.middle, person.surname, person.second)
        hows: list[str] = []
        for _ in range(draw.choice((1, 1, 2))):
            how, change = draw.choice(ways(habits))
            right = change(draw, other, known, habits)
            if right is not None:
                hows.append(how)
                if right:
                    return Pair(left, right, True, culture, "+".join(hows))
        right = other.written()
        if hows and right != left:
            if draw.random() < 0.2:
                right, hows = f"{other.surname}, {other.given} {other.middle}".strip(), [*hows, "order"]
            return Pair(left, right, True, culture, "+".join(hows))
    raise ValueError(f"No variation was found for {culture}.")


def scripted(language: str, *, held: bool, count: int, seed: int = 4) -> list[Pair]:
    """Names of two words of the published pairs of two scripts: the same words, or one word that is another."""
    words = transliterations(language, held=held)
    draw = random.Random(f"{seed}{language}")  # noqa: S311  drawing examples
    latins = sorted(words)
    made = []
    for number in range(count):
        given, surname = draw.sample(latins, 2)
        native = f"{words[given]} {words[surname]}"
        if number % 2:
            made.append(Pair(f"{given} {surname}".title(), native, True, f"{language} script", "script"))
            continue
        near = _nearest(given, draw.sample(latins, min(400, len(latins))))
        made.append(Pair(f"{near} {surname}".title(), native, False, f"{language} script", "other word"))
    return made


def _nearest(name: str, pool: list[str]) -> str:
    others = [other for other in pool if _apart(name, other)]
    return max(others, key=lambda other: Levenshtein.normalized_similarity(name.lower(), other.lower()))


def _apart(one: str, other: str) -> bool:
    """Two names that nobody would call spellings of one, so that the truth is the truth."""
    a, b = latin(tidy(one).split()[0]), latin(tidy(other).split()[0])
    if not a or not b or sound(a[0]) == sound(b[0]) or called(a[0], b[0]) or one_name(a[0], b[0]):
        return False
    return Levenshtein.distance(sound(a[0]), sound(b[0])) > 1 or a[0][-1] != b[0][-1]


def _negative(draw: random.Random, culture: str, known: People) -> Pair:
    habits = CULTURES[culture][1]
    person = _person(draw, known, habits)
    other = Person(person.sex, person.given, person.middle, person.surname, person.second)
    how = draw.choice(
        ("near given", "near given", "near surname", "sibling", "other sex", "middle", "random", "generation")
    )
    if how == "near given":
        other.given = _near_or_any(draw, person.given, known.given[person.sex])
    elif how == "near surname":
        other.surname = _near_or_any(draw, person.surname, known.surnames)
        other.second = person.second and draw.choice(known.surnames)
    elif how == "sibling":
        other.given = _other(draw, person.given, known.given[person.sex])
    elif how == "other sex":
        other.given = _near_or_any(draw, person.given, known.given["m" if person.sex == "f" else "f"])
    elif how == "middle":
        pool = known.given["m" if "father" in habits else person.sex]
        person.middle = draw.choice(pool)
        other.middle = _other(draw, person.middle, pool)
        if "patronymic" in habits:
            person.middle, other.middle = (
                fathers(each, person.sex) for each in (person.middle, other.middle)
            )
    elif how == "random":
        other = _person(draw, known, habits)
        other.given = _other(draw, person.given, known.given[other.sex])
    else:
        return Pair(f"{person.written()} Jr.", f"{person.written()} Sr.", False, culture, how)
    return Pair(person.written(), other.written(), False, culture, how)


def _other(draw: random.Random, name: str, pool: list[str]) -> str:
    others = [other for other in pool if _apart(name, other)]
    return draw.choice(others or ["Zz"])


def _near_or_any(draw: random.Random, name: str, pool: list[str]) -> str:
    others = [other for other in pool if _apart(name.rsplit(" ", 1)[-1], other)]
    if not others:
        return "Zz"
    ranked = sorted(others, key=lambda each: -Levenshtein.normalized_similarity(name.lower(), each.lower()))
    return draw.choice(ranked[:3])
