"""Compare several judges of one person: only assessments made apart, each begun before the others were finished."""

from dataclasses import dataclass

from beccaria.core.actors import Actor
from beccaria.core.instruments import Agreement, Judged, compare_judges
from beccaria.people import api as people
from beccaria.risk.queries import seen
from beccaria.risk.queries.assessments import assessment, lines, ratings_of
from beccaria.risk.queries.shapes import Line, Rated, Read


@dataclass(frozen=True, slots=True)
class Compared:
    """Judgements made apart from each other, side by side. `ratings` by assessment, then by item."""

    of: Read
    judges: tuple[Line, ...]
    ratings: dict[str, dict[str, Rated]]
    agreement: Agreement | None


def judges(assessment_id: str, *, by: Actor) -> Compared:
    """An assessment beside those others made of the same person with the same version without knowing of it.

    What is not finished, or is closed to the reader, is not there. Raises Hidden, Refused.
    """
    read = assessment(assessment_id, by=by)
    row = seen.assessment(assessment_id, by=by)
    rows = [row]
    if read.finished_at and read.by:
        records = people.records_of(row.person_id, by)
        rows += list(
            seen.assessments(by=by)
            .filter(person__in=records, instrument=row.instrument, version=row.version)
            .filter(started_at__lt=row.finished_at, finished_at__gt=row.started_at)
            .exclude(pk=row.pk)
            .exclude(assessor=row.assessor)
            .order_by("finished_at", "id")
        )
    ratings = {each.id: ratings_of(each, by=by) for each in rows}
    judged = [
        Judged(each.assessor, row.person_id, {item: rated.level for item, rated in ratings[each.id].items()})
        for each in rows
    ]
    agreed = compare_judges(read.by, judged) if read.by and len(rows) > 1 else None
    return Compared(read, lines(rows), ratings, agreed)
