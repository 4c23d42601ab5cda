"""Turn text columns into typed ones by SQL where a cell is plainly written; the others are left to be read singly."""

from __future__ import annotations

from typing import Final

from beccaria.core.feedfiles import Column, FileKind

SQL_TYPES: Final = {
    "text": "VARCHAR",
    "number": "DOUBLE",
    "whole": "BIGINT",
    "moment": "TIMESTAMPTZ",
    "day": "DATE",
}
# Plainly written: no control characters, no blanks at the ends, nothing a spreadsheet would run, not too long.
_TEXT: Final = (
    r"^([^\x00-\x20\x7f\x{a0}=+\-@\x{ff1d}\x{ff0b}\x{ff0d}\x{ff20}]"
    r"([^\x00-\x1f\x7f]*[^\x00-\x20\x7f\x{a0}])?|\+[0-9][0-9 ]{4,20}[0-9])$"
)
# Told beside the expression: counted in it, each of so many signs is a state of its own.
_LONGEST: Final = 182
_WHOLE: Final = "^[0-9]{1,9}$"
_NUMBER: Final = r"^-?[0-9]{1,9}([.][0-9]{1,2})?$"
_WRITTEN: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?"
_LOCAL: Final = f"^{_WRITTEN}$"
_ZONED: Final = f"^{_WRITTEN}(Z|[+-][0-9]{{2}}(:[0-9]{{2}})?)$"
_DAY: Final = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def typed(kind: FileKind, found: frozenset[str], *, may_be_future: frozenset[str]) -> str:
    """SQL over `chunk` (columns of text and `_row`): the typed columns, and `_plain`, whether all could be typed.

    Parameters: $zone, the name of the service's time zone; $now, the moment after which nothing may lie.
    """
    listed = [
        f"{_value(column)} AS {column.name}"
        if column.name in found
        else f"CAST(NULL AS {SQL_TYPES[column.kind]}) AS {column.name}"
        for column in kind.columns
    ]
    plain = [
        _plain(column, future=column.name in may_be_future) for column in kind.columns if column.name in found
    ]
    return (
        f"SELECT _row, {', '.join(listed)}, coalesce({' AND '.join(f'({one})' for one in plain)}, false) AS _plain"
        " FROM chunk"
    )


def _text(column: Column) -> str:
    return f"nullif(trim(chunk.{column.name}), '')"


def _value(column: Column) -> str:
    text = _text(column)
    if column.choices:
        return f"nullif(regexp_replace(lower({text}), '[ -]+', '_', 'g'), '')"
    match column.kind:
        case "whole":
            return f"try_cast({text} AS BIGINT)"
        case "number":
            return f"try_cast({text} AS DOUBLE)"
        case "moment":
            return (
                f"CASE WHEN regexp_full_match({text}, '{_LOCAL}') "
                f"THEN timezone($zone, try_cast({text} AS TIMESTAMP)) ELSE try_cast({text} AS TIMESTAMPTZ) END"
            )
        case "day":
            return f"try_cast({text} AS DATE)"
        case _:
            return f"nfc_normalize({text})"


def _plain(column: Column, *, future: bool) -> str:
    text, value = _text(column), _value(column)
    if column.choices:
        words = ", ".join(f"'{one}'" for one in column.choices if one)
        good = f"{value} IN ({words})"
    else:
        good = _grammar(column, text, value)
        if column.kind == "moment" and not future:
            good = f"{good} AND {value} <= $now AND {value} >= TIMESTAMPTZ '1900-01-01 00:00:00+00'"
    return good if column.required else f"{text} IS NULL OR ({good})"


def _grammar(column: Column, text: str, value: str) -> str:
    match column.kind:
        case "moment":
            written = f"(regexp_full_match({text}, '{_LOCAL}') OR regexp_full_match({text}, '{_ZONED}'))"
            return f"{written} AND {value} IS NOT NULL"
        case "day":
            today = f"{value} <= CAST($now AS DATE) AND {value} >= DATE '1900-01-01'"
            return f"regexp_full_match({text}, '{_DAY}') AND {value} IS NOT NULL AND {today}"
        case "whole":
            return f"regexp_full_match({text}, '{_WHOLE}')"
        case "number":
            return f"regexp_full_match({text}, '{_NUMBER}')"
        case _:
            return f"length({text}) <= {_LONGEST} AND regexp_full_match({text}, '{_TEXT}')"
