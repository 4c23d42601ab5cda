"""Two versions of an instrument side by side: every line of both, what differs marked."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from beccaria.core.instruments import Instrument, differences
from beccaria.lib.parts import DiffLine, Link
from beccaria.risk.pages import library_words as words
from beccaria.risk.pages.library import href
from beccaria.risk.queries.library import Version


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a comparison."""

    id: str
    title: str
    lines: tuple[DiffLine, ...]


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two versions side by side; without two versions the sentence that says so."""

    title: str
    lead: str
    back: Link
    left: str
    right: str
    parts: tuple[Part, ...]


def compare_page(one: Version, other: Version) -> ComparePage:
    """Two versions side by side, what differs marked; each item of either version is a part."""
    first, second = one.instrument, other.instrument
    parts: dict[str, list[DiffLine]] = {}
    lines = differences(first, second)
    for line in lines:
        parts.setdefault(line.about, []).append(DiffLine(line.left, line.right, words.what(line.what)))
    changed = sum(line.differs for line in lines)
    return ComparePage(
        title=_("%(title)s: version %(one)s and version %(other)s")
        % {"title": second.title, "one": first.version, "other": second.version},
        lead=_("Lines: %(all)s, of which different: %(different)s.")
        % {"all": len(lines), "different": changed},
        back=Link(second.title, href(second.id)),
        left=_("Version %(version)s") % {"version": first.version},
        right=_("Version %(version)s") % {"version": second.version},
        parts=tuple(
            Part(about or "whole", _titled(about, first, second) if about else _("The whole"), tuple(several))
            for about, several in parts.items()
        ),
    )


def _titled(item_id: str, first: Instrument, second: Instrument) -> str:
    known = {item.id: item.question for one in (first, second) for item in one.items}
    return known[item_id]
