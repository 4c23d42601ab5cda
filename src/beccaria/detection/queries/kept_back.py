"""Say which rows and whose records handling keeps at their prison, and cut the tables that patterns read accordingly.

What spans prisons is computed without them, so that a finding never tells of them; what is computed of one prison's
own rows may rest on those it keeps, and is that prison's (ADR 0023).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from beccaria.core.actors import Actor
from beccaria.core.patterns import Found, Pattern
from beccaria.events import api as events
from beccaria.people import api as people
from beccaria.reports import api as reports

if TYPE_CHECKING:
    from ibis.expr.types import Table

_PEOPLE, _REMARKS = "people", "observations"


@dataclass(frozen=True, slots=True)
class KeptBack:
    """Rows by kind and key, and people by the register's identifier, each with the prison that keeps it."""

    rows: Mapping[tuple[str, str], str] = field(default_factory=dict)
    persons: Mapping[str, str] = field(default_factory=dict)

    @property
    def prisons(self) -> tuple[str, ...]:
        """The prisons that keep something; what is no prison's is in nobody's rows."""
        return tuple(sorted({*self.rows.values(), *self.persons.values()} - {""}))

    def of(self, site: str) -> KeptBack:
        """What this prison keeps."""
        return KeptBack(
            {row: where for row, where in self.rows.items() if where == site},
            {person: where for person, where in self.persons.items() if where == site},
        )

    def bears(self, one: Found) -> bool:
        """Whether a finding cites one of these rows or names one of these people."""
        cited = {(piece.kind, piece.row) for piece in one.evidence}
        return not cited.isdisjoint(self.rows) or not self.persons.keys().isdisjoint(one.people)

    def cut(self, tables: Mapping[str, Table], site: str | None) -> Mapping[str, Table]:
        """The tables without all that is kept back; with `site` that prison's own rows, those it keeps among them."""
        if site is None and not self.rows and not self.persons:
            return tables
        from beccaria.engines.detection.withheld import at, without  # noqa: PLC0415  the engine takes seconds to import; only who runs rules waits for it

        gone = {row for row, where in self.rows.items() if where != site}
        hidden = {person for person, where in self.persons.items() if where != site}
        rest = without(tables, gone, hidden)
        return rest if site is None else at(site, rest)


def kept_back(patterns: Iterable[Pattern], *, by: Actor) -> KeptBack:
    """What handling keeps at its prison of the rows that these patterns read, as it is marked now."""
    kinds = {kind for one in patterns for kind in one.reads}
    rows = dict(events.kept_back(kinds, by=by))
    if _REMARKS in kinds:
        rows |= {(_REMARKS, key): where for key, where in reports.kept_back(by=by).items()}
    persons = people.kept_back(by=by)
    rows |= {(_PEOPLE, person): where for person, where in persons.items()}
    return KeptBack(rows, persons)
