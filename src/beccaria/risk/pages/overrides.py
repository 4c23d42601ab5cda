"""Where people decided otherwise than an instrument proposed: each with its reason, and counted by who did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from beccaria.access.api import names_of
from beccaria.core.actors import Actor
from beccaria.core.assessing import Direction
from beccaria.core.policy import DECIDERS
from beccaria.lib import moments
from beccaria.lib.instruments import Kept
from beccaria.lib.parts import Column, EmptyState, HandlingStrip, Row, Table, Tag
from beccaria.people import api as people
from beccaria.people.api import PersonShown
from beccaria.risk.pages import parts
from beccaria.risk.queries.overrides import Counted, Overridden, Overrides

_TONES: Final = {Direction.UP: "amber", Direction.DOWN: "quiet"}


@dataclass(frozen=True, slots=True)
class OverridesPage:
    """The list; for those who decide both counts by name, as where judges are compared."""

    handling: HandlingStrip | None
    title: str
    back: str
    rows: Table
    counts: tuple[Table, ...]


def overrides_page(
    found: Overrides, kept: Kept, named: Mapping[str, PersonShown], *, by: Actor, now: datetime
) -> OverridesPage:
    """The page of one instrument."""
    users = {one.by for one in found.rows} | {one.assessor for one in found.rows}
    users |= {one.user for one in (*found.deciders, *found.assessors)}
    names = names_of(users)
    marks = [one.marking for one in found.rows]
    strip = people.strip(
        max((int(mark.level) for mark in marks), default=0),
        sorted({code for mark in marks for code in mark.handling}),
    )
    return OverridesPage(
        handling=strip,
        title=kept.instrument.title,
        back=reverse("risk:monitored", args=[kept.instrument.id]),
        rows=_rows(found.rows, names, named, now=now),
        counts=(
            _counts(_("Who decided"), found.deciders, names),
            _counts(_("Whose assessments were decided on"), found.assessors, names),
        )
        if by.duty in DECIDERS.duties
        else (),
    )


def _counts(title: str, counted: Sequence[Counted], names: Mapping[str, str]) -> Table:
    columns = (
        Column(_("Who")),
        Column(_("Decisions"), numeric=True),
        Column(_("Decided higher"), numeric=True),
        Column(_("Decided lower"), numeric=True),
    )
    rows = tuple(
        Row((names.get(one.user, _("somebody else")), str(one.decided), str(one.raised), str(one.lowered)))
        for one in counted
    )
    return Table(title, columns, rows, EmptyState(_("Nothing was decided that you may see")))


def _rows(
    several: Sequence[Overridden],
    names: Mapping[str, str],
    named: Mapping[str, PersonShown],
    *,
    now: datetime,
) -> Table:
    columns = (
        *(Column(_("Person")), Column(_("Decided")), Column(_("Proposed")), Column(_("When"))),
        *(Column(_("Who decided")), Column(_("Assessor")), Column(_("Reason"))),
    )
    rows = tuple(
        Row(
            (
                named[one.person].name,
                _way(one),
                one.proposed,
                moments.time_chip(one.at, now=now),
                names.get(one.by, _("somebody else")),
                names.get(one.assessor, _("brought in from elsewhere")),
                _reason(one),
            ),
            href=parts.assessment_href(one.id),
        )
        for one in several
        if one.person in named
    )
    empty = EmptyState(_("Everything was decided as proposed"), _("As far as you may see it."))
    return Table(_("Each of them, the newest first"), columns, rows, empty)


def _way(one: Overridden) -> Tag:
    said = (
        _("%(band)s, higher than proposed") if one.way is Direction.UP else _("%(band)s, lower than proposed")
    )
    return Tag(said % {"band": one.decided}, _TONES[one.way])  # type: ignore[arg-type]  # the tones above are those of tags


def _reason(one: Overridden) -> str:
    if not one.disputed:
        return one.reason
    return _("%(reason)s (A second person did not agree with the assessor.)") % {"reason": one.reason}
