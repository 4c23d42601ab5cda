"""Summarise feeds by month, so that a day's rows touch a month's work and patterns read little."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from zlib import crc32

import ibis
from ibis import _
from ibis.expr.types import Table

from beccaria.engines.detection.signs import maybe, sign
from beccaria.engines.detection.tables import Tables, known_at

VERSION: Final = 3
"""Raised with every change of what a summary holds: kept ones of another version are made again."""
SIGNS: Final = ("contact", "debt", "escape", "fear", "staff_home")
"""What is looked for in remarks."""


@dataclass(frozen=True, slots=True)
class Summary:
    """One summary: of which feed, how a month of its rows becomes rows of the summary, and how such rows are added up.

    Added up over months they lack the month; what `besides` names stays apart.
    """

    kind: str
    of: Callable[[Table], Table]
    over: Callable[..., Table] | None = None


def _pairs(calls: Table) -> Table:
    """Who called which number from where in a month: how often, first and last."""
    named = calls.filter(_.prisoner_id.notnull(), _.number.notnull())
    return named.group_by(
        month=named.at.truncate("M"),
        establishment=named.establishment,
        person=named.prisoner_id,
        number=named.number,
    ).agg(calls=_.count(), first=_.at.min(), last=_.at.max())


def _pairs_over(rows: Table, *besides: str) -> Table:
    return rows.group_by("establishment", "person", "number", *besides).agg(
        calls=_.calls.sum(), first=_["first"].min(), last=_["last"].max()
    )


def _wing_days(calls: Table) -> Table:
    """How many calls were made on each wing on each day."""
    placed = calls.filter(_.wing.notnull(), _.direction.fill_null("out") != "in")
    return placed.group_by(
        month=placed.at.truncate("M"),
        day=placed.at.truncate("D"),
        establishment=placed.establishment,
        wing=placed.wing,
    ).agg(calls=_.count())


def _wing_days_over(rows: Table, *besides: str) -> Table:
    return rows.group_by("day", "establishment", "wing", *besides).agg(calls=_.calls.sum())


def _signs(remarks: Table) -> Table:
    """Which remarks may hold a sign: reading the words of all of them takes long, and they do not change."""
    told = {name: maybe(remarks.text, name).fill_null(False) for name in SIGNS}
    read = remarks.select("observation_id", month=known_at("observations", remarks).truncate("M"), **told)
    return read.filter(ibis.or_(*(read[name] for name in SIGNS)))


SUMMARIES: Final = {
    "pairs": Summary("calls", _pairs, _pairs_over),
    "wing_days": Summary("calls", _wing_days, _wing_days_over),
    "signs": Summary("observations", _signs),
}


def version() -> str:
    """What kept summaries must say of themselves: what they hold, and which words are signs."""
    words = "|".join(sign(name).roughly for name in SIGNS)
    return f"{VERSION}-{crc32(words.encode()):08x}"


class OnTheSpot:
    """Summaries made from the rows whenever one is asked for: the same rows as the kept ones."""

    def summary(self, name: str, tables: Tables) -> Table:
        """One summary as of the moment of the tables. Raises KeyError for one that is not known."""
        one = SUMMARIES[name]
        return one.of(tables[one.kind])

    def summed(self, name: str, tables: Tables) -> Table:
        """The same over all months. Raises KeyError for one that is not known."""
        return over(SUMMARIES[name], self.summary(name, tables))


def over(one: Summary, months: Table) -> Table:
    """The rows of several months as one. Raises TypeError for a summary that cannot be added up."""
    if one.over is None:
        raise TypeError("This summary is of months, and of nothing longer.")
    return one.over(months)


def pairs(tables: Tables) -> Table:
    """Who called which number from where, over all months: calls, first, last."""
    return tables.once("pairs", lambda: tables.summed("pairs"))


def signs_read(tables: Tables) -> Table:
    """Remarks that may hold a sign: `observation_id`, and a column for each sign."""
    return tables.once("signs", lambda: tables.summary("signs").drop("month"))


def days_between(later: ibis.Value, earlier: ibis.Value) -> ibis.Value:
    """Days from one moment to another, as a number with its fraction."""
    return (later.epoch_seconds() - earlier.epoch_seconds()) / 86_400
