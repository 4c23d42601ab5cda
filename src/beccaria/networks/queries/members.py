"""Make the lines of memberships, with what the evidence that the reader may see comes to."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from beccaria.core.actors import Actor
from beccaria.core.groups import Evidence as Piece
from beccaria.core.groups import Position, Role, counting, supported
from beccaria.networks.models import Membership, RoleHypothesis
from beccaria.networks.queries import judged
from beccaria.networks.queries.shapes import MemberLine
from beccaria.people import api as people
from beccaria.people.api import PersonShown


def lines(rows: Sequence[Membership], *, on: date, by: Actor) -> tuple[MemberLine, ...]:
    """These memberships in this order; those whose person the reader may not see are simply not among them."""
    known = people.named({row.person_id for row in rows}, by=by)
    shown = [row for row in rows if row.person_id in known]
    pieces = judged.pieces((row.id for row in shown), by=by)
    roles: dict[str, list[Role]] = defaultdict(list)
    supposed = RoleHypothesis.objects.filter(membership__in=[row.id for row in shown], ended_at=None)
    for membership, role in supposed.order_by("added_at", "id").values_list("membership_id", "role"):
        roles[membership].append(Role(role))
    return tuple(
        line(row, known[row.person_id], pieces.get(row.id, ()), tuple(roles[row.id]), on=on) for row in shown
    )


def line(
    row: Membership, person: PersonShown, pieces: Sequence[Piece], roles: tuple[Role, ...], *, on: date
) -> MemberLine:
    """One membership on one line."""
    return MemberLine(
        id=row.id,
        group=row.group_id,
        person=person,
        position=Position(row.position),
        standing=supported(pieces, on=on, ended=row.ended_at is not None),
        bases=tuple(sorted({one.basis for one in counting(pieces, on=on)})),
        roles=roles,
        review_due=row.review_due,
        written_at=row.written_at,
        level=max(row.level, person.level),
        handling=tuple(dict.fromkeys((*row.handling, *person.handling))),
    )
