"""Turn rows of evidence into what the rules judge, and say what they come to."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from beccaria.core.actors import Actor
from beccaria.core.grading import Grade, Scheme
from beccaria.core.groups import Basis, Standing, supported
from beccaria.core.groups import Evidence as Piece
from beccaria.networks.models import Evidence, Membership
from beccaria.networks.queries import seen


def piece(row: Evidence) -> Piece:
    """One row as the rules know it."""
    grade = Grade(Scheme(row.scheme), row.source_grade, row.information_grade)
    return Piece(Basis(row.basis), row.origin, row.observed, grade, row.reference)


def rows_of(membership_ids: Iterable[str], *, by: Actor) -> dict[str, list[Evidence]]:
    """The evidence that was not withdrawn, by membership, as far as the reader may see it."""
    found: dict[str, list[Evidence]] = defaultdict(list)
    rows = seen.evidence(by=by).filter(membership_id__in=list(membership_ids), withdrawn_at=None)
    for row in rows.order_by("observed", "id"):
        found[row.membership_id].append(row)
    return found


def pieces(membership_ids: Iterable[str], *, by: Actor) -> dict[str, list[Piece]]:
    """The same as the rules know it."""
    return {one: [piece(row) for row in rows] for one, rows in rows_of(membership_ids, by=by).items()}


def standings(rows: Iterable[Membership], *, on: date, by: Actor) -> dict[str, Standing]:
    """What the evidence that the reader may see comes to, for each of these memberships."""
    wanted = list(rows)
    known = pieces((row.id for row in wanted), by=by)
    return {row.id: supported(known.get(row.id, ()), on=on, ended=row.ended_at is not None) for row in wanted}
