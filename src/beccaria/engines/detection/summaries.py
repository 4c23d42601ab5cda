"""Summarise calls by month, so that a day's rows touch a month's work and patterns read little."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import ibis
from ibis import _
from ibis.expr.types import Table

from beccaria.engines.detection.tables import Tables

VERSION: Final = 2
"""Raised with every change of what a summary holds: kept ones of another version are made again."""


@dataclass(frozen=True, slots=True)
class Summary:
    """One summary: of which feed, and how a month of its rows becomes rows of the summary."""

    kind: str
    of: Callable[[Table], Table]


def _pairs(calls: Table) -> Table:
    """Who called which number from where in a month: how often, first and last."""
    named = calls.filter(_.prisoner_id.notnull(), _.number.notnull())
    return named.group_by(
        month=named.at.truncate("M"),
        establishment=named.establishment,
        person=named.prisoner_id,
        number=named.number,
    ).agg(calls=_.count(), first=_.at.min(), last=_.at.max())


def _wing_days(calls: Table) -> Table:
    """How many calls were made on each wing on each day."""
    placed = calls.filter(_.wing.notnull(), _.direction.fill_null("out") != "in")
    return placed.group_by(
        month=placed.at.truncate("M"),
        day=placed.at.truncate("D"),
        establishment=placed.establishment,
        wing=placed.wing,
    ).agg(calls=_.count())


SUMMARIES: Final = {"pairs": Summary("calls", _pairs), "wing_days": Summary("calls", _wing_days)}


class OnTheSpot:
    """Summaries made from the rows whenever one is asked for: the same rows as the kept ones."""

    def summary(self, name: str, tables: Tables) -> Table:
        """One summary as of the moment of the tables. Raises KeyError for one that is not known."""
        one = SUMMARIES[name]
        return one.of(tables[one.kind])


def pairs(tables: Tables) -> Table:
    """Who called which number from where, over all months: calls, first, last."""

    def make() -> Table:
        months = tables.summary("pairs")
        return months.group_by("establishment", "person", "number").agg(
            calls=_.calls.sum(), first=_.first.min(), last=_.last.max()
        )

    return tables.once("pairs", make)


def days_between(later: ibis.Value, earlier: ibis.Value) -> ibis.Value:
    """Days from one moment to another, as a number with its fraction."""
    return (later.epoch_seconds() - earlier.epoch_seconds()) / 86_400
