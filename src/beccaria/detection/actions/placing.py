"""Say whom a finding names and how each of its rows is marked: what is made of them is kept as strictly (rule 2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from beccaria.core.actors import Actor, Level
from beccaria.core.markings import Marking, derived
from beccaria.core.patterns import Evidence, Found
from beccaria.events import api as events
from beccaria.people import api as people
from beccaria.reports import api as reports

_OBSERVATIONS, _MOVEMENTS = "observations", "movements"


@dataclass(frozen=True, slots=True)
class Placed:
    """The records behind the identifiers of findings: people with their markings, rows with theirs."""

    persons: Mapping[str, str]
    marked: Mapping[str, Marking]
    rows: Mapping[tuple[str, str], Marking]

    @classmethod
    def of(cls, found: Iterable[Found], *, by: Actor) -> Self:
        """Look all of them up at once."""
        several = list(found)
        keys = {key for one in several for key in one.people}
        keys |= {piece.person for one in several for piece in one.evidence if piece.person}
        persons = people.numbered(keys, by=by).found
        cited = {(piece.kind, piece.row) for one in several for piece in one.evidence}
        remarks = {row for kind, row in cited if kind == _OBSERVATIONS}
        rows = events.keyed(cited, by=by) | {
            (_OBSERVATIONS, row): marking for row, marking in reports.loaded(remarks, by=by).items()
        }
        return cls(persons, people.markings(persons.values(), by=by), rows)

    def people_of(self, one: Found) -> tuple[str, ...]:
        """The records of those a finding names, as far as the register knows them."""
        codes = (*one.people, *(piece.person for piece in one.evidence if piece.person))
        return tuple(dict.fromkeys(self.persons[code] for code in codes if code in self.persons))

    def row(self, piece: Evidence, compartments: frozenset[str]) -> Marking:
        """How a row is marked. What no table of ours holds belongs to its establishment and is restricted.

        Two prisons may number their rows alike: a record of another prison than the row names may not be it, and then
        neither prison's own people are told. A movement is of two prisons, and its record says whose it is.
        """
        own = self.rows.get((piece.kind, piece.row))
        site = piece.establishment or None
        if own and (site is None or piece.kind == _MOVEMENTS):
            site = own.site
        plain = Marking(site=site, level=Level.RESTRICTED, compartments=compartments)
        return derived(own, plain) if own else plain

    def person(self, person: str, compartments: frozenset[str]) -> Marking:
        """How somebody's name stands in an alert: as his record is marked, and in the compartment of the rule."""
        own = self.marked[person]
        return derived(own, Marking(site=own.site, compartments=compartments))

    def whole(self, one: Found) -> Marking:
        """How the alert is marked: of one establishment only if all it rests on and everybody in it is."""
        held = frozenset({one.compartment} - {""})
        parts = [self.row(piece, held) for piece in one.evidence]
        parts += [self.person(person, held) for person in self.people_of(one)]
        parts += [Marking(site=place, level=Level.RESTRICTED) for place in one.establishments]
        if not parts:
            raise ValueError(
                f"{one.pattern} found {one.key} in nothing: a finding cites rows or names people."
            )
        return derived(*parts, Marking(site=parts[0].site, compartments=held))
