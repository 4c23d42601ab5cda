"""Payer against visitor: who is who in tables without birth dates, families at one address kept apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb

from beccaria.engines.matching import payers_learn, payers_pairs, payers_settle
from beccaria.engines.matching.payers_levels import Aspect, usable
from beccaria.engines.matching.payers_pairs import Pairs


@dataclass(frozen=True, slots=True)
class Found:
    """A pair of records (their `unique_id`), how probable it is one person, and why in one sentence."""

    left: int
    right: int
    probability: float
    why: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The links; pairs near enough but refused because somebody else is as near; what a reader must know."""

    links: tuple[Found, ...]
    refused: tuple[Found, ...]
    notes: tuple[str, ...]


def suits(filled: frozenset[str]) -> bool:
    """Whether tables that have these fields in common go this way: names on both sides, and no birth."""
    return {"given", "surname"} <= filled and not filled & {"born", "age", "note", "amount"}


def match(
    con: duckdb.DuckDBPyConnection, filled: frozenset[str], *, two_sides: bool, threshold: float | None = None
) -> Answer:
    """Link the people of `records` (as `prepare` makes it) by names, addresses and what else both sides have."""
    aspects = usable(filled)
    payers_pairs.prepare(con, aspects)
    pairs, notes = payers_pairs.candidates(con, aspects)
    counts = _counts(con, two_sides=two_sides)
    random = payers_pairs.strangers(con, aspects, two_sides=two_sides)
    learnt = payers_learn.learn(aspects, pairs, random, counts)
    one, _, odds = payers_learn.posterior(aspects, pairs, learnt)
    least = payers_settle.LINK if threshold is None else threshold
    settled = (
        payers_settle.across(pairs, one, odds, threshold=least)
        if two_sides
        else payers_settle.within(pairs, one, threshold=least)
    )
    links = tuple(_said(con, aspects, pairs, settled.linked, settled.probability))
    refused = tuple(_said(con, aspects, pairs, settled.refused, settled.probability))
    for table in ("payer_records", "short_names"):
        con.execute(f"DROP TABLE {table}")
    return Answer(links, refused, notes)


def _counts(con: duckdb.DuckDBPyConnection, *, two_sides: bool) -> tuple[int, int]:
    row = con.execute(
        "SELECT count(*) FILTER (side = 0), count(*) FILTER (side = 1) FROM payer_records"
    ).fetchone()
    left, right = row or (0, 0)
    return (int(left), int(right)) if two_sides else (int(left) + int(right), 0)


def _said(
    con: duckdb.DuckDBPyConnection,
    aspects: tuple[Aspect, ...],
    pairs: Pairs,
    places: payers_pairs.Numbers,
    probability: payers_pairs.Shares,
) -> Iterator[Found]:
    """Each of these pairs with its reasons, the same for the same steps but for the values it names."""
    values = _values(con, aspects, {int(r) for p in places for r in (pairs.left[p], pairs.right[p])})
    for place in places:
        left, right = int(pairs.left[place]), int(pairs.right[place])
        said = []
        for aspect in aspects:
            step = int(pairs.steps[aspect.name][place])
            if step >= 0 and (step == 0 or aspect.steps[step].says != said[-1:]):
                words = aspect.steps[step].says
                field = aspect.shows or aspect.name
                said.append(words.format(l=values[left].get(field), r=values[right].get(field)))
        yield Found(left, right, round(float(probability[place]), 4), ", ".join(dict.fromkeys(said)))


def _values(
    con: duckdb.DuckDBPyConnection, aspects: tuple[Aspect, ...], records: set[int]
) -> dict[int, dict[str, Any]]:
    fields = sorted({aspect.shows or aspect.name for aspect in aspects})
    rows = con.execute(
        f"SELECT unique_id, {', '.join(fields)} FROM payer_records WHERE list_contains(?, unique_id)",
        [sorted(records)],
    ).fetchall()
    return {int(row[0]): dict(zip(fields, row[1:], strict=True)) for row in rows}
