"""Why not there: the rules about him and the wing, who is there from whom he is kept, and whether there is a place."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from beccaria.core.allocation import (
    BREADTH,
    Answers,
    Apart,
    Between,
    Instance,
    Level,
    Person,
    Wing,
    answers,
    barred,
)
from beccaria.engines.allocation.problem import Problem


@dataclass
class Reasons:
    """Everybody's whereabouts, and what is said of one person in one wing. Only rules that are open are known here."""

    instance: Instance
    places: Mapping[str, str]  # person to wing, of everybody who has one
    rules: tuple[tuple[Apart, ...], tuple[Between, ...]]
    asked: frozenset[str]  # of whom reasons will be wanted
    closed: str = ""
    apart: dict[str, list[Apart]] = field(default_factory=dict)
    between: dict[str, list[tuple[Between, tuple[str, ...]]]] = field(default_factory=dict)
    _counts: dict[tuple[int, Level], Counter[str]] = field(default_factory=dict)
    _answers: dict[str, Answers] = field(default_factory=dict)
    _said: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, problem: Problem, places: Mapping[str, str]) -> "Reasons":
        """For those whom a problem asks about, where everybody is in these places."""
        asked = frozenset(one.id for one in problem.people)
        return cls(problem.instance, places, problem.rules, asked, problem.closed)

    def __post_init__(self) -> None:
        self.inside = Counter({wing.id: wing.inside for wing in self.instance.wings.values()})
        self.inside.update(self.places.values())
        apart, between = self.rules
        for rule in apart:
            if BREADTH[rule.level]:
                for one in self.asked.intersection(rule.people):
                    self.apart.setdefault(one, []).append(rule)
        for each in between:
            if BREADTH[each.level]:
                for mine, theirs in ((each.left, each.right), (each.right, each.left)):
                    for one in self.asked.intersection(mine):
                        self.between.setdefault(one, []).append((each, theirs))

    def against(self, person: Person, wing: Wing) -> tuple[str, ...]:
        """All that stands against it as things are; empty where nothing does."""
        key = person.id, wing.id
        if key not in self._said:
            self._said[key] = (
                *self._lasting(person, wing),
                *self.company(person, wing),
                *self._full(person, wing),
            )
        return self._said[key]

    def _lasting(self, person: Person, wing: Wing) -> tuple[str, ...]:
        if wing.id == self.closed:
            return ("is closed tonight",)
        if person.id not in self._answers:
            self._answers[person.id] = answers(person, self.instance)
        return barred(self._answers[person.id], wing, self.instance)

    def company(self, person: Person, wing: Wing) -> tuple[str, ...]:
        """From whom there he is kept, in numbers and the rule's words."""
        found = []
        for rule in self.apart.get(person.id, ()):
            others = self._there(rule.people, rule.level, wing) - self._himself(person, rule.level, wing)
            if others >= rule.most:
                found.append(self._apart_words(rule, person, others))
        for each, theirs in self.between.get(person.id, ()):
            others = self._there(theirs, each.level, wing)
            if others:
                found.append(f"{_counted(others)} from whom he is kept ({each.words}){_near(each.level)}")
        return tuple(found)

    def _apart_words(self, rule: Apart, person: Person, others: int) -> str:
        if len(rule.people) == 2:  # noqa: PLR2004  a pair
            other = next(one for one in rule.people if one != person.id)
            return f"{other} is there, from whom he is kept ({rule.words}){_near(rule.level)}"
        return f"{others} there already ({rule.words}){_near(rule.level)}"

    def _full(self, person: Person, wing: Wing) -> tuple[str, ...]:
        inside = self.inside[wing.id] - (self.places.get(person.id) == wing.id)
        return (f"full: {inside} of {wing.capacity}",) if wing.capacity and inside >= wing.capacity else ()

    def _there(self, people: tuple[str, ...], level: Level, wing: Wing) -> int:
        key = id(people), level
        if key not in self._counts:
            self._counts[key] = Counter(
                self.unit(self.instance.wings[self.places[one]], level)
                for one in people
                if one in self.places
            )
        return self._counts[key][self.unit(wing, level)]

    def _himself(self, person: Person, level: Level, wing: Wing) -> int:
        at = self.places.get(person.id)
        return int(at is not None and self.unit(self.instance.wings[at], level) == self.unit(wing, level))

    def unit(self, wing: Wing, level: Level) -> str:
        """What may not be shared at this level."""
        match BREADTH[level]:
            case 1:
                return wing.id
            case 2:
                return f"{wing.prison}\n{wing.yard}"
            case _:
                return wing.prison


def _counted(others: int) -> str:
    return "one person" if others == 1 else f"{others} people"


def _near(level: Level) -> str:
    return {Level.EXERCISE: ", in the same yard", Level.ESTABLISHMENT: ", in the same prison"}.get(level, "")
