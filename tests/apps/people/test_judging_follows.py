"""Everything that hangs on a person follows a merge and an unmerge, and an undone merge leaves no trace (T-ER4).

Two towns with the same records get the same two hundred edges. In one the two records were merged before and unmerged
after; in the other nobody ever judged them. A hash over persons, clusters and what hangs on each must be the same.
"""

import hashlib
import json
import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from beccaria.core import happenings as words
from beccaria.core.ids import PersonId
from beccaria.core.judging import Verdict
from beccaria.core.links import Relation
from beccaria.core.persons import Role
from beccaria.events import api as events
from beccaria.people import api as people
from beccaria.reports import api as reports
from beccaria.reports.models import Item, ItemLink
from tests.apps.people.town import NOW, Town, made

_HANGS: dict[str, tuple[str, str]] = {
    "people_identity": ("person_id", "source, key, given_names, surname, document, until IS NULL"),
    "people_custodyperiod": ("person_id", "establishment, wing, starts_at, ends_at"),
    "events_movement": ("person_id", "key, kind, at"),
    "events_visit": ("prisoner_id", "key, visitor_name, outcome, at"),
    "events_find": ("person_id", "key, item, at"),
}
_OTHERS: dict[str, str] = {
    "visitor": "SELECT visitor_id, key FROM events_visit WHERE visitor_id IS NOT NULL",
    "part": (
        "SELECT part.person_id, told.key || part.part FROM events_incidentpart part"
        " JOIN events_incident told ON told.id = part.incident_id"
    ),
    "link": (
        "SELECT split_part(link.reference, ':', 2), item.text || link.linked_by || coalesce(link.ended_by, '')"
        " FROM reports_itemlink link JOIN reports_item item ON item.id = link.item_id"
        " WHERE starts_with(link.reference, 'person:')"
    ),
}


@pytest.fixture
def towns(cluster: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Town, Town]]:
    """Two towns copied from one template: every planted record has the same identifier in both."""
    del django_db_setup
    with made(cluster, django_db_blocker) as one, made(cluster, django_db_blocker, "twin") as twin:
        yield one, twin


def graph_hash(town: Town, names: dict[str, str]) -> str:
    """A digest of every person: with whom he is one, and what hangs on him. Identifiers of rows do not enter."""
    persons = {key: names.get(key, key) for (key,) in town.rows("SELECT id FROM people_person")}
    hangs: dict[str, list[str]] = {name: [] for name in persons.values()}
    asked = {
        table: f"SELECT {column}, {said} FROM {table}" for table, (column, said) in _HANGS.items()
    } | _OTHERS
    for kind, statement in asked.items():
        for person, *said in town.rows(statement):
            if person in persons:
                hangs[persons[person]].append(json.dumps([kind, *map(str, said)]))
    graph = {
        "together": sorted(sorted(persons[key] for key in group) for group in town.partition()),
        "hangs": {name: sorted(said) for name, said in sorted(hangs.items())},
    }
    return hashlib.sha256(json.dumps(graph, sort_keys=True).encode()).hexdigest()


