"""Doors that are loaded: good rows once, bad rows set aside with a reason, what a register corrects is corrected."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from beccaria.access.api import acting
from beccaria.core.actors import system_actor
from beccaria.measures.loading import load_doors
from beccaria.measures.queries import isolation
from tests.apps.loading.conftest import NOW

if TYPE_CHECKING:
    from tests.apps.loading.conftest import Service

HEAD = "door_id,at,establishment,person_id,way,company\n"
DOORS = """1,2026-11-20T09:00:00+01:00,NORTH,seed-mts,out,work
2,2026-11-20T12:30:00+01:00,NORTH,seed-mts,back,
3,2026-11-20T12:30:00+01:00,NOWHERE,seed-mts,back,
4,2026-11-20T12:30:00+01:00,NORTH,nobody,back,
5,2026-11-20T12:30:00+01:00,NORTH,seed-mts,sideways,
"""


def test_good_rows_load_once_and_bad_ones_are_set_aside(service: Service) -> None:
    service.rows(
        "UPDATE people_person SET source = 'register', handling = '{3x5x2:A1}' WHERE key = 'seed-mts' RETURNING id"
    )
    outcome = service.load(load_doors, service.write("doors.csv", HEAD + DOORS))
    assert (outcome.rows, outcome.new, outcome.rejected) == (5, 2, 3)
    again = service.load(load_doors, service.write("doors.csv", HEAD + DOORS))
    assert (again.new, again.changed) == (0, 0)
    corrected = service.load(load_doors, service.write("late.csv", HEAD + DOORS.replace("12:30", "11:30")))
    assert (corrected.new, corrected.changed) == (0, 1)
    ((person,),) = service.rows("SELECT id FROM people_person WHERE key = 'seed-mts'")
    with acting(system_actor("tests")) as system:
        days = isolation.of_person(str(person), by=system, at=NOW + timedelta(hours=1)).days
    assert [day.hours for day in days] == [2.5, 0.0]
    inherited = service.rows("SELECT DISTINCT handling FROM measures_doorevent WHERE source = 'register'")
    assert inherited == [(["3x5x2:A1"],)]
