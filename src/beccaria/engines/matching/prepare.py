"""Bring one or two tables into the shape that is compared: folded names, births as eight digits, bare numbers."""

from typing import Final

import duckdb

from beccaria.engines import names_fold
from beccaria.engines.matching import households_places, prepare_born
from beccaria.engines.matching.columns import Columns
from beccaria.engines.matching.sqltext import literal, name

RECORDS: Final = "records"
# Given to every table: DuckDB promises no order of rows, and an identifier may be their number.
ROW: Final = "row of the table"
_NOTHING: Final = (
    "",
    "NA",
    "N/A",
    "n/a",
    "nan",
    "NaN",
    "NULL",
    "null",
    "None",
    "none",
    "-",
    "--",
    "?",
    "\\N",
)
_TITLES: Final = "mr|mrs|ms|miss|dr|sir|sig|sigra|dott|dssa|herr|frau|mme|mlle|don|donna"
_SUFFIX: Final = "jr|sr|jnr|snr|junior|senior|ii|iii|iv"
# Every row has all of these; a table that lacks one has nothing in it.
FIELDS: Final = (
    *("given", "middle", "surname", "surname2", "suffix", "born", "sex", "phone", "email", "document"),
    *("number", "street", "unit", "po_box", "town", "postcode", "region", "birth_place", "occupation"),
    *("employer", "age", "note", "day", "amount", "words"),
)
_APOSTROPHES: Final = "\u2019`\u00b4"
_PLAIN: Final = (
    *("middle", "surname2", "street", "unit", "po_box", "town", "region", "birth_place", "occupation"),
    *("employer", "note"),
)


def prepare(con: duckdb.DuckDBPyConnection, tables: list[tuple[str, Columns]]) -> None:
    """Make the table `records` of these tables (name, columns); each has the column ROW, counted from 0.

    `unique_id` counts through all, `side` is 0 or 1.
    """
    con.execute(_MACROS)
    con.execute(households_places.MACROS)
    start, parts = 0, []
    for side, (table, columns) in enumerate(tables):
        foreign = _foreign_letters(con, table, columns, side)
        selected = ", ".join(f"{sql} AS {field}" for field, sql in _fields(con, table, columns).items())
        identifier = name(columns.id) if columns.id else "pos + 1"
        raw = "".join(
            f", given_text(CAST({name(heading)} AS VARCHAR)) AS raw_{field}"
            for field, heading in columns.fields.items()
        )
        source = f"(SELECT *, {name(ROW)} AS pos{raw} FROM {foreign})"
        parts.append(
            f"SELECT pos + {start} AS unique_id, {side} AS side, CAST({identifier} AS VARCHAR) AS id, {selected} "
            f"FROM {source}"
        )
        start += _count(con, table)
    con.execute(f"CREATE OR REPLACE TABLE raw_records AS {' UNION ALL '.join(parts)}")
    # Each name once: a register holds far fewer names than people.
    con.execute(
        "CREATE OR REPLACE TEMP TABLE sounds AS SELECT name, skeleton(name) AS sound FROM "
        "(SELECT given AS name FROM raw_records UNION SELECT surname FROM raw_records) WHERE name IS NOT NULL"
    )
    con.execute(f"CREATE OR REPLACE TABLE {RECORDS} AS {_DERIVED}")
    con.execute("DROP TABLE raw_records")
    con.execute("DROP TABLE sounds")


def _count(con: duckdb.DuckDBPyConnection, table: str) -> int:
    found = con.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(found[0]) if found else 0


def _foreign_letters(con: duckdb.DuckDBPyConnection, table: str, columns: Columns, side: int) -> str:
    """A view of the table in which values of other alphabets are written in Latin letters, each value once."""
    changed = []
    for field in (
        "given",
        "middle",
        "surname",
        "surname2",
        "name",
        "street",
        "town",
        "address",
        "birth_place",
    ):
        if heading := columns.fields.get(field):
            column = name(heading)
            values = con.execute(
                f"SELECT DISTINCT {column} FROM {table} WHERE strlen({column}) <> length({column}) "
                f"AND regexp_matches(strip_accents({column}), '[^\\x00-\\x7F]')"
            ).fetchall()
            if values:
                latin = [(value, names_fold.sort_name("", value)) for (value,) in values]
                con.execute(
                    f"CREATE OR REPLACE TEMP TABLE latin_{side}_{field} (value VARCHAR, latin VARCHAR)"
                )
                con.executemany(f"INSERT INTO latin_{side}_{field} VALUES (?, ?)", latin)
                changed.append((field, heading))
    if not changed:
        return table
    replaced = ", ".join(f"coalesce({f}.latin, t.{name(h)}) AS {name(h)}" for f, h in changed)
    joins = " ".join(f"LEFT JOIN latin_{side}_{f} {f} ON {f}.value = t.{name(h)}" for f, h in changed)
    view = f"latin_{side}"
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {view} AS SELECT t.* REPLACE ({replaced}) FROM {table} t {joins}"
    )
    return view


