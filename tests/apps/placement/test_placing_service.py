"""What the worker does for placement: answers large questions from their copy, lets custody follow a move, widens."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from beccaria.core.allocation import Mode
from beccaria.core.placement import Stage
from beccaria.lib import clock
from beccaria.people import api as people
from beccaria.placement import actions, jobs
from beccaria.placement.queries import proposals
from beccaria.placement.queries.instance import Asked
from tests.apps.warnings.estate import Estate, estate
from tests.conftest import connect_as

__all__ = ["estate"]


def person(estate: Estate, key: str) -> str:
    """The identifier of a planted person."""
    ((found,),) = estate.rows(f"SELECT id FROM people_person WHERE key = '{key}'")
    return str(found)


def as_worker(estate: Estate, job: Any, *said: str) -> None:
    """Do a job as the worker does it."""
    connect_as(estate.cluster, "worker", estate.name)
    job(*said)


def test_a_closed_wing_is_emptied_by_an_answer_that_looks_at_nothing_but_its_copy(estate: Estate) -> None:
    asked = Asked(mode=Mode.CLOSE, establishment="NORTH", wing="NORTH-C")
    made = estate.web("pia", actions.propose, asked, at=clock.now())
    # Whatever happens in the tables meanwhile: the answer is of the question as it was asked.
    estate.write("UPDATE people_custodyperiod SET wing = 'NORTH-A' WHERE wing = 'NORTH-C'")
    as_worker(estate, jobs.solve, made)
    read = estate.web("pia", proposals.proposal, made)
    assert read.stage is Stage.READY
    assert read.answer["status"] == "optimal"
    placed = {one["person"]: one["place"] for one in read.answer["assignments"]}
    assert len(placed) == 4
    assert set(placed.values()) <= {"NORTH-A", "NORTH-B"}
    assert [way["way"] for way in read.answer["ways"]] == ["dispersal", "concentration", "isolation"]
    assert read.answer["ways"][2].get("cost") is None
    as_worker(estate, jobs.solve, made)
    assert estate.web("pia", proposals.proposal, made).answer == read.answer


def test_custody_follows_a_move_once(estate: Estate) -> None:
    who, at = person(estate, "seed-namesake"), clock.now()
    asked = estate.web("pia", actions.propose, Asked(mode=Mode.ONE, people=(who,)), at=at)
    place = actions.NewPlacement(
        person=who, wing="NORTH-B", cell="7", due=at + timedelta(hours=1), proposal=asked, reason="Work."
    )
    order = estate.web("pia", actions.decide, place, at=at)
    estate.web("ana", actions.carry_out, order, at=clock.now())
    for _twice in range(2):
        as_worker(estate, jobs.follow, order)
    held = estate.web("ana", people.person, who)
    assert (held.line.held.wing, held.line.held.cell, held.line.held.category) == ("NORTH-B", "7", "B")
    assert len(held.custody) == 2


def test_a_job_for_something_that_is_over_does_nothing(estate: Estate) -> None:
    as_worker(estate, jobs.solve, "00000000-0000-4000-8000-000000000000")
    as_worker(estate, jobs.follow, "00000000-0000-4000-8000-000000000000")
    as_worker(estate, jobs.widen)
    assert estate.rows("SELECT count(*) FROM placement_classrule") == [(0,)]
