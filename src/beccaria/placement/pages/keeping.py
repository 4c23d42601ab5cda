"""Pages of keeping apart: what stands first on a person's page, all of it, one of them, and rules for groups."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.allocation import Level
from beccaria.core.groups import RelationKind
from beccaria.core.markings import Marking
from beccaria.lib.moments import day_of
from beccaria.lib.parts import EmptyState, Fact, HandlingStrip, Link, PersonLine, Tag
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.placement.pages import words
from beccaria.placement.pages.parts import address, strip
from beccaria.placement.queries.keeping import Kept, Kepts
from beccaria.placement.queries.rules import RuleRead, Rules
from beccaria.placement.queries.sharing import shares


@dataclass(frozen=True, slots=True)
class KeptRow:
    """Somebody from whom the person is kept: how far, why, until when. `here` says that they are on one wing now."""

    name: str
    href: str
    where: str
    apart: str
    detail: str
    tag: Tag
    here: bool


@dataclass(frozen=True, slots=True)
class AboutPiece:
    """What must be known of one person to keep people safe today."""

    rows: tuple[KeptRow, ...]
    warning: str
    empty: EmptyState
    handling: HandlingStrip | None
    all: Link
    new: Link | None
    place: Link | None


@dataclass(frozen=True, slots=True)
class KeptsPage:
    """Everybody from whom somebody is or was kept."""

    person: PersonLine
    back: Link
    handling: HandlingStrip | None
    rows: tuple[KeptRow, ...]
    over: tuple[KeptRow, ...]
    empty: EmptyState
    new: Link | None


@dataclass(frozen=True, slots=True)
class KeptPage:
    """One keep-apart."""

    title: str
    tag: Tag
    back: Link
    handling: HandlingStrip | None
    persons: tuple[PersonLine, ...]
    unseen: str
    why: str
    facts: tuple[Fact, ...]
    close: str
    may_close: bool


@dataclass(frozen=True, slots=True)
class NewPage:
    """Writing one down about somebody."""

    person: PersonLine
    back: Link
    handling: HandlingStrip | None


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule for groups, and what it rests on."""

    text: str
    why: str
    tag: Tag
    end: str


@dataclass(frozen=True, slots=True)
class RulesPage:
    """Feuds and rivals that bind, and standing decisions."""

    hostile: tuple[RuleRow, ...]
    hostile_empty: EmptyState
    rules: tuple[RuleRow, ...]
    rules_empty: EmptyState
    may_set: bool
    handling: HandlingStrip | None


def about_piece(person: str, found: Kepts, *, by: Actor, at: datetime) -> AboutPiece:
    """What stands first on a person's page."""
    here = people.named([person], by=by).get(person)
    rows = tuple(_row(one, here, on=day_of(at)) for one in found.rows if one.holds(day_of(at)))
    rows += tuple(_bare(other, level, here) for other, level in found.bare)
    placing = may_ever(Act.PLACEMENT_PROPOSE, by)
    return AboutPiece(
        rows=rows,
        warning=_("They are on one wing now: act at once, or say why not.")
        if any(one.here for one in rows)
        else "",
        empty=EmptyState(
            _("Nobody is recorded from whom he must be kept"),
            _("That nothing is recorded does not mean that nobody is a danger to him."),
        ),
        handling=strip(_markings(found)),
        all=Link(_("All of it, and what is over"), address("kept_of", person)),
        new=_new(person, by=by),
        place=Link(_("Where he may live"), address("person", person)) if placing else None,
    )


def _markings(found: Kepts) -> tuple[Marking, ...]:
    """Of every row and of everybody who is named in one, also where the reader is told no more than the rule."""
    named = [one.other for one in found.rows if one.other] + [other for other, _level in found.bare]
    return (*(one.marking for one in found.rows), *(one.marking for one in named))


def _new(person: str, *, by: Actor) -> Link | None:
    if not may_ever(Act.KEEP_APART_OPEN, by):
        return None
    return Link(_("Keep him from somebody"), f"{address('keep_apart_new')}?person={person}")


def kepts_page(person: PersonShown, found: Kepts, *, by: Actor, at: datetime) -> KeptsPage:
    """All of it."""
    on = day_of(at)
    rows = tuple(_row(one, person, on=on) for one in found.rows if one.holds(on))
    rows += tuple(_bare(other, level, person) for other, level in found.bare)
    return KeptsPage(
        person=people.person_lines([person], by=by, at=at)[0],
        back=Link(person.name, people.address("people:person", person.id)),
        handling=strip([person.marking, *_markings(found)]),
        rows=rows,
        over=tuple(_row(one, person, on=on) for one in found.rows if not one.holds(on)),
        empty=EmptyState(_("Nobody is recorded from whom he must be kept")),
        new=_new(person.id, by=by),
    )


