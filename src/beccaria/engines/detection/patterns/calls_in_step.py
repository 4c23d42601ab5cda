"""Unrelated people who call one number on the same days, far more often than chance: bridged or forwarded calls."""

from typing import Any

from ibis import _
from ibis.expr.types import Table

from beccaria.core.patterns import Values
from beccaria.engines.detection.shared import bits, callers, calls_cited, of_keys, same_days, shared_calls
from beccaria.engines.detection.tables import Tables


def expression(tables: Tables, given: Values) -> Table:
    """For each number and two unrelated callers: days of each, days of both, days on which both could."""
    days = _days(tables, given)
    one, other = days.view(), days.view()
    both = one.join(
        other,
        [
            one.number == other.number,
            one.day == other.day,
            one.person < other.person,
            one.family != other.family,
        ],
    ).select(
        number=one.number,
        one=one.person,
        other=other.person,
        apart=(one.at.epoch_seconds() - other.at.epoch_seconds()).abs(),
        day=one.day,
        one_prison=one.establishment,
        other_prison=other.establishment,
    )
    shared = both.group_by("number", "one", "other").agg(
        both=_.day.nunique(),
        close=(_.apart <= given.whole("minutes") * 60).ifelse(1, 0).sum(),
        since=_.day.min(),
        at=_.day.max(),
        prisons=(_.one_prison != _.other_prison).ifelse(2, 1).max(),
    )
    enough = shared.filter(_.both >= given.whole("days"))
    each = days.group_by("number", "person").agg(days=_.day.nunique(), first=_.day.min(), last=_.day.max())
    left, right = each.view(), each.view()
    told = enough.join(left, [enough.number == left.number, enough.one == left.person]).select(
        enough, one_days=left.days, one_first=left.first, one_last=left.last
    )
    return told.join(right, [told.number == right.number, told.other == right.person]).select(
        told, other_days=right.days, other_first=right.first, other_last=right.last, key=told.number
    )


def _days(tables: Tables, given: Values) -> Table:
    """The first call of each day of each caller of numbers that several unrelated people call."""
    known = callers(tables, given.whole("days"), given.whole("most_callers"))
    numbers = (
        known.group_by("number")
        .agg(families=_.family.nunique(), callers=_.person.nunique())
        .filter(_.families > 1)
    )
    wanted = known.semi_join(numbers, "number").select("number", "person", "family")
    calls = tables.touched(shared_calls(tables), "number")
    rows = calls.join(wanted, [calls.number == wanted.number, calls.prisoner_id == wanted.person]).select(
        wanted.number, wanted.person, wanted.family, calls.at, calls.establishment
    )
    return (
        rows.mutate(day=rows.at.truncate("D"))
        .group_by("number", "person", "family", "day")
        .agg(at=_.at.min(), establishment=_.establishment.argmin(_.at))
    )


def judge(rows: list[dict[str, Any]], given: Values) -> list[dict[str, Any]]:
    """Keep pairs whose shared days chance would hardly give; of each number the most surprising pair."""
    best: dict[str, dict[str, Any]] = {}
    for row in rows:
        span = (max(row["one_last"], row["other_last"]) - min(row["one_first"], row["other_first"])).days + 1
        chance = same_days(row["both"], row["one_days"], row["other_days"], max(span, row["both"]))
        usual = row["one_days"] * row["other_days"] / max(span, 1)
        if bits(chance) < given.number("bits") or row["both"] < given.number("times_usual") * usual:
            continue
        said = {
            "key": row["key"],
            "at": row["at"],
            "since": row["since"],
            "strength": bits(chance),
            "seen": float(row["both"]),
            "usual": usual,
            "number": row["number"],
            "days": row["both"],
            "close": row["close"],
            "prisons": row["prisons"],
            "one": row["one"],
            "other": row["other"],
        }
        known = best.get(row["key"])
        if known is None or (said["strength"], said["one"]) > (known["strength"], known["one"]):
            best[row["key"]] = said
    return list(best.values())


def evidence(tables: Tables, found: Table) -> Table:
    """The first and the last call of each of the two."""
    calls = of_keys(shared_calls(tables), found, "number", "number")
    two = found.select(whose=found.key, one=found.one, other=found.other)
    pair = calls.join(two, calls.key == two.whose)
    return calls_cited(pair.filter((pair.prisoner_id == pair.one) | (pair.prisoner_id == pair.other)))
