"""What the monitor says of one instrument: alarms first, then every figure with its interval, table and size."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import formats
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.instruments import Instrument, compare_judges
from beccaria.core.refusal import BadInput
from beccaria.engines.monitoring import Limits, Monitored, monitor, watched
from beccaria.lib import moments
from beccaria.lib.parts import (
    Column,
    EmptyState,
    Fact,
    HandlingStrip,
    Link,
    Notice,
    Row,
    Spark,
    Table,
    Tag,
    Tile,
)
from beccaria.lib.spoken import in_words
from beccaria.risk.pages import monitoring_tables as tables
from beccaria.risk.queries.monitoring import FEWEST, FOLLOW_DAYS, Used, Watching

_MONTHS = 24
# How the engine words the size of a rate: "(3 of 8; ...".
_OF = re.compile(r"\(\d+ of (\d+)")
_TWO = 2


@dataclass(frozen=True, slots=True)
class MonitoringPage:
    """Every instrument that was used, with how much."""

    handling: HandlingStrip
    lead: str
    table: Table
    instruments: str
    calibration: str


@dataclass(frozen=True, slots=True)
class Figures:
    """What is told of an instrument with enough assessments."""

    tiles: tuple[Tile, ...]
    alarms: tuple[Notice, ...]
    quiet: str
    use: Spark | None
    months: Table
    complete: Table
    unknown: Table
    overrides: Table
    bands: Table
    follow: tuple[Fact, ...]
    outcomes: Spark | None
    drift: Table
    came_true: Table
    groups: tuple[Table, ...]
    spreads: tuple[Table, ...]
    agreement: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MonitoredPage:
    """One version of an instrument; without figures where there are too few assessments to tell more."""

    handling: HandlingStrip
    title: str
    lead: str
    few: str
    figures: Figures | None
    outcome: str
    export: str
    instrument: Link
    calibration: str
    overridden: str


def counts_only() -> HandlingStrip:
    """How the pages of the monitor are handled."""
    return HandlingStrip(1, _("Restricted"), (_("counts only"),))


def monitoring_page(found: Sequence[Used], *, now: datetime) -> MonitoringPage:
    """The list."""
    columns = (
        Column(_("Instrument")),
        Column(_("Version"), numeric=True),
        Column(_("Finished"), numeric=True),
        Column(_("Last finished")),
        Column(_("What can be told")),
    )
    rows = tuple(
        Row(
            (
                one.kept.instrument.title if one.kept else one.id,
                str(one.version),
                str(one.assessments) if one.is_enough else _("fewer than %(fewest)s") % {"fewest": FEWEST},
                moments.time_chip(one.last, now=now) if one.is_enough else "",
                _told(one),
            ),
            href=monitored_href(one.id, one.version) if one.kept else "",
        )
        for one in found
    )
    return MonitoringPage(
        handling=counts_only(),
        lead=_(
            "Whether instruments are used, filled in, overridden; whether they come true, and for whom they err."
        ),
        table=Table(
            _("Instruments that were used, as far as you may see the assessments"),
            columns,
            rows,
            EmptyState(
                _("Nobody was assessed yet"), _("As soon as assessments are finished, they are counted here.")
            ),
        ),
        instruments=reverse("risk:instruments"),
        calibration=reverse("risk:calibration"),
    )


def _told(one: Used) -> Tag:
    if one.kept is None:
        return Tag(_("its file is no longer here"), "amber")
    if len(one.kept.instrument.bands) < _TWO:
        return Tag(_("nothing: it has one band"), "quiet")
    return Tag(_("figures"), "good") if one.is_enough else Tag(_("nothing yet: too few"), "quiet")


def monitored_href(instrument_id: str, version: int) -> str:
    """The address of the figures of one version."""
    return f"{reverse('risk:monitored', args=[instrument_id])}?{urlencode({'version': version})}"


def calibration_href(instrument_id: str, version: int) -> str:
    """The address of the judges compared by one version."""
    return f"{reverse('risk:calibration')}?{urlencode([('by', instrument_id), ('version', str(version))])}"


def monitored(found: Watching, *, at: datetime) -> Monitored:
    """What the engine makes of it. Raises BadInput for an instrument that cannot be watched."""
    one = found.instrument
    if len(one.bands) < _TWO:
        raise BadInput("%(title)s has one band: there is nothing to watch.", title=one.title)
    what = watched(
        one,
        flagged_from=warns_from(one),
        outcome=_("an incident with a part of his own"),
        follow_days=FOLLOW_DAYS,
    )
    agreement = compare_judges(one, found.cards) if found.cards else None
    return monitor(what, found.cases, at=at.date(), agreement=agreement, limits=Limits(smallest=FEWEST))


def warns_from(one: Instrument) -> str:
    """The band from which an instrument is taken to warn: the lower one of its upper half."""
    return one.bands[len(one.bands) // 2].name


def monitored_page(found: Watching, *, by: Actor, at: datetime) -> MonitoredPage:
    """The figures of one version."""
    one = found.instrument
    return MonitoredPage(
        handling=counts_only(),
        title=one.title,
        lead=_("Version %(version)s. Counted are finished assessments that you may see.")
        % {"version": one.version},
        few=""
        if found.is_enough
        else _(
            "There are fewer than %(fewest)s assessments: nothing is told of so few, for it would tell of people."
        )
        % {"fewest": FEWEST},
        figures=_figures(found, monitored(found, at=at)) if found.is_enough else None,
        outcome=_(
            "An outcome is an incident within %(days)s days in which he was assailant, fighter or suspect, and which "
            "you may see. It counts once the whole time is over; of somebody assessed again meanwhile only the first "
            "counts. “%(band)s” and graver is taken as a warning."
        )
        % {"days": FOLLOW_DAYS, "band": warns_from(one) if len(one.bands) >= _TWO else ""},
        export=f"{reverse('risk:monitored_csv', args=[one.id])}?{urlencode({'version': one.version})}"
        if found.is_enough
        else "",
        instrument=Link(
            _("The instrument"), f"{reverse('risk:instrument', args=[one.id])}?version={one.version}"
        ),
        calibration=calibration_href(one.id, one.version),
        overridden=reverse("risk:overridden", args=[one.id]) if may_ever(Act.ASSESSMENT_READ, by) else "",
    )


def _figures(found: Watching, said: Monitored) -> Figures:
    use, one = said.usage, found.instrument
    return Figures(
        tiles=(
            Tile(use.assessments, ngettext("assessment", "assessments", use.assessments)),
            Tile(use.complete.hits, _("of them complete")),
            Tile(said.followed, _("followed to the end")),
            Tile(len(said.alarms), ngettext("alarm", "alarms", len(said.alarms))),
        ),
        alarms=tuple(_alarms(said)),
        quiet="" if said.alarms else _("No alarm. Read below how much that proves."),
        use=_spark(
            [(month.first, month.of) for month in use.months][-_MONTHS:],
            _("Assessments a month, %(first)s to %(last)s"),
        ),
        months=tables.months(use.months[-_MONTHS:]),
        complete=tables.rates(
            _("How completely they are filled in"),
            (
                (_("Complete: a result, and nothing left blank"), use.complete),
                (_("Answers that are unknown"), use.unknown),
            ),
        ),
        unknown=tables.rates(
            _("What stays unknown, question by question"),
            tuple((one.item(item).question, rate) for item, rate in use.unknown_items),
        ),
        overrides=tables.rates(
            _("How often people decide otherwise than proposed"),
            (
                (_("Raised, of those that could be raised"), use.raised),
                (_("Lowered, of those that could be lowered"), use.lowered),
                (_("Either way, of all decided"), use.overridden),
            ),
        ),
        bands=tables.bands(one, said.spreads),
        follow=(
            Fact(_("Followed to the end"), str(said.followed)),
            Fact(_("Time not over yet"), str(said.waiting)),
            Fact(_("Counted under an earlier assessment, or without a result"), str(said.lost)),
        ),
        outcomes=_spark(
            [(first, round(100 * (rate.share or 0))) for first, rate in tables.quarters(said.outcomes)],
            _("How often it happened, by quarter of the assessment, %(first)s to %(last)s"),
        ),
        drift=tables.drift(said.outcomes),
        came_true=tables.came_true(said.calibration),
        groups=tuple(tables.errors(each) for each in said.disparities),
        spreads=tuple(tables.spread(each) for each in said.group_spreads),
        agreement=agreement_words(said),
        notes=tuple(in_words(note) for note in said.notes),
    )


def _alarms(said: Monitored) -> Iterator[Notice]:
    """The alarms in their words; one that rests on few says only that."""
    signals = iter(said.outcomes.signals)
    few = _(
        "There is an alarm that rests on fewer than %(fewest)s assessments: it is not worded, lest it tell of people."
    ) % {"fewest": FEWEST}
    for alarm in said.alarms:
        sizes = [int(of) for of in _OF.findall(alarm.sentence)]
        if alarm.kind == "base rate":
            sizes.append(next(signals).now.of)
        told = " ".join(in_words(each) for each in alarm.sentences)
        yield Notice(told if all(size >= FEWEST for size in sizes) else few, "amber")


def agreement_words(said: Monitored) -> str:
    """The agreement of judges as a sentence."""
    if said.agreement is None:
        return _(
            "Nobody was assessed by two judges apart from each other: how far judges agree is not known."
        )
    overall = said.agreement.overall
    if overall.value is None:
        return _(overall.why)
    return _("%(judges)s judges, agreement %(alpha).2f (Krippendorff's alpha, ordinal). %(words)s") % {
        "judges": overall.judges,
        "alpha": overall.value,
        "words": _(overall.words),
    }


def _spark(months: Sequence[tuple[date, int]], sentence: str) -> Spark | None:
    if len(months) < _TWO:
        return None
    first, last = (formats.date_format(months[place][0], "YEAR_MONTH_FORMAT") for place in (0, -1))
    return Spark(sentence % {"first": first, "last": last}, tuple(number for _first, number in months))
