"""Hold what really happened: storylines with their cast, acts and traces, and groups with their members and ties."""

from dataclasses import dataclass, field
from typing import Literal

TruthId = str


def prisoner_truth(who: int) -> TruthId:
    """The truth's name for a person in custody. It appears in truth.json and nowhere else."""
    return f"T:P{who}"


def member_truth(member: int) -> TruthId:
    """The truth's name for somebody around a prisoner."""
    return f"T:M{member}"


def officer_truth(officer: int) -> TruthId:
    """The truth's name for an officer."""
    return f"T:S{officer}"


def outsider_truth(number: int) -> TruthId:
    """The truth's name for somebody whom only storylines and groups know."""
    return f"T:O{number}"


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that really happened: when (seconds), what, at which prison, by or to whom."""

    at: int
    what: str
    where: str
    people: tuple[TruthId, ...]


@dataclass(slots=True)
class Told:
    """One storyline or innocent. `suspects` are those a right alarm names; `traces` are positions in the effects.

    `expect` says what a good product does: "found", or "untouched" (an innocent; a secret that must not be inferred).
    """

    key: str
    title: str
    expect: Literal["found", "untouched"] = "found"
    innocent: bool = False
    secret: bool = False
    cast: dict[str, list[TruthId]] = field(default_factory=dict)
    suspects: list[TruthId] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    traces: list[int] = field(default_factory=list)
    untold: str = ""


@dataclass(slots=True)
class Member:
    """One member of a group: role, standing, and where he is."""

    person: TruthId
    role: Literal["leader", "intermediary", "operational", "facilitator"]
    standing: Literal["principal", "significant", "peripheral"]
    record: int = -1
    outsider: int = -1


@dataclass(slots=True)
class Group:
    """A group as it really is. `ties` are pairs of positions in `members`, with how strong each is."""

    key: str
    name: str
    kind: str
    members: list[Member] = field(default_factory=list)
    ties: list[tuple[int, int, int]] = field(default_factory=list)
    traces: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Relation:
    """How two groups stand to each other between two seconds."""

    one: str
    other: str
    kind: Literal["rival", "allied", "feud"]
    begin: int
    end: int
