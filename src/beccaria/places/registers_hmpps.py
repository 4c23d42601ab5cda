"""Read the prison register of England and Wales, its list of 2017, and other lists' spellings of names."""

from __future__ import annotations

import calendar
import csv
import re
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from beccaria.places.registers_base import Known, Line, OtherName, Register, Row, lines, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

REGISTER = ("prison_id", "name", "active", "types", "categories")
ESTATE_2017 = ("prison-estate", "name", "start-date", "end-date")
REGISTER_SOURCE = "HMPPS prison register (MIT)"
LISTS_SOURCE = "prison-estate-data (Crown copyright, OGL v3)"
_KINDS = {
    "HMP": "prison",
    "YOI": "young offender institution",
    "YCS": "youth custody",
    "STC": "secure training centre",
    "IRC": "immigration removal centre",
}
_AFFIXES = re.compile(
    r"\b(hm prison|hm young offender institution|hmp|hmyoi|hmirc|yoi|irc|stc|prison|and|the|f|yp|fnp)\b"
)
_NAME_COLUMNS = ("official-name", "nomis-name", "name", "location", "prison")
_CODE_COLUMNS = ("nomis",)


def essence(name: str) -> str:
    """A name without prefixes, suffixes and footnote marks: `HMP/YOI Parc (YP)` and `Parc` are the same."""
    return " ".join(_AFFIXES.sub(" ", plain(name)).split())


def register(path: Path) -> Register:
    """Read `prison_register.csv`; lists of other spellings that lie beside it become other names."""
    headings, rows = lines(path)
    found = Register("Prisons of England and Wales (register)", REGISTER_SOURCE, headings)
    closed, unsaid = [], []
    for line in rows:
        if not line.text("prison_id") or not line.text("name"):
            found.reject(line, "prison_id or name is empty: every row needs both.")
            continue
        row = _prison(line)
        found.rows.append(row)
        if row["open"] is False:
            closed.append(str(row["name"]))
        if row["open"] is None:
            unsaid.append(f"{row['name']} ({row['code']})")
    found.notes.append(f"{len(closed)} prisons are closed: {', '.join(sorted(closed))}.")
    if unsaid:
        found.notes.append(f"The register does not say whether it is open: {', '.join(unsaid)}.")
    found.ignored = [heading for heading in headings if heading == "contracted"]
    _spellings(path.parent, found)
    return found


def estate_2017(path: Path, known: Iterable[Known]) -> Register:
    """Read `prison_estate_2017.tsv`: former names and the days prisons closed. Codes come by name."""
    headings, rows = lines(path)
    found = Register("Prisons of England and Wales (list of 2017)", LISTS_SOURCE, headings)
    beside = path.with_name("prison_register.csv")
    places = list(known) or ([_known(row) for row in register(beside).rows] if beside.is_file() else [])
    finder = _Finder(places)
    rough = []
    for line in rows:
        name, ended = line.text("name"), line.text("end-date")
        code = finder.code(name)
        if code is None:
            found.reject(line, f"{name} is in the register under no name, or under several: give its code.")
            continue
        until = _end_of(ended) if ended else None
        if ended and until is None:
            found.reject(line, f"end-date: “{ended}” is not a date.")
            continue
        if ended and len(ended) < len("2017-01-01"):
            rough.append(f"{name} ({ended})")
        found.names.append(OtherName(code, name, LISTS_SOURCE, until=until))
        if until:
            row: Row = {"code": code, "level": "establishment", "name": name, "country": "GB"}
            found.rows.append(row | {"open": False, "as_of": until})
    found.notes.append(f"{len(found.rows)} prisons have a closing date.")
    if rough:
        found.notes.append(
            f"Closing dates known to the month or year, taken as its last day: {', '.join(rough)}."
        )
    return found


def _prison(line: Line) -> Row:
    male, female = line.text("male") == "true", line.text("female") == "true"
    kinds = [_KINDS.get(part, part) for part in line.text("types").split("|") if part]
    return {
        "code": line.text("prison_id"),
        "level": "establishment",
        "name": line.text("name"),
        "kind": ", ".join(kinds) or None,
        "category": line.text("categories").replace("|", ", ") or None,
        "sex": "mixed" if male and female else "male" if male else "female" if female else None,
        "region": line.text("county") or None,
        "town": line.text("town") or None,
        "country": "GB",
        "address": line.text("postcode") or None,
        "open": {"true": True, "false": False}.get(line.text("active")),
        "as_of": None,
    }


def _known(row: Row) -> Known:
    return Known(str(row["code"]), str(row["name"]), str(row["kind"] or ""))


class _Finder:
    """Finds a prison by the essence of its name, or by the code its list gives; silent when not certain."""

    def __init__(self, places: Iterable[Known]) -> None:
        places = list(places)
        self._codes = {place.code for place in places}
        self._by_name: dict[str, set[str]] = defaultdict(set)
        self._by_whole: dict[str, set[str]] = defaultdict(set)
        for place in places:
            self._by_name[essence(place.name)].add(place.code)
            self._by_whole[_ordered(place.name)].add(place.code)

    def code(self, name: str, code: str = "") -> str | None:
        if code:
            return code if code in self._codes else None
        for index, key in ((self._by_whole, _ordered(name)), (self._by_name, essence(name))):
            found = index.get(key, set())
            if len(found) == 1:
                return next(iter(found))
        return None


def _ordered(name: str) -> str:
    """All words of a name in one order: `Parc (HMP & YOI)` and `HMP/YOI Parc` are the same."""
    return " ".join(sorted(set(plain(name).split())))


def _spellings(folder: Path, found: Register) -> None:
    lists = (
        sorted((folder / "name_lists_2016").glob("*.[ct]sv")) if (folder / "name_lists_2016").is_dir() else []
    )
    if not lists:
        return
    finder = _Finder(_known(row) for row in found.rows)
    known = {(str(row["code"]), str(row["name"])) for row in found.rows}
    lost: set[str] = set()
    for path in lists:
        for name, code in _names_in(path):
            place = finder.code(name, code)
            if place is None:
                lost.add(name)
            elif (place, name) not in known:
                known.add((place, name))
                found.names.append(OtherName(place, name, f"{path.stem}, {LISTS_SOURCE}"))
    found.notes.append(
        f"{len(found.names)} other spellings were found in {len(lists)} lists beside the register."
    )
    found.notes.append(
        f"{len(lost)} spellings fit no prison, or several; left out: {', '.join(sorted(lost))}."
    )


def _names_in(path: Path) -> Iterator[tuple[str, str]]:
    """The names a list gives, each with the list's own code of the prison when it has one."""
    if path.suffix == ".csv":  # one bare column without a heading, torn from a map
        with path.open(encoding="utf-8", newline="") as file:
            yield from ((row[0].strip(), "") for row in csv.reader(file) if row and row[0].strip())
        return
    for line in lines(path)[1]:
        code = next((line.text(column) for column in _CODE_COLUMNS if line.text(column)), "")
        for column in _NAME_COLUMNS:
            if len(name := line.text(column)) > 2:  # noqa: PLR2004 - two letters are the list's code, not a name
                yield name, code


def _end_of(text: str) -> date | None:
    """The last day a date known to the day, month or year can mean."""
    parts = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", text)
    if not parts:
        return None
    year, month = int(parts[1]), int(parts[2] or 12)
    try:
        return date(year, month, int(parts[3] or calendar.monthrange(year, month)[1]))
    except (ValueError, calendar.IllegalMonthError):
        return None
