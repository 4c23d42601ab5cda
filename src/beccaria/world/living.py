"""Live the days of one prison: make its rows, mix the traces of storylines in, put all in order and number them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from beccaria.core.feedfiles import SERVICE_FILES
from beccaria.world.days import DAY
from beccaria.world.effects import Trace
from beccaria.world.estate import Site
from beccaria.world.life import (
    calls,
    duty,
    incidents,
    money,
    moving,
    occupation,
    register,
    remarks,
    searching,
    visits,
)
from beccaria.world.life.guests import Guests
from beccaria.world.life.prose import Prose
from beccaria.world.life.site import SiteLife
from beccaria.world.tables import TRACE, build, in_order, join, numbered, schema
from beccaria.world.world import World

_PREFIXES = {
    "movements": "M", "visits": "V", "calls": "C", "payments": "P", "incidents": "I", "finds": "F", "observations": "O",
    "drones": "D", "shifts": "S", "lookups": "L", "searches": "X", "activities": "A",
}  # fmt: skip
_TIMES = {"observations": "reported_at", "shifts": "starts", "activities": "starts"}


@dataclass(slots=True)
class Lived:
    """What one prison leaves beside its rows: the identifiers of traces, and its registrations of visitors."""

    traces: dict[int, str] = field(default_factory=dict)
    members: list[int] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)


def live(world: World, number: int, lived: Lived) -> Iterator[tuple[str, Any]]:
    """The tables of one prison, kind by kind; calls in several parts. `lived` is filled on the way."""
    life = SiteLife(world, number)
    guests, prose = Guests(life), Prose(life)
    members, codes = guests.repeated()
    lived.members, lived.codes = members.tolist(), codes.tolist()
    yield "estate", register.places(life).drop_columns([TRACE])
    people = join([register.residents(life, guests), *_traces(world, number, "people")])
    yield "people", _people(people, lived)
    searches, finds = searching.searches_and_finds(life, prose)
    made = {
        "movements": moving.movements(life),
        "visits": visits.visits(life, guests),
        "payments": money.payments(life, guests),
        "incidents": incidents.incidents(life, prose),
        "searches": searches,
        "finds": finds,
        "observations": remarks.observations(life, prose),
        "drones": occupation.drones(life),
        "activities": occupation.activities(life),
        "shifts": duty.shifts(life),
        "lookups": duty.lookups(life),
    }
    for name, table in made.items():
        yield name, _finish(life.site, lived, name, [table, *_traces(world, number, name)])
    yield from _calls(world, life, lived)


def _calls(world: World, life: SiteLife, lived: Lived) -> Iterator[tuple[str, Any]]:
    """Calls block by block; a storyline's calls join the block of their days."""
    number, begin, first = life.site.number, 1, 0
    for block, last in calls.blocks(life):
        extra = _traces(world, number, "calls", (first, last))
        table = _finish(life.site, lived, "calls", [block, *extra], begin)
        begin, first = begin + table.num_rows, last
        yield "calls", table


def _finish(site: Site, lived: Lived, name: str, tables: list[Any], begin: int = 1) -> Any:
    ordered = in_order(join(tables), _TIMES.get(name, "at"))
    prefix = f"{_PREFIXES[name]}{site.code}-"
    table, traces = numbered(name, ordered, prefix, begin)
    lived.traces.update(traces)
    return table


def _people(table: Any, lived: Lived) -> Any:
    """People in the order of their identifiers, which says nothing about them."""
    table = table.take(pa.compute.sort_indices(table.column("person_id")))
    marks = table.column(TRACE).to_numpy()
    for row in np.flatnonzero(marks >= 0):
        lived.traces[int(marks[row])] = str(table.column("person_id")[int(row)])
    return table.drop_columns([TRACE])


def _traces(world: World, number: int, name: str, span: tuple[int, int] | None = None) -> list[Any]:
    """The rows that storylines leave in one kind of file at one prison."""
    numbers = world.marks.get((number, name), [])
    if span is not None:
        numbers = [i for i in numbers if span[0] <= world.effects.traces[i].row["at"] < span[1]]
    if not numbers:
        return []
    rows = [_complete(world, world.effects.traces[i]) for i in numbers]
    columns = {field.name: [row.get(field.name) for row in rows] for field in schema(SERVICE_FILES[name])}
    return [build(name, len(rows), columns, world.calendar, np.array(numbers, dtype=np.int32))]


def _complete(world: World, trace: Trace) -> dict[str, Any]:
    """A trace's row with the prison's code where it belongs; moments past the end of the period are cut off earlier."""
    row = {"establishment": world.estate.sites[trace.site].code, **trace.row}
    if trace.file in {"movements", "people"}:
        row = dict(trace.row)
    if trace.known > world.plan.days * DAY:
        raise ValueError(f"{trace.story} leaves a trace after the last day")
    return row
