"""Invented persons for measuring how they are found again: their names, papers and homes, and how others write them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from beccaria.world.circles import account, address, document
from beccaria.world.names.pools import Name, Pool, falling, pools
from beccaria.world.names.variants import mistype, respell, turn_round, vary_birthday

SEED = 20260104
_FIRST = date(1944, 1, 1)
_DAYS = 22_000
_FIRST_NUMBER = 393_100_000_000
# Latin to Cyrillic as a clerk would write by ear; longer groups first.
_LETTERS = """
shch=щ kh=х sh=ш ch=ч zh=ж ts=ц ya=я yu=ю a=а b=б c=к d=д e=е f=ф g=г h=х i=и j=й
k=к l=л m=м n=н o=о p=п q=к r=р s=с t=т u=у v=в w=в x=кс y=и z=з
"""  # noqa: RUF001  letters that look alike are the point of this table
_CYRILLIC = tuple(pair.split("=") for pair in _LETTERS.split())


@dataclass(frozen=True, slots=True)
class Made:
    """An invented person."""

    number: int
    name: Name
    pool: Pool
    born: date
    phone: str
    document: str
    address: str
    account: str


@dataclass(frozen=True, slots=True)
class Asked:
    """How somebody asks for a person: what he writes, and whom he means."""

    kind: str
    name: str
    born: date | None
    phone: str
    document: str
    meant: int


def people(count: int) -> Iterator[Made]:
    """The first so many of one endless row of people; names fall in frequency as real ones do."""
    rng = np.random.default_rng(SEED)
    every = pools()
    shares = np.array([pool.share for pool in every])
    which = rng.choice(len(every), count, p=shares / shares.sum())
    given, surnames = falling(rng, count, 200, 1.3), falling(rng, count, 6_000, 1.3)
    female, days = rng.random(count) < 0.4, rng.integers(0, _DAYS, count)
    for number in range(count):
        pool = every[int(which[number])]
        yield Made(
            number,
            _name(pool, int(given[number]), int(surnames[number]), female=bool(female[number])),
            pool,
            _FIRST + timedelta(days=int(days[number])),
            f"+{_FIRST_NUMBER + number * 7}",
            document(number, SEED),
            address(number // 2, SEED),
            account(number, SEED),
        )


def _name(pool: Pool, given: int, surname: int, *, female: bool) -> Name:
    """The pools hold some hundred surnames a country: behind them the rest are composed of two halves of them."""
    known = len(pool.surnames)
    first = pool.surname(surname)
    if surname < known:
        return Name(pool.given(given, female=female), first)
    other = pool.surname(surname // known * 7 + surname)
    return Name(
        pool.given(given, female=female), first[: len(first) // 2 + 1] + other[len(other) // 2 :].lower()
    )


def questions(known: list[Made], count: int, *, seed: int) -> list[Asked]:
    """So many questions after known people, each kind of slip in turn."""
    rng = np.random.default_rng(seed)
    chosen = rng.choice(len(known), min(count, len(known)), replace=False)
    kinds = list(_KINDS.items())
    return [
        replace(kinds[turn % len(kinds)][1](known[place], rng), kind=kinds[turn % len(kinds)][0])
        for turn, place in enumerate(chosen.tolist())
    ]


def _misspelt(one: Made, rng: np.random.Generator) -> Asked:
    return Asked("", mistype(one.name, one.pool, rng).full, one.born, "", "", one.number)


def _respelt(one: Made, rng: np.random.Generator) -> Asked:
    born = vary_birthday(one.born, rng)
    phone = one.phone if born is None or (born.month, born.day) == (1, 1) else ""
    return Asked("", respell(one.name, one.pool, rng).full, born, phone, "", one.number)


def _cyrillic(one: Made, _rng: np.random.Generator) -> Asked:
    text = one.name.full.casefold()
    for latin, other in _CYRILLIC:
        text = text.replace(latin, other)
    return Asked("", text.title(), one.born, "", "", one.number)


def _turned(one: Made, rng: np.random.Generator) -> Asked:
    return Asked("", turn_round(one.name, one.pool, rng).full.upper(), None, one.phone, "", one.number)


def _document(one: Made, rng: np.random.Generator) -> Asked:
    at = int(rng.integers(2, len(one.document)))
    wrong = one.document[:at] + str((int(one.document[at]) + 1) % 10) + one.document[at + 1 :]
    return Asked("", mistype(one.name, one.pool, rng).full, None, "", wrong, one.number)


_KINDS: dict[str, Callable[[Made, np.random.Generator], Asked]] = {
    "slip of the hand": _misspelt,
    "other spelling, birth date as another register has it": _respelt,
    "other script": _cyrillic,
    "turned round, telephone": _turned,
    "wrong letter in name and document": _document,
}
