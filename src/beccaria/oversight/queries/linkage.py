"""Count how well people are told apart: what waits, what was reversed, and whether names of some cultures fare worse.

The database hands out counts only, never records (protection.py): those who oversee may not read the pairs themselves.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from typing import Any

import yaml
from django.db import connection

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Backlog:
    """Pairs that wait for a human at one establishment; None is across establishments."""

    site: str | None
    waiting: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class Week:
    """What happened in the week that began on a Monday."""

    begins: date
    joined_by_rule: int
    judged: int
    reversed: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A name culture: records, how many of them are joined, joins by rules, and what humans undid or added."""

    culture: str
    records: int = 0
    joined: int = 0
    by_rule: int = 0
    undone: int = 0
    added: int = 0

    def __add__(self, other: "Counted") -> "Counted":
        """Both together, under the name of the first."""
        return Counted(
            self.culture,
            self.records + other.records,
            self.joined + other.joined,
            self.by_rule + other.by_rule,
            self.undone + other.undone,
            self.added + other.added,
        )


def backlog(*, by: Actor) -> list[Backlog]:
    """What waits for review, the longest list first. Raises Refused."""
    require(Act.LINKAGE_QUALITY_SEE, by)
    return [Backlog(*row) for row in _ask("SELECT site, waiting, oldest FROM linkage_backlog()")]


def weeks(*, since: datetime, by: Actor) -> list[Week]:
    """The weeks since a moment, the newest first. Raises Refused."""
    require(Act.LINKAGE_QUALITY_SEE, by)
    found = _ask("SELECT begins, joined_by_rule, judged, reversed FROM linkage_weeks(%s)", [since])
    return [Week(*row) for row in found]


def by_culture(*, by: Actor) -> list[Counted]:
    """Counts for each name culture, as the registered nationalities suggest it; the largest first. Raises Refused."""
    require(Act.LINKAGE_QUALITY_SEE, by)
    of = cultures()
    found: dict[str, Counted] = defaultdict(lambda: Counted(UNKNOWN))
    for nationality, *counts in _ask(
        "SELECT nationality, records, joined, by_rule, undone, added FROM linkage_by_nationality()"
    ):
        culture = of.get(nationality, UNKNOWN)
        found[culture] = Counted(culture, *counts) + found[culture]
    return sorted(found.values(), key=lambda one: (-one.records, one.culture))


@dataclass(frozen=True, slots=True)
class Measured:
    """How names of one culture fare on made-up pairs: pairs of one person, those missed, those wrongly taken for one.

    Half of the pairs are one person written twice, half are two people.
    """

    culture: str
    of_each: int
    missed: int
    wrongly_alike: int


def measured(*, by: Actor) -> list[Measured]:
    """The figures of `beccaria bench names`, as kept with this version. Raises Refused."""
    require(Act.LINKAGE_QUALITY_SEE, by)
    path = files("beccaria.reference").joinpath("matching/names_quality.yaml")
    return [
        Measured(
            one["culture"],
            one["pairs"] // 2,
            round(one["missed"] * (one["pairs"] // 2)),
            round(one["wrongly_alike"] * (one["pairs"] // 2)),
        )
        for one in yaml.safe_load(path.read_text(encoding="utf-8"))["cultures"]
    ]


def cultures() -> dict[str, str]:
    """Nationality -> name culture, as reference/matching/cultures.yaml groups them."""
    text = files("beccaria.reference").joinpath("matching/cultures.yaml").read_text(encoding="utf-8")
    return {code: culture for culture, codes in yaml.safe_load(text)["cultures"].items() for code in codes}


def _ask(sql: str, said: list[Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, said)
        return list(cursor.fetchall())
