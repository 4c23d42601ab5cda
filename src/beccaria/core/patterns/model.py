"""Say what a pattern is: its words, its law, its parameters, what it must never flag, and its own tests."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Value = int | float | str | bool


class Stage(StrEnum):
    """When a pattern is run: as rows come in, or once a day over everything."""

    LIVE = "live"
    DAILY = "daily"


class Kind(StrEnum):
    """What a parameter holds."""

    WHOLE = "whole"
    NUMBER = "number"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something a service may set: its meaning with its unit, its default, its bounds, and defaults of countries."""

    name: str
    means: str
    kind: Kind
    default: Value
    least: float | None = None
    most: float | None = None
    countries: Mapping[str, Value] | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A test of the pattern: invented rows by kind of feed, and the keys that must be found, no others."""

    name: str
    until: str
    tables: Mapping[str, Sequence[Mapping[str, Any]]]
    found: tuple[str, ...]
    parameters: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern. What it computes stands in engines/detection/patterns under the same id.

    `base_rate` is how many alerts it is expected to raise per 1,000 prisoners and year when nothing is wrong;
    `floor` the measured precision below which the service suspends it; `group` the duty to care or to investigate
    that its alerts belong to (`intelligence`, `care`, `integrity`). `phrases` says in words the codes that a value may
    hold, several separated by semicolons.
    """

    id: str
    version: int
    title: str
    purpose: str
    ground: str
    flags: str
    must_not: tuple[str, ...]
    sentence: str
    unusual: str
    against: str
    values: Mapping[str, str]
    reads: tuple[str, ...]
    stage: Stage
    base_rate: float
    floor: float
    innocent_if: tuple[str, ...]
    check_next: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    cases: tuple[Case, ...]
    sources: tuple[str, ...]
    basis: str = "intelligence"
    compartment: str = ""
    needs: tuple[str, ...] = ()
    phrases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def texts(self) -> Iterator[str]:
        """Every sentence and phrase that people read, as they stand in the file: what is translated."""
        yield from (self.title, self.purpose, self.ground, self.flags, *self.must_not, self.sentence)
        yield from (self.unusual, self.against, *self.innocent_if, *self.check_next)
        yield from (each.means for each in self.parameters)
        yield from (phrase for words in self.phrases.values() for phrase in words.values())
