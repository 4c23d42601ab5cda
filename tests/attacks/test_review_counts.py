"""What one may not see has no count: not elsewhere, not in a compartment, not when markings, places or days change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection

from beccaria.access.api import acting, may_go
from beccaria.core.actors import Actor, Duty, Level
from beccaria.core.handling import HELD_BACK
from beccaria.core.happenings import Move
from beccaria.core.refusal import BadInput, Hidden, Refused
from beccaria.core.reviews import Standing, until
from beccaria.lib.moments import day_of
from beccaria.networks import actions as networks
from beccaria.networks.api import NewEvidence
from beccaria.people.models import Person
from beccaria.risk.models import Assessment, Change, Classification, Judging
from beccaria.risk.protection_seen import ONE_BY_ONE
from beccaria.risk.queries.calendar import calendar
from beccaria.risk.queries.calendar_falls import week
from beccaria.risk.queries.calendar_shapes import Calendar, Wanted
from tests.apps.risk.standing import Stand, plant, stand
from tests.apps.risk.test_reviews import a_find, a_move, an_incident
from tests.apps.risk.test_reviews_service import linked
from tests.classifying import in_force, status
from tests.grouping import Does, at, does, evidence, group, member, planted

__all__ = ["at", "does", "group", "member", "planted", "stand"]
pytestmark = pytest.mark.django_db
Planted = Callable[[str], str]
Named = Callable[..., Actor]
KEYS = ("seed-mts", "seed-twin", "seed-other-twin", "seed-father", "seed-son", "seed-namesake")
HELD = "compartment-of-a-test"
FUNCTIONS = ("risk_due_by_week(current_date)", "risk_changes_waiting()")


@pytest.fixture
def readers(actor_named: Named) -> dict[str, Actor]:
    """Duties with the whole service: of three clearances, in a compartment, and one that judges people himself."""
    nan = actor_named("nan")
    return {
        "low": replace(nan, level=Level.OFFICIAL),
        "nan": nan,
        "high": replace(nan, level=Level.SECRET),
        "inside": replace(nan, level=Level.SECRET, compartments=frozenset({HELD})),
        "judge": replace(nan, duty=Duty.ASSESSOR),
    }


def told(reader: Actor, at: datetime, *, at_most: int = 1000) -> Calendar:
    """The calendar as a reader is told it."""
    with acting(reader) as by:
        return calendar(Wanted(), by=by, at=at, at_most=at_most)


def counted(reader: Actor, at: datetime) -> tuple[Counter[tuple[int, bool]], Counter[tuple[str, Standing]]]:
    """The same by reading every row that the reader may see, of everybody he may see, one by one."""
    on = day_of(at)
    weeks: Counter[tuple[int, bool]] = Counter()
    stands: Counter[tuple[str, Standing]] = Counter()
    with acting(reader) as by:
        known = set(Person.objects.values_list("pk", flat=True))
        rows: list[Assessment | Classification] = [
            *Assessment.objects.filter(may_go(by), state="decided", review_due__isnull=False),
            *Classification.objects.filter(may_go(by), state="in_force").exclude(until__lt=on),
        ]
        for row in rows:
            if row.person_id not in known or row.review_due is None:
                continue
            changes = Change.objects.filter(judged=row.pk, settled_at=None).order_by("told_at")
            first = changes.values_list("told_at", flat=True).first()
            falls = until(row.review_due, day_of(first) if first else None)
            weeks[week(falls.day, on), falls.changed] += 1
            stands[row.site or "", falls.standing(on)] += 1
    return weeks, stands


def same(reader: Actor, at: datetime) -> Calendar:
    """Nothing is told that counting the rows does not find, and nothing else is found. Returns what is told."""
    found = told(reader, at)
    weeks, stands = counted(reader, at)
    assert {(bar.number, bar.by_clock, bar.by_change) for bar in found.bars if bar.all} == {
        (number, weeks[number, False], weeks[number, True]) for number, _changed in +weeks
    }
    assert {
        (unit.code, unit.overdue, unit.due, unit.later)
        for unit in found.units
        if unit.overdue or unit.due or unit.later
    } == {
        (code, *(stands[code, one] for one in (Standing.OVERDUE, Standing.DUE, Standing.LATER)))
        for code, _standing in +stands
    }
    assert len(found.rows) == sum(weeks.values())
    return found


def asked(function: str, *, by: Actor) -> int:
    del by
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {function}")
        return int(cursor.fetchone()[0])


def test_counts_are_told_to_nobody_but_who_has_the_whole_service(
    does: Does, at: datetime, stand: Stand, planted: Planted, readers: dict[str, Actor]
) -> None:
    stand()
    a_find(does, at, planted("seed-mts"))
    for function in FUNCTIONS:
        with acting(readers["nan"]) as by:
            assert asked(function, by=by) > 0
        for who in ("eve", "asa", "bo", "cy", "ana", "lia", "dee", "kit", "max"):
            assert does(who, asked, function) == 0, (who, function)
        with connection.cursor() as cursor:  # nobody in particular
            cursor.execute(f"SELECT count(*) FROM {function}")
            assert cursor.fetchone()[0] == 0
    for who in ("nan", "asa", "cy", "eve", "dee"):
        assert does(who, asked, "risk_weekdue") == 0, who


def test_a_judgement_in_a_compartment_or_above_ones_clearance_has_no_count(
    at: datetime, stand: Stand, readers: dict[str, Actor], actor_named: Named, planted: Planted
) -> None:
    before = {name: told(reader, at) for name, reader in readers.items()}
    stand("seed-father", by="cy", level=Level.SECRET)
    with acting(replace(actor_named("cy"), compartments=frozenset({HELD}))) as by:
        plant(planted("seed-son"), by=by, at=at, compartments=[HELD])
    for name in ("low", "nan", "judge"):
        assert told(readers[name], at) == before[name], name
    for name, more in (("high", 1), ("inside", 2)):
        assert len(same(readers[name], at).rows) == len(before[name].rows) + more, name


def test_what_handling_keeps_at_its_prison_is_counted_for_nobody_else(
    at: datetime, stand: Stand, readers: dict[str, Actor]
) -> None:
    before = told(readers["inside"], at)
    stand("seed-father", handling=HELD_BACK[:1])
    assert told(readers["inside"], at) == before


def test_whose_marking_is_raised_takes_his_counts_along_and_brings_them_back(
    does: Does, at: datetime, stand: Stand, readers: dict[str, Actor], planted: Planted
) -> None:
    empty = {name: told(reader, at) for name, reader in readers.items()}
    stand("seed-father")
    full = {name: told(reader, at) for name, reader in readers.items()}
    father = planted("seed-father")

    def marked(level: Level, *, by: Actor) -> None:
        del by
        assert Person.objects.filter(pk=father).update(level=level) == 1

    does("cy", marked, Level.SECRET)
    for name in ("low", "nan", "judge"):
        assert told(readers[name], at) == empty[name], name
    assert len(same(readers["high"], at).rows) == len(full["high"].rows)
    does("cy", marked, Level.OFFICIAL)
    for name, reader in readers.items():
        assert told(reader, at) == full[name], name


def test_what_is_closed_ends_and_who_moves_stays_where_he_was_judged(
    does: Does, at: datetime, stand: Stand, readers: dict[str, Actor], planted: Planted
) -> None:
    before = told(readers["nan"], at)
    one = stand("seed-father", review_due=day_of(at) + timedelta(days=3))
    assert {unit.code for unit in same(readers["nan"], at).units} >= {"NORTH"}

    def moved(*, by: Actor) -> None:
        del by
        Person.objects.filter(pk=planted("seed-father")).update(site="SOUTH")

    def closed(*, by: Actor) -> None:
        del by
        said = {"state": "superseded", "superseded_at": at, "superseded_why": "He died."}
        assert Assessment.objects.filter(pk=one).update(**said) == 1

    with acting(replace(readers["nan"], duty=Duty.PIO)) as by:
        moved(by=by)
    assert one in {row.judged for row in same(readers["nan"], at).rows}
    does("cy", closed)
    assert told(readers["nan"], at) == before


def test_who_judges_somebody_himself_does_not_count_what_another_found_meanwhile(
    at: datetime, stand: Stand, readers: dict[str, Actor], planted: Planted
) -> None:
    judge = readers["judge"]

    def begins(*, by: Actor) -> None:
        Judging.objects.create(
            assessor=by.user, person=planted("seed-father"), instrument="oc-prisoner", since=at
        )

    stand("seed-father", at=at - timedelta(days=1))
    with acting(judge) as by:
        begins(by=by)
    before = same(judge, at)
    # What stood when he began he goes on seeing; the new one is another's.
    stand("seed-father", at=at + timedelta(minutes=1))
    assert told(judge, at) == before
    other = replace(judge, user=readers["nan"].user.__class__("somebody-else"))
    assert len(same(other, at).rows) == len(before.rows) + 1


def test_a_classification_that_is_over_is_not_counted(
    does: Does, at: datetime, readers: dict[str, Actor], planted: Planted
) -> None:
    before = len(same(readers["nan"], at).rows)
    in_force(does, status(planted("seed-father"), at), at=at)
    assert len(same(readers["nan"], at).rows) == before + 1
    assert len(same(readers["nan"], at + timedelta(days=100)).rows) == before + 1
    assert len(same(readers["nan"], at + timedelta(days=101)).rows) <= before


class Writer:
    """Somebody who does at random what people do to reviews."""

    def __init__(self, does: Does, at: datetime, named: Named, draw: Random) -> None:
        self.does, self.at, self.named, self.draw = does, at, named, draw
        self.people: list[str] = []
        self.membership = ""
        self.unnamed: list[str] = []
        self.stood: list[str] = []

    def day(self) -> date:
        return day_of(self.at) + timedelta(days=self.draw.randrange(-30, 150))

    def judged(self) -> None:
        who = self.draw.choice(("asa", "bo", "cy", "eve"))
        inside = who == "cy" and self.draw.random() < 0.5
        by = replace(self.named(who), compartments=frozenset({HELD})) if inside else self.named(who)
        level = Level(self.draw.randrange(by.level + 1))
        said: dict[str, Any] = {
            "level": level,
            "review_due": self.day(),
            "compartments": [HELD] if inside else [],
        }
        person = self.draw.choice(self.people)
        with acting(by) as actor:
            if Person.objects.filter(pk=person).exists():
                self.stood.append(plant(person, by=actor, at=self.at, **said))

    def someone(self, what: Callable[[Any], int]) -> None:
        if self.stood:
            with acting(replace(self.named("cy"), compartments=frozenset({HELD}))):
                what(Assessment.objects.filter(pk=self.draw.choice(self.stood), state="decided"))

    def put_off(self) -> None:
        self.someone(lambda rows: rows.update(review_due=self.day()))

    def closed(self) -> None:
        said = {"state": "superseded", "superseded_at": self.at, "superseded_why": "Decided anew."}
        self.someone(lambda rows: rows.update(**said))

    def changed(self) -> None:
        person, at = self.draw.choice(self.people), self.at
        what = self.draw.choice(
            (
                lambda: a_find(self.does, at, person),
                lambda: an_incident(self.does, at, person),
                lambda: a_move(self.does, at, person, Move.TRANSFER),
                lambda: self.does("bo", linked, self.unnamed.pop(), at),
                lambda: self.does("cy", networks.add_evidence, self.membership, self.evidence(), at=at),
            )
        )
        # Of whom the writer may no longer see; whom a report names already.
        with suppress(Refused, Hidden, BadInput, ObjectDoesNotExist, IndexError):
            what()

    def evidence(self) -> NewEvidence:
        level = self.draw.choice((Level.OFFICIAL, Level.SECRET))
        return evidence(self.at, "finance", level=level, origin=f"origin {self.draw.random()}")

    def marked(self) -> None:
        level, inside = self.draw.choice(list(Level)), self.draw.choice(([], [HELD]))

        with acting(replace(self.named("cy"), compartments=frozenset({HELD}))):
            person = Person.objects.filter(pk=self.draw.choice(self.people))
            person.update(level=level, compartments=inside)


@pytest.fixture
def writer(
    does: Does, at: datetime, planted: Planted, actor_named: Named, request: pytest.FixtureRequest
) -> Writer:
    """Somebody who writes, in the order that the seed of the test gives."""
    made = Writer(does, at, actor_named, Random(request.param))  # noqa: S311  nothing here is kept from anybody
    made.people = [planted(key) for key in KEYS]
    made.unnamed = list(made.people)
    made.membership = request.getfixturevalue("member")(request.getfixturevalue("group")())
    return made


@pytest.mark.parametrize("writer", [3, 11], indirect=True)
def test_after_any_writes_by_anybody_the_counts_are_the_rows(
    at: datetime, readers: dict[str, Actor], writer: Writer, stand: Stand
) -> None:
    writer.stood.append(stand("seed-mts"))
    a_find(writer.does, at, writer.people[0])
    secret = evidence(at, "finance", level=Level.SECRET)
    writer.does("cy", networks.add_evidence, writer.membership, secret, at=at)
    low, high = asked_at_once(readers["low"]), asked_at_once(readers["high"])
    assert 0 < len(low) < len(high)
    often = (writer.judged, writer.judged, *[writer.changed] * 4)
    acts = (*often, writer.put_off, writer.closed, writer.marked)
    for _turn in range(60):
        writer.draw.choice(acts)()
    for days in (0, 20):
        for reader in readers.values():
            same(reader, at + timedelta(days=days))
    for reader in readers.values():
        asked_at_once(reader)
    assert len(writer.stood) > 2


def asked_at_once(reader: Actor) -> list[str]:
    """The open changes that a reader sees, asked of all at once: the same as the policy of the table says of each."""
    kinds = sorted(kind.value for kind in ONE_BY_ONE)
    with acting(reader), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM risk_changes_waiting() ORDER BY 1")
        found = [row[0] for row in cursor.fetchall()]
        policy = "SELECT id FROM risk_change WHERE settled_at IS NULL AND kind <> ALL (%s) ORDER BY 1"
        cursor.execute(policy, [kinds])
        assert [row[0] for row in cursor.fetchall()] == found
    return found
