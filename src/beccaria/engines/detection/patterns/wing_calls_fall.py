"""A wing's calls fall and stay low while the rest of the prison calls as before: a telephone of their own, perhaps."""

from collections import defaultdict
from datetime import datetime, timedelta
from math import erfc, log, sqrt
from typing import Any, Final

import ibis
import numpy as np
from ibis import _
from ibis.expr.types import Table
from numpy.typing import NDArray

from beccaria.core.patterns import Values
from beccaria.engines.detection.shared import MOST_BITS, among, bits, cited, named
from beccaria.engines.detection.tables import Tables

_WEEK: Final = 7 * 86_400
_LEAST_BASE: Final = 4
_JUST_BEFORE: Final = 3
"""Weeks just before a fall, which must be as high as those before them."""
_SLACK: Final = 0.05
"""By how much a single week may be above what is asked of all of them."""
_LONGEST: Final = 26
"""Weeks after which a fall is what is usual."""
_NORMAL: Final = 1.4826
"""Times the median deviation, this is the standard deviation of a normal distribution."""
_BEFORE: Final = 14 * 86_400

Weeks = dict[int, dict[str, Any]]


def expression(tables: Tables, given: Values) -> Table:
    """Calls of each wing in each whole week, counted back from the moment asked, with those of its prison."""
    days = tables.summary("wing_days")
    weeks = days.mutate(
        week=((tables.until_seconds - days.day.epoch_seconds() - 1) / _WEEK).floor().cast("int64")
    )
    recent = weeks.filter(_.week < _LONGEST + given.whole("weeks_before"))
    wings = recent.group_by("establishment", "wing", "week").agg(
        calls=_.calls.sum(), begin=_.day.min(), at=_.day.max(), days=_.day.nunique()
    )
    prison = recent.group_by("establishment", "week").agg(all_calls=_.calls.sum())
    return wings.join(prison, ["establishment", "week"])


def judge(rows: list[dict[str, Any]], given: Values) -> list[dict[str, Any]]:
    """Compare each wing's share of its prison's calls in the last weeks with the weeks before.

    The wing's own weeks before say how much it varies (never taken for less than chance alone, Poisson); the fall is
    measured in those standard deviations, on the logarithm of the share against the rest of the prison.
    """
    wings: dict[tuple[str, str], Weeks] = defaultdict(dict)
    for row in rows:
        wings[row["establishment"], row["wing"]][row["week"]] = row
    found = (_fall(wing, weeks, given) for wing, weeks in sorted(wings.items()))
    return [one for one in found if one is not None]


def _fall(wing: tuple[str, str], weeks: Weeks, given: Values) -> dict[str, Any] | None:
    """The fall of a wing from the week in which it is most surprising: one that lasts is told from its beginning."""
    lengths = range(given.whole("weeks_low"), _LONGEST + 1)
    told = [one for low in lengths if (one := _against(weeks, low, given)) is not None]
    if not told:
        return None
    z, recent, usual, share = max(told, key=lambda one: one[0])
    return _said(wing, recent, usual, share, min(bits(erfc(z / sqrt(2)) / 2), MOST_BITS))


def _against(
    weeks: Weeks, low: int, given: Values
) -> tuple[float, list[dict[str, Any]], float, float] | None:
    """The last `low` weeks against those before: in deviations, with the weeks, what was usual and what share is left.

    None when they are not low enough, one by one and together, or the weeks before are too few or too quiet to say it.
    """
    before = given.whole("weeks_before")
    recent = [weeks[week] for week in range(low) if week in weeks]
    base = [
        weeks[week] for week in range(low, low + before) if week in weeks and weeks[week]["all_calls"] > 0
    ]
    if len(recent) < low or len(base) < max(_LEAST_BASE, before // 2):
        return None
    usual = float(np.median([week["calls"] for week in base]))
    then, now = _odds(base), _odds(recent)
    level, least = float(np.median(then)), 1 - given.number("fall")
    share = float(np.exp(now.mean() - level))
    # It fell at once: against the very last weeks before as well. What dwindles for months is another matter.
    at_once = float(np.exp(now.mean() - np.median(then[:_JUST_BEFORE])))
    if (
        usual < given.whole("least_calls")
        or max(share, at_once, float(np.exp(now - level).max()) - _SLACK) > least
    ):
        return None
    # The median of the deviations: weeks before that are low already do not hide the fall.
    spread = max(
        _NORMAL * float(np.median(np.abs(then - level))), sqrt(1 / usual), given.number("spread_least")
    )
    z = (level - float(now.mean())) / (spread * sqrt(1 / len(recent) + 1 / len(base)))
    enough = bits(erfc(z / sqrt(2)) / 2) >= given.number("bits")
    return (z, recent, usual, share) if enough else None


def _odds(weeks: list[dict[str, Any]]) -> NDArray[np.float64]:
    """The logarithm of the wing's calls against those of the rest of the prison, week by week."""
    return np.array(
        [log(week["calls"] + 0.5) - log(week["all_calls"] - week["calls"] + 0.5) for week in weeks]
    )


def _said(
    wing: tuple[str, str], recent: list[dict[str, Any]], usual: float, share: float, surprise: float
) -> dict[str, Any]:
    begin: datetime = min(week["begin"] for week in recent)
    return {
        "key": wing[1],
        "at": max(week["at"] for week in recent) + timedelta(hours=23),
        "since": begin,
        "strength": surprise,
        "seen": float(np.mean([week["calls"] for week in recent])),
        "usual": usual,
        "wing": wing[1],
        "prison": wing[0],
        "percent": round(100 * (1 - share)),
        "weeks": len(recent),
    }


def evidence(tables: Tables, found: Table) -> Table:
    """A call of each week since, and telephones, cards and remarks on contraband found or written on the wing."""
    keyed = found.select(key="key", begin="since", hall="wing")
    rows = _weeks(tables, keyed)
    if "finds" in tables:
        finds = tables["finds"]
        there = finds.join(keyed, finds.wing == keyed.hall)
        telephones = there.filter(there.item.isin(["phone", "sim"]), _since(there))
        rows = rows.union(cited(telephones, "finds", row="find_id", person="person_id"))
    if "observations" in tables:
        remarks = tables["observations"].mutate(at=_.reported_at.coalesce(_.occurred_at))
        told = remarks.join(keyed, remarks.wing == keyed.hall)
        about = told.filter(told.kind == "contraband", _since(told))
        nobody = about.filter(about.people.isnull()).mutate(person=ibis.literal(""))
        rows = rows.union(cited(named(about), "observations", row="observation_id", person="person"))
        rows = rows.union(cited(nobody, "observations", row="observation_id", person="person"))
    return rows


def _since(rows: Table) -> Any:
    return rows.at.epoch_seconds() >= rows.begin.epoch_seconds() - _BEFORE


def _weeks(tables: Tables, keyed: Table) -> Table:
    """The first call of the wing in each week since the fall, naming nobody: the fall says where, not who."""
    began = keyed.begin.min().to_pyarrow().as_py()
    calls = among(tables.between("calls", began, tables.until), "wing", keyed.select(wing="hall"))
    there = calls.join(keyed, calls.wing == keyed.hall)
    low = there.filter(there.at >= there.begin)
    each = (
        low.mutate(week=low.at.truncate("W"))
        .group_by("key", "week")
        .agg(call=_.call_id.argmin(_.at), moment=_.at.min(), establishment=_.establishment.argmin(_.at))
    )
    return cited(each.mutate(person=ibis.literal("")), "calls", row="call", at="moment", person="person")
