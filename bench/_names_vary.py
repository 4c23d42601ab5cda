"""Ways in which one person's name is written otherwise: spelling, slips, order, particles, initials, pet names."""

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from beccaria.engines.names.known import pets_of
from beccaria.engines.names.letters import latin, script, tidy

_SPELLINGS = (
    *(
        ("ph", "f"),
        ("ck", "k"),
        ("c", "k"),
        ("y", "i"),
        ("i", "y"),
        ("th", "t"),
        ("w", "v"),
        ("ou", "u"),
        ("ss", "s"),
    ),
    *(
        ("mm", "m"),
        ("nn", "n"),
        ("ll", "l"),
        ("tt", "t"),
        ("kh", "h"),
        ("sh", "sch"),
        ("ei", "ey"),
        ("ai", "ay"),
    ),
    *(
        ("e", "i"),
        ("o", "u"),
        ("u", "ou"),
        ("aa", "a"),
        ("x", "ks"),
        ("j", "dj"),
        ("ch", "tch"),
        ("z", "s"),
        ("q", "k"),
    ),
)
_TITLES = ("Dr.", "Mr", "Mrs", "Prof.", "Herr", "Sig.", "Sheikh")
_SLIPS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class People:
    """What a culture's names are: given names by sex, surnames, and the native writing of both."""

    given: dict[str, list[str]]
    surnames: list[str]
    native: dict[str, str]


@dataclass(slots=True)
class Person:
    """A made-up person's name in parts."""

    sex: str
    given: str
    middle: str
    surname: str
    second: str

    def written(self) -> str:
        return " ".join(part for part in (self.given, self.middle, self.surname, self.second) if part)


Change = Callable[[random.Random, Person, People, str], str | None]


def fathers(name: str, sex: str) -> str:
    stem = name[:-1] if name[-1] in "iyaj" else name
    ending = "evi" if name[-1] in "iyaj" else "ovi"
    return f"{stem}{ending}ch" if sex == "m" else f"{stem}{ending[:-1]}na"


def ways(habits: str) -> list[tuple[str, Change]]:
    ways: list[tuple[str, Change]] = [
        *(
            ("spelling", _respell),
            ("spelling", _respell),
            ("slip", _slip),
            ("slip", _slip),
            ("order", _order),
        ),
        *(("title", _title), ("capitals", _capitals), ("initial", _initial), ("middle", _middle)),
    ]
    extra: dict[str, tuple[str, Change]] = {
        "nick": ("nickname", _nickname),
        "accents": ("accents", _accents),
        "umlaut": ("accents", _umlaut),
        "married": ("married", _married),
        "two_surnames": ("surname left out", _one_surname),
        "hyphen": ("joined", _join),
        "syllables": ("joined", _join),
        "particles": ("particle", _particle),
        "article": ("particle", _particle),
        "native": ("script", _native),
        "patronymic": ("patronymic", _middle),
        "father": ("father", _middle),
    }
    ways += [way for habit, way in extra.items() if habit in habits.split() for _ in range(2)]
    return ways


def _respell(draw: random.Random, person: Person, known: People, habits: str) -> str | None:  # noqa: ARG001  every variation is called alike
    for _ in range(8):
        old, new = draw.choice(_SPELLINGS)
        field = draw.choice(("given", "surname"))
        value: str = getattr(person, field)
        changed = re.sub(f"(?<!^){old}|^{old}", new, value.lower(), count=1)
        if changed != value.lower() and len(value) > 4:
            setattr(person, field, changed.title())
            return ""
    return None


def _slip(draw: random.Random, person: Person, known: People, habits: str) -> str | None:  # noqa: ARG001  every variation is called alike
    field = max(("given", "surname"), key=lambda each: len(getattr(person, each)) + draw.random())
    value: str = getattr(person, field)
    if len(value) < 5:
        return None
    at = draw.randrange(1, len(value) - 1)
    how = draw.randrange(4)
    if how == 0:
        value = value[:at] + value[at + 1 :]
    elif how == 1:
        value = value[:at] + value[at + 1] + value[at] + value[at + 2 :]
    elif how == 2:
        value = value[:at] + draw.choice(_SLIPS) + value[at:]
    else:
        value = value[:at] + draw.choice(_SLIPS) + value[at + 1 :]
    setattr(person, field, value)
    return ""


