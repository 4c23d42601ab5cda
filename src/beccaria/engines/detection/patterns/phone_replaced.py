"""A number outside falls silent, and those who called it begin to call another: one phone, replaced, perhaps."""

from datetime import datetime, timedelta
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from ibis import _
from ibis.expr.types import Table

from beccaria.core.patterns import Values
from beccaria.engines.detection.shared import bits, cited, shared_calls, shared_pairs
from beccaria.engines.detection.tables import Tables
from beccaria.engines.handovers.calls import Calls, coded
from beccaria.engines.handovers.replacing import Handover, handovers

_TEACHES: Final = 2  # callers
_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001  moments of feeds are in UTC without a zone


def expression(tables: Tables, given: Values) -> Table:
    """The calls to numbers that several people call, and no helpline. Those of two people teach what is usual."""
    each = shared_pairs(tables).filter(_.calls >= given.whole("calls"))
    numbers = each.group_by("number").agg(callers=_.person.nunique())
    few = numbers.filter(_.callers >= _TEACHES, _.callers <= given.whole("most_callers"))
    calls = shared_calls(tables).filter(_.prisoner_id.notnull()).join(few, "number")
    return calls.select(
        "at", "number", "prisoner_id", "direction", candidate=calls.callers >= given.whole("callers")
    )


def judge_columns(table: Any, given: Values) -> list[dict[str, Any]]:
    """What the engine of handovers stands behind among these numbers; the others are only contacts."""
    rows = table.sort_by([(name, "ascending") for name in ("at", "prisoner_id", "number")])
    candidates = set(pc.unique(rows["number"].filter(rows["candidate"])).to_pylist())
    told = handovers(_calls(rows), sure=given.number("sure"), among=candidates.__contains__)
    found = [one for one in told if one.shared >= given.whole("callers")]
    numbers = pa.array({number for one in found for number in (one.old, one.new)}, pa.string())
    theirs = rows.filter(pc.is_in(rows["number"], value_set=numbers)).to_pylist()
    return [
        _found(one, _EPOCH + timedelta(days=one.moment), _enough(one, theirs, given.whole("callers")))
        for one in found
    ]


def _calls(rows: Any) -> Calls:
    """The calls as numbers, a phone inside standing for each prisoner: there are too many for rows of Python."""
    people = pc.binary_join_element_wise("inside:", rows["prisoner_id"], "")
    out = pc.fill_null(pc.not_equal(rows["direction"], "in"), fill_value=True)
    callers = pc.if_else(out, people, rows["number"])
    called = pc.if_else(out, rows["number"], people)
    both = pa.chunked_array([*callers.chunks, *called.chunks], pa.string()).combine_chunks()
    phones = both.dictionary_encode()
    codes = phones.indices.to_numpy(zero_copy_only=False).astype(np.int32)
    at = rows["at"].to_numpy()
    return coded(phones.dictionary.to_pylist(), codes[: len(at)], codes[len(at) :], at)


def _enough(one: Handover, rows: list[dict[str, Any]], callers: int) -> datetime:
    """When the last of as many callers as are asked for, who called the old number too, had called the new one."""
    before = {row["prisoner_id"] for row in rows if row["number"] == one.old}
    firsts: dict[str, datetime] = {}
    for row in rows:
        if row["number"] == one.new and row["prisoner_id"] in before:
            firsts.setdefault(row["prisoner_id"], row["at"])
    moments = sorted(firsts.values())
    return moments[min(callers, len(moments)) - 1]


def _found(one: Handover, since: datetime, at: datetime) -> dict[str, Any]:
    return {
        "key": f"{one.old}>{one.new}", "since": since, "at": at, "old": one.old, "new": one.new,
        "shared": one.shared, "old_callers": one.old_contacts, "new_callers": one.new_contacts,
        "stayed": one.stayed, "expected": one.expected, "confidence": round(100 * one.confidence, 1),
        "strength": min(60.0, bits(1.0 - one.confidence) + one.shared), "seen": float(one.shared), "usual": 0.0,
    }  # fmt: skip


def evidence(tables: Tables, found: Table) -> Table:
    """The last call of each person to the old number, and the first to the new one."""
    calls = shared_calls(tables).filter(_.prisoner_id.notnull())
    old = calls.join(found.select("key", number="old"), "number")
    new = calls.join(found.select("key", number="new"), "number")
    last = old.group_by("key", "prisoner_id").agg(
        row=_.call_id.argmax(_.at), at=_.at.max(), establishment=_.establishment.argmax(_.at)
    )
    first = new.group_by("key", "prisoner_id").agg(
        row=_.call_id.argmin(_.at), at=_.at.min(), establishment=_.establishment.argmin(_.at)
    )
    return cited(last.union(first), "calls", row="row", person="prisoner_id", key="key")
