"""What the pages of country packs say: every fact with its source, how sure it is, and what follows from it here."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.core.countries import (
    Clock,
    Entry,
    Known,
    Pack,
    Recipient,
    Section,
    allows,
    clock,
    entries,
    isolation,
)
from beccaria.lib.parts import Column, EmptyState, Link, Row, Table, Tag, Tile
from beccaria.places import country_words as words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Said:
    """One fact: its words, how sure it is, where it stands, what to know with it. `about` tells several apart."""

    words: str
    mark: Tag
    source: str
    note: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A name and the facts under it; `follows` is what the rules here make of them."""

    label: str
    said: tuple[Said, ...]
    follows: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines under a heading of their own, such as one regime; without a title they stand for themselves."""

    title: str
    tag: Tag | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a pack, with a sentence on how to read it."""

    id: str
    title: str
    lead: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class PackPage:
    """One country pack."""

    title: str
    lead: str
    tiles: tuple[Tile, ...]
    parts: tuple[Part, ...]
    compare: Link


@dataclass(frozen=True, slots=True)
class PacksPage:
    """The list of packs."""

    lead: str
    table: Table
    compare: Link


def packs_page(packs: Mapping[str, Pack]) -> PacksPage:
    """Every pack with how much of it is known."""
    rows = tuple(
        Row((pack.english_name.words, pack.id, *_counted(pack)), href=href(pack)) for pack in packs.values()
    )
    return PacksPage(
        lead=_("What is known of each country: who decides, within which limits, and how sure that is."),
        table=Table(
            caption=_("Country packs, with the number of facts of each kind"),
            columns=(
                Column(_("Country")),
                Column(_("Code")),
                Column(_("Verified"), numeric=True),
                Column(_("Not verified"), numeric=True),
                Column(_("Not known"), numeric=True),
            ),
            rows=rows,
            empty=EmptyState(_("No packs are here")),
        ),
        compare=Link(_("Compare two"), reverse("places:countries_compare")),
    )


def href(pack: Pack) -> str:
    """The address of a pack."""
    return reverse("places:country", kwargs={"pack_id": pack.id})


def _counted(pack: Pack) -> tuple[str, ...]:
    counts = Counter(one.fact.known for one in entries(pack))
    return tuple(str(counts[each]) for each in Known)


def pack_page(pack: Pack) -> PackPage:
    """One pack, every fact of it in the order of reading."""
    parts: dict[Section, list[Entry]] = {}
    for entry in entries(pack):
        parts.setdefault(entry.section, []).append(entry)
    verified, unverified, unknown = (int(each) for each in _counted(pack))
    return PackPage(
        title=pack.english_name.words,
        lead=_(
            "Facts stay in English, as the sources word them. What is not verified is shown and permits nothing."
        ),
        tiles=(
            Tile(verified, ngettext("fact verified", "facts verified", verified)),
            Tile(unverified, ngettext("fact not verified", "facts not verified", unverified)),
            Tile(unknown, ngettext("fact not known", "facts not known", unknown)),
        ),
        parts=tuple(
            Part(one.value, words.section(one), lead(one, pack), _blocks(pack, found))
            for one, found in parts.items()
        ),
        compare=Link(_("Compare with another"), f"{reverse('places:countries_compare')}?one={pack.id}"),
    )


def lead(section: Section, pack: Pack) -> str:
    """How a part is to be read, and what the rules make of it."""
    match section:
        case Section.ISOLATION:
            limits = isolation(pack)
            return _(
                "Here %(hours)s a day alone count as isolation, which must end after %(days)s: the limit of the country"
                " where it is stricter, else the Nelson Mandela Rules 43 to 45."
            ) % {"hours": words.length(limits.hours_a_day), "days": words.length(limits.days)}
        case Section.SHARING:
            return _("Every switch is off unless the law is verified to allow it. Unknown is off.")
        case Section.CLOCKS:
            return _("Where a country is silent, the strictest interval that any source names is taken.")
        case Section.CATEGORIES if pack.categories:
            return _("The neutral scale is our reading: no crosswalk between countries is published.")
        case Section.STATUSES:
            return _(
                "A status is a decision about one person. Nobody has one because of a group or an origin."
            )
        case Section.REGIMES if pack.regimes:
            return _("Restrictions change with courts and laws: look at the source before relying on one.")
        case _:
            return ""


def _blocks(pack: Pack, found: Sequence[Entry]) -> tuple[Block, ...]:
    section = found[0].section
    if section is Section.STATUSES:
        return tuple(
            Block(words.status_kind(one.kind), None, lines(pack, [e for e in found if e.subject == one.kind]))
            for one in pack.statuses
        )
    if section is not Section.REGIMES:
        return (Block("", None, lines(pack, found)),)
    kinds = {one.name: one.kind for one in pack.regimes}
    return tuple(
        Block(name, Tag(words.regime_kind(kind)), lines(pack, [one for one in found if one.subject == name]))
        for name, kind in kinds.items()
    )


def lines(pack: Pack, found: Iterable[Entry]) -> tuple[Line, ...]:
    """Facts of one name together; a category is one line with its meaning and its place on the neutral scale."""
    grouped: dict[str, list[Entry]] = {}
    for one in found:
        named = one.subject if one.section in (Section.CATEGORIES, Section.MORE) and one.subject else ""
        grouped.setdefault(named or words.label(one.section, one.label), []).append(one)
    return tuple(
        Line(name, tuple(said(one) for one in together), follows(pack, together[0]))
        for name, together in grouped.items()
    )


def said(entry: Entry, *, about: str = "") -> Said:
    """One fact as it is shown."""
    shown = words.value(entry.label, entry.fact)
    if entry.section is Section.CATEGORIES and entry.label == "crosswalk":
        shown = _("Neutral scale: %(level)s") % {"level": shown}
    if entry.section is Section.CATEGORIES and entry.label == "decided_by":
        shown = _("Decided by: %(who)s") % {"who": shown}
    if entry.section is Section.SHARING:
        named = {"allowed": _("The law allows it"), "not_allowed": _("Not allowed")}
        shown = named.get(entry.fact.words, shown)
    return Said(shown, words.mark(entry.fact), entry.fact.source or "", entry.fact.note, about)


def follows(pack: Pack, entry: Entry) -> str:
    """What the rules make of a fact, where they make something of it."""
    if entry.section is Section.CLOCKS:
        runs = clock(pack, Clock(entry.label))
        return _("The clock runs for %(length)s.") % {"length": words.length(runs)}
    if entry.section is Section.SHARING:
        return _("The switch is on.") if allows(pack, Recipient(entry.label)) else _("The switch is off.")
    return ""
