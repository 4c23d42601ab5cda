"""Tell what matters for where people live: files of homes, needs, hearings, waiting lists and what prisons have.

The files are made of the simulated registers and loaded as a service's own would be. All of it is invented.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from beccaria.config import loading
from beccaria.config.commands.load import LOADERS
from beccaria.config.demonstration_case import Man
from beccaria.core.circumstances import LAST, Need, Provides, Tie, Wait
from beccaria.core.feedfiles_circumstances import CIRCUMSTANCE_FILES

Row = dict[str, Any]
# One in so many prisoners: of most the service knows the family's town, of few a need.
_HOMES, _NEEDS, _HEARINGS, _WAITING = 2, 40, 9, 5
_WORK: Final = ("Falegnameria", "Cucina", "Sartoria", "Manutenzione")
_PROGRAMMES: Final = ("Scuola serale", "Mediazione", "Corso di italiano")
_CENTURY: Final = 100


def tell(folder: Path, man: Man, *, at: datetime) -> None:
    """Write the files beside the registers and load them."""
    towns = [row["town"] for row in _rows(folder / "estate.csv") if row["level"] == "establishment"]
    held = [
        row
        for row in _rows(folder / "people.csv")
        if row["role"] == "prisoner" and row["establishment"] and not row["released"]
    ]
    # The man of the case is the first of all lists; he needs nothing particular.
    held.sort(key=lambda row: (row["number"] != man.number, row["person_id"]))
    for kind, rows in (
        ("provisions", _provisions(folder)),
        ("homes", _homes(held, towns)),
        ("needs", _needs(held)),
        ("hearings", _hearings(held, towns, at=at)),
        ("waiting", _waiting(held)),
    ):
        loading.load(LOADERS[kind], _written(folder, kind, rows))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _written(folder: Path, kind: str, rows: Iterable[Row]) -> Path:
    path = folder / f"{kind}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [column.name for column in CIRCUMSTANCE_FILES[kind].columns])
        writer.writeheader()
        writer.writerows(rows)
    return path


def _provisions(folder: Path) -> Iterator[Row]:
    """Each prison serves the court of its town; its wings take turns with access, workshops and courses."""
    made: list[tuple[str, Provides, str]] = []
    wing = 0
    for row in _rows(folder / "estate.csv"):
        if row["level"] == "establishment":
            made.append((row["code"], Provides.COURT, _court(row["town"])))
        elif row["level"] == "wing":
            made += [(row["code"], Provides.NEED, need) for need in list(Need)[wing % 3 :: 3]]
            made.append((row["code"], Provides.WORK, _WORK[wing % len(_WORK)]))
            made.append((row["code"], Provides.PROGRAMME, _PROGRAMMES[wing % len(_PROGRAMMES)]))
            wing += 1
    for number, (place, kind, what) in enumerate(made):
        yield {"provision_id": f"P-{number:05d}", "place": place, "kind": kind.value, "what": what}


def _court(town: str) -> str:
    return f"Tribunale di {town}"


def _homes(held: list[dict[str, str]], towns: list[str]) -> Iterator[Row]:
    ties = list(Tie)
    for number, row in enumerate(held[::_HOMES]):
        town = towns[number * 7 % len(towns)]
        yield {
            "home_id": f"H-{number:05d}",
            "person_id": row["person_id"],
            "tie": ties[number % len(ties)].value,
            "town": town,
        }


def _needs(held: list[dict[str, str]]) -> Iterator[Row]:
    needs = list(Need)
    for number, row in enumerate(held[1::_NEEDS]):
        need = needs[number % len(needs)].value
        yield {"need_id": f"N-{number:05d}", "person_id": row["person_id"], "need": need}


def _hearings(held: list[dict[str, str]], towns: list[str], *, at: datetime) -> Iterator[Row]:
    morning = at.replace(hour=9, minute=30, second=0, microsecond=0)
    for number, row in enumerate(held[::_HEARINGS]):
        town = towns[number * 5 % len(towns)]
        # Beyond the days that bind to a prison: a court far away is weighed, and nobody's place is closed by it.
        when = morning + timedelta(days=20 + number * 13 % _CENTURY)
        yield {
            "hearing_id": f"C-{number:05d}",
            "person_id": row["person_id"],
            "at": when.isoformat(),
            "court": _court(town),
            "town": town,
        }


def _waiting(held: list[dict[str, str]]) -> Iterator[Row]:
    for number, row in enumerate(held[::_WAITING]):
        work = number % 2 == 0
        names = _WORK if work else _PROGRAMMES
        yield {
            "waiting_id": f"W-{number:05d}",
            "person_id": row["person_id"],
            "kind": (Wait.WORK if work else Wait.PROGRAMME).value,
            "what": names[number % len(names)],
            "priority": 1 + number % LAST,
        }
