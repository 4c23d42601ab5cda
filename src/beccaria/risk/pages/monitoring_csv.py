"""The figures of the monitor as a table to take away: the same as on the page, with nothing more in it."""

import csv
import io
from collections.abc import Iterator

from beccaria.engines.monitoring import Monitored
from beccaria.engines.rates import Rate
from beccaria.lib.tables_rejects import safe
from beccaria.risk.pages.monitoring_tables import is_shown

_HEAD = ("figure", "of_what", "hits", "of", "share", "low_95", "high_95")


def as_csv(said: Monitored) -> bytes:
    """One rate a row; a rate of too few is left out, as on the page."""
    into = io.StringIO(newline="")
    writer = csv.writer(into)
    writer.writerow(_HEAD)
    for figure, of_what, rate in _rates(said):
        if rate.share is not None and is_shown(rate):
            numbers = (f"{value:.6f}" for value in (rate.share, rate.low, rate.high))
            writer.writerow((figure, safe(of_what), rate.hits, rate.of, *numbers))
    return into.getvalue().encode()


def _rates(said: Monitored) -> Iterator[tuple[str, str, Rate]]:
    used = said.usage
    yield "complete", "", used.complete
    yield "unknown", "", used.unknown
    for item, rate in used.unknown_items:
        yield "unknown_item", item, rate
    yield "raised", "", used.raised
    yield "lowered", "", used.lowered
    yield "overridden", "", used.overridden
    for year in said.calibration.years if said.calibration else ():
        for one in year.bands:
            yield "happened", f"{year.year} {one.band}", one.seen
    for each in said.disparities:
        for group in each.groups:
            name = f"{each.dimension}: {group.group}"
            yield "group_happened", name, group.happened
            yield "group_false_alarm", name, group.false_alarm
            yield "group_missed", name, group.missed
            yield "group_right_warning", name, group.right_warning
