"""What the page on telling people apart says: what waits, what was reversed, and which names fare worse."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from operator import add

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from beccaria.core.actors import Actor
from beccaria.engines.rates import Rate, difference
from beccaria.lib import moments
from beccaria.lib.parts import Column, EmptyState, HandlingStrip, Notice, Row, Table, Tag, Tile
from beccaria.oversight.pages.ledger import Frame, frame
from beccaria.oversight.queries.linkage import Backlog, Counted, Measured, Week
from beccaria.oversight.words import CULTURES

# Fewer records than this are shown together with others: few enough to be somebody in particular.
FEW = 20
# A difference smaller than this is not worth an alarm even when it is certain.
MATTERS = 0.02


@dataclass(frozen=True, slots=True)
class LinkagePage:
    """How well people are told apart."""

    frame: Frame
    handling: HandlingStrip
    tiles: tuple[Tile, ...]
    alarm: Notice | None
    cultures: Table
    measured: Table
    waiting: Table
    weeks: Table


def linkage_page(
    waits: Sequence[Backlog],
    weeks: Sequence[Week],
    counted: Sequence[Counted],
    measured: Sequence[Measured],
    names: dict[str, str],
    *,
    by: Actor,
    at: datetime,
) -> LinkagePage:
    """The page. `names` are the establishments' names by code."""
    groups = _groups(counted)
    worse = [one for one in groups if _is_worse(one, groups)]
    return LinkagePage(
        frame=frame("oversight:linkage", by=by),
        handling=HandlingStrip(2, _("Confidential"), (_("counts only"),)),
        tiles=_tiles(waits, weeks, counted),
        alarm=_alarm(worse),
        cultures=_culture_table(groups),
        measured=_measured_table(measured),
        waiting=_waiting_table(waits, names, at=at),
        weeks=_weeks_table(weeks),
    )


def _tiles(waits: Sequence[Backlog], weeks: Sequence[Week], counted: Sequence[Counted]) -> tuple[Tile, ...]:
    return (
        Tile(sum(one.records for one in counted), _("records of people")),
        Tile(sum(one.joined for one in counted), _("of them joined with another")),
        Tile(sum(one.waiting for one in waits), _("pairs wait for a human")),
        Tile(sum(one.judged for one in weeks), _("judged by humans in twelve weeks")),
        Tile(sum(one.reversed for one in weeks), _("joins reversed in twelve weeks")),
    )


def _groups(counted: Sequence[Counted]) -> list[Counted]:
    """Small groups drawn together, so that nobody in particular is shown."""
    large = [one for one in counted if one.records >= FEW]
    small = [one for one in counted if one.records < FEW]
    return [*large, replace(reduce(add, small), culture="small")] if small else large


def _wrong(one: Counted) -> Rate:
    """Of what rules joined, the share that a human undid."""
    return Rate(min(one.undone, one.by_rule), one.by_rule)


def _missed(one: Counted) -> Rate:
    """Of what is held to be one person, the share that only a human saw."""
    kept = max(0, one.by_rule - one.undone)
    return Rate(one.added, one.added + kept)


def _is_worse(one: Counted, groups: Sequence[Counted]) -> bool:
    others = [other for other in groups if other is not one]
    if not others:
        return False
    rest = reduce(add, others)
    found = (difference(_wrong(one), _wrong(rest)), difference(_missed(one), _missed(rest)))
    return any(each is not None and each.is_certain and each.by >= MATTERS for each in found)


def _alarm(worse: Sequence[Counted]) -> Notice | None:
    if not worse:
        return None
    which = ", ".join(_culture(one) for one in worse)
    return Notice(
        tone="red",
        title=_("Recognition works worse for some names"),
        text=_(
            "%(which)s: more joins are wrong or missed than among everybody else, by more than chance. "
            "Have the rule and its training data looked at, and review these pairs by hand until then."
        )
        % {"which": which},
    )


def _culture(one: Counted) -> str:
    return str(CULTURES.get(one.culture, one.culture))