def kept_page(one: Kept, *, by: Actor, at: datetime) -> KeptPage:
    """One of them."""
    on = day_of(at)
    known = people.named([one.person], by=by)
    both = [*known.values(), *([one.other] if one.other else [])]
    facts = [
        Fact(_("How far"), words.said(words.LEVELS, one.apart)),
        Fact(_("Because of"), words.said(words.CAUSES, one.cause)),
        Fact(_("The first of them"), words.said(words.PARTS, one.his_part)),
        Fact(_("The other"), words.said(words.PARTS, one.other_part)),
        Fact(_("Look again by"), people.day(one.review_due)),
        Fact(_("Ends by itself"), people.day(one.until) if one.until else _("no")),
        Fact(_("Since"), people.day(one.opened_on)),
    ]
    if one.opened_by:
        facts.append(Fact(_("Written down by"), one.opened_by))
    if one.reference:
        facts.append(Fact(_("Shown by"), one.reference))
    if one.closed_on:
        facts.append(Fact(_("Ended"), f"{people.day(one.closed_on)}: {one.closed_why}"))
    return KeptPage(
        title=_("Kept apart"),
        tag=_state(one, on),
        back=Link(_("Back"), address("kept_of", one.person)),
        handling=strip([one.marking, *(each.marking for each in both)]),
        persons=people.person_lines(both, by=by, at=at),
        unseen="" if one.other else _("The other one's record is not yours to see."),
        why=one.why,
        facts=tuple(facts),
        close=address("keep_apart_close", one.id),
        may_close=one.may_close,
    )


def new_page(person: PersonShown, *, by: Actor, at: datetime) -> NewPage:
    """The page on which one is written down."""
    line = people.person_lines([person], by=by, at=at)[0]
    return NewPage(
        line, Link(person.name, people.address("people:person", person.id)), strip([person.marking])
    )


def rules_page(found: Rules, *, by: Actor) -> RulesPage:
    """Feuds, rivals and standing decisions."""
    tones = {RelationKind.FEUD: Tag(_("feud"), "red"), RelationKind.RIVAL: Tag(_("rivals"), "amber")}
    hostile = tuple(
        RuleRow(f"{one.one_name} / {one.other_name}", "", tones[one.kind], "") for one in found.hostile
    )
    rules = [
        _rule(
            one, f"{one.group} / {one.other}: {words.said(words.LEVELS, one.apart)}", Tag(_("groups apart"))
        )
        for one in found.apart
    ]
    rules += [_rule(one, _most(one), Tag(_("dispersal"))) for one in found.dispersal]
    return RulesPage(
        hostile,
        EmptyState(
            _("No feuds and no rivals are recorded"), _("They are written down on the page of a group.")
        ),
        tuple(rules),
        EmptyState(_("No standing decisions")),
        may_ever(Act.APART_RULES_SET, by),
        strip(found.markings),
    )


def _rule(one: RuleRead, text: str, tag: Tag) -> RuleRow:
    return RuleRow(text, one.why, tag, address("end_rule", one.id) if one.may_end else "")


def _most(one: RuleRead) -> str:
    text = _("%(who)s: at most %(most)s together %(where)s") % {
        "who": one.group or _("Each group"),
        "most": one.most,
        "where": words.said(words.WHERE, one.apart),
    }
    return text if one.leaders is None else text + _("; of leaders at most %(most)s") % {"most": one.leaders}


def _row(one: Kept, person: PersonShown | None, *, on: date) -> KeptRow:
    until = _("until %(day)s") % {"day": people.day(one.until)} if one.until else ""
    review = _("look again by %(day)s") % {"day": people.day(one.review_due)}
    detail = [words.said(words.CAUSES, one.cause), words.said(words.PARTS, one.his_part), until or review]
    other = one.other
    return KeptRow(
        name=other.name if other else _("somebody whose record is not yours to see"),
        href=address("keep_apart", one.id),
        where=_where(other),
        apart=words.said(words.LEVELS, one.apart),
        detail="; ".join(detail) if one.closed_on is None else one.closed_why,
        tag=_state(one, on),
        here=one.holds(on) and _together(person, other, one.apart),
    )


def _bare(other: PersonShown, level: Level, person: PersonShown | None) -> KeptRow:
    """A rule of which the reader is told no more than that it holds."""
    return KeptRow(
        name=other.name,
        href=people.address("people:person", other.id),
        where=_where(other),
        apart=words.said(words.LEVELS, level),
        detail=_("Why is not yours to read: keep to it."),
        tag=Tag(_("holds"), "accent"),
        here=_together(person, other, level),
    )


def _where(other: PersonShown | None) -> str:
    held = other.held if other else None
    return " ".join(part for part in (held.wing or held.establishment, held.cell) if part) if held else ""


def _together(person: PersonShown | None, other: PersonShown | None, apart: Level) -> bool:
    """Whether they share now what they must not, as far as wings and cells tell."""
    mine, theirs = person.held if person else None, other.held if other else None
    return mine is not None and theirs is not None and shares(mine, theirs, apart)


def _state(one: Kept, on: date) -> Tag:
    if not one.holds(on):
        return Tag(_("over"), "quiet")
    return Tag(_("look again"), "amber") if one.review_due <= on else Tag(_("holds"), "accent")