def _fields(con: duckdb.DuckDBPyConnection, table: str, columns: Columns) -> dict[str, str]:
    """The SQL of every field for this table."""
    here = {field: f"raw_{field}" for field in columns.fields}
    found = dict.fromkeys(FIELDS, "CAST(NULL AS VARCHAR)")
    found |= {field: f"plain({here[field]})" for field in _PLAIN if field in here}
    found |= _names(here)
    found["born"] = prepare_born.known(prepare_born.sql(con, table, columns, here))
    if "sex" in here:
        found["sex"] = f"substr(plain({here['sex']}), 1, 1)"
    if "phone" in here:
        found["phone"] = f"phone_tail({here['phone']})"
    if "email" in here:
        found["email"] = f"lower(trim({here['email']}))"
    if "document" in here:
        found["document"] = f"nullif(regexp_replace(upper({here['document']}), '[^0-9A-Z]', '', 'g'), '')"
    if "postcode" in here:
        found["postcode"] = f"nullif(regexp_replace(lower({here['postcode']}), '[^0-9a-z]', '', 'g'), '')"
    if "age" in here:
        found["age"] = f"regexp_extract({here['age']}, '^\\d+')"
    if "amount" in here:
        found["amount"] = f"CAST(TRY_CAST({here['amount']} AS DOUBLE) AS VARCHAR)"
    if "day" in here:
        found["day"] = prepare_born.day(here["day"])
    found |= households_places.fields(here)
    return found


def _names(here: dict[str, str]) -> dict[str, str]:
    """Given names and surname; from a full name when there are no parts, read `Surname, Given` or `Given Surname`."""
    found: dict[str, str] = {}
    given, surname = here.get("given"), here.get("surname")
    whole = here.get("name")
    if whole is None and bool(given) != bool(surname):
        whole, given, surname = given or surname, None, None
    if given:
        found["given"] = f"plain({given})"
    if surname:
        found["surname"] = f"without_suffix(plain({surname}))"
        found["suffix"] = f"suffix_of(plain({surname}))"
    if whole and not (given or surname):
        found["given"] = f"given_part({whole})"
        found["surname"] = f"surname_part({whole})"
        found["suffix"] = f"suffix_of(plain({whole}))"
    if whole:
        found["words"] = f"plain({whole})"
    return found


def _undoubled(text: str) -> str:
    for letter in "sgfbtrlmnkx":
        text = f"regexp_replace({text}, '{letter}+', '{letter}', 'g')"
    return text


# The consonants of a name, those that sound alike written alike, doubled ones once.
_UNDOUBLED: Final = _undoubled(
    "regexp_replace(translate(substr(t, 2), 'zcqvpd', 'skkfbt'), '[aeiouhyjw ]', '', 'g')"
)
_MACROS: Final = f"""
CREATE OR REPLACE TEMP MACRO given_text(t) AS CASE WHEN trim(t) IN ({", ".join(map(literal, _NOTHING))}) THEN NULL
    ELSE substr(trim(t), 1, 200) END;
CREATE OR REPLACE TEMP MACRO plain(t) AS CASE WHEN regexp_full_match(t, '[A-Za-z0-9]+') THEN lower(t) ELSE
    nullif(trim(regexp_replace(regexp_replace(lower(strip_accents(t)), '[''{_APOSTROPHES}]', '', 'g'),
    '[^a-z0-9]+', ' ', 'g')), '') END;
CREATE OR REPLACE TEMP MACRO without_suffix(t) AS CASE WHEN contains(t, ' ') THEN
    nullif(trim(regexp_replace(t, '^({_SUFFIX})\\s+|\\s+({_SUFFIX})$', '', 'g')), '') ELSE t END;
CREATE OR REPLACE TEMP MACRO suffix_of(t) AS
    CASE CASE WHEN contains(t, ' ') THEN regexp_extract(t, '\\s({_SUFFIX})$', 1) ELSE '' END
    WHEN '' THEN NULL WHEN 'jnr' THEN 'jr' WHEN 'junior' THEN 'jr' WHEN 'snr' THEN 'sr' WHEN 'senior' THEN 'sr'
    ELSE regexp_extract(t, '\\s({_SUFFIX})$', 1) END;
CREATE OR REPLACE TEMP MACRO bare_name(t) AS
    without_suffix(regexp_replace(plain(t), '^(({_TITLES})\\s+)+', ''));
CREATE OR REPLACE TEMP MACRO surname_part(t) AS CASE WHEN contains(t, ',') THEN bare_name(split_part(t, ',', 1))
    ELSE nullif(regexp_extract(bare_name(t), '(\\S+)$'), '') END;
CREATE OR REPLACE TEMP MACRO given_part(t) AS CASE WHEN contains(t, ',') THEN bare_name(split_part(t, ',', 2))
    ELSE nullif(trim(regexp_extract(bare_name(t), '^(.*)\\s\\S+$', 1)), '') END;
CREATE OR REPLACE TEMP MACRO skeleton(t) AS substr(t, 1, 1) || {_UNDOUBLED};
"""

_DERIVED: Final = """
SELECT r.*, split_part(given, ' ', 1) AS given1, replace(surname, ' ', '') AS surname1,
    nullif(concat_ws(' ', least(given, surname), greatest(given, surname)), '') AS both_names,
    g.sound AS sound_given, s.sound AS sound_surname,
    nullif(substr(born, 1, 4), '') AS birth_year, nullif(substr(born, 5, 4), '') AS birth_rest,
    CASE WHEN number IS NOT NULL AND street IS NOT NULL THEN number || ' ' || street END AS house
FROM raw_records r LEFT JOIN sounds g ON g.name = r.given LEFT JOIN sounds s ON s.name = r.surname"""
