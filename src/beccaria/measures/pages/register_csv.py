"""The register as a table for a spreadsheet, with how it must be handled."""

import csv
import io
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from beccaria.lib.tables_rejects import safe
from beccaria.measures.pages.parts import strip
from beccaria.measures.queries.shapes import Line
from beccaria.people.api import PersonShown

_HEAD = (
    *(
        "person",
        "name",
        "number",
        "prison",
        "kind",
        "regime",
        "ground",
        "office",
        "from",
        "until",
        "standing",
    ),
    *("contact_hours", "isolates", "alike", "level", "handling"),
)


def as_csv(found: Sequence[Line], persons: Mapping[str, PersonShown], *, whole: bool) -> bytes:
    """How it must be handled first, last that the register holds more; what would be a formula gets an apostrophe."""
    into = io.StringIO(newline="")
    writer = csv.writer(into)
    shown = [one for one in found if one.person in persons]
    handled = strip(*(one.marking for one in shown), *(persons[one.person].marking for one in shown))
    writer.writerow([safe(" · ".join((handled.words, *handled.conditions)))])
    writer.writerow(_HEAD)
    for one in shown:
        person = persons[one.person]
        cells = (
            *(person.id, person.name, person.number, one.site or "", one.kind.value, one.regime, one.article),
            *(one.office, one.starts_at.isoformat(), one.over_at.isoformat(), one.standing.value),
            *("" if one.contact_hours is None else str(one.contact_hours), "yes" if one.isolates else "no"),
            *("" if one.alike is None else str(one.alike), str(int(one.marking.level))),
            " ".join(sorted(one.marking.handling)),
        )
        writer.writerow([safe(cell) for cell in cells])
    if not whole:
        said = _(
            "The register holds more than these %(count)s: choose one kind, or one prison, for a file of its own."
        )
        writer.writerow([said % {"count": len(shown)}])
    return into.getvalue().encode()
