"""What the page of two country packs side by side says, and where they differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from beccaria.core.countries import Entry, Known, Neutral, Pack, RegimeKind, Section, StatusKind, entries
from beccaria.lib.parts import Link, Tag
from beccaria.places import country_words as words
from beccaria.places.pages_countries import Said, follows, href, said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from beccaria.places.forms import CompareForm

_SIDE_BY_SIDE = (
    *(Section.COUNTRY, Section.DETERMINED, Section.CLOCKS, Section.ISOLATION),
    *(Section.NOTICE, Section.DECIDES, Section.SHARING),
)

_NAMES = ("english_name", "own_names")
"""Countries are not called the same: that is no difference to mark."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one country says to a line, and what follows from it here."""

    name: str
    said: tuple[Said, ...]
    follows: str = ""


@dataclass(frozen=True, slots=True)
class Both:
    """One line of both countries, and whether they differ."""

    label: str
    one: Side
    other: Side
    state: Tag


@dataclass(frozen=True, slots=True)
class BothPart:
    """One part of both packs."""

    id: str
    title: str
    lines: tuple[Both, ...]


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two packs side by side; without a choice only the question which."""

    title: str
    form: CompareForm
    links: tuple[Link, ...]
    counted: str
    parts: tuple[BothPart, ...]


def compare_page(form: CompareForm, one: Pack | None, other: Pack | None) -> ComparePage:
    """The comparison of two packs, part by part."""
    if one is None or other is None:
        return ComparePage(_("Compare two countries"), form, (), "", ())
    parts = tuple(_parts(one, other))
    different = sum(line.state.tone == "amber" for part in parts for line in part.lines)
    return ComparePage(
        title=_("%(one)s and %(other)s") % {"one": one.english_name.words, "other": other.english_name.words},
        form=form,
        links=tuple(Link(each.english_name.words, href(each)) for each in (one, other)),
        counted=_("Lines: %(all)s, of which different: %(different)s.")
        % {"all": sum(len(part.lines) for part in parts), "different": different},
        parts=parts,
    )


def _parts(one: Pack, other: Pack) -> Iterator[BothPart]:
    yield from (_plain(section, one, other) for section in _SIDE_BY_SIDE[:2])
    yield BothPart(
        Section.CATEGORIES.value, _("Security categories on the neutral scale"), tuple(_levels(one, other))
    )
    if one.statuses or other.statuses:
        yield BothPart(Section.STATUSES.value, words.section(Section.STATUSES), tuple(_statuses(one, other)))
    for kind in RegimeKind:
        if found := tuple(_regimes(kind, one, other)):
            yield BothPart(kind.value, words.regime_kind(kind).capitalize(), found)
    yield from (_plain(section, one, other) for section in _SIDE_BY_SIDE[2:])


def _plain(section: Section, one: Pack, other: Pack) -> BothPart:
    sides = [
        {entry.label: entry for entry in entries(pack) if entry.section is section} for pack in (one, other)
    ]
    found = []
    for label in dict.fromkeys((*sides[0], *sides[1])):
        if label in _NAMES:
            continue
        mine, theirs = sides[0].get(label), sides[1].get(label)
        found.append(
            Both(
                words.label(section, label),
                _side(one, [mine] if mine else []),
                _side(other, [theirs] if theirs else []),
                _state([mine] if mine else [], [theirs] if theirs else []),
            )
        )
    return BothPart(section.value, words.section(section), tuple(found))


def _side(pack: Pack, found: Iterable[Entry], *, named: bool = False) -> Side:
    found = list(found)
    return Side(
        pack.english_name.words,
        tuple(said(each, about=each.subject if named else "") for each in found),
        follows(pack, found[0]) if found else "",
    )


def _levels(one: Pack, other: Pack) -> Iterator[Both]:
    for label in ("scheme", "given_to"):
        found = [[each for each in entries(pack) if each.label == label] for pack in (one, other)]
        name = words.label(Section.CATEGORIES, label)
        yield Both(name, _side(one, found[0]), _side(other, found[1]), _state(*found))
    for level in Neutral:
        sides = [_at(pack, level) for pack in (one, other)]
        if not any(sides):
            continue
        match bool(sides[0]), bool(sides[1]), level is Neutral.NOT_COMPARABLE:
            case _, _, True:
                state = Tag(_("not comparable"), "amber")
            case True, True, _:
                state = Tag(_("both have one"), "good")
            case _:
                state = Tag(_("only one has one"), "plain")
        pair = zip((one, other), sides, strict=True)
        mine, theirs = (_side(pack, found, named=True) for pack, found in pair)
        yield Both(words.neutral()[level.value], mine, theirs, state)


def _statuses(one: Pack, other: Pack) -> Iterator[Both]:
    for kind in StatusKind:
        sides = [
            [each for each in entries(pack) if each.section is Section.STATUSES and each.subject == kind]
            for pack in (one, other)
        ]
        if any(sides):
            mine, theirs = _side(one, sides[0]), _side(other, sides[1])
            yield Both(words.status_kind(kind), mine, theirs, _state(*sides))


def _at(pack: Pack, level: Neutral) -> list[Entry]:
    codes = {one.code for one in pack.categories if one.crosswalk.value == level}
    return [
        entry
        for entry in entries(pack)
        if entry.section is Section.CATEGORIES and entry.subject in codes and entry.label == "describes"
    ]


def _regimes(kind: RegimeKind, one: Pack, other: Pack) -> Iterator[Both]:
    names = [{each.name for each in pack.regimes if each.kind is kind} for pack in (one, other)]
    sides = [
        [each for each in entries(pack) if each.section is Section.REGIMES and each.subject in of_kind]
        for pack, of_kind in zip((one, other), names, strict=True)
    ]
    for label in dict.fromkeys(each.label for side in sides for each in side):
        mine, theirs = ([each for each in side if each.label == label] for side in sides)
        yield Both(
            words.label(Section.REGIMES, label),
            _side(one, mine, named=True),
            _side(other, theirs, named=True),
            _state(mine, theirs),
        )


def _state(mine: list[Entry], theirs: list[Entry]) -> Tag:
    """Whether two countries differ. Not known is neither the same nor different."""
    known = [
        {words.value(each.label, each.fact) for each in side if each.fact.known is not Known.UNKNOWN}
        for side in (mine, theirs)
    ]
    if not any(known):
        return Tag(_("not known for either"), "quiet")
    if not all(known):
        return Tag(_("known for one only"), "plain")
    return Tag(_("same"), "good") if known[0] == known[1] else Tag(_("different"), "amber")
