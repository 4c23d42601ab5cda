"""A pack of decisions as a frozen value: named facts, trees of rules of which the first that holds decides."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

UNKNOWN: Final = "unknown"
Value = bool | float | str


class FactKind(StrEnum):
    """What a fact holds; a `list` holds things that each have facts of their own."""

    YES_NO = "yes_no"
    NUMBER = "number"
    CHOICE = "choice"
    LIST = "list"


class Op(StrEnum):
    """How a fact is compared. `below` and `above` exclude the value itself."""

    IS = "is"
    IS_ONE_OF = "is_one_of"
    AT_LEAST = "at_least"
    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact. `unknown_as` is what the pack reads when nobody knows it; `possible` one value of each kind that the
    rules tell apart, `of` the facts of each thing of a list.
    """

    name: str
    kind: FactKind
    question: str
    unknown_as: Value | None = None
    possible: tuple[Value, ...] = ()
    of: tuple["Fact", ...] = ()

    def part(self, name: str) -> "Fact":
        """The fact of this name of each thing of the list. Raises KeyError."""
        for one in self.of:
            if one.name == name:
                return one
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Test:
    """A fact compared with a value."""

    fact: str
    op: Op
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Something in a list passes all of these tests."""

    list: str
    tests: tuple[Test, ...]


Condition = Test | Some


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """When all conditions hold, this is decided. `described` is False where the description is silent and we chose."""

    id: str
    when: tuple[Condition, ...]
    category: str
    notify: tuple[str, ...]
    say: str
    described: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """One decision: its rules in order. `each` names a list: the rules are gone through for every thing in it, and the
    strictest outcome wins; for an empty list once, with nothing known of a thing.
    """

    id: str
    title: str
    rules: tuple[Rule, ...]
    each: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A whole pack. `categories` stand from the mildest to the strictest."""

    id: str
    version: int
    title: str
    purpose: str
    sources: tuple[str, ...]
    categories: tuple[str, ...]
    facts: tuple[Fact, ...]
    trees: tuple[Tree, ...]

    def fact(self, name: str) -> Fact:
        """The fact of this name. Raises KeyError."""
        for one in self.facts:
            if one.name == name:
                return one
        raise KeyError(name)
