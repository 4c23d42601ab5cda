"""Many are asked about on one page: who waits this morning, all of them decided or none, a prison set right."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from beccaria.core.allocation import Mode
from beccaria.core.refusal import Cannot, Hidden
from beccaria.lib import clock
from beccaria.placement import actions, jobs
from beccaria.placement.queries import morning, proposals
from beccaria.placement.queries.instance import Asked
from beccaria.placement.queries.morning import Cause
from tests.apps.placement.test_placing_pages import post, text
from tests.apps.placement.test_placing_service import as_worker, person
from tests.apps.warnings.estate import Estate, estate
from tests.grouping import planted

__all__ = ["estate", "planted"]


def listed(estate: Estate, at: datetime) -> dict[str, morning.Waiting]:
    """Who waits at North, by name."""
    found = estate.web("pia", morning.waiting, "NORTH", until=at + timedelta(hours=12), at=at)
    return {one.person.id: one for one in found}


def test_newcomers_are_placed_together_and_decided_all_or_none(estate: Estate) -> None:
    at = clock.now()
    new = [person(estate, key) for key in ("seed-namesake", "seed-twin")]
    held = ", ".join(f"'{one}'" for one in new)
    estate.write(f"UPDATE people_custodyperiod SET wing = '', cell = '' WHERE person_id IN ({held})")
    waits = listed(estate, at)
    assert {key for key, one in waits.items() if one.cause is Cause.NEW} == set(new)
    moving = waits[person(estate, "seed-son")]
    assert (moving.cause, moving.ready) == (Cause.ORDERED, True)
    made = estate.web("pia", actions.propose, Asked(mode=Mode.LIST, people=tuple(new)), at=at)
    as_worker(estate, jobs.solve, made)
    read = estate.web("pia", proposals.proposal, made)
    assert read.answer["status"] == "optimal"
    assert set(read.moving) == set(new)
    due = at + timedelta(hours=2)
    one = actions.NewPlacement(person=new[0], wing=read.moving[new[0]], due=due, proposal=made)
    order = estate.web("pia", actions.decide, one, at=at)
    with pytest.raises(Cannot, match=r"Nothing was decided.*Ivan Petrov.*ordered already"):
        estate.web("pia", actions.decide_many, made, new, due=due, at=at)
    assert estate.rows(f"SELECT count(*) FROM placement_movementorder WHERE person_id = '{new[1]}'") == [(0,)]
    estate.web("pia", actions.cancel_order, order, why="Decided with the others.", at=at)
    orders = estate.web("pia", actions.decide_many, made, new, due=due, at=at)
    assert len(orders) == 2
    ranks = estate.rows(f"SELECT rank FROM placement_placementdecision WHERE proposal_id = '{made}'")
    assert {rank for (rank,) in ranks} == {1}
    with pytest.raises(Hidden):
        estate.web("pia", actions.decide_many, made, [person(estate, "seed-mts")], due=due, at=at)


@pytest.mark.django_db
def test_the_page_lists_who_waits_and_asks_three_questions(sign_in: Any, planted: Any) -> None:
    pia = sign_in("pia")
    assert post(pia, f"/placements/of/{planted('seed-namesake')}/ask/").status_code == 302
    assert "Ask about many" in text(pia.get("/placements/"))
    assert pia.get("/placements/many/")["Location"] == "/placements/many/NORTH/"
    shown = text(pia.get("/placements/many/NORTH/"))
    for words in ("The morning list", "Ivan Petrov, A1006", "was asked about", "A wing closed tonight"):
        assert words in shown
    nobody = post(pia, "/placements/many/NORTH/list/")
    assert nobody.status_code == 422
    assert "Choose at least one." in nobody.content.decode()
    assert post(pia, "/placements/many/NORTH/balance/", moves="0").status_code == 422
    made = post(pia, "/placements/many/NORTH/balance/", moves="2")
    assert made.status_code == 302
    assert "being worked out" in text(pia.get(made["Location"]))
    for name in ("bo", "ana", "eve"):
        assert sign_in(name).get("/placements/many/NORTH/").status_code == 404, name
    assert pia.get("/placements/many/SOUTH/").status_code == 404


@pytest.mark.django_db
def test_nobody_is_asked_about_who_does_not_wait_there(sign_in: Any) -> None:
    pia = sign_in("pia")
    elsewhere = "00000000-0000-4000-8000-000000000000"
    assert post(pia, "/placements/many/NORTH/list/", people=elsewhere).status_code == 422
