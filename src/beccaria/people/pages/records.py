"""What the page of a person's records says: who asserted what, since when, until when, and what we knew on a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from beccaria.access.api import may_ever, names_of
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.lib import moments
from beccaria.lib.parts import Column, EmptyState, HandlingStrip, Link, PersonLine, Row, Table
from beccaria.people.queries import Asserted, Held, Judged, PersonRead, PersonShown
from beccaria.people.showing import day, person_lines, person_tabs, source, strip, where
from beccaria.people.words import BECAUSE, ROLES, SEXES, STATUSES, said
from beccaria.people.words_review import VERDICTS
from beccaria.places import api as places


@dataclass(frozen=True, slots=True)
class Known:
    """What was known on one day: where he was held, and under which names."""

    title: str
    place: str
    names: Table


@dataclass(frozen=True, slots=True)
class RecordsPage:
    """Everything that was asserted of a person, and everywhere he was held."""

    line: PersonLine
    tabs: tuple[Link, ...]
    here: str
    handling: HandlingStrip
    identities: Table
    custody: Table
    judged: Table | None
    form: Any
    known: Known | None


def records_page(
    one: PersonRead,
    judged: Sequence[Judged],
    others: Mapping[str, PersonShown],
    *,
    form: Any,
    known: Known | None,
    by: Actor,
    at: datetime,
) -> RecordsPage:
    """The dated rows, newest first. `known` answers what we knew on a day, when that was asked.

    `judged` is what is held of his records and `others`, for those who may review it.
    """
    codes = {held.establishment for held in one.custody}
    return RecordsPage(
        line=person_lines([one.line], by=by, at=at)[0],
        tabs=person_tabs(one.line.id, by=by),
        here=reverse("people:records", args=[one.line.id]),
        handling=strip(one.level, one.handling),
        identities=_identities(one.identities, one.records, by=by),
        custody=_custody(one.custody, places.named(codes, by=by)),
        judged=_judged(judged, others, at=at) if judged else None,
        form=form,
        known=known,
    )


def _judged(rows: Sequence[Judged], persons: Mapping[str, PersonShown], *, at: datetime) -> Table:
    users = names_of({one.by for one in rows})
    heads = (_("These two"), _("Are held to be"), _("By"), _("Why"), _("Since"))
    return Table(
        caption=_("What is judged of his records"),
        columns=tuple(Column(head) for head in heads),
        rows=tuple(
            Row(
                (
                    Link(
                        _("%(left)s and %(right)s")
                        % {"left": persons[one.left].name, "right": persons[one.right].name},
                        reverse("people:pair", args=[one.id]),
                    ),
                    said(VERDICTS, one.verdict),
                    _("a rule") if one.rule else users.get(one.by, ""),
                    one.why or "; ".join(said(BECAUSE, code) for code in one.because),
                    moments.time_chip(one.since, now=at),
                )
            )
            for one in rows
            if {one.left, one.right} <= set(persons)
        ),
        empty=EmptyState(_("Nothing is judged of them")),
    )


def known_on(
    moment: datetime,
    held: Held | None,
    identities: tuple[Asserted, ...],
    *,
    records: tuple[PersonShown, ...],
    by: Actor,
) -> Known:
    """What we knew at the end of a day."""
    names = places.named({held.establishment} if held else set(), by=by)
    return Known(
        title=_("What we knew on %(day)s") % {"day": moments.day(moment)},
        place=where(held, names) or _("Not known to be in custody"),
        names=_identities(identities, records, by=by, plain=True),
    )


def _identities(
    said_: tuple[Asserted, ...], records: tuple[PersonShown, ...], *, by: Actor, plain: bool = False
) -> Table:
    users = names_of({one.asserted_by for one in said_})
    names = places.named({one.site for one in records if one.site}, by=by)
    of = {one.id: source(one, names) for one in records} if len(records) > 1 else {}
    changes = may_ever(Act.PERSON_CHANGE, by) and not plain
    heads = (
        *(_("Name"), _("Also called"), _("Born"), _("Number"), _("As"), _("Document"), _("Telephone")),
        *(_("Address"), _("More"), _("Asserted by"), _("Held for true")),
        *([_("Record of")] if of else []),
        *([_("Change")] if changes else []),
    )
    return Table(
        caption=_("What was asserted of him, newest first"),
        columns=tuple(Column(head) for head in heads),
        rows=tuple(Row(_record(one, users, of.get(one.person, ""), changes=changes)) for one in said_),
        empty=EmptyState(_("Nothing was known of him then")),
    )


def _record(one: Asserted, users: dict[str, str], record: str, *, changes: bool) -> tuple[Any, ...]:
    more = (said(SEXES, one.sex), one.nationality, ", ".join(one.languages))
    asserted = users.get(one.asserted_by) or one.source
    href = reverse("people:change", args=[one.person, one.id])
    return (
        one.name,
        ", ".join(one.aliases),
        day(one.born) if one.born else "",
        one.number,
        said(ROLES, one.role),
        one.document,
        one.phone,
        one.address,
        " · ".join(part for part in more if part),
        asserted,
        _period(one.since, one.until),
        *([record] if record else []),
        *([Link(_("Change"), href) if one.until is None else ""] if changes else []),
    )


def _custody(periods: tuple[Held, ...], names: dict[str, str]) -> Table:
    heads = (
        _("Where"),
        _("Status"),
        _("Category"),
        _("From, until"),
        _("Release due"),
        _("Recorded"),
        _("Source"),
    )
    return Table(
        caption=_("Where he was held, newest first"),
        columns=tuple(Column(head) for head in heads),
        rows=tuple(
            Row(
                (
                    where(one, names),
                    said(STATUSES, one.status),
                    one.category,
                    _period(one.starts_at, one.ends_at),
                    day(one.release_due) if one.release_due else "",
                    moments.day(one.recorded_at),
                    one.source,
                )
            )
            for one in periods
        ),
        empty=EmptyState(_("He was never held, as far as is recorded")),
    )


def _period(since: datetime, until: datetime | None) -> str:
    begun = moments.day(since)
    return (
        _("%(since)s to %(until)s") % {"since": begun, "until": moments.day(until)}
        if until
        else _("since %(moment)s") % {"moment": begun}
    )
