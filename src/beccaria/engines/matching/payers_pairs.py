"""Which pairs of people without birth dates are looked at, and how each compares; births are not asked for."""

from dataclasses import dataclass
from typing import Any, Final

import duckdb
import numpy as np
from numpy.typing import NDArray

from beccaria.engines.matching import short_names
from beccaria.engines.matching.payers_levels import FIELDS, Aspect

# Records that share one of these are compared; `address` is street, number and flat together.
_KEYS: Final = (
    ("given", "surname"),
    ("least(given, surname)", "greatest(given, surname)"),
    ("address",),
    ("po_box",),
    ("phone",),
    ("email",),
    ("document",),
    ("number", "substr(street, 1, 4)"),
    ("surname", "street"),
    ("given", "street"),
    ("surname", "number"),
    ("given", "number"),
    ("substr(given, 1, 3)", "substr(surname, 1, 4)"),
    ("surname", "substr(given, 1, 2)"),
    ("given", "substr(surname, 1, 2)"),
    ("surname", "forms[1]", "substr(middle, 1, 1)"),
)
_PAIRS_A_RECORD: Final = 20
_FEWEST_PAIRS: Final = 200_000
_SAMPLE: Final = 400
# How many records of the shipped rareness a table's own counts are mixed with.
_KNOWN_BEFORE: Final = 1_000
_TWO: Final = (
    "coalesce(damerau_levenshtein(l.born, r.born) > 2, false) OR coalesce(l.sex <> r.sex, false) AS two"
)
_RARE: Final = ("given", "surname", "postcode", "town", "address")
CROWD: Final = 12

Numbers = NDArray[np.int64]
Shares = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs as columns: the two records, which sides they are of (0 left, 1 both, 2 right), the step of each aspect.

    `rare` is the share of records that bear the left one's value; `crowd` how many live at its address; `two` is true
    where both have a birth or a sex and it is another, which only one of the tables may have.
    """

    left: Numbers
    right: Numbers
    sides: Numbers
    steps: dict[str, Numbers]
    rare: dict[str, Shares]
    crowd: Numbers
    two: NDArray[np.bool_]


def prepare(con: duckdb.DuckDBPyConnection, aspects: tuple[Aspect, ...]) -> None:
    """Make `payer_records` of `records`: with one address, the full names of short ones, and rareness."""
    short_names.register(con, "short_names")
    _names(con)
    fields = ", ".join(f"r.{field}" for field in FIELDS if field != "forms")
    con.execute(
        "CREATE OR REPLACE TEMP TABLE payer_named AS "
        f"SELECT r.unique_id, r.side, r.born, {fields}, coalesce(s.forms, []) AS forms, coalesce("
        "CASE WHEN r.number IS NOT NULL AND r.street IS NOT NULL "
        "THEN concat_ws(' ', r.number, r.street, r.unit) END, 'box ' || r.po_box) AS address FROM payer_names r "
        "LEFT JOIN (SELECT name, list_sort(list(whole)) AS forms FROM short_names GROUP BY name) s ON s.name = r.given1"
    )
    con.execute("DROP TABLE payer_names")
    usual = {aspect.name: aspect.steps[0].u for aspect in aspects}
    shares = "".join(
        f", (count({name}) OVER (PARTITION BY {name}) + {_KNOWN_BEFORE} * {usual.get(name, 0.01)}) "
        f"/ (count({name}) OVER () + {_KNOWN_BEFORE}.0) AS rare_{name}"
        for name in _RARE
    )
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE payer_records AS SELECT *{shares}, "
        "CASE WHEN address IS NULL THEN 0 ELSE count(*) OVER (PARTITION BY side, address) END AS crowd FROM payer_named"
    )
    con.execute("DROP TABLE payer_named")


def _names(con: duckdb.DuckDBPyConnection) -> None:
    """Make `payer_names` of `records`: given name, middle name and surname, read out of a full name by its own order.

    `ROSSI MARIO L` has its surname first, as the letter at its end shows; `ROSSI MARIO` when the table's other names,
    turned, are more often names of the other table. `Anna Maria` in one column is `Anna`, `Maria` in two.
    """
    lettered = "length(surname) = 1 AND contains(given, ' ')"
    turned = f"side = {_turned(con)}"
    rest = "nullif(trim(substr({0}, length(split_part({0}, ' ', 1)) + 1)), '')"
    con.execute(
        "CREATE OR REPLACE TEMP TABLE payer_names AS SELECT *, given AS given1 FROM "
        "(SELECT * EXCLUDE (given1) REPLACE ("
        f"CASE WHEN {lettered} THEN regexp_extract(given, '(\\S+)$') WHEN {turned} THEN split_part(surname, ' ', 1) "
        "ELSE given1 END AS given, "
        f"CASE WHEN {lettered} THEN regexp_replace(given, ' \\S+$', '') WHEN {turned} THEN given "
        "ELSE surname END AS surname, "
        f"CASE WHEN {lettered} THEN surname WHEN {turned} THEN coalesce(middle, {rest.format('surname')}) "
        f"ELSE coalesce(middle, {rest.format('given')}) END AS middle) FROM records)"
    )


def _turned(con: duckdb.DuckDBPyConnection) -> int:
    """The side whose names are written surname first, unlike the other's; -1 for none."""
    names = (
        "(SELECT DISTINCT side, given1 AS a, surname AS b FROM records WHERE given1 <> '' AND surname <> '')"
    )
    count = f"SELECT count(*) FROM {names} x JOIN {names} y ON x.side = 0 AND y.side = 1 AND "
    if _one(con, f"{count} x.a = y.b AND x.b = y.a") <= max(2, _one(con, f"{count} x.a = y.a AND x.b = y.b")):
        return -1
    return _one(
        con,
        "SELECT side FROM records GROUP BY side "
        "ORDER BY avg((given1 IN (SELECT name FROM short_names))::INT), side DESC",
    )


