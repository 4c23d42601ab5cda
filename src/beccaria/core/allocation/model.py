"""What a placement is asked about: prisons, wings, people, who must be kept apart from whom, and what is wanted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

FORMAT: Final = "beccaria-placement-1"
CATEGORIES_UNKNOWN: Final = "unknown"


class Level(StrEnum):
    """How far apart. A place is a wing here: landing binds as wing does, cell and transport are told to the wing."""

    CELL = "cell"
    LANDING = "landing"
    WING = "wing"
    EXERCISE = "exercise"
    TRANSPORT = "transport"
    ESTABLISHMENT = "establishment"


class Mode(StrEnum):
    """What is asked: one person now, the morning's list, a wing closed tonight, the whole estate in K moves."""

    ONE = "one"
    LIST = "list"
    CLOSE = "close"
    ESTATE = "estate"


@dataclass(frozen=True, slots=True)
class Prison:
    """An establishment: where it lies, in whole kilometres on a plane, and the courts it serves."""

    id: str
    at: tuple[int, int]
    courts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wing:
    """Where people are placed. Whoever it takes is listed; nobody else is taken."""

    id: str
    prison: str
    capacity: int
    comfort: int  # above this number it is crowded, up to the capacity
    sexes: frozenset[str]
    categories: frozenset[str]
    statuses: frozenset[str]
    regimes: frozenset[str]
    ages: tuple[int, int] = (18, 120)
    has: frozenset[str] = frozenset()  # what people may need, such as step-free
    yard: str = ""  # wings that exercise together name the same
    programmes: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    experience: frozenset[str] = frozenset()
    inside: int = 0  # people there who are not listed one by one: they stay


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be placed, or in his place already. `wing` is where he is; empty for nowhere yet."""

    id: str
    sex: str
    category: str
    age: int
    status: str
    regime: str = "standard"
    wing: str = ""
    home: tuple[int, int] | None = None
    hearings: tuple[tuple[date, str], ...] = ()
    groups: tuple[tuple[str, str], ...] = ()  # the group and the role in it
    traits: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    waits: frozenset[str] = frozenset()  # programmes and work
    languages: frozenset[str] = frozenset()
    experience: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Apart:
    """At most `most` of these in one unit of the level: enemies, or one group's own people."""

    people: tuple[str, ...]
    level: Level
    most: int
    words: str


@dataclass(frozen=True, slots=True)
class Between:
    """Nobody of the one side in a unit of the level where somebody of the other side is."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    level: Level
    words: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A rule for every group alike: these roles apart from those of the same group."""

    roles: frozenset[str]
    away_from: frozenset[str]
    level: Level


@dataclass(frozen=True, slots=True)
class Cover:
    """What a compartment knows: this person apart from that one. Never given to the solver: see cover.py."""

    person: str
    away_from: str
    level: Level


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked. `people` for one and list, `wing` for close, `moves` for estate."""

    mode: Mode
    people: tuple[str, ...] = ()
    wing: str = ""
    moves: int | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """What each thing costs: chosen by the service and printed with every answer; nothing is about anybody's nature."""

    family: int = 1  # a kilometre from home
    move_wing: int = 20  # to another wing of the same prison
    move_prison: int = 60
    programme: int = 40  # something waited for that is not there
    language: int = 30
    experience: int = 30
    court: int = 40  # a hearing within 90 days at a court the prison does not serve
    crowding: int = 15  # each person above the comfortable number
    dispersal: int = 25  # each further member of one group on the same wing
    unplaced: int = 100_000


@dataclass(frozen=True)
class Instance:
    """Everything one question of placement needs."""

    on: date
    weights: Weights
    prisons: Mapping[str, Prison]
    wings: Mapping[str, Wing]
    people: Mapping[str, Person]
    ask: Ask
    apart: tuple[Apart, ...] = ()
    between: tuple[Between, ...] = ()
    standing: tuple[Standing, ...] = ()
    cover: tuple[Cover, ...] = ()
    hearing_days: int = 14
    fewest_alike: int = 12
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # group to people
    concentrate: Mapping[str, frozenset[str]] = field(
        default_factory=dict
    )  # group to the wings it is wanted in
