"""Who outside is in touch with several people in custody at one time, apart from family and helplines."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final

from beccaria.engines.membership.traces import OUTSIDE, Explained, Trace

MOST_SHARING: Final = 15
"""Somebody outside in touch with more people than this is a helpline, a charity or a shop."""
LEAST_SHARING: Final = 2
"""Fewer people inside do not share anybody."""
LEAST_TIMES: Final = 2
"""Contacts on fewer days than this show nothing by themselves: numbers are mistyped, and pass from hand to hand. Where
two others are in touch on so many days each, one day between them is enough."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One person in custody and one outside: the records that show it, in order of time."""

    person: str
    outsider: str
    traces: tuple[Trace, ...]

    @property
    def span(self) -> tuple[date, date]:
        """From the first to the last day."""
        return self.traces[0].on, self.traces[-1].on


@dataclass(frozen=True, slots=True)
class SharedOutsider:
    """Somebody outside with everybody inside who is in touch with him."""

    outsider: str
    contacts: tuple[Contact, ...]

    @property
    def people(self) -> tuple[str, ...]:
        """Those inside."""
        return tuple(one.person for one in self.contacts)


def shared_outsiders(traces: Iterable[Trace], explained: Explained) -> list[SharedOutsider]:
    """Everybody outside who is in touch with two or more people inside at overlapping times, by name.

    Left out: those for everybody, his own family, and somebody all of whose contacts are one family. Contacts whose
    times do not overlap are left out: the number may have changed hands.
    """
    found: dict[str, dict[str, list[Trace]]] = defaultdict(lambda: defaultdict(list))
    for one in traces:
        if one.kind in OUTSIDE and one.outsider and one.outsider not in explained.everybodys:
            for person in one.people:
                if not explained.are_kin(person, one.outsider):
                    found[one.outsider][person].append(one)
    shared = []
    for outsider, by_person in sorted(found.items()):
        if len(by_person) > MOST_SHARING:
            continue
        contacts = [_contact(person, outsider, rows) for person, rows in sorted(by_person.items())]
        kept = _overlapping([one for one in contacts if _days(one.traces) >= LEAST_TIMES])
        kept = _with_passing(kept, contacts)
        if len(kept) >= LEAST_SHARING and not _one_family([one.person for one in kept], explained):
            shared.append(SharedOutsider(outsider, tuple(kept)))
    return shared


def _contact(person: str, outsider: str, rows: list[Trace]) -> Contact:
    return Contact(person, outsider, tuple(sorted(rows, key=lambda one: (one.on, one.reference))))


def _days(traces: Sequence[Trace]) -> int:
    return len({one.on for one in traces})


def _overlapping(contacts: list[Contact]) -> list[Contact]:
    """Those whose time overlaps that of another."""
    kept: set[str] = set()
    for one, other in combinations(contacts, 2):
        if max(one.span[0], other.span[0]) <= min(one.span[1], other.span[1]):
            kept |= {one.person, other.person}
    return [one for one in contacts if one.person in kept]


def _with_passing(kept: list[Contact], contacts: list[Contact]) -> list[Contact]:
    """Those kept, and who was in touch on one day while the others were."""
    if len(kept) < LEAST_SHARING:
        return kept
    begin, end = min(one.span[0] for one in kept), max(one.span[1] for one in kept)
    known = {one.person for one in kept}
    return [one for one in contacts if one.person in known or (begin <= one.span[0] and one.span[1] <= end)]


def _one_family(people: list[str], explained: Explained) -> bool:
    return all(explained.are_kin(one, other) for one, other in combinations(people, 2))
