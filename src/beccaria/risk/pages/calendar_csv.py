"""The review calendar as a table for a spreadsheet, with how it must be handled."""

import csv
import io
from collections.abc import Mapping
from datetime import datetime

from beccaria.lib.moments import day_of
from beccaria.lib.tables_rejects import safe
from beccaria.people.api import PersonShown
from beccaria.risk.pages import review_words as words
from beccaria.risk.pages.calendar import careful
from beccaria.risk.queries.calendar_shapes import Calendar, Changed, Fall


def as_csv(found: Calendar, persons: Mapping[str, PersonShown], *, at: datetime) -> bytes:
    """The calendar for a spreadsheet, how it must be handled first; what would be a formula gets an apostrophe."""
    into, on = io.StringIO(newline=""), day_of(at)
    writer = csv.writer(into)
    whole = careful(found, persons)
    if whole:
        writer.writerow([safe(" · ".join((whole.words, *whole.conditions)))])
    writer.writerow(
        (
            "person",
            "name",
            "number",
            "prison",
            "wing",
            "what",
            "until",
            "standing",
            "why",
            "level",
            "handling",
        )
    )
    for row in found.rows:
        one = persons.get(row.person)
        if one is None:
            continue
        changed = found.changed.get(row.judged, ())
        parts: tuple[Fall | Changed, ...] = (row, *changed)
        codes = {code for part in parts for code in part.handling}
        level = max(part.level for part in parts)
        cells = (
            *(one.id, one.name, one.number, row.establishment, row.wing, words.what(row)),
            *(row.until.day.isoformat(), row.until.standing(on).value),
            *(words.why(row, changed), str(level), " ".join(sorted(codes))),
        )
        writer.writerow([safe(cell) for cell in cells])
    return into.getvalue().encode()
