"""Find an alert again: keep what came to it, and say whether something new did, so that a silent one speaks."""

from datetime import datetime
from typing import Final, NamedTuple

from beccaria.access.api import MARKING
from beccaria.core.alerts import fresh
from beccaria.core.markings import Marking, columns, derived
from beccaria.core.patterns import Evidence, Found
from beccaria.detection.actions.placing import Placed
from beccaria.detection.actions.writing import named, rows_cited, told
from beccaria.detection.models import Alert, AlertEvidence, AlertPerson

_MOST_ROWS: Final = 200


class Again(NamedTuple):
    """What came to an alert: somebody or some prison new, and whether others than before may see it now."""

    new: bool
    moved: bool


def again(row: Alert, one: Found, placed: Placed, *, at: datetime) -> Again:
    """Add what was found to an alert that stands, and return what is new in it.

    Its marking only gets stricter. More rows of the same change nothing that anybody is asked to look at.
    """
    known = set(row.evidence.values_list("kind", "key"))
    rows = [piece for piece in one.evidence if (piece.kind, piece.row) not in known]
    people = set(row.people.values_list("person_id", flat=True))
    new = fresh(
        people=placed.people_of(one),
        establishments=one.establishments,
        known_people=people,
        known_establishments={*row.reaches, *([row.site] if row.site else [])},
    )
    if not rows and not new:
        return Again(new=False, moved=False)
    moved = _tighten(row, placed.whole(one), new.establishments)
    AlertPerson.objects.bulk_create(named(row, new.people, placed, at=at))
    opening = [piece for piece in rows if _brings(piece, placed, new.people, new.establishments)]
    room = max(_MOST_ROWS - len(known), len(opening))
    cited = [*opening, *(piece for piece in rows if piece not in opening)][:room]
    AlertEvidence.objects.bulk_create(rows_cited(row, cited, placed, at=at, opens=opening))
    said = row.telling
    for name, value in {**told(one), **columns(row.marking)}.items():
        setattr(said, name, value)
    said.times, said.last_at = said.times + 1, at
    said.save()
    return Again(new=bool(new), moved=moved)


def _brings(
    piece: Evidence, placed: Placed, people: tuple[str, ...], establishments: tuple[str, ...]
) -> bool:
    return placed.persons.get(piece.person, "") in people or piece.establishment in establishments


def _tighten(row: Alert, marking: Marking, establishments: tuple[str, ...]) -> bool:
    before = (row.marking, row.reaches)
    strict = derived(row.marking, marking)
    known = {*row.reaches, *([row.site] if row.site else [])}
    for name, value in columns(strict).items():
        setattr(row, name, value)
    row.reaches = sorted({*known, *establishments})
    if (row.marking, row.reaches) == before:
        return False
    row.folded_into = None
    row.save(update_fields=[*MARKING, "reaches", "folded_into"])
    for under in row.folded.all():
        under.folded_into = None
        under.save(update_fields=["folded_into"])
    return True
