"""Read the monthly bulletins of the Italian prisons, with their doubled months, slips and closings."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from beccaria.lib.tables_cells import CellRefused
from beccaria.places.registers_base import Known, Line, OtherName, Register, Row, lines, plain
from beccaria.places.registers_finding import KINDS, Finder
from beccaria.places.registers_italy import DALLA_STELLA_SOURCE, info, ondata

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

HEADINGS = ("Sigla Provincia", "Istituto", "Tipo istituto", "Capienza Regolamentare", "Ultimo aggiornamento")
_PRESENT = "Detenuti presenti - totale"
_RARE = 0.05  # a province given for fewer of a name's rows than this is a slip of the publisher
_Key = tuple[str, str, str]  # plain name, province, kind when two kinds stand side by side


def bulletins(path: Path, known: Iterable[Known]) -> Register:
    """Read the bulletins into dated rows per institute; codes by the register beside them or `known`."""
    headings, rows = lines(path)
    register = Register("Italian institutes (monthly bulletins)", DALLA_STELLA_SOURCE, headings)
    kept = _once_a_month(_in_their_province(list(rows), register), register)
    groups = _institutes(kept)
    finder = Finder((*known, *_beside(path)))
    names = Counter(name for name, _, _ in groups)
    lone, last = [], max((line.text("Ultimo aggiornamento") for line in kept), default="")
    months = sorted({line.text("Ultimo aggiornamento") for line in kept})
    for dated in groups.values():
        newest = dated[-1]
        name = newest.text("Istituto")
        kinds = list(dict.fromkeys(line.text("Tipo istituto") for line in reversed(dated)))
        code = finder.code(name, kinds, alone=names[plain(name)] == 1)
        if code is None:
            code = f"{newest.text('Sigla Provincia')}-{plain(name).replace(' ', '-')}-{kinds[0]}".upper()
            lone.append(f"{name} ({kinds[0]})")
        register.rows += _statements(code, dated, register)
        register.names.append(OtherName(code, name, register.source))
        _account(name, kinds, dated, register)
        if newest.text("Ultimo aggiornamento") < last:
            register.rows.append(_closed(code, newest, months, register))
    _repeated_months(kept, register)
    if lone:
        register.notes.append(
            f"{len(lone)} institutes are in no register under that name and kind and got codes of their own: "
            f"{', '.join(sorted(lone))}."
        )
    used = (*HEADINGS, _PRESENT, "Regione di detenzione")
    register.ignored = [heading for heading in headings if heading not in used]
    return register


def _beside(path: Path) -> list[Known]:
    """The institutes of whichever register lies beside the bulletins."""
    found: list[Known] = []
    for name, read in (("dallastella_institutes_info.csv", info), ("ondata_anagrafica.csv", ondata)):
        if not found and (beside := path.with_name(name)).is_file():
            rows = read(beside).rows
            found = list({Known(str(row["code"]), str(row["name"]), str(row["kind"])) for row in rows})
    return found


def _in_their_province(rows: list[Line], register: Register) -> list[Line]:
    """Set aside rows that give an institute a province it has in almost no other month."""
    provinces: dict[str, Counter[str]] = defaultdict(Counter)
    for line in rows:
        provinces[plain(line.text("Istituto"))][line.text("Sigla Provincia")] += 1
    kept = []
    for line in rows:
        counts = provinces[plain(line.text("Istituto"))]
        given = line.text("Sigla Provincia")
        usual, most = counts.most_common(1)[0]
        if given != usual and counts[given] < _RARE * most:
            name = line.text("Istituto")
            register.reject(
                line,
                f"{name} is in province {usual} in {most} rows, hardly ever in {given}: probably another one "
                "under a wrong name. Correct the name and load again.",
            )
        else:
            kept.append(line)
    return kept


def _once_a_month(rows: list[Line], register: Register) -> list[Line]:
    """Keep one row per institute and month; doubles that differ are all set aside: which is right?"""
    same: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    for line in rows:
        same[tuple(line.text(heading) for heading in (*HEADINGS[:3], "Ultimo aggiornamento"))].append(line)
    doubled: Counter[str] = Counter()
    kept = []
    for doubles in same.values():
        first = doubles[0]
        figures = {(line.text("Capienza Regolamentare"), line.text(_PRESENT)) for line in doubles}
        month = first.text("Ultimo aggiornamento")
        if len(figures) > 1:
            for line in doubles:
                register.reject(line, f"{month} stands here with different figures: keep the right row.")
            continue
        kept.append(first)
        for line in doubles[1:]:
            doubled[month] += 1
            register.reject(
                line, f"The bulletin of {month} already has this row ({first.number}): counted once."
            )
    for month, count in sorted(doubled.items()):
        register.notes.append(f"The bulletin of {month} is doubled: {count} rows were counted once.")
    return kept


def _institutes(rows: list[Line]) -> dict[_Key, list[Line]]:
    """Group by institute: a kind that follows another is a change, two kinds in one month are two places."""
    by_name: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in sorted(rows, key=lambda line: line.text("Ultimo aggiornamento")):
        by_name[plain(line.text("Istituto")), line.text("Sigla Provincia")].append(line)
    groups: dict[_Key, list[Line]] = defaultdict(list)
    for (name, province), dated in by_name.items():
        months = Counter(line.text("Ultimo aggiornamento") for line in dated)
        several = max(months.values()) > 1
        for line in dated:
            groups[name, province, line.text("Tipo istituto") if several else ""].append(line)
    return groups


def _statements(code: str, dated: list[Line], register: Register) -> list[Row]:
    rows: list[Row] = []
    for line in dated:
        kind = line.text("Tipo istituto")
        try:
            as_of = line.day("Ultimo aggiornamento")
            if as_of is None:
                raise CellRefused("Ultimo aggiornamento is empty: every row needs it.")  # noqa: TRY301 - same answer
            rows.append(
                {
                    "code": code,
                    "level": "establishment",
                    "name": line.text("Istituto"),
                    "kind": KINDS.get(kind, kind),
                    "sex": "female" if kind in ("CCF", "CRF", "ICAM") else None,
                    "capacity": line.whole("Capienza Regolamentare"),
                    "present": line.whole(_PRESENT),
                    "region": line.text("Regione di detenzione").title() or None,
                    "country": "IT",
                    "open": True,
                    "as_of": as_of,
                }
            )
        except CellRefused as refused:
            register.reject(line, str(refused))
    return rows


def _account(name: str, kinds: list[str], dated: list[Line], register: Register) -> None:
    if len(kinds) > 1:
        turn = next(line for line in dated if line.text("Tipo istituto") == kinds[0])
        register.notes.append(
            f"{name} changed from {kinds[1]} to {kinds[0]} on {turn.text(HEADINGS[-1])}: kept as history."
        )
    spelt = dict.fromkeys(line.text("Istituto") for line in dated)
    if len(spelt) > 1:
        register.notes.append(f"One institute under changed names: {', '.join(spelt)}.")


def _closed(code: str, newest: Line, months: list[str], register: Register) -> Row:
    gone = next(month for month in months if month > newest.text("Ultimo aggiornamento"))
    register.notes.append(f"{newest.text('Istituto')} is in no bulletin from {gone} on: marked closed.")
    kind = newest.text("Tipo istituto")
    since: date | None = Line(newest.number, newest.cells, {"day": gone}).day("day")
    return {
        "code": code,
        "level": "establishment",
        "name": newest.text("Istituto"),
        "kind": KINDS.get(kind, kind),
        "country": "IT",
        "open": False,
        "as_of": since,
    }


def _repeated_months(rows: list[Line], register: Register) -> None:
    """Say when two months carry the same figures for every institute: one of them was published twice."""
    figures: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for line in rows:
        figures[line.text("Ultimo aggiornamento")].add(line.cells[:6])
    seen: dict[frozenset[tuple[str, ...]], str] = {}
    for month, found in sorted(figures.items()):
        earlier = seen.setdefault(frozenset(found), month)
        if earlier != month:
            register.notes.append(f"The bulletins of {earlier} and {month} are the same in every figure.")
