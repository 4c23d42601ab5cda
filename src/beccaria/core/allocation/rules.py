"""The hard rules about one person and one wing, as a list a court could read: what is asked of both, and the words."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from beccaria.core.allocation.model import Instance, Person, Wing

SOON: Final = timedelta(days=90)


@dataclass(frozen=True)
class Rule:
    """`asks` is what of the person matters, `fits` whether the wing takes that, `words` what is said if not.

    People with the same answer are treated alike, so that large estates are tested by answers and not by persons.
    """

    name: str
    asks: Callable[[Person, Instance], Hashable]
    fits: Callable[[Any, Wing, Instance], bool]
    words: Callable[[Any, Wing], str]


def soon(person: Person, instance: Instance, within: timedelta) -> frozenset[str]:
    """The courts where he has a hearing from the day of asking until so long after."""
    return frozenset(court for day, court in person.hearings if instance.on <= day <= instance.on + within)


def _within(age: int, wing: Wing) -> bool:
    return wing.ages[0] <= age <= wing.ages[1]


def _listed(some: frozenset[str]) -> str:
    return " and ".join(sorted(some))


RULES: Final = (
    Rule("sex", lambda p, _: p.sex, lambda a, w, _: a in w.sexes, lambda a, _: f"takes no {a} people"),
    Rule(
        "category",
        lambda p, _: p.category,
        lambda a, w, _: a in w.categories,
        lambda a, _: f"takes no category {a}",
    ),
    Rule(
        "age",
        lambda p, _: p.age,
        lambda a, w, _: _within(a, w),
        lambda _, w: f"takes ages {w.ages[0]} to {w.ages[1]}",
    ),
    Rule("status", lambda p, _: p.status, lambda a, w, _: a in w.statuses, lambda a, _: f"takes nobody {a}"),
    Rule(
        "regime",
        lambda p, _: p.regime,
        lambda a, w, _: a in w.regimes,
        lambda a, _: f"is not equipped for the {a} regime",
    ),
    Rule(
        "needs",
        lambda p, _: p.needs,
        lambda a, w, _: a <= w.has,
        lambda a, w: f"has no {_listed(a - w.has)}",
    ),
    Rule(
        "court",
        lambda p, i: soon(p, i, timedelta(days=i.hearing_days)),
        lambda a, w, i: a <= i.prisons[w.prison].courts,
        lambda a, _: f"is out of reach of {_listed(a)}, where he must appear soon",
    ),
)


Answers = tuple[tuple[Rule, Any], ...]


def answers(person: Person, instance: Instance) -> Answers:
    """What of him matters to each rule: the same for every wing."""
    return tuple((rule, rule.asks(person, instance)) for rule in RULES)


def bars(person: Person, wing: Wing, instance: Instance) -> tuple[str, ...]:
    """Why this wing may not take this person, whoever else is there; empty if it may."""
    return barred(answers(person, instance), wing, instance)


def barred(known: Answers, wing: Wing, instance: Instance) -> tuple[str, ...]:
    """The same for who gave these answers, which need not be asked again for each wing."""
    if wing.capacity == 0:
        return ("has no places",)
    return tuple(rule.words(answer, wing) for rule, answer in known if not rule.fits(answer, wing, instance))
