"""What is to be scored again, as a piece of Today and as a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.lib.parts import EmptyState, HandlingStrip, TaskRow
from beccaria.networks.pages import ranges
from beccaria.networks.pages.scorecards import due
from beccaria.networks.queries.card_shapes import Due
from beccaria.people import api as people

ON_TODAY = 3
_QUARTER = timedelta(days=91)


@dataclass(frozen=True, slots=True)
class DuePage:
    """What is due, the oldest first; `whole` when it is the list and not the piece of Today."""

    handling: HandlingStrip | None
    lead: str
    rows: tuple[TaskRow, ...]
    empty: EmptyState
    whole: bool


def due_page(found: Sequence[Due], *, whole: bool, now: datetime) -> DuePage:
    """The list, or its beginning with a row that leads to the rest."""
    shown = found if whole else found[:ON_TODAY]
    rows = [_row(one, now=now) for one in shown]
    if more := len(found) - len(shown):
        title = ngettext(
            "%(count)d more group is to be scored", "%(count)d more groups are to be scored", more
        )
        rows.append(TaskRow(title % {"count": more}, reverse("networks:scorecards_due"), _("See")))
    over = sum(one.due < timezone.localtime(now).date() for one in found)
    return DuePage(
        handling=people.strip(max(one.level for one in shown)) if shown else None,
        lead=_("%(all)s due within two weeks, %(over)s of them overdue.") % {"all": len(found), "over": over},
        rows=tuple(rows),
        empty=EmptyState(
            _("Nothing to score"), _("Every group is scored again by the end of the next quarter.")
        ),
        whole=whole,
    )


def _row(one: Due, *, now: datetime) -> TaskRow:
    chip = due(one.due, since=one.last or now - _QUARTER, now=now)
    detail = (
        _("%(instrument)s, last scored %(day)s")
        % {"instrument": one.title, "day": ranges.day(one.last.date())}
        if one.last
        else _("Nobody has scored this group")
    )
    return TaskRow(
        _("Group to score: %(group)s") % {"group": one.name},
        reverse("networks:score", args=[one.group, one.instrument]),
        _("Score"),
        detail,
        urgent=chip.state == "over",
        due=chip,
    )
