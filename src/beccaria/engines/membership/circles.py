"""Which people hang together: by somebody outside whom they share, by company kept more than once, by one side."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from beccaria.engines.membership.sharing import SharedOutsider, shared_outsiders
from beccaria.engines.membership.traces import OUTSIDE, Explained, Trace, TraceKind, in_order

LEAST_REMARKS: Final = 2
"""Days on which two people must have been seen together before that alone makes them hang together; and the number of
remarks that must lie between two circles before they are one."""
PAIRS_SEEN: Final = 0.1
"""The share of pairs across two circles that must have been seen together before the circles are one: between twelve
whom somebody pays and six who call one plumber, two are soon seen side by side by chance."""
LEAST_PEOPLE: Final = 3
"""A structured group has three people or more (Palermo Convention, article 2a): three in custody, or two who keep
company and share two people outside. Two who share one person outside are friends of one person."""
MOST_PEOPLE: Final = 200
"""Circles do not grow beyond this by being joined: what ties everybody shows nothing."""


@dataclass(frozen=True, slots=True)
class Circle:
    """People in custody who hang together, those outside whom they share, and the traces among them."""

    people: tuple[str, ...]
    outside: tuple[SharedOutsider, ...]
    among: tuple[Trace, ...]

    @property
    def size(self) -> int:
        """Everybody in it, inside and outside."""
        return len(self.people) + len(self.outside)


def circles(traces: Iterable[Trace], explained: Explained) -> list[Circle]:
    """The circles, the largest first. The same traces give the same circles, in whatever order they come."""
    ordered = in_order(traces)
    shared = shared_outsiders(ordered, explained)
    company = [one for one in ordered if one.kind not in OUTSIDE]
    pieces = _Pieces()
    for outsider in shared:
        pieces.join(outsider.people)
    for pair in sorted(tuple(sorted(pair)) for pair in _often(company, explained)):
        pieces.join(pair)
    for one in company:
        if one.group:
            pieces.join((f"group:{one.group}", *one.people))
    _join_neighbours(pieces, company, explained)
    return _made(pieces, shared, company, explained)


class _Pieces:
    """Who hangs together with whom; the smallest name stands for a piece."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def root(self, one: str) -> str:
        self._above.setdefault(one, one)
        while self._above[one] != one:
            self._above[one] = self._above[self._above[one]]
            one = self._above[one]
        return one

    def join(self, people: Iterable[str]) -> None:
        roots = sorted({self.root(one) for one in people})
        for other in roots[1:]:
            self._above[other] = roots[0]

    def has(self, one: str) -> bool:
        return one in self._above

    def all(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for one in sorted(self._above):
            found[self.root(one)].append(one)
        return found


def by_choice(one: Trace, explained: Explained) -> list[frozenset[str]]:
    """The pairs whom a trace shows in company by their own choice: nobody whom something innocent brings together."""
    if one.kind in OUTSIDE or one.kind is TraceKind.SIGN:
        return []
    pairs = combinations(sorted(set(one.people)), 2)
    return [frozenset(pair) for pair in pairs if not explained.why_together(*pair)]


def _often(company: list[Trace], explained: Explained) -> set[frozenset[str]]:
    """Pairs seen together on enough days, or found together in writing."""
    days: dict[frozenset[str], set[object]] = defaultdict(set)
    found = set()
    for one in company:
        for pair in by_choice(one, explained):
            days[pair].add(one.on)
            if one.kind is TraceKind.MATERIAL:
                found.add(pair)
    return found | {pair for pair, seen in days.items() if len(seen) >= LEAST_REMARKS}


def _join_neighbours(pieces: _Pieces, company: list[Trace], explained: Explained) -> None:
    """Two circles between whose people enough remarks lie are one; so often repeated until nothing changes."""
    while True:
        between: dict[tuple[str, str], set[tuple[str, ...]]] = defaultdict(set)
        for one in company:
            for pair in by_choice(one, explained):
                if all(pieces.has(person) for person in pair):
                    left, right = sorted(pieces.root(person) for person in pair)
                    if left != right:
                        between[left, right].add((str(one.on), *sorted(pair)))
        sizes = {root: len(people) for root, people in pieces.all().items()}
        joined = False
        for (left, right), seen in sorted(between.items()):
            here, there = sizes.get(left, 0), sizes.get(right, 0)
            enough = len(seen) >= max(LEAST_REMARKS, PAIRS_SEEN * here * there)
            if enough and here + there <= MOST_PEOPLE and pieces.root(left) != pieces.root(right):
                pieces.join((left, right))
                joined = True
        if not joined:
            return


def _made(
    pieces: _Pieces, shared: list[SharedOutsider], company: list[Trace], explained: Explained
) -> list[Circle]:
    outside: dict[str, list[SharedOutsider]] = defaultdict(list)
    for outsider in shared:
        outside[pieces.root(outsider.people[0])].append(outsider)
    among: dict[str, list[Trace]] = defaultdict(list)
    for one in company:
        roots = {pieces.root(person) for person in one.people if pieces.has(person)}
        if one.group or any(
            all(pieces.has(person) for person in pair) and len({pieces.root(person) for person in pair}) == 1
            for pair in by_choice(one, explained)
        ):
            for root in sorted(roots):
                among[root].append(one)
    made = []
    for root, people in pieces.all().items():
        inside = tuple(one for one in people if not one.startswith("group:"))
        circle = Circle(inside, tuple(outside[root]), tuple(among[root]))
        if len(inside) >= LEAST_PEOPLE or _two_are_enough(circle):
            made.append(circle)
    return sorted(made, key=lambda one: (-len(one.people), one.people))


def _two_are_enough(circle: Circle) -> bool:
    """Two in custody who were seen together by choice, and share two people outside."""
    return len(circle.people) > 1 and len(circle.outside) > 1 and bool(circle.among)
