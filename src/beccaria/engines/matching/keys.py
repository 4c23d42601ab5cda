"""Which pairs are looked at: records that share a key; keys are drawn tighter, or left out, where they explode."""

from dataclasses import dataclass
from typing import Final

import duckdb

_FEWEST: Final = 600_000
_A_RECORD: Final = 1.6
# Past this many records one key tells nothing: a name of half a country, a made-up birth.
_LARGEST_BLOCK: Final = 5_000
_LARGE: Final = 200_000


@dataclass(frozen=True, slots=True)
class Rule:
    """A key, from loose to tight: the first of its ways that stays within the budget is used.

    `if_cheap`: used only when it stays within the budget whole; others lose their largest blocks.
    """

    words: str
    ways: tuple[tuple[str, ...], ...]
    if_cheap: bool = False


@dataclass(frozen=True, slots=True)
class Keys:
    """The key columns of `records` that were made, and sentences about what was left out."""

    columns: tuple[str, ...]
    words: tuple[str, ...]
    pairs: int
    notes: tuple[str, ...]


_G1, _S1, _MONTH = "substr(given, 1, 1)", "substr(surname, 1, 1)", "substr(born, 1, 6)"


def _cheap(words: str, *ways: tuple[str, ...]) -> Rule:
    return Rule(words, ways, if_cheap=True)


RULES: Final = (
    Rule("document", (("document",),)),
    Rule("telephone number", (("phone",), ("phone", _S1))),
    Rule("email address", (("email",),)),
    Rule("names", (("both_names",), ("both_names", "birth_year"), ("both_names", "born"))),
    Rule("surname and birth", (("surname", "born"), ("surname", "born", _G1))),
    Rule("given name and birth", (("given", "born"), ("given", "born", _S1))),
    Rule("birth", (("born",), ("born", _G1), ("born", _S1))),
    Rule("house", (("house",), ("house", "postcode"), ("house", "surname"))),
    Rule("postcode and house number", (("postcode", "number"), ("postcode", "number", _S1))),
    Rule("surname and postcode", (("surname", "postcode"), ("surname", "postcode", _G1))),
    Rule("given name and postcode", (("given", "postcode"), ("given", "postcode", _S1))),
    _cheap("street", ("street",), ("street", "town"), ("street", "town", _G1)),
    _cheap("given name and street", ("given", "street")),
    _cheap("surname and street", ("surname", "street")),
    _cheap("surname and town", ("surname", "town"), ("surname", "town", _G1)),
    _cheap("given name and town", ("given", "town"), ("given", "town", _S1)),
    _cheap("birth and postcode", (_MONTH, "postcode"), ("birth_year", "birth_rest", "postcode")),
    Rule(
        "sound of the names",
        (
            ("sound_surname", "sound_given"),
            ("sound_surname", "sound_given", "birth_year"),
            ("sound_surname", "sound_given", _MONTH),
        ),
    ),
    _cheap("surname", ("surname",), ("surname", "birth_year"), ("surname", _MONTH)),
    _cheap("given name", ("given",), ("given", "birth_year"), ("given", _MONTH), ("given", _MONTH, _S1)),
    _cheap("given name and day of birth", ("given", "birth_rest"), ("given", "birth_rest", _S1)),
    _cheap("surname and day of birth", ("surname", "birth_rest"), ("surname", "birth_rest", _G1)),
    _cheap(
        "month of birth",
        (_MONTH,),
        (_MONTH, _G1, _S1),
        ("substr(surname, 1, 3)", "substr(given, 1, 2)", _MONTH),
    ),
    _cheap("day of birth", ("birth_rest",), ("birth_rest", _G1, _S1)),
    _cheap("sound of the surname", ("sound_surname",), ("sound_surname", _G1)),
    _cheap("postcode", ("postcode",), ("postcode", _G1)),
    _cheap("town", ("town",), ("town", _G1, _S1), ("town", "birth_year")),
    _cheap("town and house number", ("town", "number")),
    _cheap("birth and birth place", ("born", "birth_place")),
    _cheap("year of birth and initials", ("birth_year", _G1, _S1)),
    Rule("note and amount", (("note", "amount"),)),
    Rule("amount and day", (("amount", "day"), ("amount", "substr(note, 1, 1)"))),
    Rule("amount", (("amount",), ("amount", "substr(note, 1, 3)"))),
    _cheap("day and beginning of the note", ("day", "substr(note, 1, 3)"), ("day", "substr(note, 1, 6)")),
    _cheap("beginning of the note", ("substr(note, 1, 8)",)),
)


