"""Turn the text of one cell into a date, number, yes or no, list or text; or say in one sentence why not."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from beccaria.core.refusal import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from beccaria.core.feedfiles import Column

Value = str | int | Decimal | bool | date | datetime | tuple[str, ...] | None

LONGEST_CELL = 1_000_000  # characters
LONGEST_KEY = 200

_YES = frozenset(
    re.split(
        " ",
        "yes y true t 1 x on si sì s oui o vrai ja j wahr sim vero verdadero sant tak ano áno igen kyllä da "
        "jah jā taip \u03bd\u03b1\u03b9",
    )
)
_NO = frozenset(
    re.split(
        " ",
        "no n false f 0 non faux nein falsch nee onwaar nej nei não nao falso nie ne nem ei nu nē "
        "\u03cc\u03c7\u03b9",
    )
)
FORMULA_STARTS = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")  # the last four are the wide twins of the first
_NUMBER = re.compile(r"[+-]?[\d .,'\u00a0\u202f]*\d%?")
_PHONE = re.compile(r"\+[\d\s().\-/]{5,30}")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_YEAR_FIRST = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})")
_DOTS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_TWO_DIGITS = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2}(\D|$)")
_TIME = re.compile(
    r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,6})\d*)?)?\s*(Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE
)
_SURE_COMMA = re.compile(
    r"[+-]?(\d{1,3}([. \u00a0\u202f']\d{3})+|\d+),(\d{1,2}|\d{4,})|[+-]?0,\d+|[+-]?\d{4,},\d+"
)
_SURE_POINT = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)\.(\d{1,2}|\d{4,})|[+-]?0\.\d+|[+-]?\d{4,}\.\d+")


class CellRefused(BadInput):
    """One cell cannot be taken; the sentence (without the heading) says why and what to do."""


@dataclass(slots=True)
class Habits:
    """How a column is written, learnt from the whole column before any of its cells is believed."""

    month_first: int = 0  # cells that can only be month/day
    comma: int = 0  # cells that can only have a decimal comma
    point: int = 0  # cells that can only have a decimal point

    def notice_date(self, text: str) -> None:
        """Count a cell that can only be month first."""
        if (found := _SLASHES.match(text)) and int(found[2]) > 12 >= int(found[1]):  # noqa: PLR2004 - months
            self.month_first += 1

    def notice_number(self, text: str) -> None:
        """Count a cell that shows which mark stands before the decimals."""
        if _SURE_COMMA.fullmatch(text):
            self.comma += 1
        elif _SURE_POINT.fullmatch(text):
            self.point += 1


def harmless(text: str) -> None:
    """Refuse what is never stored: giant cells, control characters, formulas a spreadsheet would run."""
    if len(text) > LONGEST_CELL:
        raise CellRefused(f"the cell holds {len(text):,} characters, more than 1,000,000: shorten it")
    if "\x00" in text:
        raise CellRefused("the cell holds a NUL character: remove it")
    if _FORBIDDEN.search(text):
        raise CellRefused("the cell holds control characters: remove them")
    if text.startswith(FORMULA_STARTS) and not (_NUMBER.fullmatch(text) or _PHONE.fullmatch(text)):
        raise CellRefused(
            f"the cell starts with {text[0]}, which a spreadsheet would run as a formula: write plain text"
        )


def to_text(text: str) -> str:
    """Text as it is, in composed Unicode."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def to_yes_no(text: str) -> bool:
    """Yes and no as ten languages write them."""
    word = text.casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise CellRefused(f"“{_short(text)}” is neither yes nor no: write yes or no")


def to_list(text: str) -> tuple[str, ...]:
    """Parts separated by ; or | or, when neither occurs, by line ends; empty parts and doubles fall away."""
    parts = (to_text(part.strip()) for part in re.split(r"[;|\n]", text))
    return tuple(dict.fromkeys(part for part in parts if part))


def to_number(text: str, habits: Habits) -> Decimal:
    """A number with decimal comma or point, thousands marked or not; what could be two numbers is refused."""
    plain = re.sub(r"[\s\u00a0\u202f']", "", text)
    comma_file = habits.comma > 0 and habits.point == 0
    if "," in plain and "." in plain:
        comma_last = plain.rfind(",") > plain.rfind(".")
        plain = plain.replace(".", "").replace(",", ".") if comma_last else plain.replace(",", "")
    elif re.fullmatch(r"[+-]?[1-9]\d{0,2},\d{3}", plain):
        if not comma_file and not (habits.point and not habits.comma):
            raise CellRefused(f"“{_short(text)}” could be two numbers: write it without a mark for thousands")
        plain = plain.replace(",", "." if comma_file else "")
    elif "," in plain:
        thousands = re.fullmatch(r"[+-]?\d{1,3}(,\d{3}){2,}", plain)
        plain = plain.replace(",", "" if thousands else ".")
    elif re.fullmatch(r"[+-]?\d{1,3}(\.\d{3}){2,}", plain) or (
        comma_file and re.fullmatch(r"[+-]?[1-9]\d{0,2}\.\d{3}", plain)
    ):
        plain = plain.replace(".", "")
    try:
        number = Decimal(plain)
    except InvalidOperation as error:
        raise CellRefused(f"“{_short(text)}” is not a number") from error
    if not number.is_finite() or len(plain) > 30:  # noqa: PLR2004 - no real quantity is longer
        raise CellRefused(f"“{_short(text)}” is not a number that can be kept")
    return number


