"""Say of many people at once which groups they may belong to, in one statement: for charts, maps and lists."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final

from django.db import connection

from beccaria.core.actors import Actor
from beccaria.core.grading import Grade, Scheme
from beccaria.core.groups import Basis, Evidence, Support, supported
from beccaria.core.handling import HELD_BACK
from beccaria.lib.moments import day_of
from beccaria.networks.queries.chart_shapes import Mark

_ORDER: Final = list(Support)
# All records of a person count. Row policies drop what the reader may not see; handling keeps some at its prison.
_FIND: Final = """
SELECT asked.id, member.group_id, known.name, member.position,
  greatest(member.level, known.level), member.handling || known.handling,
  coalesce((
    SELECT jsonb_agg(jsonb_build_array(piece.basis, piece.origin, piece.reference, piece.observed, piece.scheme,
      piece.source_grade, piece.information_grade, piece.level, piece.handling))
    FROM networks_evidence piece
    WHERE piece.membership_id = member.id AND piece.withdrawn_at IS NULL
      AND (NOT piece.handling && %(held_back)s OR piece.site = ANY (%(sites)s))
  ), '[]')::text,
  coalesce((
    SELECT jsonb_build_array(supposed.role, supposed.level, supposed.handling)
    FROM networks_rolehypothesis supposed
    WHERE supposed.membership_id = member.id AND supposed.ended_at IS NULL
      AND (NOT supposed.handling && %(held_back)s OR supposed.site = ANY (%(sites)s))
    ORDER BY supposed.added_at DESC, supposed.id LIMIT 1
  ), '["", 0, []]')::text
FROM people_person asked
JOIN people_person fellow ON fellow.cluster = asked.cluster
JOIN networks_membership member ON member.person_id = fellow.id AND member.ended_at IS NULL
JOIN networks_group known ON known.id = member.group_id AND known.ended_at IS NULL
WHERE asked.id = ANY (%(persons)s)
  AND (NOT member.handling && %(held_back)s OR member.site = ANY (%(sites)s))
"""


def marks(persons: Iterable[str], *, by: Actor, at: datetime) -> dict[str, tuple[Mark, ...]]:
    """The groups each of these people may belong to, the best supported first; those without any are left out.

    A lapsed membership is told as lapsed. One statement; `persons` are identifiers of records.
    """
    wanted, on = sorted(set(persons)), day_of(at)
    if not wanted:
        return {}
    values = {"persons": wanted, "sites": sorted(by.sites), "held_back": HELD_BACK}
    with connection.cursor() as cursor:
        cursor.execute(_FIND, values)
        found: dict[str, dict[str, Mark]] = defaultdict(dict)
        for person, *row in cursor.fetchall():
            mark = _mark(row, on=on)
            held = found[person].get(mark.group)
            if held is None or _rank(mark) < _rank(held):
                found[person][mark.group] = mark
    return {person: tuple(sorted(held.values(), key=_rank)) for person, held in found.items()}


def _mark(row: list[Any], *, on: date) -> Mark:
    """From its row; it is handled as strictly as everything that it rests on (rule 2)."""
    group, name, position, level, handling, pieces, supposed = row
    told, (role, *of_role) = json.loads(pieces), json.loads(supposed)
    standing = supported([_piece(one) for one in told], on=on)
    careful = [(level, handling), of_role, *(one[-2:] for one in told)]
    return Mark(
        group=group,
        name=name,
        support=standing.support.value,
        bases=standing.bases,
        until=standing.until.isoformat() if standing.until else "",
        role=role,
        position=position,
        level=max(one for one, _codes in careful),
        handling=tuple(sorted({code for _level, codes in careful for code in codes})),
    )


def _piece(said: list[Any]) -> Evidence:
    basis, origin, reference, observed, scheme, source, information, *_careful = said
    grade = Grade(Scheme(scheme), source, information)
    return Evidence(Basis(basis), origin, date.fromisoformat(observed), grade, reference)


def _rank(mark: Mark) -> tuple[int, int, str, str]:
    return _ORDER.index(Support(mark.support)), -mark.bases, mark.name, mark.group