def add_edges(town: Town, records: list[PersonId], number: int) -> None:
    """New visits, incidents, finds, moves and names, on one record or the other; the same in every town."""
    chance = random.Random(44)  # noqa: S311  the same edges in both towns, nothing secret
    prisoner = town.rows("SELECT id FROM people_person WHERE key = 'seed-mts'")[0][0]
    with town.as_worker() as worker:
        items = list(Item.objects.order_by("text", "id"))
        for step in range(number):
            record = chance.choice(records)
            happened = events.Happened(
                site="NORTH", occurred_at=NOW - timedelta(hours=step + 1), source="test", key=f"edge-{step}"
            )
            kind = step % 6
            if kind == 0:
                new_visit = events.NewVisit(
                    happened=happened,
                    prisoner=prisoner,
                    visitor=record,
                    visitor_name="Somebody",
                    outcome=words.Outcome.COMPLETED,
                )
                events.add_visit(new_visit, by=worker, at=NOW)
            elif kind == 1:
                incident = events.NewIncident(
                    happened=happened,
                    family=words.Family.THREAT,
                    parts=((record, words.Part.SUSPECT), (prisoner, words.Part.VICTIM)),
                )
                events.add_incident(incident, by=worker, at=NOW)
            elif kind == 2:
                find = events.NewFind(
                    happened=happened, item=words.Item.PHONE, how=words.How.SEARCH, person=record
                )
                events.add_find(find, by=worker, at=NOW)
            elif kind == 3:
                move = events.NewMovement(
                    happened=happened, person=record, kind=words.Move.RECEPTION, to_establishment="NORTH"
                )
                events.add_movement(move, by=worker, at=NOW)
            elif kind == 4:
                # Whoever links the same again ends the link before: only one of a kind holds at a time.
                held = ItemLink.objects.filter(item=items[step % len(items)], reference=f"person:{record}")
                held.filter(ended_at=None).update(ended_at=NOW, ended_by="test")
                ItemLink.objects.create(
                    item=items[step % len(items)],
                    reference=f"person:{record}",
                    relation=Relation.PRESENT.value,
                    linked_by=f"edge-{step}",
                    linked_at=NOW,
                )
            else:
                said = people.Said(role=Role.VISITOR, given_names=f"Name {step}", surname="Edge")
                people.add_identity(record, said, by=worker, at=NOW, source="test", key=f"edge-{step}")


def test_two_hundred_new_edges_and_a_merge_taken_back_leave_the_graph_as_if_never_merged(
    towns: tuple[Town, Town],
) -> None:
    merged, twin = towns
    ours, theirs = merged.add("one", "other"), twin.add("one", "other")
    names: dict[str, str] = dict(zip([*ours, *theirs], ["one", "other"] * 2, strict=True))
    assert graph_hash(merged, names) == graph_hash(twin, names)
    judgement = merged.judge(ours[0], ours[1], Verdict.SAME)
    assert graph_hash(merged, names) != graph_hash(twin, names)
    add_edges(merged, ours, 200)
    add_edges(twin, theirs, 200)
    assert graph_hash(merged, names) != graph_hash(twin, names)
    merged.undo(judgement)
    merged.settle()
    assert graph_hash(merged, names) == graph_hash(twin, names)
    for table in ("events_visit", "events_incident", "events_find", "events_movement"):
        assert twin.rows(f"SELECT count(*) FROM {table} WHERE source = 'test'")[0][0] >= 33


def test_a_merge_judged_otherwise_later_is_as_exact(towns: tuple[Town, Town]) -> None:
    merged, twin = towns
    ours, theirs = merged.add("one", "other"), twin.add("one", "other")
    names: dict[str, str] = dict(zip([*ours, *theirs], ["one", "other"] * 2, strict=True))
    merged.rule(ours[0], ours[1], 0.99)
    add_edges(merged, ours, 25)
    add_edges(twin, theirs, 25)
    merged.judge(ours[0], ours[1], Verdict.NOT_SAME)
    assert graph_hash(merged, names) == graph_hash(twin, names)


def test_visits_incidents_finds_and_company_are_told_of_both_while_merged(towns: tuple[Town, Town]) -> None:
    town, _twin = towns
    one, other = town.add("one", "other")
    add_edges(town, [other], 20)

    def told(person: str) -> tuple[int, int, int]:
        with town.as_web("bo") as bo:
            happened = events.timeline(person, by=bo)
            company, told_of = events.with_whom(person, by=bo), reports.about_person(person, by=bo)
            return len(happened.happenings), len(company), len(told_of)

    assert told(one) == (0, 0, 0)
    judgement = town.judge(one, other, Verdict.SAME)
    assert all(told(one))
    assert told(one) == told(other)
    with town.as_web("bo") as bo:
        assert {each.record for each in events.timeline(one, by=bo).happenings} == {other}
    town.undo(judgement)
    assert told(one) == (0, 0, 0)
