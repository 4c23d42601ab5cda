"""Every kind of record that ties two people is read with what it says, when, and how it is graded and marked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from beccaria.core.judging import Verdict
from beccaria.core.persons import Role
from beccaria.core.refusal import Hidden, Refused
from beccaria.networks import queries
from beccaria.networks.queries import figuring
from beccaria.networks.queries.chart_shapes import USUAL, Edge, Shown, TieKind
from tests.apps.networks.linking import EVERY, Links, ago
from tests.apps.people.town import NOW, Town

if TYPE_CHECKING:
    from beccaria.networks.queries.chart_shapes import TieEvidence

ALL = Shown(kinds=EVERY, steps=1)


def evidence(town: Town, one: str, other: str, shown: Shown = ALL, by: str = "bo") -> tuple[TieEvidence, ...]:
    with town.as_web(by) as actor:
        return queries.evidence_of(one, other, shown, by=actor, at=NOW)


def edges(town: Town, one: str, shown: Shown = ALL, by: str = "bo") -> tuple[Edge, ...]:
    with town.as_web(by) as actor:
        return queries.chart(f"person:{one}", shown, by=actor, at=NOW).edges


@pytest.mark.parametrize("kind", sorted(EVERY - {TieKind.WING}))
def test_each_kind_ties_two_people_from_both_sides(town: Town, links: Links, kind: TieKind) -> None:
    one, other = town.add("one", "other", role=Role.PRISONER)
    links.kinds()[kind](one, other)
    only = replace(ALL, kinds=frozenset({kind}))
    for about in (one, other):
        (edge,) = edges(town, about, only)
        assert (edge.one, edge.other) == tuple(sorted((one, other)))
        assert [told.kind for told in edge.evidence] == [kind]
    assert edges(town, one, replace(ALL, kinds=USUAL - {kind, TieKind.VISIT})) == ()


def test_visits_alike_are_told_together_and_each_by_itself_when_asked(town: Town, links: Links) -> None:
    prisoner, visitor = town.add("prisoner", "visitor")
    made = [links.visit(prisoner, visitor, days, relationship="friend") for days in (3, 9, 6)]
    links.visit(prisoner, visitor, 1, outcome="refused", reason="No card")
    (edge,) = edges(town, prisoner)
    refused, seen = edge.evidence
    assert (refused.what, refused.times, refused.until) == ("refused", 1, None)
    assert (seen.what, seen.times, seen.at, seen.until) == ("completed", 3, ago(9), ago(3))
    assert (seen.reference, seen.weight) == (f"visit:{made[0]}", 3.0)
    assert edge.weight == 4
    assert (edge.since, edge.until) == (ago(9), ago(1))
    each = evidence(town, prisoner, visitor)
    assert [told.at for told in each] == [ago(1), ago(3), ago(6), ago(9)]
    assert {told.times for told in each} == {1}


def test_a_payment_says_how_much_and_a_wish_to_call_what_was_decided(town: Town, links: Links) -> None:
    prisoner, payer = town.add("prisoner", "payer")
    for amount in ("12.50", "7.50"):
        links.payment(prisoner, payer, amount=amount)
    links.call(prisoner, payer, 4, decision="refused", reason="No")
    call, paid = edges(town, prisoner)[0].evidence
    assert (paid.what, paid.detail, paid.times) == ("in", "20.00 EUR", 2)
    assert (call.kind, call.what) == (TieKind.CALL, "refused")


def test_an_incident_says_who_had_which_part_in_the_order_of_the_edge(town: Town, links: Links) -> None:
    one, other = sorted(town.add("one", "other"))
    links.incident((one, "victim"), (other, "assailant"), (other, "suspect"))
    for about in (one, other):
        (edge,) = edges(town, about)
        assert sorted(told.what for told in edge.evidence) == ["victim / assailant", "victim / suspect"]
        assert {told.detail for told in edge.evidence} == {"assault"}
        assert figuring.is_against(edge)


def test_whoever_came_to_help_is_tied_to_nobody_and_a_riot_ties_nobody(town: Town, links: Links) -> None:
    one, other, officer = town.add("one", "other", "officer")
    links.incident((one, "assailant"), (officer, "responder"))
    assert edges(town, one) == ()
    crowd = town.add(*(f"c{number}" for number in range(20)))
    links.incident((one, "present"), (other, "present"), *((each, "present") for each in crowd[:18]))
    assert len(edges(town, one)) == 20 * 19 / 2
    links.incident((other, "present"), (officer, "present"), *((each, "present") for each in crowd[:19]))
    assert officer not in {end for edge in edges(town, other) for end in (edge.one, edge.other)}


def test_an_item_carries_its_grade_and_every_condition(town: Town, links: Links) -> None:
    one, other = sorted(town.add("one", "other"))
    report = links.item(
        one, other, level=1, handling=["3x5x2:P"], conditions=["3x5x2:A2"], grade=("3x5x2", "2", "C")
    )
    (edge,) = edges(town, one)
    (told,) = edge.evidence
    assert (told.reference, told.grade, told.level) == (f"report:{report}", ("3x5x2", "2", "C"), 1)
    assert told.handling == ("3x5x2:P", "3x5x2:A2")
    assert told.what == "about / contact_of"
    assert edge.is_uncertain
    links.visit(one, other)
    assert not edges(town, one)[0].is_uncertain


def test_what_is_not_graded_not_linked_any_more_or_only_a_source_ties_nobody(
    town: Town, links: Links
) -> None:
    one, other = town.add("one", "other")
    links.item(one, other, grade=("", "", ""))
    links.item(one, other, relations=("said_by", "about"))
    links.item(one, other, relations=("about", "said_by"))
    links.item(one, other)
    links.change("UPDATE reports_itemlink SET ended_at = now(), ended_by = 'x' WHERE relation = 'contact_of'")
    assert edges(town, one) == ()


def test_an_observation_that_is_no_item_ties_nobody(town: Town, links: Links) -> None:
    one, other = town.add("one", "other")
    links.insert(
        "reports_observation", reference="26-X", pseudonym="R-X", site="NORTH", level=1, compartments=[],
        handling=[], text="They walk together.", kind="other", place="", people=[one, other], occurred_at=ago(1),
        received_at=NOW, stage="submitted", folded="",
    )  # fmt: skip
    assert edges(town, one) == ()


def test_grades_are_asked_in_each_part_and_registers_always_stay(town: Town, links: Links) -> None:
    one, other = town.add("one", "other")
    links.item(one, other, grade=("3x5x2", "2", "A"))
    links.item(one, other, grade=("3x5x2", "1", "D"))
    links.visit(one, other)

    def kinds(weakest: tuple[int, int] | None) -> list[TieKind]:
        return sorted(told.kind for told in edges(town, one, replace(ALL, weakest=weakest))[0].evidence)

    assert kinds(None) == [TieKind.REPORT, TieKind.REPORT, TieKind.VISIT]
    assert kinds((2, 5)) == [TieKind.REPORT, TieKind.VISIT]
    assert kinds((5, 2)) == [TieKind.REPORT, TieKind.VISIT]
    assert kinds((2, 2)) == [TieKind.VISIT]


def test_a_shared_cell_counts_while_both_are_there(town: Town, links: Links) -> None:
    one, other, later = town.add("one", "other", "later", role=Role.PRISONER)
    links.cell(one, other, days=60, cell="7")
    links.change(
        "UPDATE people_custodyperiod SET ends_at = %s, ended_recorded_at = now() WHERE person_id = %s",
        ago(30),
        other,
    )
    links.cell(later, town.add("away", role=Role.PRISONER)[0], days=20, cell="7")
    shared = {edge.other if edge.one == one else edge.one: edge for edge in edges(town, one)}
    told = shared[other].evidence[0]
    assert (told.kind, told.at, told.until, told.what) == (TieKind.CELL, ago(60), ago(30), "NORTH C 7")
    assert told.weight == pytest.approx(1.0)
    assert shared[later].evidence[0].until is None, "they share it still"
    assert other not in {end for edge in edges(town, later) for end in (edge.one, edge.other)}


def test_a_wing_is_drawn_only_when_asked_and_only_round_the_middle(town: Town, links: Links) -> None:
    one, other, third, fourth = town.add("one", "other", "third", "fourth", role=Role.PRISONER)
    links.cell(one, other, cell="1", wing="Q")
    links.cell(third, fourth, cell="2", wing="Q")
    assert len(edges(town, one, Shown(steps=2))) == 1
    assert TieKind.WING not in USUAL
    asked = edges(town, one, Shown(kinds=EVERY, steps=2))
    wings = {(edge.one, edge.other) for edge in asked if TieKind.WING in edge.kinds}
    assert wings == {tuple(sorted((one, each))) for each in (other, third, fourth)}


def test_kin_is_what_somebody_said_and_a_friend_is_not(town: Town, links: Links) -> None:
    prisoner, brother, friend = town.add("prisoner", "brother", "friend")
    links.visit(prisoner, brother, relationship="Fratello")
    links.call(prisoner, friend, relationship="friend of my brother")
    only = Shown(kinds=frozenset({TieKind.KINSHIP}), steps=1)
    (edge,) = edges(town, prisoner, only)
    assert brother in {edge.one, edge.other}
    assert (edge.evidence[0].what, edge.evidence[0].weight) == ("Fratello", 1.0)


def test_the_period_counts_for_every_kind(town: Town, links: Links) -> None:
    one, other = town.add("one", "other", role=Role.PRISONER)
    for kind, plant in links.kinds().items():
        plant(one, other, days=50)
        if kind is TieKind.CELL:
            links.change("UPDATE people_custodyperiod SET ends_at = %s, ended_recorded_at = now()", ago(45))
    for since, until, many in ((ago(60), ago(40), len(EVERY)), (ago(40), None, 0), (None, ago(55), 0)):
        found = edges(town, one, replace(ALL, since=since, until=until))
        assert sum(len(set(edge.kinds)) for edge in found) == many


def test_two_records_of_one_person_are_one_and_tie_him_to_nobody(town: Town, links: Links) -> None:
    prisoner, again = town.add("prisoner", "again", role=Role.PRISONER)
    (visitor,) = town.add("visitor")
    links.visit(prisoner, visitor)
    links.visit(again, visitor, 5)
    links.both(prisoner, again)
    assert len(edges(town, prisoner)) == 3
    town.judge(prisoner, again, Verdict.SAME)
    with town.as_web("bo") as bo:
        found = queries.chart(f"person:{again}", ALL, by=bo, at=NOW)
    assert len(found.nodes) == 2
    assert len(found.nodes[0].person.also) == 1
    (edge,) = found.edges
    assert [told.at for told in edge.evidence] == [ago(5), ago(10)]


def test_who_is_not_there_and_who_may_not_read_charts_are_refused(town: Town, links: Links) -> None:
    one, other = town.add("one", "other")
    links.visit(one, other)
    with town.as_web("bo") as bo:
        with pytest.raises(Hidden):
            queries.evidence_of(one, "never", ALL, by=bo, at=NOW)
        with pytest.raises(Hidden):
            queries.chart("person:never", ALL, by=bo, at=NOW)
    with town.as_web("ana") as ana, pytest.raises(Refused):
        queries.chart(f"person:{one}", ALL, by=ana, at=NOW)


def test_an_undated_loaded_tie_counts_from_when_it_was_loaded(town: Town, links: Links) -> None:
    one, other = town.add("one", "other")
    links.loaded(one, other, days=10, weight=2.5, scheme="4x4", source_grade="A", information_grade="1")
    (edge,) = edges(town, one)
    (told,) = edge.evidence
    assert (told.at, told.weight, told.detail, told.grade) == (ago(10), 2.5, "test", ("4x4", "A", "1"))
    links.loaded(one, other, days=10, since=ago(90), until=ago(80))
    found = edges(town, one, replace(ALL, since=ago(85), until=ago(80) + timedelta(hours=1)))
    assert [each.at for each in found[0].evidence] == [ago(90)]