def to_whole(text: str, habits: Habits) -> int:
    """A whole number, not negative: everything counted here is people, places or seconds."""
    number = to_number(text, habits)
    if number != number.to_integral_value():
        raise CellRefused(f"“{_short(text)}” is not a whole number")
    if not 0 <= number < 2**31:
        raise CellRefused(f"“{_short(text)}” is outside what can be counted (0 to 2,147,483,647)")
    return int(number)


def to_moment(text: str, habits: Habits, zone: tzinfo) -> datetime:
    """A moment with its offset; without one it is taken as the service's own time."""
    day, rest = _day(text, habits)
    rest = rest.strip().removeprefix(",").strip()
    rest = rest[1:] if rest[:1] in ("T", "t") else rest
    if not rest:
        return datetime.combine(day, time(), zone)
    found = _TIME.fullmatch(rest)
    if not found:
        raise CellRefused(f"“{_short(text)}” has a time that cannot be read: write it like 2026-11-21 09:10")
    hour, minute, second, fraction, offset = found.groups()
    try:
        clock = time(int(hour), int(minute), int(second or 0), int((fraction or "0").ljust(6, "0")))
        if not offset:
            return datetime.combine(day, clock, zone)
        return datetime.fromisoformat(
            f"{day.isoformat()}T{clock.isoformat()}{offset.upper().replace('Z', '+00:00')}"
        )
    except ValueError as error:
        raise CellRefused(f"“{_short(text)}” has a time that does not exist") from error


def to_day(text: str, habits: Habits) -> date:
    """A day; a time of midnight behind it (as spreadsheets add) is ignored, any other is refused."""
    day, rest = _day(text, habits)
    if rest.strip("T ") not in ("", "00:00", "00:00:00", "00:00:00.000"):
        raise CellRefused(f"“{_short(text)}” has a time where only a day belongs")
    return day


def _day(text: str, habits: Habits) -> tuple[date, str]:
    for pattern in (_ISO, _YEAR_FIRST):
        if found := pattern.match(text):
            return _date(text, int(found[1]), int(found[2]), int(found[3])), text[found.end() :]
    if found := _DOTS.match(text):
        return _date(text, int(found[3]), int(found[2]), int(found[1])), text[found.end() :]
    if found := _SLASHES.match(text):
        first, second, year = int(found[1]), int(found[2]), int(found[3])
        if second > 12 >= first:  # noqa: PLR2004 - months
            raise CellRefused(
                f"“{_short(text)}” is written month first: write it like {year}-{first:02}-{second:02}"
            )
        if habits.month_first and first != second and first <= 12:  # noqa: PLR2004 - months
            raise CellRefused(
                f"“{_short(text)}” could be two days, because other rows of this column are written "
                "month first: write dates like 2026-11-21"
            )
        return _date(text, year, second, first), text[found.end() :]
    if _TWO_DIGITS.match(text):
        raise CellRefused(f"“{_short(text)}” has a year of two digits: write dates like 2026-11-21")
    raise CellRefused(f"“{_short(text)}” is not a date that can be read: write it like 2026-11-21")


def _date(text: str, year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise CellRefused(f"“{_short(text)}” is a day that does not exist") from error
    if year < 1880:  # noqa: PLR2004 - nobody alive was born earlier
        raise CellRefused(f"“{_short(text)}” is too long ago to be meant")
    return found


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"  # noqa: PLR2004 - enough to find the cell


def converter(column: Column, habits: Habits, zone: tzinfo) -> Callable[[str], Value]:
    """The function that reads the cells of this column."""
    if column.choices:
        words = {choice.casefold().replace(" ", "_"): choice for choice in column.choices if choice}
        return lambda text: _chosen(text, words)
    readers: dict[str, Callable[[str], Value]] = {
        "moment": lambda text: to_moment(text, habits, zone),
        "day": lambda text: to_day(text, habits),
        "number": lambda text: to_number(text, habits),
        "whole": lambda text: to_whole(text, habits),
        "yes_no": to_yes_no,
        "list": to_list,
        "text": to_text,
    }
    return readers[column.kind]


def _chosen(text: str, words: dict[str, str]) -> str:
    found = words.get(re.sub(r"[\s\-]+", "_", text.casefold()))
    if found is None:
        raise CellRefused(f"“{_short(text)}” is not one of {', '.join(words)}")
    return found
