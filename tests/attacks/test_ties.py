"""Ties tell nothing of what a reader may not see: no tie, person, count, place or step over anything hidden."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client

from beccaria.core.judging import Verdict
from beccaria.core.persons import Role
from beccaria.core.refusal import Hidden, Refused
from beccaria.networks import actions, queries
from beccaria.networks.queries import figuring
from beccaria.networks.queries.chart_shapes import Chart, Shown, TieKind
from tests.apps.networks.linking import EVERY, NORTH, SOUTH, Links
from tests.apps.networks.test_chart import group_of, token
from tests.apps.people.town import NOW, Town, town

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["town"]
ALL = Shown(kinds=EVERY, steps=3)
# What hides a row from Bo, who is cleared to 2 at North and is in no compartment.
HIDING: dict[str, dict[str, Any]] = {
    "another prison": {"site": SOUTH},
    "the national service": {"site": None},
    "a level above his": {"level": 3},
    "a compartment": {"compartments": ["sterile"]},
}


@pytest.fixture
def links(town: Town) -> Links:
    """Plants ties in the town of the test."""
    return Links(town)


def chart(town: Town, about: str, by: str = "bo", shown: Shown = ALL) -> Chart:
    with town.as_web(by) as actor:
        return queries.chart(f"person:{about}", shown, by=actor, at=NOW)


def everything(town: Town, about: str, by: str = "bo") -> Iterator[Any]:
    """All that a reader can get of a chart, in all sizes: the people, what ties them, who is left out, the places."""
    for at_most in (1, 2, 3, 500):
        found = chart(town, about, by, replace(ALL, at_most=at_most))
        yield found
        with town.as_web(by) as actor:
            yield queries.placed(found, by=actor)
        yield figuring.figures(found)


@pytest.mark.parametrize("how", sorted(HIDING))
def test_a_hidden_row_ties_nobody(town: Town, links: Links, how: str) -> None:
    one, other = town.add("one", "other")
    before = list(everything(town, one))
    for kind, plant in links.kinds().items():
        if kind is not TieKind.CELL:
            plant(one, other, **HIDING[how])
            assert list(everything(town, one)) == before, kind
    with town.as_web("bo") as bo:
        assert queries.evidence_of(one, other, ALL, by=bo, at=NOW) == ()


@pytest.mark.parametrize("how", ["another prison", "a level above his", "a compartment"])
def test_a_hidden_person_is_on_no_way_and_in_no_count(town: Town, links: Links, how: str) -> None:
    one, seen, hidden, behind = town.add("one", "seen", "hidden", "behind", role=Role.PRISONER)
    for plant in links.kinds().values():
        plant(one, seen)
        links.change(
            "UPDATE people_custodyperiod SET ends_at = starts_at, ended_recorded_at = now()"
            " WHERE ends_at IS NULL"
        )
    for column, value in HIDING[how].items():
        links.change(f"UPDATE people_person SET {column} = %s WHERE id = %s", value, hidden)
    before = list(everything(town, one))
    assert len(before[-3].nodes) == 2
    for kind, plant in links.kinds().items():
        for pair in ((one, hidden), (hidden, behind), (hidden, seen)):
            plant(*pair)
            links.change(
                "UPDATE people_custodyperiod SET ends_at = starts_at + interval '9 days',"
                " ended_recorded_at = now() WHERE ends_at IS NULL"
            )
        assert list(everything(town, one)) == before, kind
    with town.as_web("bo") as bo:
        with pytest.raises(Hidden):
            queries.evidence_of(one, hidden, ALL, by=bo, at=NOW)
        with pytest.raises(Hidden):
            queries.chart(f"person:{hidden}", ALL, by=bo, at=NOW)
        with pytest.raises(Hidden):
            actions.arrange(f"person:{hidden}", {}, by=bo, at=NOW)


def test_a_hidden_record_of_the_same_person_adds_nothing(town: Town, links: Links) -> None:
    """One man at two prisons: what hangs on his record there is not shown here, nor that there is such a record."""
    one, seen = town.add("one", "seen")
    there, friend = town.add("there", "friend", site=SOUTH)
    links.visit(one, seen)
    before = list(everything(town, one))
    town.judge(one, there, Verdict.SAME)
    for kind, plant in links.kinds().items():
        if kind is not TieKind.CELL:
            plant(there, friend, site=SOUTH)
            plant(there, seen, site=SOUTH)
            assert list(everything(town, one)) == before, kind
    links.cell(there, town.add("mate", site=SOUTH)[0], site=SOUTH)
    assert list(everything(town, one)) == before
    whole = chart(town, one, by="nan")
    assert len(whole.nodes) == 4
    assert whole.nodes[0].person.also, "the analyst sees both records as one man"


def test_a_join_by_a_hidden_record_does_not_change_how_anybody_is_called(town: Town, links: Links) -> None:
    one, seen = town.add("one", "seen")
    links.visit(one, seen)
    (there,) = town.add("there", site=SOUTH)
    before = chart(town, one)
    town.judge(one, there, Verdict.SAME)
    town.settle()
    assert chart(town, one) == before


@pytest.mark.parametrize("kind", [TieKind.REPORT, TieKind.LOADED, TieKind.VISIT])
def test_what_handling_keeps_at_its_prison_ties_nobody_elsewhere(
    town: Town, links: Links, kind: TieKind
) -> None:
    one, other = town.add("one", "other")
    if kind is TieKind.REPORT:
        links.item(one, other, conditions=["3x5x2:C"])
    else:
        links.kinds()[kind](one, other, handling=["3x5x2:C"])
    assert len(chart(town, one, by="bo").edges) == 1
    assert chart(town, one, by="nan").edges == ()


def test_incidents_count_the_people_one_may_see(town: Town, links: Links) -> None:
    """A hidden person in it must not be the one too many by which an incident ties nobody."""
    crowd = town.add(*(f"c{number}" for number in range(20)))
    (hidden,) = town.add("hidden", site=SOUTH)
    links.incident(*((each, "present") for each in [*crowd, hidden]))
    assert len(chart(town, crowd[0]).nodes) == 20
    assert chart(town, crowd[0], by="nan").edges == ()


def test_a_member_one_may_not_see_is_not_in_the_groups_chart(town: Town, links: Links) -> None:
    here, other = town.add("here", "other")
    there, behind = town.add("there", "behind", site=SOUTH)
    made = group_of(links, [here, other])
    with town.as_web("bo") as bo:
        before = queries.chart(f"group:{made}", ALL, by=bo, at=NOW)
    links.insert(
        "networks_membership", group_id=made, person_id=there, position="unknown", determined_by="",
        review_due=NOW.date(), written_by="x", written_at=NOW, ended_why="", site=SOUTH, level=0,
        compartments=[], handling=[],
    )  # fmt: skip
    links.visit(there, behind, site=SOUTH)
    links.visit(there, here, site=SOUTH)
    with town.as_web("bo") as bo:
        assert queries.chart(f"group:{made}", ALL, by=bo, at=NOW) == before
    with town.as_web("eve") as eve, pytest.raises(Hidden):
        queries.chart(f"group:{made}", ALL, by=eve, at=NOW)


def test_nobody_outside_intelligence_reads_a_chart(town: Town, links: Links) -> None:
    one, other = town.add("one", "other")
    links.visit(one, other)
    for username in ("ana", "gil", "pia", "asa", "dee", "max", "lia", "kit"):
        with town.as_web(username) as actor, pytest.raises(Refused):
            queries.chart(f"person:{one}", ALL, by=actor, at=NOW)
        with town.as_web(username) as actor, pytest.raises(Refused):
            queries.evidence_of(one, other, ALL, by=actor, at=NOW)


def test_over_rest_what_is_hidden_is_answered_like_what_never_was(town: Town, links: Links) -> None:
    one, other = town.add("one", "other")
    links.visit(one, other)
    made = group_of(links, [one])
    client = Client(HTTP_HOST="127.0.0.1")
    never = "00000000-0000-4000-8000-000000000000"
    for username in ("eve", "ana", "lia"):
        bearer = {"Authorization": f"Bearer {token(town, username)}"}
        for kind, real in (("persons", one), ("groups", made)):
            said = [client.get(f"/api/v1/{kind}/{key}/graph", headers=bearer) for key in (real, never)]
            assert [answer.status_code for answer in said] == [404, 404]
            assert said[0].content == said[1].content


def test_a_place_kept_of_somebody_who_is_hidden_by_now_is_not_given_back(town: Town, links: Links) -> None:
    one, other = town.add("one", "other")
    links.visit(one, other)
    with town.as_web("bo") as bo:
        actions.arrange(f"person:{one}", {one: [0, 0], other: [0.5, 0.5]}, by=bo, at=NOW)
    links.change("UPDATE people_person SET level = 3 WHERE id = %s", other)
    found = chart(town, one)
    with town.as_web("bo") as bo:
        assert queries.placed(found, by=bo) == {one: (0.0, 0.0)}


def test_another_readers_places_are_his_alone(town: Town) -> None:
    (one,) = town.add("one")
    with town.as_web("bo") as bo:
        actions.arrange(f"person:{one}", {one: [0.5, 0.5]}, by=bo, at=NOW)
    from beccaria.networks.models import ChartPlaces

    for username in ("bea", "nan", "cy"):
        with town.as_web(username):
            assert not ChartPlaces.objects.exists()
            assert not ChartPlaces.objects.update(places={})


def test_a_loaded_tie_of_north_is_not_even_counted_elsewhere(town: Town, links: Links) -> None:
    from beccaria.networks.models import Tie

    one, other = town.add("one", "other")
    links.loaded(one, other, site=NORTH)
    links.loaded(one, other, site=NORTH, level=3)
    for username, many in (("bo", 1), ("eve", 0), ("nan", 1), ("ana", 0), ("gil", 0)):
        with town.as_web(username):
            assert Tie.objects.count() == many, username


def test_the_functions_of_the_owner_answer_no_more_than_the_policies(town: Town, links: Links) -> None:
    """Somebody who gets to write SQL as the web role asks them about people and rows he may not see."""
    one, other = town.add("one", "other", role=Role.PRISONER)
    (hidden,) = town.add("hidden", site=SOUTH, role=Role.PRISONER)
    for plant in (links.both, links.item, links.cell):
        plant(one, other)
    links.both(one, hidden, site=SOUTH)
    links.item(one, hidden, site=SOUTH)
    calls = (
        ("events_parts_beside(%s, 1, '-infinity', 'infinity')", [one, other, hidden], 2),
        ("people_together(%s, false, false, '-infinity', 'infinity')", [one, other, hidden], 2),
        ("people_together(%s, true, true, '-infinity', 'infinity')", [one, other, hidden], 1),
        (
            "reports_named_beside(%s, 1, 'person:', 'said_by', '-infinity', 'infinity')",
            [f"person:{each}" for each in (one, other, hidden)],
            2,
        ),
    )
    for username, sees in (("bo", True), ("eve", False), ("ana", None), ("lia", False)):
        for call, asked, many in calls:
            with town.as_web(username), connection.cursor() as cursor:
                cursor.execute(f"SELECT * FROM {call}", [asked])
                rows = cursor.fetchall()
            assert hidden not in str(rows) or username == "eve"
            if sees is not None:
                assert (len(rows) == many) if sees else one not in str(rows), (username, call)
