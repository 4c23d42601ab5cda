"""The page of covers, for whoever keeps them: what holds in his compartments, whether it binds yet, what is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from beccaria.lib import moments
from beccaria.lib.parts import EmptyState, HandlingStrip, Tag, TimeChip
from beccaria.placement.pages import words
from beccaria.placement.pages.parts import address, strip
from beccaria.placement.queries.covering import CoveredPerson, CoverRead


@dataclass(frozen=True, slots=True)
class CoverRow:
    """One cover. `end` is where it is ended, empty once it is."""

    title: str
    detail: str
    why: str
    tag: Tag
    written: str
    at: TimeChip
    end: str


@dataclass(frozen=True, slots=True)
class CoversPage:
    """The covers of the reader's compartments."""

    rows: tuple[CoverRow, ...]
    over: tuple[CoverRow, ...]
    empty: EmptyState
    may_write: bool
    handling: HandlingStrip | None


def covers_page(found: Sequence[CoverRead], *, compartments: frozenset[str], at: datetime) -> CoversPage:
    """All of them."""
    return CoversPage(
        tuple(_row(one, at=at) for one in found if one.ended_at is None),
        tuple(_row(one, at=at) for one in found if one.ended_at is not None),
        EmptyState(
            _("No cover is written down in your compartments"),
            _("Write one where somebody must not meet another and nobody may learn why.")
            if compartments
            else _("You are in no compartment: whoever administers duties puts you into one."),
        ),
        bool(compartments),
        strip([one.marking for one in found]),
    )


def _row(one: CoverRead, *, at: datetime) -> CoverRow:
    kind = words.said(words.COVERED, one.kind)
    detail = [words.said(words.LEVELS, one.apart), ", ".join(one.compartments)]
    return CoverRow(
        title=_("%(who)s must not meet %(other)s")
        % {"who": _named(one.person), "other": _named(one.away_from)},
        detail="; ".join([kind, *detail]),
        why=one.ended_why if one.ended_at else one.why,
        tag=_state(one),
        written=one.opened_by,
        at=moments.time_chip(one.ended_at or one.opened_at, now=at),
        end="" if one.ended_at else address("cover_end", one.id),
    )


def _named(one: CoveredPerson | None) -> str:
    if one is None:
        return _("somebody whose record is not yours to see")
    where = one.wing or one.establishment or _("not held")
    return f"{one.name} ({', '.join(filter(None, (one.number, where)))})"


def _state(one: CoverRead) -> Tag:
    if one.ended_at is not None:
        return Tag(_("over"), "quiet")
    if not one.binds:
        return Tag(_("does not bind yet"), "amber")
    return Tag(_("binds"), "good")
