"""Print an escort pack as PDF for those who go along: what they must know, and how it must be handled on every page."""

from pathlib import Path
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from beccaria.lib.printing import printed
from beccaria.placement.pages.escorts import EscortPage

_TEMPLATE: Final = Path(__file__).with_name("escort.typ")


def pdf(page: EscortPage) -> bytes:
    """The pack on paper."""
    return printed(_TEMPLATE, _said(page))


def _said(page: EscortPage) -> dict[str, Any]:
    strip = page.handling
    return {
        "language": (get_language() or "en").partition("-")[0],
        "title": page.title,
        "handling": " · ".join([strip.words, *strip.conditions]) if strip else "",
        "state": page.tag.text,
        "parts": [
            [_("What must be known of him"), list(page.told)],
            [_("Why this level"), [f"{level}: {because}" for level, because in page.asked]],
            [_("The plan"), [f"{one.label}: {one.value}" for one in page.facts]],
            [_("What goes along"), list(page.equipment)],
            [_("Ways"), [", ".join(str(cell) for cell in row.cells if cell) for row in page.routes.rows]],
            [_("Notes"), [page.notes] if page.notes else []],
            [_("Who answers for it"), [f"{one.label}: {one.value}" for one in page.steps]],
            [_("Still missing: nobody leaves by this paper"), list(page.lacking)],
        ],
    }
