"""Births and other days, however they are written, as eight digits: year, month, day."""

from typing import Final

import duckdb

from beccaria.engines.matching.columns import Columns
from beccaria.engines.matching.sqltext import name

_SAMPLE: Final = 200_000
_MADE_UP: Final = ("19000101", "18991230", "18991231", "00010101", "00000000", "11111111", "99991231", "1900")
_ISO: Final = r"^(\d{4})\D+(\d{1,2})\D+(\d{1,2})"
_COMMON: Final = r"^(\d{1,2})\D+(\d{1,2})\D+(\d{4})"


def sql(con: duckdb.DuckDBPyConnection, table: str, columns: Columns, here: dict[str, str]) -> str:
    """The SQL of the birth for this table: eight digits, four when only the year is known, else NULL."""
    if "born" in here:
        return day(here["born"], month_first=_month_first(con, table, name(columns.fields["born"])))
    if "birth_year" in here:
        parts = [here.get(part) for part in ("birth_month", "birth_day")]
        rest = "".join(f" || lpad(regexp_extract({part}, '\\d+'), 2, '0')" for part in parts if part)
        year = f"nullif(regexp_extract({here['birth_year']}, '\\d{{4}}'), '')"
        return f"coalesce({year}{rest}, {year})" if len(parts) == sum(map(bool, parts)) else year
    return "CAST(NULL AS VARCHAR)"


def known(birth: str) -> str:
    """The SQL of a birth without what computers and clerks write when nobody knows it."""
    for made_up in _MADE_UP:
        birth = f"nullif({birth}, '{made_up}')"
    return birth


def day(text: str, *, month_first: bool = False) -> str:
    """The SQL of a day written any usual way. Wrong digits stay: half a birth still tells something."""
    first, second = (1, 2) if month_first else (2, 1)
    return f"""CASE
        WHEN regexp_full_match({text}, '\\d{{4}}-\\d\\d-\\d\\d') THEN replace({text}, '-', '')
        WHEN regexp_full_match({text}, '\\d{{8}}') THEN {text}
        WHEN regexp_full_match({text}, '\\d{{4}}') THEN {text}
        WHEN regexp_matches({text}, '{_ISO}') THEN regexp_extract({text}, '{_ISO}', 1)
            || lpad(regexp_extract({text}, '{_ISO}', 2), 2, '0') || lpad(regexp_extract({text}, '{_ISO}', 3), 2, '0')
        WHEN regexp_matches({text}, '{_COMMON}') THEN regexp_extract({text}, '{_COMMON}', 3)
            || lpad(regexp_extract({text}, '{_COMMON}', {first}), 2, '0')
            || lpad(regexp_extract({text}, '{_COMMON}', {second}), 2, '0')
        ELSE strftime(try_strptime({text}, ['%d %B %Y', '%d %b %Y', '%B %d, %Y', '%b %d, %Y', '%d-%b-%Y']), '%Y%m%d')
        END"""


def _month_first(con: duckdb.DuckDBPyConnection, table: str, column: str) -> bool:
    """Whether days such as 3/25/1970 occur more often than such as 25/3/1970: then the month is written first."""
    found = con.execute(
        f"SELECT count(*) FILTER (TRY_CAST(regexp_extract(t, '{_COMMON}', 2) AS INT) > 12) "
        f"> count(*) FILTER (TRY_CAST(regexp_extract(t, '{_COMMON}', 1) AS INT) > 12) "
        f"FROM (SELECT CAST({column} AS VARCHAR) AS t FROM {table} LIMIT {_SAMPLE})"
    ).fetchone()
    return bool(found and found[0])
