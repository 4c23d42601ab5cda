"""Changing cells: ruled by a governor, drawn from what is open, decided by a person, seen on Today when overdue."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from beccaria.core.refusal import BadInput, Cannot, Refused
from beccaria.lib import clock
from beccaria.lib.moments import day_of
from beccaria.lib.staging import Job
from beccaria.placement.actions import rotating as actions
from beccaria.placement.queries import rotating as queries
from beccaria.placement.queries.rotating import Turn
from beccaria.places import api as places
from beccaria.places.loading import load_estate
from tests.apps.placement.test_placing_service import person
from tests.apps.warnings.estate import Estate, estate

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["estate"]
# Four more cells on the landing, and one of which nobody says how many it holds.
CELLS = """code,level,parent,name,kind,category,sex,capacity,unavailable,present,town,country,open
NORTH,establishment,,Northgate,remand,B,male,120,4,131,Northtown,ZZ,yes
NORTH-C,wing,NORTH,C wing,,B,,40,,4,,,yes
NORTH-C-1,landing,NORTH-C,First landing,,,,20,,4,,,yes
NORTH-C-103,cell,NORTH-C-1,103,,,,1,,0,,,yes
NORTH-C-104,cell,NORTH-C-1,104,,,,1,,0,,,yes
NORTH-C-105,cell,NORTH-C-1,105,,,,2,,0,,,yes
NORTH-C-106,cell,NORTH-C-1,106,,,,,,,,,yes
NORTH-C-107,cell,NORTH-C-1,107,,,,2,,0,,,yes
"""
OPEN = {"NORTH-C-103": 1, "NORTH-C-104": 1, "NORTH-C-105": 2, "NORTH-C-107": 2}
WHY = "Two escapes were planned from known cells."


def with_cells(estate: Estate, at: datetime) -> None:
    """The register tells of more cells."""
    estate.write(f'GRANT TEMPORARY ON DATABASE "{estate.name}" TO beccaria_worker')
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "estate.csv"
        path.write_text(CELLS, encoding="utf-8")
        outcome = estate.worker(load_estate, Job(path=path, at=at, zone=ZoneInfo("Europe/Rome")))
    assert not outcome.rejected


def turns(estate: Estate, at: datetime) -> dict[str, Turn]:
    """Who is to change his cell at North."""
    return {one.person.id: one for one in estate.web("pia", queries.turns, "NORTH", at=at)}


def ruled(estate: Estate, at: datetime, **more: Any) -> str:
    """Gil decides that everybody of category B changes cells."""
    said: dict[str, Any] = {"site": "NORTH", "every": 28, "why": WHY, "categories": ("B",)}
    return str(estate.web("gil", actions.set_rotation_rule, actions.NewRotationRule(**(said | more)), at=at))


def test_cells_are_drawn_from_what_is_open_and_decided_by_a_person(estate: Estate) -> None:
    at = clock.now()
    with_cells(estate, at)
    ruled(estate, at)
    due = turns(estate, at)
    assert {one.cell for one in due.values()} == {"101", "102"}
    # They have had their cells for longer than the rule allows: due on the day it was decided, and not before it.
    assert {one.due for one in due.values()} == {day_of(at)}
    assert not any(one.is_over(day_of(at)) for one in due.values())
    assert all(one.is_over(day_of(at + timedelta(days=1))) for one in due.values())
    made, nowhere = estate.web("pia", actions.plan_rotations, "NORTH", at=at)
    assert (made, nowhere) == (4, 0)
    planned = {key: one.planned for key, one in turns(estate, at).items()}
    cells = Counter(one.cell for one in planned.values() if one)
    assert all(count <= OPEN[cell] for cell, count in cells.items())
    assert cells.total() == 4
    kept = person(estate, "seed-mts"), person(estate, "seed-father")
    assert len({plan.cell for one in kept if (plan := planned[one])}) == 2
    with pytest.raises(Cannot, match="planned already"):
        estate.web("pia", actions.plan_rotations, "NORTH", at=at)
    first = planned[kept[0]]
    assert first is not None
    when = at + timedelta(hours=3)
    with pytest.raises(BadInput, match="Your reason is empty"):
        estate.web("pia", actions.decide_rotation, first.id, due=when, why=" ", at=at)
    estate.web("pia", actions.decide_rotation, first.id, due=when, why="The rule of the wing.", at=at)
    assert turns(estate, at)[kept[0]].ordered
    with pytest.raises(Cannot, match="decided already"):
        estate.web("pia", actions.put_rotation_aside, first.id, why="No.", at=at)


def test_of_two_rules_the_one_that_is_due_first_counts(estate: Estate) -> None:
    at = clock.now()
    who = person(estate, "seed-mts")
    first = ruled(estate, at - timedelta(days=20), person=who, categories=())
    ruled(estate, at, person=who, categories=(), every=14)
    assert (turns(estate, at)[who].rule, turns(estate, at)[who].due) == (
        first,
        day_of(at - timedelta(days=20)),
    )


def test_a_cell_that_filled_meanwhile_is_refused_and_put_aside_for_a_new_draw(estate: Estate) -> None:
    at = clock.now()
    with_cells(estate, at)
    who = person(estate, "seed-mts")
    ruled(estate, at, person=who, categories=())
    estate.web("pia", actions.plan_rotations, "NORTH", at=at)
    plan = turns(estate, at)[who].planned
    assert plan is not None
    others = " OR ".join(f"person_id = '{person(estate, key)}'" for key in ("seed-son", "seed-namesake"))
    estate.write(f"UPDATE people_custodyperiod SET wing = 'NORTH-C', cell = '{plan.cell}' WHERE {others}")
    when = at + timedelta(hours=3)
    with pytest.raises(Cannot, match="no longer open"):
        estate.web("pia", actions.decide_rotation, plan.id, due=when, why="The rule.", at=at)
    estate.web("pia", actions.put_rotation_aside, plan.id, why="It filled.", at=at)
    estate.web("pia", actions.plan_rotations, "NORTH", at=at)
    again = turns(estate, at)[who].planned
    assert again is not None
    assert again.cell != plan.cell


def test_a_plan_that_another_prison_left_open_stops_no_plan_here(estate: Estate) -> None:
    at = clock.now()
    with_cells(estate, at)
    who = person(estate, "seed-mts")
    ruled(estate, at, person=who, categories=())
    estate.web("pia", actions.plan_rotations, "NORTH", at=at)
    # He came from South, where a change of his was planned that nobody at North may know of.
    estate.write("UPDATE placement_rotation SET site = 'SOUTH'")
    assert turns(estate, at)[who].planned is None
    assert estate.web("pia", actions.plan_rotations, "NORTH", at=at) == (1, 0)
    assert turns(estate, at)[who].planned is not None


def test_a_rule_for_somebody_who_became_secret_is_no_longer_there(estate: Estate) -> None:
    at = clock.now()
    who = person(estate, "seed-mts")
    ruled(estate, at, person=who, categories=())
    assert len(estate.web("pia", queries.rules, "NORTH")) == 1
    estate.write(f"UPDATE people_person SET level = 3 WHERE id = '{who}'")
    assert estate.web("pia", queries.rules, "NORTH") == ()
    assert turns(estate, at) == {}


def test_categories_stand_in_the_order_of_their_scale(estate: Estate) -> None:
    at = clock.now()
    estate.write("UPDATE places_establishment SET country = 'GBR' WHERE code = 'NORTH'")
    pack = estate.web("gil", places.pack_of, "GBR")
    codes = [one.code for one in pack.categories] if pack else ["neutral:low", "neutral:high"]
    ruled(estate, at, categories=("zz", *sorted(codes, reverse=True)))
    (rule,) = estate.web("gil", queries.rules, "NORTH")
    assert rule.categories == (*codes, "zz")


def test_rules_are_a_governors_and_plausible(estate: Estate) -> None:
    at = clock.now()
    new = actions.NewRotationRule(site="NORTH", every=28, why=WHY, categories=("B",))
    with pytest.raises(Refused):
        estate.web("pia", actions.set_rotation_rule, new, at=at)
    for more, words in (
        ({"every": 2}, "from 7 to 366"),
        ({"categories": ()}, "one of the two"),
        ({"why": ""}, "is empty"),
    ):
        with pytest.raises(BadInput, match=words):
            ruled(estate, at, **more)
    with pytest.raises(Refused):
        ruled(estate, at, site="SOUTH")
    rule = ruled(estate, at)
    estate.web("gil", actions.end_rotation_rule, rule, why="The wing was rebuilt.", at=at)
    assert turns(estate, at) == {}
    for name in ("eve", "oli", "ana", "lia", "hal"):
        with pytest.raises(Refused):
            estate.web(name, queries.turns, "NORTH", at=at)
        assert estate.web(name, queries.rules, "NORTH") == ()


def test_somebody_without_a_category_stops_nobody_elses_plan(estate: Estate) -> None:
    at = clock.now()
    with_cells(estate, at)
    who, other = person(estate, "seed-mts"), person(estate, "seed-father")
    for one in (who, other):
        ruled(estate, at, person=one, categories=())
    estate.write(f"UPDATE people_custodyperiod SET category = '' WHERE person_id = '{who}'")
    assert estate.web("pia", actions.plan_rotations, "NORTH", at=at) == (1, 1)
    found = turns(estate, at)
    assert (found[who].planned, found[other].planned is None) == (None, False)