def both(con: duckdb.DuckDBPyConnection, field: str, *, two_sides: bool) -> bool:
    """Whether both tables (or the one) have something in this field of `payer_records`."""
    sides = _one(con, f"SELECT count(DISTINCT side) FROM payer_records WHERE {field} IS NOT NULL")
    return sides == 1 + int(two_sides)


def candidates(con: duckdb.DuckDBPyConnection, aspects: tuple[Aspect, ...]) -> tuple[Pairs, tuple[str, ...]]:
    """All pairs that share a key, within both tables and across, and sentences about keys too common to be used."""
    records = _one(con, "SELECT count(*) FROM payer_records")
    con.execute("CREATE OR REPLACE TEMP TABLE payer_pairs (l BIGINT, r BIGINT)")
    left_out = 0
    for key in _KEYS:
        left_out = max(left_out, _add(con, key, max(_FEWEST_PAIRS, _PAIRS_A_RECORD * records)))
    notes = (
        (f"{left_out:,} records share a key with too many others to be compared by it.",) if left_out else ()
    )
    found = _compare(con, aspects, "SELECT DISTINCT l, r FROM payer_pairs ORDER BY l, r")
    con.execute("DROP TABLE payer_pairs")
    return found, notes


def _add(con: duckdb.DuckDBPyConnection, key: tuple[str, ...], budget: int) -> int:
    """Add the pairs of one key, smallest blocks first, within the budget; answers how many records are left out."""
    known = " AND ".join(f"{part} IS NOT NULL" for part in key)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE payer_keys AS SELECT unique_id, hash({', '.join(key)}) AS k, "
        f"count(*) OVER (PARTITION BY {', '.join(key)}) AS n FROM payer_records WHERE {known}"
    )
    sizes = con.execute(
        "SELECT n, sum(n - 1) / 2, count(*) FROM payer_keys WHERE n > 1 GROUP BY n ORDER BY n"
    ).fetchall()
    total, cap, left_out = 0.0, 0, 0
    for size, pairs, records in sizes:
        total += float(pairs)
        if total <= budget:
            cap = size
        else:
            left_out += records
    con.execute(
        "INSERT INTO payer_pairs SELECT a.unique_id, b.unique_id FROM payer_keys a JOIN payer_keys b ON a.k = b.k "
        "WHERE a.unique_id < b.unique_id AND a.n <= ?",
        [cap],
    )
    return left_out


def strangers(con: duckdb.DuckDBPyConnection, aspects: tuple[Aspect, ...], *, two_sides: bool) -> Pairs:
    """All pairs of a fixed sample of records, nearly all of them strangers."""
    for side in ("l", "r"):
        where = f"WHERE side = {int(side == 'r')}" if two_sides else ""
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE payer_sample_{side} AS SELECT unique_id FROM payer_records {where} "
            f"ORDER BY hash(unique_id), unique_id LIMIT {_SAMPLE}"
        )
    every = (
        "SELECT a.unique_id AS l, b.unique_id AS r FROM payer_sample_l a JOIN payer_sample_r b "
        "ON a.unique_id < b.unique_id"
    )
    return _compare(con, aspects, every)


def _compare(con: duckdb.DuckDBPyConnection, aspects: tuple[Aspect, ...], pairs: str) -> Pairs:
    sides = ", ".join(f"{s}.{field} AS {field}_{s}" for field in FIELDS for s in ("l", "r"))
    rare = [name for name in _RARE if any(aspect.name == name for aspect in aspects)]
    shares = "".join(f", l.rare_{name}" for name in rare)
    steps = "".join(f", CAST({aspect.sql()} AS TINYINT) AS step_{aspect.name}" for aspect in aspects)
    kept = "".join(f", rare_{name}" for name in rare)
    found = con.execute(
        f"SELECT id_l, id_r, sides, crowd, two{kept}{steps} FROM (SELECT l.unique_id AS id_l, r.unique_id AS id_r, "
        f"l.side + r.side AS sides, greatest(l.crowd, r.crowd) AS crowd, {_TWO}{shares}, {sides} FROM ({pairs}) p "
        "JOIN payer_records l ON l.unique_id = p.l JOIN payer_records r ON r.unique_id = p.r) ORDER BY id_l, id_r"
    ).fetchnumpy()
    return Pairs(
        left=_plain(found["id_l"]),
        right=_plain(found["id_r"]),
        sides=_plain(found["sides"]),
        steps={aspect.name: _plain(found[f"step_{aspect.name}"]) for aspect in aspects},
        rare={
            name: np.nan_to_num(np.ma.filled(found[f"rare_{name}"].astype(float), 1.0), nan=1.0)
            for name in rare
        },
        crowd=_plain(found["crowd"]),
        two=_plain(found["two"]).astype(bool),
    )


def _plain(values: Any) -> Numbers:
    return np.asarray(np.ma.filled(values, -1))


def _one(con: duckdb.DuckDBPyConnection, statement: str) -> int:
    row = con.execute(statement).fetchone()
    return int(row[0]) if row else 0
