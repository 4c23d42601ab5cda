"""Make the lines of memberships, with what the evidence that the reader may see comes to."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from beccaria.core.actors import Actor
from beccaria.core.groups import Position, Role, counting, supported
from beccaria.networks.models import Evidence, Membership, RoleHypothesis
from beccaria.networks.queries import judged, seen
from beccaria.networks.queries.shapes import MemberLine
from beccaria.people import api as people
from beccaria.people.api import PersonShown


def lines(rows: Sequence[Membership], *, on: date, by: Actor) -> tuple[MemberLine, ...]:
    """These memberships in this order; those whose person the reader may not see are simply not among them."""
    known = people.named({row.person_id for row in rows}, by=by)
    shown = [row for row in rows if row.person_id in known]
    ids = [row.id for row in shown]
    evidence = judged.rows_of(ids, by=by)
    roles: dict[str, list[RoleHypothesis]] = defaultdict(list)
    supposed = seen.roles(by=by).filter(membership__in=ids, ended_at=None)
    for one in supposed.order_by("added_at", "id"):
        roles[one.membership_id].append(one)
    return tuple(
        line(row, known[row.person_id], evidence.get(row.id, ()), roles[row.id], on=on) for row in shown
    )


def line(
    row: Membership,
    person: PersonShown,
    evidence: Sequence[Evidence],
    roles: Sequence[RoleHypothesis],
    *,
    on: date,
) -> MemberLine:
    """One membership on one line, handled as strictly as everything it is made of (rule 2)."""
    pieces = [judged.piece(one) for one in evidence]
    careful = [(one.level, one.handling) for one in (row, *evidence, *roles)]
    careful.append((person.level, list(person.handling)))
    return MemberLine(
        id=row.id,
        group=row.group_id,
        person=person,
        position=Position(row.position),
        standing=supported(pieces, on=on, ended=row.ended_at is not None),
        bases=tuple(sorted({one.basis for one in counting(pieces, on=on)})),
        roles=tuple(Role(one.role) for one in roles),
        review_due=row.review_due,
        written_at=row.written_at,
        level=max(level for level, _codes in careful),
        handling=tuple(dict.fromkeys(code for _level, codes in careful for code in codes)),
    )
