"""Make the rows of an alert from a finding: what it tells, whom it names, what it cites, each with its marking."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from beccaria.core.markings import Marking, columns
from beccaria.core.patterns import Evidence, Found, spoken
from beccaria.detection.actions.placing import Placed
from beccaria.detection.models import Alert, AlertEvidence, AlertPerson, Telling
from beccaria.lib import patterns


def told(one: Found) -> dict[str, Any]:
    """What an alert says, of a finding."""
    return {
        "sentence": one.sentence,
        "unusual": one.unusual.words,
        "innocent_if": list(one.innocent_if),
        "check_next": list(one.check_next),
        "strength": one.strength,
        "since": one.since,
        "picture": {
            "establishments": list(one.establishments),
            "seen": one.unusual.seen,
            "usual": one.unusual.usual,
            "against": one.unusual.against,
            **said_with(one),
        },
    }


def said_with(one: Found) -> dict[str, Any]:
    """The values its sentences name, and no others: with them the pages say it in the reader's language."""
    pattern = patterns.every().get(one.pattern)
    named = spoken(pattern) if pattern and pattern.version == one.version else ()
    values = {name: one.values[name] for name in sorted(named) if name in one.values}
    return {"version": one.version, "values": values}


def telling(row: Alert, one: Found, marking: Marking, *, at: datetime) -> Telling:
    """The row of what an alert says."""
    return Telling(alert=row, found_at=one.at, last_at=at, **told(one), **columns(marking))


def named(row: Alert, persons: Iterable[str], placed: Placed, *, at: datetime) -> list[AlertPerson]:
    """The rows of whom an alert names."""
    held = frozenset(row.compartments)
    return [
        AlertPerson(alert=row, person_id=key, added_at=at, **columns(placed.person(key, held)))
        for key in persons
    ]


def rows_cited(
    row: Alert, pieces: Iterable[Evidence], placed: Placed, *, at: datetime, opens: Iterable[Evidence] = ()
) -> list[AlertEvidence]:
    """The rows of what an alert cites, each once; with those in `opens` something new came."""
    held, opening = frozenset(row.compartments), set(opens)
    each = {(piece.kind, piece.row): piece for piece in pieces}
    return [
        AlertEvidence(
            alert=row,
            kind=piece.kind,
            key=piece.row,
            sentence=piece.sentence,
            at=piece.at,
            recorded=(piece.kind, piece.row) in placed.rows,
            opens=piece in opening,
            added_at=at,
            **columns(placed.row(piece, held)),
        )
        for piece in each.values()
    ]
