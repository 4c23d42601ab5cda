"""Read the Italian register of institutes in its published shapes: one row each, or dated snapshots."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from beccaria.lib.tables_cells import CellRefused
from beccaria.places.registers_base import Known, Line, OtherName, Register, Row, lines
from beccaria.places.registers_finding import Finder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

ONDATA = ("id_pagina", "codiceIstituto", "titolo")
INFO = ("id_istituto", "codice_istituto", "nome_istituto")
RAW = ("id istituto", "nome istituto", "dati aggiornati al")
ONDATA_SOURCE = "Liberiamoli tutti! (CC BY 4.0), from the Ministry of Justice"
DALLA_STELLA_SOURCE = "Marco Dalla Stella, from the Ministry of Justice"

# ISTAT's codes of the regions.
_REGIONS = (
    "Piemonte Valle_d'Aosta Lombardia Trentino-Alto_Adige Veneto Friuli-Venezia_Giulia Liguria "
    "Emilia-Romagna Toscana Umbria Marche Lazio Abruzzo Molise Campania Puglia Basilicata Calabria "
    "Sicilia Sardegna"
)
REGION = {str(code): name.replace("_", " ") for code, name in enumerate(_REGIONS.split(), start=1)}
_COUNTED = {"posti regolamentari", "posti non disponibili", "totale detenuti", "numero complessivo"}
_COUNTED_TOO = {"numero non disponibili", "dati aggiornati al"}


def ondata(path: Path) -> Register:
    """Read `…anagrafica.csv`, and capacity, presence and rooms from the files beside it."""
    headings, rows = lines(path)
    register = Register("Italian institutes (register)", ONDATA_SOURCE, headings)
    capacity = _sibling(path, "anagrafica", "capienza_presenze", register)
    rooms = _sibling(path, "anagrafica", "stanze", register)
    for line in rows:
        page = line.text("id_pagina")
        try:
            row = _institute(line, "codiceIstituto", "titolo", "tipo", line.day("data_aggiornamento"))
            row |= {"town": line.text("comune") or None, "region": REGION.get(line.text("cod_reg"))}
            row |= _counts(capacity.get(page)) | _rooms(rooms.get(page))
        except CellRefused as refused:
            register.reject(line, str(refused))
            continue
        register.rows.append(row)
        _dedication(line.text("nome"), str(row["code"]), register)
    used = {
        *ONDATA,
        "nome",
        "tipo",
        "latitude",
        "longitude",
        "indirizzo",
        "data_aggiornamento",
        "comune",
        "cod_reg",
    }
    register.ignored = [heading for heading in headings if heading not in used]
    return register


def info(path: Path) -> Register:
    """Read `…institutes_info.csv`, and the dated snapshots of `…institutes_raw.csv` beside it."""
    headings, rows = lines(path)
    register = Register("Italian institutes (register with snapshots)", DALLA_STELLA_SOURCE, headings)
    beside = path.with_name(path.name.replace("info", "raw"))
    has_history = beside != path and beside.is_file()
    snapshots = _snapshots(beside, register) if has_history else {}
    if not has_history:
        register.notes.append("No file of snapshots lies beside it: capacity and presence stay unknown.")
    for line in rows:
        try:
            row = _institute(line, "codice_istituto", "nome_istituto", "tipo_istituto", None)
            row["region"] = line.text("nome_provveditorato") or None
        except CellRefused as refused:
            register.reject(line, str(refused))
            continue
        kind, _, dedication = str(row["kind"] or "").partition(" - ")
        row["kind"] = " ".join(kind.split()) or None
        _dedication(dedication, str(row["code"]), register)
        dated = snapshots.get(line.text("id_istituto"), [{}])
        register.rows += [row | snapshot for snapshot in dated]
    register.ignored = [heading for heading in headings if heading in ("telefono", "id_provveditorato")]
    return register


def raw(path: Path, known: Iterable[Known]) -> Register:
    """Read `…institutes_raw.csv`: codes come from `…institutes_info.csv` beside it, or by known names."""
    beside = path.with_name(path.name.replace("raw", "info"))
    if beside != path and beside.is_file():
        return info(beside)
    headings, rows = lines(path)
    register = Register("Italian institutes (snapshots)", DALLA_STELLA_SOURCE, headings)
    finder = Finder(known)
    for line in rows:
        name, kind = line.text("nome istituto"), line.text("tipo istituto")
        code = finder.code(name, (kind,), alone=True)
        if code is None:
            register.reject(line, f"{name} has no code here: load the register first.")
            continue
        try:
            row: Row = {"code": code, "level": "establishment", "name": name, "kind": kind, "country": "IT"}
            register.rows.append(row | {"open": True} | _snapshot(line))
        except CellRefused as refused:
            register.reject(line, str(refused))
    return register


def _institute(line: Line, code: str, name: str, kind: str, as_of: object) -> Row:
    if not line.text(code) or not line.text(name):
        raise CellRefused(f"{code if not line.text(code) else name} is empty: every row needs it.")
    words = f"{line.text(name)} {line.text(kind)}".casefold()
    latitude = "latitude" if "latitude" in line.by else "latitudine"
    return {
        "code": line.text(code),
        "level": "establishment",
        "name": html.unescape(line.text(name)),
        "kind": line.text(kind) or None,
        "sex": "female" if "femminile" in words or "madri" in words else None,
        "country": "IT",
        "address": line.text("indirizzo") or None,
        "latitude": line.number_at(latitude),
        "longitude": line.number_at("longitude"),
        "open": True,
        "as_of": as_of,  # type: ignore[dict-item]  # a day or None, both are values
    }


def _dedication(name: str, code: str, register: Register) -> None:
    """The person or locality an institute is named after, as another name of it."""
    readable = html.unescape(name.replace("&ordf", "&ordf; ")).strip()
    if readable:
        register.names.append(OtherName(code, readable, register.source))


def _sibling(path: Path, own: str, other: str, register: Register) -> dict[str, Line]:
    beside = path.with_name(path.name.replace(own, other))
    if beside == path or not beside.is_file():
        register.notes.append(
            f"No file {path.stem.replace(own, other)} lies beside it: {other} stays unknown."
        )
        return {}
    return {line.text("id_pagina"): line for line in lines(beside)[1]}


def _counts(line: Line | None) -> Row:
    if line is None:
        return {}
    return {
        "capacity": line.whole("posti regolamentari"),
        "unavailable": line.whole("posti non disponibili"),
        "present": line.whole("totale detenuti"),
    }


def _rooms(line: Line | None) -> Row:
    if line is None:
        return {}
    return {
        "rooms": line.whole("numero complessivo"),
        "rooms_unavailable": line.whole("numero non disponibili"),
    }


def _snapshot(line: Line) -> Row:
    return {"as_of": line.day("dati aggiornati al")} | _counts(line) | _rooms(line)


def _snapshots(path: Path, register: Register) -> dict[str, list[Row]]:
    found: dict[str, dict[object, Row]] = {}
    doubled: dict[str, int] = {}
    headings, rows = lines(path)
    for line in rows:
        try:
            snapshot = _snapshot(line)
        except CellRefused as refused:
            register.notes.append(f"{path.name} row {line.number} was left out. {refused}")
            continue
        dated = found.setdefault(line.text("id istituto"), {})
        if snapshot["as_of"] in dated:
            doubled[str(snapshot["as_of"])] = doubled.get(str(snapshot["as_of"]), 0) + 1
        dated.setdefault(snapshot["as_of"], snapshot)
    for day, count in sorted(doubled.items()):
        register.notes.append(f"The snapshot of {day} stands twice: {count} rows were counted once.")
    days = {day for dated in found.values() for day in dated}
    register.notes.append(f"{len(days)} dated snapshots from {path.name} were joined to the institutes.")
    unused = [
        heading for heading in headings if heading not in {*RAW, *_COUNTED, *_COUNTED_TOO, "tipo istituto"}
    ]
    register.notes.append(f"Not used of {path.name}: {', '.join(unused)}.")
    return {key: list(dated.values()) for key, dated in found.items()}