def _order(draw: random.Random, person: Person, known: People, habits: str) -> str | None:  # noqa: ARG001  every variation is called alike
    surname = " ".join(filter(None, (person.surname, person.second)))
    return f"{surname}{draw.choice((',', ''))} {person.given} {person.middle}".strip()


def _title(draw: random.Random, person: Person, known: People, habits: str) -> str | None:  # noqa: ARG001  every variation is called alike
    return f"{draw.choice(_TITLES)} {person.written()}"


def _capitals(draw: random.Random, person: Person, known: People, habits: str) -> str | None:  # noqa: ARG001  every variation is called alike
    return f"{person.surname.upper()} {person.given}" if draw.random() < 0.5 else person.written().upper()


def _initial(draw: random.Random, person: Person, known: People, habits: str) -> str | None:  # noqa: ARG001  every variation is called alike
    if person.middle:
        person.middle = person.middle[0] + "."
        return ""
    return f"{person.given[0]}. {person.surname}" if draw.random() < 0.5 else None


def _middle(draw: random.Random, person: Person, known: People, habits: str) -> str | None:
    if person.middle:
        person.middle = ""
    else:
        name = draw.choice(known.given["m" if "father" in habits or "patronymic" in habits else person.sex])
        person.middle = fathers(name, person.sex) if "patronymic" in habits else name
    return ""


def _nickname(draw: random.Random, person: Person, known: People, habits: str) -> str | None:  # noqa: ARG001  every variation is called alike
    pets = [pet for pet in sorted(pets_of(latin(tidy(person.given))[0])) if len(pet) > 2]
    if not pets:
        return None
    person.given = draw.choice(pets).title()
    return ""


def _accents(draw: random.Random, person: Person, known: People, habits: str) -> str | None:  # noqa: ARG001  every variation is called alike
    plain = [
        "".join(c for c in unicodedata.normalize("NFKD", part) if not unicodedata.combining(c)).translate(
            str.maketrans("łøđıŁØĐ", "lodiLOD")
        )
        for part in (person.given, person.surname)
    ]
    if plain == [person.given, person.surname]:
        return None
    person.given, person.surname = plain
    return ""


def _umlaut(draw: random.Random, person: Person, known: People, habits: str) -> str | None:
    table = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
    before = person.written()
    person.given, person.surname = person.given.translate(table), person.surname.translate(table)
    return "" if person.written() != before else _accents(draw, person, known, habits)


def _married(draw: random.Random, person: Person, known: People, habits: str) -> str | None:  # noqa: ARG001  every variation is called alike
    other = draw.choice(known.surnames)
    person.surname = draw.choice((f"{person.surname}-{other}", f"{other}-{person.surname}"))
    return ""


def _one_surname(draw: random.Random, person: Person, known: People, habits: str) -> str | None:  # noqa: ARG001  every variation is called alike
    if not person.second:
        return None
    person.second = ""
    return ""


def _join(draw: random.Random, person: Person, known: People, habits: str) -> str | None:  # noqa: ARG001  every variation is called alike
    if "-" in person.given or " " in person.given:
        person.given = re.sub("[- ]", draw.choice(("", " ")), person.given).capitalize()
        return ""
    return None


def _particle(draw: random.Random, person: Person, known: People, habits: str) -> str | None:  # noqa: ARG001  every variation is called alike
    if not re.search("[ -]", person.surname):
        return None
    *_, last = re.split("[ -]", person.surname)
    person.surname = last if draw.random() < 0.5 else re.sub("[ -]", "", person.surname).capitalize()
    return ""


def _native(draw: random.Random, person: Person, known: People, habits: str) -> str | None:  # noqa: ARG001  every variation is called alike
    given, surname = known.native.get(person.given, ""), known.native.get(person.surname, "")
    if script(tidy(given)) == "latin" or script(tidy(surname)) == "latin" or person.middle:
        return None
    if script(tidy(given)) != script(tidy(surname)):
        return None
    east = script(tidy(surname)) in ("han", "hangul")
    return f"{surname}{given}" if east else f"{given} {surname}"