def _percent(rate: Rate) -> str:
    if rate.share is None:
        return _("nothing yet")
    return _("%(share).1f %% (%(low).1f to %(high).1f)") % {
        "share": 100 * rate.share,
        "low": 100 * rate.low,
        "high": 100 * rate.high,
    }


def _culture_table(groups: Sequence[Counted]) -> Table:
    rows = tuple(
        Row(
            (
                _culture(one),
                str(one.records),
                _percent(Rate(one.joined, one.records)),
                str(one.by_rule),
                _percent(_wrong(one)),
                _percent(_missed(one)),
                Tag(_("worse than the others"), "red") if _is_worse(one, groups) else _("as the others"),
            ),
            marked=_is_worse(one, groups),
        )
        for one in groups
    )
    return Table(
        caption=_(
            "By name culture: how often rules join, and how often a human saw it otherwise (95 % interval)"
        ),
        columns=(
            Column(_("Names")),
            Column(_("Records"), numeric=True),
            Column(_("Joined with another"), numeric=True),
            Column(_("Joins by rule"), numeric=True),
            Column(_("Wrong: undone by a human"), numeric=True),
            Column(_("Missed: joined by a human only"), numeric=True),
            Column(_("Compared")),
        ),
        rows=rows,
        empty=EmptyState(_("No records yet"), _("Load people, then come back.")),
    )


def _measured_table(measured: Sequence[Measured]) -> Table:
    return Table(
        caption=_("On made-up pairs of names, from the names alone (95 % interval)"),
        columns=(
            Column(_("Names")),
            Column(_("Pairs of each kind"), numeric=True),
            Column(_("One person, missed"), numeric=True),
            Column(_("Two people, taken for one"), numeric=True),
            Column(_("Compared")),
        ),
        rows=tuple(_measured_row(one, measured) for one in measured),
        empty=EmptyState(_("Nothing was measured yet")),
    )


def _measured_row(one: Measured, measured: Sequence[Measured]) -> Row:
    missed, alike = Rate(one.missed, one.of_each), Rate(one.wrongly_alike, one.of_each)
    others = [other for other in measured if other is not one]
    many = sum(other.of_each for other in others)
    found = (
        difference(missed, Rate(sum(other.missed for other in others), many)),
        difference(alike, Rate(sum(other.wrongly_alike for other in others), many)),
    )
    worse = any(each is not None and each.is_certain and each.by >= MATTERS for each in found)
    said = Tag(_("worse than the others"), "red") if worse else _("as the others")
    return Row((one.culture, str(one.of_each), _percent(missed), _percent(alike), said), marked=worse)


def _waiting_table(waits: Sequence[Backlog], names: dict[str, str], *, at: datetime) -> Table:
    rows = tuple(
        Row(
            (
                names.get(one.site, one.site) if one.site else _("across establishments"),
                str(one.waiting),
                moments.exact(one.oldest),
                _("%(days)d days") % {"days": (at - one.oldest).days},
            )
        )
        for one in waits
    )
    return Table(
        caption=_("Pairs that wait for a human"),
        columns=(
            Column(_("Where")),
            Column(_("Waiting"), numeric=True),
            Column(_("Oldest since")),
            Column(_("Waited"), numeric=True),
        ),
        rows=rows,
        empty=EmptyState(_("Nothing waits"), _("Every pair that a rule was unsure of has been judged.")),
    )


def _weeks_table(weeks: Sequence[Week]) -> Table:
    rows = tuple(
        Row(
            (
                str(date_format(one.begins, "DATE_FORMAT")),
                str(one.joined_by_rule),
                str(one.judged),
                str(one.reversed),
            )
        )
        for one in weeks
    )
    return Table(
        caption=_("Week by week"),
        columns=(
            Column(_("Week from")),
            Column(_("Joined by a rule"), numeric=True),
            Column(_("Judged by humans"), numeric=True),
            Column(_("Reversed"), numeric=True),
        ),
        rows=rows,
        empty=EmptyState(_("Nothing was judged in these weeks")),
    )
