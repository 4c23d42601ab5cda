"""The tables of the monitor: a rate always with its size and its interval; what is too small is withheld or pooled."""

from collections.abc import Sequence
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

from beccaria.core.instruments import Instrument
from beccaria.engines.monitoring.bands import Spread
from beccaria.engines.monitoring.calibration import Calibration
from beccaria.engines.monitoring.disparity import Disparity, GroupSpread
from beccaria.engines.monitoring.drift import Watch
from beccaria.engines.monitoring.pooling import pool_bands
from beccaria.engines.monitoring.values import Month
from beccaria.engines.rates import Rate
from beccaria.lib.parts import Band, Column, EmptyState, RangeBar, Row, Table
from beccaria.risk.queries.monitoring import FEWEST


def is_shown(rate: Rate) -> bool:
    """Whether a rate is of enough cases to be told."""
    return rate.of >= FEWEST


def withheld() -> str:
    """What stands in place of a figure of too few."""
    return _("withheld: of fewer than %(fewest)s") % {"fewest": FEWEST}


def share(rate: Rate) -> str:
    """A rate in words: the share, and of how many."""
    if rate.share is None or not is_shown(rate):
        return withheld()
    return _("%(share).1f %% of %(of)s") % {"share": 100 * rate.share, "of": rate.of}


def bar(title: str, rate: Rate) -> RangeBar | str:
    """A rate with its 95 % interval on a scale from 0 to 100 %."""
    if rate.share is None or not is_shown(rate):
        return withheld()
    low, middle, high = (round(100 * value, 1) for value in (rate.low, rate.share, rate.high))
    said = _("%(share)s, 95 %% interval %(low)s to %(high)s %%") % {
        "share": share(rate),
        "low": low,
        "high": high,
    }
    return RangeBar(title, said, low, high, middle, (Band(_("share"), 0.0, 100.0),))


def rates(caption: str, several: Sequence[tuple[str, Rate]]) -> Table:
    """Rates with their intervals as bars."""
    return Table(
        caption,
        (Column(_("What")), Column(_("Share"))),
        tuple(Row((name, bar(name, rate))) for name, rate in several),
        EmptyState(_("Nothing counted yet")),
    )


def months(several: Sequence[Month]) -> Table:
    """Assessments month by month."""
    return Table(
        _("Assessments by month"),
        (Column(_("Month")), Column(_("Finished"), numeric=True), Column(_("Not complete"))),
        tuple(
            Row(
                (
                    formats.date_format(one.first, "YEAR_MONTH_FORMAT"),
                    str(one.of),
                    share(Rate(one.hits, one.of)),
                )
            )
            for one in several
        ),
        EmptyState(_("None yet")),
    )


def bands(one: Instrument, spreads: Sequence[Spread]) -> Table:
    """The bands proposed year by year; rare neighbouring bands are put together, years with few are left out."""
    years = [(each.period, each.counts) for each in spreads if each.of >= 2 * FEWEST]
    shown = pool_bands([band.name for band in one.bands], years, FEWEST) if years else None
    names, rows = shown or ((), ())
    return Table(
        _("Bands proposed, by year (bands with fewer than %(fewest)s in a year are put together)")
        % {"fewest": FEWEST},
        (Column(_("Year")), *(Column(name, numeric=True) for name in names), Column(_("All"), numeric=True)),
        tuple(
            Row((period, *(share(Rate(many, sum(counts))) for many in counts), str(sum(counts))))
            for period, counts in rows
        ),
        EmptyState(_("Too few to be told"), _("Of each band there must be some, in a year with some more.")),
    )


def came_true(found: Calibration | None) -> Table:
    """What happened in each band, year by year, beside what the yardstick expects."""
    rows = []
    for year in found.years if found else ():
        for one in year.bands:
            expected = _("yardstick") if year.is_yardstick else f"{100 * one.expected:.1f} %"
            rows.append(Row((str(year.year), one.band, bar(one.band, one.seen), expected)))
    return Table(
        _("What happened afterwards, by year and band"),
        (Column(_("Year")), Column(_("Band")), Column(_("It happened")), Column(_("Expected"), numeric=True)),
        tuple(rows),
        EmptyState(
            _("Too few outcomes yet"),
            _(
                "A year is told when its outcomes are enough to be its own yardstick or to be held against one."
            ),
        ),
    )


def quarters(found: Watch) -> tuple[tuple[date, Rate], ...]:
    """How often it happened, by quarter of the assessment; a quarter of few is left out.

    Neither months nor the chart's sums are told: from a sum, what happened in a month of few can be reckoned back.
    """
    counts: dict[date, list[int]] = {}
    for point in found.points:
        first = point.month.first
        count = counts.setdefault(first.replace(month=3 * ((first.month - 1) // 3) + 1), [0, 0])
        count[0] += point.month.hits
        count[1] += point.month.of
    return tuple((first, rate) for first in sorted(counts) if is_shown(rate := Rate(*counts[first])))


def drift(found: Watch) -> Table:
    """The base rate quarter by quarter."""
    rows = tuple(
        Row(
            (
                _("%(month)s and the two months after")
                % {"month": formats.date_format(first, "YEAR_MONTH_FORMAT")},
                bar(_("It happened"), rate),
            )
        )
        for first, rate in quarters(found)
    )
    return Table(
        _(
            "The base rate by quarter of the assessment; it is watched month by month, and an alarm stands above"
        ),
        (Column(_("Quarter")), Column(_("It happened"))),
        rows,
        EmptyState(
            _("Not watched yet"), _("Twelve months whose follow-up is over are needed to begin with.")
        ),
    )


def errors(one: Disparity) -> Table:
    """False alarms and misses by group: measured, never scored."""
    rows = tuple(
        Row(
            (
                group.group,
                share(group.happened),
                share(group.false_alarm),
                share(group.missed),
                share(group.right_warning),
            )
        )
        for group in one.groups
    )
    return Table(
        _("By %(dimension)s: errors measured, never scored (small groups are put together)")
        % {"dimension": dimension(one.dimension)},
        (
            Column(_("Group")),
            Column(_("It happened"), numeric=True),
            Column(_("False alarms"), numeric=True),
            Column(_("Missed"), numeric=True),
            Column(_("Right warnings"), numeric=True),
        ),
        rows,
        EmptyState(_("Too few to be told")),
    )


def spread(one: GroupSpread) -> Table:
    """The bands by group."""
    return Table(
        _("By %(dimension)s: bands proposed (chance of so great a difference: %(chance).3f)")
        % {"dimension": dimension(one.dimension), "chance": one.chance},
        (
            Column(_("Group")),
            *(Column(name, numeric=True) for name in one.bands),
            Column(_("All"), numeric=True),
        ),
        tuple(
            Row((name, *(share(Rate(many, sum(cells))) for many in cells), str(sum(cells))))
            for name, cells in one.groups
        ),
        EmptyState(_("Too few to be told")),
    )


def dimension(name: str) -> str:
    """By what people are grouped."""
    return {"sex": _("sex"), "age": _("age band"), "nationality": _("nationality group")}[name]
