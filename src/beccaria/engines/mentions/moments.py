"""Find days and times in a text, in English and Italian, relative to a given moment."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

from beccaria.engines.mentions.shape import Kind, Mention

_DAYS_AGO: Final = {
    "today": 0,
    "oggi": 0,
    "tonight": 0,
    "stasera": 0,
    "stamattina": 0,
    "stamani": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "questa mattina": 0,
    "questo pomeriggio": 0,
    "yesterday": 1,
    "ieri": 1,
    "ieri sera": 1,
    "ieri mattina": 1,
    "last night": 1,
    "l'altro ieri": 2,
    "the day before yesterday": 2,
    "avantieri": 2,
}
_WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "lunedì", "lunedi"),
            ("tuesday", "martedì", "martedi"),
            ("wednesday", "mercoledì", "mercoledi"),
            ("thursday", "giovedì", "giovedi"),
            ("friday", "venerdì", "venerdi"),
            ("saturday", "sabato"),
            ("sunday", "domenica"),
        )
    )
    for name in names
}
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("january", "gennaio"),
            ("february", "febbraio"),
            ("march", "marzo"),
            ("april", "aprile"),
            ("may", "maggio"),
            ("june", "giugno"),
            ("july", "luglio"),
            ("august", "agosto"),
            ("september", "settembre"),
            ("october", "ottobre"),
            ("november", "novembre"),
            ("december", "dicembre"),
        ),
        start=1,
    )
    for name in names
}


def _any(words: dict[str, int]) -> str:
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))


_CLOCK: Final = (
    r"(?P<hour>[01]?\d|2[0-3])(?:[:.h](?P<minute>[0-5]\d))?(?:\s?(?P<half>am|pm)\b)?(?!\d|[:./-]\d)"
)
_AT: Final = (
    r"(?:\s*,?\s*(?:at|about|around|alle(?:\sore)?|verso\sle|ore|circa\salle)\s*|\s+(?=\d{1,2}[:.h]\d\d))"
    rf"{_CLOCK}"
)
_DAY: Final = (
    rf"(?P<word>{_any(_DAYS_AGO)})"
    rf"|(?:last\s|on\s)?(?P<weekday>{_any(_WEEKDAYS)})(?:\sscors[oa])?"
    rf"|(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)"
    rf"|(?P<day2>\d{{1,2}})[./](?P<month2>\d{{1,2}})[./](?P<year2>20\d\d|\d\d)(?![./\d])"
    rf"|(?P<day3>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month3>{_any(_MONTHS)})(?:\s(?P<year3>20\d\d))?"
)
_DAY_AND_TIME: Final = re.compile(rf"\b(?:{_DAY})(?:{_AT})?(?!\w)", re.IGNORECASE)
_TIME_ALONE: Final = re.compile(
    rf"\b(?:at|alle(?:\sore)?|verso\sle|ore|around|about)\s*(?=\d{{1,2}}[:.h]\d\d|\d{{1,2}}\s?(?:am|pm)\b){_CLOCK}",
    re.IGNORECASE,
)
_NOON: Final = 12
_CENTURY: Final = 100


def moments(text: str, *, at: datetime) -> Iterator[Mention]:
    """Days and times that a text names; the value is ISO 8601, a date alone when no time is said.

    A weekday means the last one that has passed, a day without a year the last such day: remarks look back.
    """
    taken: list[tuple[int, int]] = []
    for found in _DAY_AND_TIME.finditer(text):
        day = _day(found, at.date())
        if day is None:
            continue
        clock = _clock(found)
        value = day.isoformat() if clock is None else _moment(day, clock, at)
        taken.append(found.span())
        yield Mention(found.start(), found.end(), Kind.MOMENT, found.group(), value)
    for found in _TIME_ALONE.finditer(text):
        clock = _clock(found)
        if clock is None or any(start <= found.start() < end for start, end in taken):
            continue
        moment = datetime.combine(at.date(), clock, at.tzinfo)
        earlier = moment if moment <= at else moment - timedelta(days=1)
        yield Mention(
            found.start(), found.end(), Kind.MOMENT, found.group(), earlier.isoformat(timespec="minutes")
        )


def _moment(day: date, clock: time, at: datetime) -> str:
    return datetime.combine(day, clock, at.tzinfo).isoformat(timespec="minutes")


def _clock(found: re.Match[str]) -> time | None:
    if found["hour"] is None:
        return None
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half and not 1 <= hour <= _NOON:
        return None
    if half:
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    return time(hour, int(found["minute"] or 0))


def _day(found: re.Match[str], today: date) -> date | None:
    if found["word"]:
        return today - timedelta(days=_DAYS_AGO[found["word"].lower()])
    if found["weekday"]:
        back = (today.weekday() - _WEEKDAYS[found["weekday"].lower()]) % 7
        return today - timedelta(days=back or 7)
    if found["year"]:
        return _date(found["year"], int(found["month"]), found["day"])
    if found["year2"]:
        return _date(found["year2"], int(found["month2"]), found["day2"])
    month = _MONTHS[found["month3"].lower()]
    if found["year3"]:
        return _date(found["year3"], month, found["day3"])
    this = _date(str(today.year), month, found["day3"])
    return this if this is None or this <= today else _date(str(today.year - 1), month, found["day3"])


def _date(year: str, month: int, day: str) -> date | None:
    number = int(year)
    try:
        return date(number + 2000 if number < _CENTURY else number, month, int(day))
    except ValueError:
        return None  # 31.02. is not a date: the text may mean something else
