"""A burst of finds on one wing that searching harder does not explain.

Method: temporal scan statistic with Poisson counts (J. I. Naus 1965, JASA 60:532-538; M. Kulldorff 1997, Communications
in Statistics 26:1481-1496), effort as the population at risk, p-value by permutation with a Gumbel tail
(A. M. Abrams, K. Kleinman, M. Kulldorff 2010, International Journal of Health Geographics 9:61).
"""

from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, Final
from zlib import crc32

import ibis
import numpy as np
from ibis import _
from ibis.expr.types import Table
from numpy.typing import NDArray

from beccaria.core.patterns import Values
from beccaria.engines.detection.shared import bits
from beccaria.engines.detection.tables import Tables

_TURNS: Final = 499
_EULER: Final = 0.5772156649
_WORTH: Final = 4.0  # a log likelihood ratio below this is not worth permuting
Real = NDArray[np.float64]


def expression(tables: Tables, given: Values) -> Table:  # noqa: ARG001  the same shape for every pattern
    """Finds and searches of each wing in each week; the whole judgement is made on these few rows."""
    finds = _weeks(tables["finds"]).agg(finds=_.count(), searches=ibis.literal(0, "int64"))
    searches = _weeks(tables["searches"]).agg(finds=ibis.literal(0, "int64"), searches=_.count())
    both = finds.union(searches).group_by("establishment", "wing", "week")
    each = both.agg(finds=_.finds.sum(), searches=_.searches.sum())
    return each.select(
        "establishment", "wing", "week", "finds", "searches",
        key=each.establishment + ibis.literal("/") + each.wing,
        asked=ibis.literal(tables.since, "timestamp"), at=each.week, since=each.week,
        strength=ibis.literal(0.0), seen=ibis.literal(0.0), usual=ibis.literal(0.0),
    )  # fmt: skip


def _weeks(rows: Table) -> Any:
    placed = rows.filter(rows.wing.notnull())
    return placed.group_by(establishment=placed.establishment, wing=placed.wing, week=placed.at.truncate("W"))


def judge(rows: list[dict[str, Any]], given: Values) -> list[dict[str, Any]]:
    """The wings with weeks that have more finds than the searches made there explain."""
    if not rows:
        return []
    weeks = _all_weeks(rows)
    # A find that no search made (mail, dog, patrol) needs no search: a week's effort is never nothing.
    apart = max(0.5, sum(row["searches"] for row in rows) / max(1, len(rows)) / 4)
    ordered = sorted(rows, key=lambda row: (row["key"], row["week"]))
    found = [
        _wing(list(some), weeks, apart, given) for _key, some in groupby(ordered, lambda row: row["key"])
    ]
    wings = len(found)
    rare = [(row, row["strength"] - np.log2(max(1, wings))) for row in found if row]
    return [{**row, "strength": float(value)} for row, value in rare if value >= given.number("bits")]


def _all_weeks(rows: list[dict[str, Any]]) -> list[datetime]:
    first, last = min(row["week"] for row in rows), max(row["week"] for row in rows)
    return [first + timedelta(weeks=turn) for turn in range((last - first).days // 7 + 1)]


def _wing(
    rows: list[dict[str, Any]], weeks: list[datetime], apart: float, given: Values
) -> dict[str, Any] | None:
    place = {week: turn for turn, week in enumerate(weeks)}
    finds, effort = np.zeros(len(weeks)), np.full(len(weeks), apart)
    for row in rows:
        finds[place[row["week"]]] += row["finds"]
        effort[place[row["week"]]] += row["searches"]
    total, longest = int(finds.sum()), min(given.whole("weeks"), len(weeks) // 3)
    if total < given.whole("finds") or longest < 1:
        return None
    share = effort / effort.sum()
    value, begin, length = _scan(finds[None, :], share, longest)
    seen = int(finds[begin[0] : begin[0] + length[0]].sum())
    if value[0] < _WORTH or seen < given.whole("finds"):
        return None
    usual = float(total * share[begin[0] : begin[0] + length[0]].sum())
    one = rows[0]
    end = weeks[begin[0]] + timedelta(weeks=int(length[0]))
    if one["asked"] is not None and end < one["asked"]:
        # All its finds are older than what is asked for: how rare it is takes long to say, and nobody is told.
        return None
    searched = round(float(effort[begin[0] : begin[0] + length[0]].sum() - apart * length[0]))
    return {
        "key": f"{one['key']}/{weeks[begin[0]]:%Y-%m-%d}", "establishment": one["establishment"],
        "wing": one["wing"], "since": weeks[begin[0]], "at": end, "finds": seen, "weeks": int(length[0]),
        "searches": searched, "seen": float(seen), "usual": usual,
        "strength": _bits(float(value[0]), total, share, longest, crc32(one["key"].encode())),
    }  # fmt: skip


def _scan(finds: Real, share: Real, longest: int) -> tuple[Real, NDArray[np.int64], NDArray[np.int64]]:
    """For each row the greatest log likelihood ratio of a stretch against the rest, its begin and its length."""
    total = finds.sum(axis=1)
    best = np.zeros(len(finds))
    begin, size = np.zeros(len(finds), np.int64), np.ones(len(finds), np.int64)
    for length in range(1, longest + 1):
        inside = np.lib.stride_tricks.sliding_window_view(finds, length, axis=1).sum(axis=2)
        part = np.lib.stride_tricks.sliding_window_view(share, length).sum(axis=1)
        usual = total[:, None] * part[None, :]
        rest, rest_usual = total[:, None] - inside, total[:, None] - usual
        with np.errstate(divide="ignore", invalid="ignore"):
            value = np.where(inside > 0, inside * np.log(inside / usual), 0.0)
            value += np.where(rest > 0, rest * np.log(rest / rest_usual), 0.0)
        value = np.where(inside > usual, value, 0.0)
        at = value.argmax(axis=1)
        top = value[np.arange(len(finds)), at]
        better = top > best
        best, begin, size = (
            np.where(better, top, best), np.where(better, at, begin), np.where(better, length, size)
        )  # fmt: skip
    return best, begin, size


def _bits(value: float, total: int, share: Real, longest: int, seed: int) -> float:
    """How rare such a stretch is when the same finds fall where the searching was."""
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(total, share, size=_TURNS).astype(np.float64)
    highest = _scan(drawn, share, longest)[0]
    scale = float(highest.std()) * np.sqrt(6) / np.pi
    if scale <= 0:
        return 0.0
    place = float(highest.mean()) - _EULER * scale
    return bits(float(-np.expm1(-np.exp(-(value - place) / scale))))


def evidence(tables: Tables, found: Table) -> Table:
    """The finds of the wing in those weeks. Whoever lives where something lay is not named by that."""
    finds = tables["finds"].join(
        found.select("key", "establishment", "wing", begin="since", end="at"), ["establishment", "wing"]
    )
    return finds.filter(_.at >= _.begin, _.at < _.end).select(
        key="key", kind=ibis.literal("finds"), row="find_id", at="at", person=ibis.literal(""),
        establishment="establishment",
    )  # fmt: skip
