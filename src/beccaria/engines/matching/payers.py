"""Payer against visitor: who is who in tables without birth dates, families at one address kept apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import duckdb
import numpy as np
import pyarrow as pa

from beccaria.engines.matching import payers_learn, payers_pairs, payers_settle
from beccaria.engines.matching.payers_learn import Learnt
from beccaria.engines.matching.payers_levels import Aspect, usable
from beccaria.engines.matching.payers_pairs import Numbers, Pairs, Shares

# These tell persons apart better than this way does, or only tables of payments have them: the general way is theirs.
_OTHER_WAYS: Final = frozenset(("born", "age", "note", "amount"))
_HOUSEHOLD: Final = 0.8
_FAMILY: Final = "possibly related, not joined: "


@dataclass(frozen=True, slots=True)
class Found:
    """A pair of records (their `unique_id`), how probable it is one person, and why in one sentence."""

    left: int
    right: int
    probability: float
    why: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Links; pairs of one household or refused because somebody else is as near; notes; what was learnt, for review."""

    links: tuple[Found, ...]
    related: tuple[Found, ...]
    notes: tuple[str, ...]
    model: dict[str, Any]


def suits(filled: frozenset[str]) -> bool:
    """Whether tables that have these fields in common go this way: names on both sides, and no birth."""
    return {"given", "surname"} <= filled and not filled & _OTHER_WAYS


def match(
    con: duckdb.DuckDBPyConnection,
    filled: frozenset[str],
    *,
    two_sides: bool,
    threshold: float | None = None,
    unique: bool = False,
) -> Answer:
    """Link the people of `records` (as `prepare` makes it) by names, addresses and what else both sides have.

    `threshold`: the least probability of a link. `unique`: nobody stands twice in either table.
    """
    payers_pairs.prepare(con, usable(filled))
    # Initials may have stood in the column of the given names.
    initials = payers_pairs.both(con, "middle", two_sides=two_sides)
    aspects = usable(filled | {"middle"} if initials else filled - {"middle"})
    pairs, notes = payers_pairs.candidates(con, aspects)
    counts = _counts(con, two_sides=two_sides)
    random = payers_pairs.strangers(con, aspects, two_sides=two_sides)
    learnt = payers_learn.learn(aspects, pairs, random, counts)
    one, house, odds = payers_learn.posterior(aspects, pairs, learnt)
    least = payers_settle.LINK if threshold is None else threshold
    settled = (
        payers_settle.across(pairs, one, odds, threshold=least, unique=unique)
        if two_sides
        else payers_settle.within(pairs, one, threshold=least)
    )
    family = np.setdiff1d(
        np.flatnonzero(
            (pairs.sides == int(two_sides)) & (house > _HOUSEHOLD) & (pairs.crowd <= payers_pairs.CROWD)
        ),
        settled.linked,
    )
    family = family[_share_a_home(aspects, pairs, family)]
    said = _Said(con, aspects, pairs, settled.probability)
    return Answer(
        links=tuple(said.of(settled.linked)),
        related=(
            *said.of(family, before=_FAMILY),
            *said.of(np.setdiff1d(settled.refused, family), before="another is as near, so not linked: "),
        ),
        notes=notes,
        model=_review(aspects, learnt, counts),
    )


def as_table(con: duckdb.DuckDBPyConnection, found: tuple[Found, ...]) -> pa.Table:
    """As left_id, right_id, probability, why: the identifiers of `records`, in the order of the records."""
    given = pa.table(
        {
            "l": pa.array([each.left for each in found], pa.int64()),
            "r": pa.array([each.right for each in found], pa.int64()),
            "probability": pa.array([each.probability for each in found], pa.float64()),
            "why": pa.array([each.why for each in found], pa.string()),
        }
    )
    con.register("payers_found", given)
    made = con.execute(
        "SELECT a.id AS left_id, b.id AS right_id, probability, why FROM payers_found p "
        "JOIN records a ON a.unique_id = p.l JOIN records b ON b.unique_id = p.r ORDER BY l, r"
    ).to_arrow_table()
    con.unregister("payers_found")
    return made


def _counts(con: duckdb.DuckDBPyConnection, *, two_sides: bool) -> tuple[int, int]:
    row = con.execute(
        "SELECT count(*) FILTER (side = 0), count(*) FILTER (side = 1) FROM payer_records"
    ).fetchone()
    left, right = row or (0, 0)
    return (int(left), int(right)) if two_sides else (int(left) + int(right), 0)


def _share_a_home(aspects: tuple[Aspect, ...], pairs: Pairs, places: Numbers) -> np.ndarray:
    """Which of these pairs have the same house, post box or telephone; the first three steps of an address say so."""
    found = np.zeros(len(places), dtype=bool)
    for name, last in (("address", 2), ("phone", 0)):
        if any(aspect.name == name for aspect in aspects):
            step = pairs.steps[name][places]
            found |= (step >= 0) & (step <= last)
    return found


class _Said:
    """Pairs with their reasons in words."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, aspects: tuple[Aspect, ...], pairs: Pairs, probability: Shares
    ) -> None:
        self.con, self.aspects, self.pairs, self.probability = con, aspects, pairs, probability

    def of(self, places: Numbers, *, before: str = "") -> Iterator[Found]:
        """Each of these pairs, in order."""
        values = self._values(places)
        for place in places.tolist():
            left, right = int(self.pairs.left[place]), int(self.pairs.right[place])
            said = []
            for aspect in self.aspects:
                step = int(self.pairs.steps[aspect.name][place])
                if step >= 0:
                    shown = aspect.shows or aspect.name
                    said.append(aspect.steps[step].says.format(l=values[left][shown], r=values[right][shown]))
            why = before + ", ".join(dict.fromkeys(said))
            yield Found(left, right, round(float(self.probability[place]), 4), why)

    def _values(self, places: Numbers) -> dict[int, dict[str, Any]]:
        wanted = np.unique(np.concatenate([self.pairs.left[places], self.pairs.right[places]]))
        fields = sorted({aspect.shows or aspect.name for aspect in self.aspects})
        self.con.register("payers_said", {"unique_id": wanted})
        rows = self.con.execute(
            f"SELECT unique_id, {', '.join(fields)} FROM payer_records SEMI JOIN payers_said USING (unique_id)"
        ).fetchall()
        self.con.unregister("payers_said")
        return {int(row[0]): dict(zip(fields, row[1:], strict=True)) for row in rows}


def _review(aspects: tuple[Aspect, ...], learnt: Learnt, counts: tuple[int, int]) -> dict[str, Any]:
    """What was learnt, in a form a person can read and another run can be compared with."""
    return {
        "kind": "people without birth date: one person, one household, or strangers",
        "records": list(counts),
        "one_person_share": {str(kind): share for kind, share in learnt.one.items()},
        "one_household_share": {str(kind): share for kind, share in learnt.house.items()},
        "aspects": {
            aspect.name: [
                {"says": step.says, "one_person": float(m), "one_household": float(h), "strangers": float(u)}
                for step, m, h, u in zip(
                    aspect.steps,
                    learnt.m[aspect.name],
                    learnt.h[aspect.name],
                    learnt.u[aspect.name],
                    strict=True,
                )
            ]
            for aspect in aspects
        },
    }
