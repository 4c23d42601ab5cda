"""What the sanitising page shows: both texts side by side, what may still give the source away, the preview."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from beccaria.core.handling import Audience, Handling, strictest
from beccaria.engines.sanitising import Flag, Piece, SideBySide
from beccaria.lib.parts import GradeChip, HandlingStrip
from beccaria.reports.pages.items import chip
from beccaria.reports.pages.parts import handling_words, strip
from beccaria.reports.pages.words import AUDIENCES, NATURES, said, told
from beccaria.reports.queries.shapes import ItemShown, ReportShown, VersionItem, VersionShown


@dataclass(frozen=True, slots=True)
class FlagLine:
    """A place that may give the source away; `answer` is why the words stay."""

    key: str
    text: str
    why: str
    answer: str


@dataclass(frozen=True, slots=True)
class Both:
    """One item: as it was graded, and as the other would read it."""

    id: str
    number: int
    grade: GradeChip | None
    left: tuple[Piece, ...]
    right: tuple[Piece, ...]
    text: str
    told: bool
    flags: tuple[FlagLine, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """One item as the other will see it."""

    text: str
    grade: GradeChip | None
    nature: str
    handling: str


@dataclass(frozen=True, slots=True)
class SanitisePage:
    """Making a version for an audience."""

    id: str
    reference: str
    revision: int
    handling: HandlingStrip
    audience: str
    audience_words: str
    audiences: tuple[tuple[str, str], ...]
    title: str
    title_flags: tuple[FlagLine, ...]
    items: tuple[Both, ...]
    open_flags: int
    preview_title: str
    preview: tuple[Seen, ...]
    preview_handling: HandlingStrip


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed so far: the words and whether it is told, for each item; the title; the answers."""

    audience: str
    title: str
    texts: Mapping[str, str]
    told: frozenset[str]
    answers: Mapping[str, str]


def sanitise_page(
    shown: ReportShown,
    typed: Typed,
    *,
    flags: Mapping[str, Sequence[Flag]],
    compared: Mapping[str, SideBySide],
) -> SanitisePage:
    """The page. `flags` are those of each item's new words, and of the title under the empty name."""
    seen: set[str] = set()
    title_flags = _flags(flags.get("", ()), typed, seen)
    items = tuple(
        _both(one, typed, compared[one.id], _flags(flags.get(one.id, ()), typed, seen)) for one in shown.items
    )
    told_items = [one for one in shown.items if one.id in typed.told]
    conditions = strictest(*(one.handling for one in told_items))
    whole = strictest(shown.line.handling, *(one.handling for one in shown.items))
    every = [*title_flags, *(flag for one in items if one.told for flag in one.flags)]
    return SanitisePage(
        id=shown.line.id,
        reference=shown.line.reference,
        revision=shown.revision,
        handling=strip(shown.line.level, whole.codes, whole.notes),
        audience=typed.audience,
        audience_words=said(AUDIENCES, typed.audience),
        audiences=tuple(
            (one.value, said(AUDIENCES, one)) for one in Audience if one is not Audience.OWN_UNIT
        ),
        title=typed.title,
        title_flags=title_flags,
        items=items,
        open_flags=sum(1 for one in every if not one.answer),
        preview_title=typed.title,
        preview=tuple(
            Seen(
                typed.texts[one.id],
                chip(one.grade),
                said(NATURES, one.nature),
                _own_handling(one.handling, conditions),
            )
            for one in told_items
        ),
        preview_handling=strip(shown.line.level, conditions.codes, conditions.notes),
    )


def _both(one: ItemShown, typed: Typed, compared: SideBySide, flags: tuple[FlagLine, ...]) -> Both:
    return Both(
        one.id,
        one.position,
        chip(one.grade),
        compared.left,
        compared.right,
        typed.texts[one.id],
        one.id in typed.told,
        flags,
    )


def _flags(flags: Sequence[Flag], typed: Typed, seen: set[str]) -> tuple[FlagLine, ...]:
    """Each flag once on the page: one answer holds for every place with the same words."""
    lines = []
    for one in flags:
        if one.key not in seen:
            seen.add(one.key)
            lines.append(FlagLine(one.key, one.text, told(one.why), typed.answers.get(one.key, "")))
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class VersionPage:
    """One version as it was made."""

    id: str
    report: str
    reference: str
    title: str
    audience: str
    number: int
    handling: HandlingStrip
    items: tuple[Seen, ...]
    back: str


def version_page(shown: ReportShown, version: VersionShown) -> VersionPage:
    """One version of a report, for the unit."""
    return VersionPage(
        id=version.id,
        report=shown.line.id,
        reference=shown.line.reference,
        title=version.title,
        audience=_("as it was graded") if version.original else said(AUDIENCES, version.audience),
        number=version.number,
        handling=strip(version.level, version.handling.codes, version.handling.notes),
        items=tuple(seen_item(one, version.handling) for one in version.items),
        back=reverse("reports:desk", kwargs={"report": shown.line.id}),
    )


def seen_item(one: VersionItem, whole: Handling) -> Seen:
    """One item as a version tells it; its handling is worded where it is not that of the whole."""
    return Seen(
        one.text,
        chip(one.grade),
        said(NATURES, one.nature),
        _own_handling(one.handling, whole),
    )


def _own_handling(own: Handling, whole: Handling) -> str:
    return "" if own.codes == whole.codes else handling_words(own.codes, own.notes)
