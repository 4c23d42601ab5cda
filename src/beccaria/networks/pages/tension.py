"""What the tension map says: a sentence first, then groups by wings with who stands there, then each hostility."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.core.groups import RelationKind, Support
from beccaria.lib.parts import EmptyState, HandlingStrip, Link, Notice, Tag, TaskRow
from beccaria.networks.pages import parts
from beccaria.networks.queries.tension import GroupHere, Hostility, Standing, TensionMap
from beccaria.people import api as people
from beccaria.people.api import PersonShown


@dataclass(frozen=True, slots=True)
class Cell:
    """A group on a wing: how many, what is hostile there, and who they are."""

    words: str
    tags: tuple[Tag, ...] = ()
    people: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group with its cells, in the order of the wings."""

    group: Link
    total: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class TensionPage:
    """The map of one establishment."""

    title: str
    notice: Notice
    wings: tuple[str, ...]
    rows: tuple[GroupRow, ...]
    sentences: tuple[str, ...]
    others: tuple[Link, ...]
    here: str
    empty: EmptyState
    handling: HandlingStrip | None


@dataclass(frozen=True, slots=True)
class TensionPiece:
    """What Today says of feuds on one wing."""

    rows: tuple[TaskRow, ...]
    handling: HandlingStrip | None


def tension_page(
    found: TensionMap, persons: Mapping[str, PersonShown], places: Mapping[str, str]
) -> TensionPage:
    """The map. `persons` are those of the memberships, `places` the reader's establishments by code."""
    rows = tuple(_row(group, found, persons) for group in found.groups)
    return TensionPage(
        title=_("Groups by wing: %(place)s") % {"place": places.get(found.site, found.site)},
        notice=_notice(found),
        wings=tuple(name or _("wing not known") for name in found.wings.values()),
        rows=rows,
        sentences=tuple(_sentence(one, found) for one in found.hostile),
        others=tuple(
            Link(name, parts.address("tension", code))
            for code, name in sorted(places.items(), key=lambda one: one[1])
        ),
        here=parts.address("tension", found.site),
        empty=EmptyState(
            _("No group has people here that you may know of"),
            _("Nobody held here now has a membership in force. That does not mean that no group is here."),
        ),
        handling=parts.strip([(found.level, found.handling)]) if found.groups else None,
    )


def _notice(found: TensionMap) -> Notice:
    feuds = [one for one in found.hostile if one.kind is RelationKind.FEUD]
    rivals = [one for one in found.hostile if one.kind is RelationKind.RIVAL]
    if feuds:
        return Notice(
            " ".join(_sentence(one, found) for one in feuds), "red", _("Feuding groups on one wing")
        )
    if rivals:
        return Notice(
            " ".join(_sentence(one, found) for one in rivals), "amber", _("Rival groups on one wing")
        )
    return Notice(_("No groups that are known to be hostile to each other live on one wing."), "note")


def _sentence(one: Hostility, found: TensionMap) -> str:
    values = {
        "wing": found.wings.get(one.wing, one.wing),
        "one": one.one.name,
        "other": one.other.name,
        "here": _counted(one.one.on(one.wing)),
        "there": _counted(one.other.on(one.wing)),
    }
    if one.kind is RelationKind.FEUD:
        said = _("Two groups in a feud live on %(wing)s: %(one)s (%(here)s) and %(other)s (%(there)s).")
    else:
        said = _("Two rival groups live on %(wing)s: %(one)s (%(here)s) and %(other)s (%(there)s).")
    doubt = "" if one.is_supported else " " + _("On one side at least nobody is more than suspected.")
    return said % values + doubt


def _counted(several: tuple[Standing, ...]) -> str:
    """How many, with supported and suspected told apart."""
    supported = sum(one.support is Support.SUPPORTED for one in several)
    suspected = len(several) - supported
    words = []
    if supported:
        words.append(ngettext("%(count)d member", "%(count)d members", supported) % {"count": supported})
    if suspected:
        words.append(ngettext("%(count)d suspected", "%(count)d suspected", suspected) % {"count": suspected})
    return ", ".join(words)


def _row(group: GroupHere, found: TensionMap, persons: Mapping[str, PersonShown]) -> GroupRow:
    return GroupRow(
        Link(group.name, parts.address("group", group.id)),
        str(group.people),
        tuple(_cell(group, wing, found, persons) for wing in found.wings),
    )


def _cell(group: GroupHere, wing: str, found: TensionMap, persons: Mapping[str, PersonShown]) -> Cell:
    several = group.on(wing)
    if not several:
        return Cell("")
    tags = tuple(_tag(group, one) for one in found.at(group.id, wing))
    known = (persons[one.person] for one in several if one.person in persons)
    links = (Link(one.name, people.address("people:person", one.id)) for one in known)
    return Cell(_counted(several), tags, tuple(sorted(links, key=lambda one: one.text)))


def _tag(group: GroupHere, one: Hostility) -> Tag:
    other = one.other if one.one.id == group.id else one.one
    if one.kind is RelationKind.FEUD:
        return Tag(_("feud with %(group)s") % {"group": other.name}, "red")
    return Tag(_("rival of %(group)s") % {"group": other.name}, "amber")


def tension_piece(found: tuple[tuple[TensionMap, Hostility], ...]) -> TensionPiece:
    """One line a feud: what cannot wait, and where to look."""
    rows = tuple(
        TaskRow(
            _("Two feuding groups on %(wing)s: %(one)s and %(other)s")
            % {"wing": where.wings[one.wing], "one": one.one.name, "other": one.other.name},
            parts.address("tension", where.site),
            _("See where"),
            _("%(one)s: %(here)s. %(other)s: %(there)s.")
            % {
                "one": one.one.name,
                "here": _counted(one.one.on(one.wing)),
                "other": one.other.name,
                "there": _counted(one.other.on(one.wing)),
            },
            urgent=one.is_supported,
        )
        for where, one in found
    )
    return TensionPiece(rows, parts.strip((where.level, where.handling) for where, _one in found))
