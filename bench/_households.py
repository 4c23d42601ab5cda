"""Made-up people for the households benchmark: twins, namesakes, parent and child of one name, and their papers."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

_WOMEN = """Ada Alba Amina Anita Beata Bianca Carla Chiara Clara Danuta Dorotea Edna Elvira Emine Farida Flavia Gilda
Greta Hanna Helga Ilaria Irma Jolanta Judit Karla Katja Leyla Lidia Livia Magda Mirela Nadia Noemi Olga Petra
Piera Renata Rosa Sabina Samira Silvia Tamara Teresa Ursula Vera Viola Wanda Xenia Yara Zita"""
_MEN = """Aldo Amir Anton Bruno Carlo Cosimo Dario Denis Dino Edgar Elio Emir Fabio Farid Franco Gino Goran Hakan
Hugo Igor Ivo Jakub Jonas Karim Kurt Lars Leon Luca Luka Marco Mario Milan Nadir Nestor Nino Omar Oskar Otto
Paolo Pavel Pietro Ramon Remo Renzo Sandro Stefan Tarik Tito Ugo Viktor"""
GIVEN = {"f": _WOMEN.split(), "m": _MEN.split()}
_STARTS = (
    "Bal Ber Bol Cam Cer Dal Dom Fal Fer Gal Gor Hol Kal Kov Lam Lor Mar Mor Nov Ost Pal Per Ros Sal Tar Ver"
)
_ENDS = "ani bach daro elli enko etti eva ich ides ini mann nov oglu one oni ova ossi sen ski ton uzzi vic zano zzi"
_ROADS = "Canal Station Mill Church Bridge Garden North South River Market Castle Forest Harbour School Park"
KINDS = ("Street", "Road", "Avenue", "Lane", "Square")


@dataclass(frozen=True, slots=True)
class Person:
    """One row of a register: `who` is the truth, and is not shown to what is measured."""

    who: int
    given: str
    surname: str
    sex: str
    born: date
    number: int
    street: str
    postcode: str

    def row(self, identifier: str) -> dict[str, str]:
        """As a table has it."""
        return {
            "id": identifier,
            "given_name": self.given,
            "surname": self.surname,
            "sex": self.sex,
            "date_of_birth": self.born.isoformat(),
            "street_number": str(self.number),
            "street_name": self.street,
            "postcode": self.postcode,
        }


@dataclass(slots=True)
class Register:
    """People, and which pairs of places in the list are twins, namesakes, and parent and child of one name."""

    people: list[Person] = field(default_factory=list)
    twins: list[tuple[int, int]] = field(default_factory=list)
    namesakes: list[tuple[int, int]] = field(default_factory=list)
    generations: list[tuple[int, int]] = field(default_factory=list)

    def rows(self) -> list[dict[str, str]]:
        """All as a table with identifiers p0, p1…"""
        return [person.row(f"p{place}") for place, person in enumerate(self.people)]


def register(
    seed: int, *, persons: int = 1_000, twins: int = 100, namesakes: int = 50, generations: int = 25
) -> Register:
    """A register in which nobody stands twice: T-ER3, and parent and child of one name at one address besides."""
    draw, made = Random(seed), Register()  # noqa: S311  made-up people need no secrets
    people = made.people
    for _ in range(twins):
        one, sex = _person(draw, len(people)), draw.choice("fm")
        people += [one, _as(one, len(people) + 1, given=_other(draw, one.given, sex), sex=sex)]
        made.twins.append((len(people) - 2, len(people) - 1))
    for _ in range(namesakes):
        one, other = _person(draw, len(people)), _person(draw, len(people) + 1)
        people += [one, _as(other, other.who, given=one.given, surname=one.surname, sex=one.sex)]
        made.namesakes.append((len(people) - 2, len(people) - 1))
    for _ in range(generations):
        one = _person(draw, len(people))
        later = one.born + timedelta(days=draw.randint(7_500, 13_000))
        people += [one, _as(one, len(people) + 1, born=later)]
        made.generations.append((len(people) - 2, len(people) - 1))
    taken = {(person.given, person.surname) for person in people}
    while len(people) < persons:
        one = _person(draw, len(people))
        if (one.given, one.surname) not in taken:
            taken.add((one.given, one.surname))
            people.append(one)
    return made


def twice(made: Register, seed: int, share: float = 0.3) -> tuple[list[dict[str, str]], set[tuple[str, str]]]:
    """A second register of a part of the people, some miswritten, and which identifiers are truly one person."""
    draw = Random(seed)  # noqa: S311  the same
    rows, truth = [], set()
    for place, person in enumerate(made.people):
        if draw.random() < share:
            row = person.row(f"q{place}")
            for name in ("given_name", "surname", "street_name"):
                if draw.random() < 0.08:
                    row[name] = _miswritten(draw, row[name])
            if draw.random() < 0.03:
                row["date_of_birth"] = ""
            rows.append(row)
            truth.add((f"p{place}", f"q{place}"))
    return rows, truth


def _person(draw: Random, who: int) -> Person:
    sex = draw.choice("fm")
    return Person(
        who,
        draw.choice(GIVEN[sex]),
        draw.choice(_STARTS.split()) + draw.choice(_ENDS.split()),
        sex,
        date(1940, 1, 1) + timedelta(days=draw.randint(0, 22_000)),
        draw.randint(1, 180),
        f"{draw.choice(_ROADS.split())} {draw.choice(KINDS)}",
        f"{draw.randint(10_000, 10_400)}",
    )


def _as(one: Person, who: int, **changed: object) -> Person:
    values: dict[str, object] = {name: getattr(one, name) for name in Person.__slots__}
    return Person(**{**values, "who": who, **changed})  # type: ignore[arg-type]  # each is of its field's type


def _other(draw: Random, given: str, sex: str) -> str:
    return draw.choice([name for name in GIVEN[sex] if name != given])


def _miswritten(draw: Random, text: str) -> str:
    place = draw.randrange(1, len(text) - 1)
    kind = draw.randrange(3)
    if kind == 0:
        return text[:place] + text[place + 1 :]
    if kind == 1:
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    return text[:place] + draw.choice("aeioulnrst") + text[place + 1 :]
