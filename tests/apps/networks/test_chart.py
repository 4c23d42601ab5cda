"""Charts: how far, how many, of whom; the figures of them; where people stand; the same over REST."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from beccaria.core.persons import Role
from beccaria.core.refusal import BadInput, Hidden
from beccaria.networks import actions, queries
from beccaria.networks.queries import figuring
from beccaria.networks.queries.chart_shapes import Chart, Shown
from tests.apps.networks.linking import EVERY, Links
from tests.apps.people.town import NOW, Town

if TYPE_CHECKING:
    from collections.abc import Sequence

TWO = Shown(steps=2)


def chart(town: Town, about: str, shown: Shown = TWO, by: str = "bo") -> Chart:
    with town.as_web(by) as actor:
        return queries.chart(about, shown, by=actor, at=NOW)


def names(found: Chart) -> list[str]:
    return [node.person.name.removesuffix(" Town") for node in found.nodes]


def pairs(found: Chart) -> set[frozenset[str]]:
    name = {node.cluster: node.person.name.removesuffix(" Town") for node in found.nodes}
    return {frozenset((name[edge.one], name[edge.other])) for edge in found.edges}


def chain(town: Town, links: Links, count: int = 5) -> list[Any]:
    """Each is visited by the next."""
    people: list[Any] = town.add(*(f"p{number}" for number in range(count)))
    for one, other in pairwise(people):
        links.visit(one, other)
    return people


def test_steps_are_counted_from_the_middle(town: Town, links: Links) -> None:
    people = chain(town, links)
    for steps in range(4):
        found = chart(town, f"person:{people[0]}", Shown(steps=steps))
        assert names(found) == [f"p{number}" for number in range(steps + 1)]
        assert [node.step for node in found.nodes] == list(range(steps + 1))
        assert found.left_out == 0


def test_what_ties_the_outermost_to_each_other_is_drawn_too(town: Town, links: Links) -> None:
    people = chain(town, links, 3)
    (outer,) = town.add("outer")
    links.visit(people[1], outer)
    links.both(people[2], outer)
    found = chart(town, f"person:{people[0]}")
    assert frozenset(("p2", "outer")) in pairs(found)


def test_a_full_chart_keeps_the_nearest_and_strongest_and_says_how_many_are_missing(
    town: Town, links: Links
) -> None:
    middle, *others = town.add("middle", *(f"o{number}" for number in range(6)))
    for number, other in enumerate(others):
        for day in range(number + 1):
            links.visit(middle, other, day + 1)
        links.visit(other, town.add(f"far{number}")[0])
    found = chart(town, f"person:{middle}", replace(TWO, at_most=4))
    assert names(found) == ["middle", "o5", "o4", "o3"]
    assert found.left_out == 3, "those of the step at which it was full"
    assert chart(town, f"person:{middle}", replace(TWO, at_most=8)).left_out == 5


def test_a_chart_that_cannot_be_drawn_is_refused_in_a_sentence(town: Town) -> None:
    (one,) = town.add("one")
    for shown in (
        Shown(steps=9), Shown(steps=-1), Shown(at_most=0), Shown(at_most=9_999), Shown(since=NOW, until=NOW),
    ):  # fmt: skip
        with pytest.raises(BadInput):
            chart(town, f"person:{one}", shown)
    for about in ("place:NORTH", "nonsense", ""):
        with pytest.raises(BadInput):
            chart(town, about)
    assert chart(town, f"person:{one}").edges == ()


def group_of(links: Links, members: Sequence[str], **values: Any) -> str:
    """A group and who may belong to it."""
    marked = {"site": "NORTH", "level": 0, "compartments": [], "handling": []} | values
    made = links.insert(
        "networks_group", source="", key="", name="The Quarry", folded="quarry", other_names=[], reaches=[],
        kind="street_gang", definition="own", definition_note="", determined_by="prison", determined_note="",
        summary="", not_to_subject=True, written_by="x", written_at=NOW, ended_why="", **marked,
    )  # fmt: skip
    for member in members:
        links.insert(
            "networks_membership", group_id=made, person_id=member, position="unknown", determined_by="",
            review_due=NOW.date(), written_by="x", written_at=NOW, ended_why="", **marked,
        )  # fmt: skip
    return made


def test_the_members_of_a_group_stand_in_the_middle_with_who_is_tied_to_them(
    town: Town, links: Links
) -> None:
    people = chain(town, links)
    made = group_of(links, [people[0], people[1]])
    found = chart(town, f"group:{made}", Shown(steps=1))
    assert {node.person.name: node.step for node in found.nodes} == {"p0 Town": 0, "p1 Town": 0, "p2 Town": 1}
    assert {mark.name for mark in found.nodes[0].marks} == {"The Quarry"}
    only = chart(town, f"group:{made}", Shown(steps=0))
    assert pairs(only) == {frozenset(("p0", "p1"))}
    empty = chart(town, f"group:{group_of(links, [])}")
    assert (empty.nodes, empty.edges) == ((), ())
    assert figuring.figures(empty).standings == ()
    with pytest.raises(Hidden):
        chart(town, "group:never")


def star(town: Town, links: Links) -> tuple[Chart, list[Any]]:
    """Two circles that hang together by one man alone."""
    people: list[Any] = town.add("broker", *(f"n{number}" for number in range(8)), role=Role.PRISONER)
    broker, circle, other = people[0], people[1:5], people[5:]
    for some in (circle, other):
        for at, one in enumerate(some):
            for each in some[at + 1 :]:
                links.both(one, each)
        links.both(broker, some[0])
    return chart(town, f"person:{broker}", Shown(steps=2)), people


def test_figures_name_the_broker_and_what_hangs_on_him(town: Town, links: Links) -> None:
    found, people = star(town, links)
    figures = figuring.figures(found)
    assert [each.cluster for each in figures.standings] == [node.cluster for node in found.nodes]
    broker = next(each for each in figures.standings if each.cluster == people[0])
    assert broker.betweenness == max(each.betweenness for each in figures.standings)
    assert broker.betweenness == pytest.approx(16 / 28)
    assert "falls apart" in broker.why
    assert any("hypotheses" in note for note in figures.notes)
    lost = figuring.without(found, [people[0]])
    assert (lost.left.before, lost.left.after, lost.left.pieces) == (9, 4, 2)
    assert lost.left.share == pytest.approx(4 / 9)
    assert 0 < lost.left.low <= lost.left.high <= 1
    assert "provoke violence" in lost.warning
    assert "succe" in lost.warning
    assert figuring.without(found, [people[0]]) == lost, "the same each time"


def test_what_if_needs_people_of_the_chart(town: Town, links: Links) -> None:
    found, people = star(town, links)
    for chosen in ([], ["never"], [people[0], "never"], [node.cluster for node in found.nodes]):
        with pytest.raises(BadInput):
            figuring.without(found, chosen)


def test_a_victim_is_not_his_assailants_contact(town: Town, links: Links) -> None:
    one, other, third = town.add("one", "other", "third")
    links.incident((one, "assailant"), (other, "victim"))
    links.both(one, third)
    found = chart(town, f"person:{one}", Shown(steps=1))
    assert len(found.edges) == 2
    figures = figuring.figures(found)
    assert figures.against == 1
    assert {each.cluster: each.degree for each in figures.standings} == {one: 1, other: 0, third: 1}
    links.visit(other, one)
    assert figuring.figures(chart(town, f"person:{one}", Shown(steps=1))).against == 0


def test_change_between_two_periods(town: Town, links: Links) -> None:
    one, before, after, always = town.add("one", "before", "after", "always")
    for other, days in ((before, 50), (always, 50), (always, 5), (after, 5)):
        links.visit(one, other, days)
    with town.as_web("bo") as bo:
        cut = NOW.replace(month=10)
        old, new = replace(TWO, until=cut), replace(TWO, since=cut)
        said = queries.changed(f"person:{one}", old, new, by=bo, at=NOW)
    assert (said.came, said.left, said.ties_kept) == ((after,), (before,), 1)


def test_who_was_placed_stays_and_new_people_stand_near(town: Town, links: Links) -> None:
    people = chain(town, links, 4)
    found = chart(town, f"person:{people[0]}", Shown(steps=4))
    with town.as_web("bo") as bo:
        first = queries.placed(found, by=bo)
        assert queries.placed(found, by=bo) == first, "the same each time"
        moved = {people[0]: [0.25, -0.5], people[1]: (0.5, 0.5), "never": [1, 1]}
        assert actions.arrange(found.about, moved, by=bo, at=NOW) == 2, "whoever is not there has no place"
        assert actions.arrange(found.about, {people[2]: [0.9, 0.9]}, by=bo, at=NOW) == 3
    (new,) = town.add("new")
    links.visit(people[2], new)
    wider = chart(town, f"person:{people[0]}", Shown(steps=4))
    with town.as_web("bo") as bo:
        after = queries.placed(wider, by=bo)
    assert (after[people[0]], after[people[1]], after[people[2]]) == ((0.25, -0.5), (0.5, 0.5), (0.9, 0.9))
    assert set(after) == {node.cluster for node in wider.nodes}
    assert sum((a - 0.9) ** 2 for a in after[new]) < 1, "near the one he is tied to"
    with town.as_web("bea") as bea:
        assert queries.placed(found, by=bea) == first, "another reader's places are his own"
    said = town.rows("SELECT subjects FROM ledger_entry WHERE act = 'network.arrange'")
    assert said == [([found.about],)] * 2


@pytest.mark.parametrize(
    "bad", [[1], [1, 2, 3], ["a", 1], [float("nan"), 1], [float("inf"), 0], [1e9, 0], None]
)
def test_a_place_is_two_numbers(town: Town, bad: Any) -> None:
    (one,) = town.add("one")
    with town.as_web("bo") as bo, pytest.raises(BadInput):
        actions.arrange(f"person:{one}", {one: bad}, by=bo, at=NOW)


def test_over_rest_with_every_look_recorded(town: Town, links: Links) -> None:
    people = chain(town, links)
    links.item(people[0], people[1], level=1, conditions=["3x5x2:A2"])
    made = group_of(links, [people[1]])
    client, bearer = Client(HTTP_HOST="127.0.0.1"), {"Authorization": f"Bearer {token(town, 'bo')}"}
    said = client.get(f"/api/v1/persons/{people[0]}/graph?steps=1", headers=bearer)
    assert said.status_code == 200, said.content
    body = said.json()
    assert [node["name"] for node in body["nodes"]] == ["p0 Town", "p1 Town"]
    (edge,) = body["edges"]
    assert (sorted(edge["kinds"]), edge["weight"], edge["evidence"]) == (["report", "visit"], 2.0, 2)
    assert (edge["level"], edge["handling"], edge["uncertain"]) == (1, ["3x5x2:A2"], False)
    shown = town.rows(
        "SELECT subjects FROM ledger_entry WHERE act = 'network.read' AND outcome = 'done' ORDER BY id DESC"
    )[0][0]
    assert {f"person:{people[0]}", f"person:{people[1]}"} <= set(shown)
    graph = client.get(f"/api/v1/groups/{made}/graph", headers=bearer).json()
    assert {node["name"] for node in graph["nodes"]} == {"p0 Town", "p1 Town", "p2 Town"}
    assert graph["nodes"][0]["groups"][0]["name"] == "The Quarry"
    # A node is handled as strictly as what it says of groups.
    links.change("UPDATE networks_group SET handling = '{4x4:H1}' WHERE id = %s", made)
    strict = client.get(f"/api/v1/groups/{made}/graph", headers=bearer).json()["nodes"]
    assert {node["name"]: node["handling"] for node in strict if node["groups"]} == {"p1 Town": ["4x4:H1"]}
    for wrong in ("kinds=mind", "weakest=9:9", "weakest=x", "steps=99", "limit=0", "limit=100000"):
        refused = client.get(f"/api/v1/persons/{people[0]}/graph?{wrong}", headers=bearer)
        assert refused.status_code == 422, wrong
    only = client.get(f"/api/v1/persons/{people[0]}/graph?kinds=call,payment", headers=bearer).json()
    assert only["edges"] == []


def token(town: Town, username: str) -> str:
    """A bearer token of a user, in the town."""
    import hashlib
    import secrets
    import uuid
    from datetime import timedelta

    from beccaria.lib import clock

    text = "bcc_" + secrets.token_urlsafe(32)
    held = town.rows(
        "SELECT held.id FROM access_dutyheld held JOIN access_user ON access_user.id = held.user_id"
        " WHERE username = %s",
        username,
    )[0][0]
    town.rows(
        "INSERT INTO access_token (digest, duty_id, purpose, issued_at, expires_at)"
        " VALUES (%s, %s, 'intelligence', %s, %s) RETURNING 1",
        hashlib.sha256(text.encode()).hexdigest(),
        held,
        clock.now(),
        clock.now() + timedelta(hours=1),
    )
    del uuid
    town.as_nobody()
    return text


def test_every_kind_may_be_asked(town: Town, links: Links) -> None:
    people = chain(town, links, 2)
    assert len(chart(town, f"person:{people[0]}", Shown(kinds=EVERY)).edges) == 1
