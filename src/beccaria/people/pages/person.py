"""What the page of a person says, in the order in which it is needed: safety, decisions, events, gaps."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.persons import Role
from beccaria.lib import moments
from beccaria.lib.parts import EmptyState, Fact, HandlingStrip, Link, PersonLine
from beccaria.people.queries import Held, PersonRead, PersonShown
from beccaria.people.showing import address, day, person_lines, person_tabs, source, strip, where
from beccaria.people.words import STATUSES, said
from beccaria.places import api as places


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the page that another part of the service shows; without scripts it is a link."""

    title: str
    key: str
    href: str
    says: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person."""

    line: PersonLine
    tabs: tuple[Link, ...]
    here: str
    handling: HandlingStrip
    safety: EmptyState
    safety_href: str
    decided: tuple[Fact, ...]
    not_held: EmptyState | None
    decided_href: str
    pieces: tuple[Piece, ...]
    taken_for: tuple[PersonLine, ...]
    records: tuple[PersonLine, ...]
    records_href: str
    unknown: tuple[str, ...]
    move_href: str


def person_page(one: PersonRead, taken_for: Sequence[PersonShown], *, by: Actor, at: datetime) -> PersonPage:
    """The overview of a person. `taken_for` are others who share the name, or surname and birth date."""
    lines = person_lines([one.line, *taken_for], by=by, at=at)
    records = person_lines(one.line.also, by=by, at=at)
    names = places.named({one.line.held.establishment} if one.line.held else set(), by=by)
    changes = may_ever(Act.PERSON_CHANGE, by) and one.line.role == Role.PRISONER
    return PersonPage(
        line=replace(lines[0], also=""),
        tabs=person_tabs(one.line.id, by=by),
        here=reverse("people:person", args=[one.line.id]),
        handling=strip(one.level, one.handling),
        safety=EmptyState(
            _("No warning, keep-apart or measure is recorded here"),
            _("Nobody has written one down. That does not mean that there is none: ask the wing."),
        ),
        safety_href=address("warnings:about_person", one.line.id) if may_ever(Act.WARNING_READ, by) else "",
        decided=_decided(one.line.held, names),
        not_held=None if one.line.held else _not_held(one),
        decided_href=address("risk:classified_about", one.line.id)
        if may_ever(Act.CLASSIFICATION_READ, by) and one.line.role == Role.PRISONER
        else "",
        pieces=_pieces(one.line.id, by=by),
        taken_for=lines[1:],
        records=_sourced(records, one, by=by),
        records_href=reverse("people:records", args=[one.line.id]),
        unknown=_unknown(one),
        move_href=reverse("people:move", args=[one.line.id]) if changes else "",
    )


def _sourced(records: Sequence[PersonLine], one: PersonRead, *, by: Actor) -> tuple[PersonLine, ...]:
    """His other records, each with who told of it and where it belongs; they lead to what each says."""
    names = places.named({other.site for other in one.line.also if other.site}, by=by)
    return tuple(
        replace(line, href="", apart=source(other, names), place="")
        for line, other in zip(records, one.line.also, strict=True)
    )


def _decided(held: Held | None, names: dict[str, str]) -> tuple[Fact, ...]:
    if held is None:
        return ()
    unsaid = _("not recorded")
    since = _("since %(moment)s") % {"moment": moments.exact(held.starts_at)}
    return (
        Fact(_("Held at"), f"{where(held, names)}, {since}"),
        Fact(_("Security category"), held.category or unsaid),
        Fact(_("Status"), said(STATUSES, held.status) or unsaid),
        Fact(_("Release due"), day(held.release_due) if held.release_due else unsaid),
        Fact(_("According to"), _source(held.source)),
    )


def _source(source: str) -> str:
    return _("what was written down in this service") if source == "service" else source


def _not_held(one: PersonRead) -> EmptyState:
    last = one.custody[0] if one.custody else None
    text = ""
    if last and last.ends_at:
        text = _("He was held until %(day)s.") % {"day": moments.day(last.ends_at)}
    return EmptyState(_("Not in custody, as far as is recorded"), text)


_Offered = tuple[tuple[Act, str, str, str, str], ...]


def _lives() -> _Offered:
    """What matters for how and where he lives: the act, the key, the address, the title, what a link says."""
    return (
        (
            Act.KEEP_APART_READ,
            "apart",
            "placement:kept_about",
            _("From whom he must be kept"),
            _("What must be known of him to keep people safe today"),
        ),
        (
            Act.MEASURE_READ,
            "measures",
            "measures:about",
            _("What restricts him"),
            _("Measures in force, each with its ground and its end"),
        ),
        (
            Act.CIRCUMSTANCE_READ,
            "matters",
            "placement:matters_about",
            _("What matters for where he lives"),
            _("Family, needs, hearings ahead, what he waits for"),
        ),
        (
            Act.MEMBERSHIP_READ,
            "groups",
            "networks:about_person",
            _("What is thought of his groups"),
            _("Groups he may belong to, on what evidence"),
        ),
        (
            Act.ASSESSMENT_READ,
            "risk",
            "risk:about_person",
            _("What is thought of his risk"),
            _("Assessments, each as a range"),
        ),
    )


def _happens() -> _Offered:
    """What is seen and told of him."""
    return (
        (
            Act.ALERT_READ,
            "alerts",
            "detection:about_person",
            _("Alerts that are open"),
            _("Questions that rules raised about rows he is in"),
        ),
        (
            Act.EVENT_READ,
            "happened",
            "events:timeline",
            _("What happened"),
            _("Moves, visits, incidents and finds"),
        ),
        (
            Act.REPORT_READ,
            "reports",
            "reports:about_person",
            _("What is reported"),
            _("Intelligence reports about him"),
        ),
        (Act.EVENT_READ, "with-whom", "events:with_whom", _("With whom"), _("People he shares events with")),
    )


def _pieces(person_id: str, *, by: Actor) -> tuple[Piece, ...]:
    found = (
        Piece(title, key, address(name, person_id), says)
        for act, key, name, title, says in (*_lives(), *_happens())
        if may_ever(act, by)
    )
    return tuple(piece for piece in found if piece.href)


def _unknown(one: PersonRead) -> tuple[str, ...]:
    """Gaps, each with the cheapest way to close it."""
    now, held = one.now, one.line.held
    prisoner = one.line.role == Role.PRISONER
    gaps = (
        (not one.line.born, _("Birth date. The reception file or an identity document has it.")),
        (
            not any(record.document for record in now),
            _("No document number: nobody has proved who he is, as far as is recorded."),
        ),
        (True, _("No photograph is recorded.")),
        (not any(record.phone for record in now), _("No telephone number is recorded as his.")),
        (not any(record.address for record in now), _("No address outside is recorded.")),
        (prisoner and held is not None and not held.cell, _("Which cell he is in. The wing's roll has it.")),
        (
            prisoner and held is not None and not held.category,
            _("Security category. The classification board decides it."),
        ),
        (
            prisoner and held is not None and not held.release_due,
            _("When his release is due. The sentence office knows."),
        ),
        (
            len({record.name for record in now}) > 1,
            _("Which of his names is the true one: the records differ."),
        ),
    )
    return tuple(words for missing, words in gaps if missing)
