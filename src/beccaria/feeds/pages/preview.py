"""An upload before it is taken in: which heading means which column, and its first rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from beccaria.feeds.pages.imports import title
from beccaria.lib.parts import Column, EmptyState, HandlingStrip, Row, Table
from beccaria.lib.spoken import in_words
from beccaria.people import api as people

if TYPE_CHECKING:
    from beccaria.feeds.queries.preview import Seen
    from beccaria.feeds.queries.shapes import ImportShown


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """The upload."""

    handling: HandlingStrip | None
    title: str
    wrong: str
    table: Table | None
    ignored: str


def preview_page(one: ImportShown, seen: Seen) -> PreviewPage:
    """The upload with its first rows under the columns they are taken for."""
    table = None
    if seen.rows:
        table = Table(
            caption=_("Its first rows, as they would be read"),
            columns=tuple(Column(name) for name in seen.columns),
            rows=tuple(Row(tuple(row)) for row in seen.rows),
            empty=EmptyState(_("No row"), ""),
        )
    return PreviewPage(
        people.strip_of([one.marking]),
        title(one),
        in_words(seen.wrong) if seen.wrong else "",
        table,
        _("Left out: %(headings)s") % {"headings": ", ".join(seen.ignored)} if seen.ignored else "",
    )