def make_keys(
    con: duckdb.DuckDBPyConnection, filled: frozenset[str], *, two_sides: bool, records: int
) -> Keys:
    """Add the columns k0, k1… to `records`; a key nobody may use is NULL."""
    budget = max(_FEWEST, _A_RECORD * records)
    chosen: list[tuple[Rule, tuple[str, ...], int, int]] = []
    notes: list[str] = []
    for rule in RULES:
        ways = [way for way in rule.ways if _possible(way, filled)]
        if not ways:
            continue
        if records > _LARGE:
            ways = [way for way in ways if _roughly(con, way) <= 2 * budget] or (
                [] if rule.if_cheap else ways[-1:]
            )
        if not ways:
            continue
        way, cap, pairs, left_out = _fitting(con, ways, budget, two_sides=two_sides)
        if left_out and rule.if_cheap:
            continue
        if left_out:
            notes.append(
                f"{left_out:,} records share their {rule.words} with too many others to be compared by it alone."
            )
        if pairs:
            chosen.append((rule, way, cap, pairs))
    _write(con, [(way, cap) for _, way, cap, _ in chosen])
    return Keys(
        tuple(f"k{place}" for place in range(len(chosen))),
        tuple(rule.words for rule, *_ in chosen),
        sum(pairs for *_, pairs in chosen),
        tuple(notes),
    )


def _possible(way: tuple[str, ...], filled: frozenset[str]) -> bool:
    built = {
        "both_names": {"given", "surname"},
        "house": {"number", "street"},
        "sound_given": {"given"},
        "sound_surname": {"surname"},
    }
    wanted: set[str] = set()
    for part in way:
        column = part.split("(")[-1].split(",")[0].rstrip(")")
        wanted |= built.get(
            column, {"born" if column.startswith("birth_y") or column == "birth_rest" else column}
        )
    return wanted <= filled


def _fitting(
    con: duckdb.DuckDBPyConnection, ways: list[tuple[str, ...]], budget: float, *, two_sides: bool
) -> tuple[tuple[str, ...], int, int, int]:
    """The first way within the budget, else the last with its largest blocks left out: way, cap, pairs, left out."""
    for way in ways:
        sizes = _sizes(con, way, two_sides=two_sides)
        pairs = sum(each * blocks for _, each, blocks, _ in sizes)
        if pairs <= budget and all(size <= _LARGEST_BLOCK for size, *_ in sizes):
            return way, _LARGEST_BLOCK, int(pairs), 0
    total, cap, left_out = 0.0, 0, 0
    for size, each, blocks, records in sizes:
        if left_out or total + each * blocks > budget or size > _LARGEST_BLOCK:
            left_out += records
        else:
            total += each * blocks
            cap = size
    return way, cap, int(total), left_out


def _roughly(con: duckdb.DuckDBPyConnection, way: tuple[str, ...]) -> float:
    """About how many pairs a way makes, from one key in sixteen."""
    key = _key(way)
    found = con.execute(
        f"SELECT 8 * coalesce(sum(n * (n - 1)), 0) FROM (SELECT count(*)::DOUBLE AS n FROM records "
        f"WHERE {key} % 16 = 0 GROUP BY {key})"
    ).fetchone()
    return float(found[0]) if found else 0.0


def _sizes(
    con: duckdb.DuckDBPyConnection, way: tuple[str, ...], *, two_sides: bool
) -> list[tuple[int, int, int, int]]:
    """Block size, pairs in such a block, how many such blocks, records in them; smallest first."""
    pairs = "a * b" if two_sides else "n * (n - 1) // 2"
    sides = "count(*) FILTER (side = 0) AS a, count(*) FILTER (side = 1) AS b, " if two_sides else ""
    return con.execute(
        f"SELECT n, {pairs} AS each, count(*), sum(n) FROM (SELECT {sides}count(*) AS n, {_key(way)} AS h "
        "FROM records GROUP BY h HAVING h IS NOT NULL) WHERE n > 1 GROUP BY n, each ORDER BY n, each"
    ).fetchall()


def _write(con: duckdb.DuckDBPyConnection, chosen: list[tuple[tuple[str, ...], int]]) -> None:
    columns = []
    for place, (way, cap) in enumerate(chosen):
        key = _key(way)
        large = f"SELECT {key} FROM records GROUP BY 1 HAVING count(*) > {cap} AND {key} IS NOT NULL"
        con.execute(f"CREATE OR REPLACE TEMP TABLE large_{place} AS {large}".replace(key, f"{key} AS h", 1))
        columns.append(f"CASE WHEN {key} NOT IN (FROM large_{place}) THEN {key} END AS k{place}")
    con.execute(f"CREATE OR REPLACE TABLE keyed AS SELECT {', '.join(['*', *columns])} FROM records")
    con.execute("DROP TABLE records")
    con.execute("ALTER TABLE keyed RENAME TO records")


def _key(way: tuple[str, ...]) -> str:
    # hash() gives the same number on every run of the same DuckDB; a clash only costs a comparison.
    known = " AND ".join(f"{part} IS NOT NULL" for part in way)
    return f"CASE WHEN {known} THEN CAST(hash({', '.join(way)}) >> 1 AS BIGINT) END"
