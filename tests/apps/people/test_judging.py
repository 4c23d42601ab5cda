"""What is judged of two records: humans outrank rules, nothing is overwritten, taking back is exact."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection

from beccaria.core.judging import JOIN, SPLIT, Prompt, Verdict
from beccaria.core.persons import Role
from beccaria.core.refusal import BadInput, Cannot, Refused
from beccaria.people import actions, queries
from beccaria.people.models import Judgement, Person
from tests.apps.people.town import NOW, Town, town

__all__ = ["town"]
SAME, NOT, UNSURE = Verdict.SAME, Verdict.NOT_SAME, Verdict.UNSURE


def test_same_joins_at_once_and_not_the_same_parts_at_once(town: Town) -> None:
    one, other, third = town.add("one", "other", "third")
    town.judge(one, other, SAME)
    assert town.partition([one, other, third]) == {frozenset({one, other}), frozenset({third})}
    with town.as_web("bo") as bo:
        assert set(queries.fellows([one], bo)[one]) == {one, other}
        assert queries.fellows([third, "never"], bo) == {third: (third,)}
    town.judge(one, other, NOT, at=NOW + timedelta(hours=1))
    assert len(town.partition([one, other])) == 2
    assert town.settle() == 2, "both were only settled in the judge's own transaction"
    held = town.rows("SELECT verdict, until, ended_by <> '' FROM people_judgement ORDER BY since")
    assert held == [("same", NOW + timedelta(hours=1), True), ("not_same", None, False)]


def test_the_prisoner_leads_and_then_the_newest(town: Town) -> None:
    (visitor,) = town.add("visitor")
    (prisoner,) = town.add("prisoner", role=Role.PRISONER)
    town.judge(visitor, prisoner, SAME)
    with town.as_web("bo") as bo:
        assert queries.fellows([visitor], bo)[visitor] == (prisoner, visitor)
        assert queries.leading([visitor, prisoner], bo) == {prisoner: (prisoner, visitor)}


def test_a_cluster_shows_nobody_records_he_may_not_see(town: Town) -> None:
    (north,), (south,) = town.add("north"), town.add("south", site="SOUTH")
    town.judge(north, south, SAME)
    assert len(town.partition([north, south])) == 1
    for user, own in (("bo", north), ("eve", south)):
        with town.as_web(user) as actor:
            assert queries.fellows([north, south], actor) == {own: (own,)}
            assert not Judgement.objects.exists()
            with pytest.raises(Person.DoesNotExist):
                actions.judge(north, south, NOT, by=actor, at=NOW)


def test_two_keys_of_the_register_that_are_one_person_are_told_for_measuring(town: Town) -> None:
    one, other, third = town.add("P1", "P2", "P3", source="register")
    (visitor,) = town.add("visitor")
    town.judge(one, other, SAME)
    town.judge(other, visitor, SAME)
    with town.as_worker() as worker:
        assert queries.merged_pairs(worker) == [("P1", "P2")]
    town.judge(visitor, third, SAME)
    with town.as_worker() as worker:
        assert queries.merged_pairs(worker) == [("P1", "P2"), ("P1", "P3"), ("P2", "P3")]


def test_a_rule_joins_high_and_splits_low(town: Town) -> None:
    one, other = town.add("one", "other")
    town.rule(one, other, JOIN - 0.01)
    assert town.now(one, other) == [("unsure", "test")]
    town.rule(one, other, JOIN)
    assert len(town.partition([one, other])) == 1
    assert town.rule(one, other, SPLIT, UNSURE) is None
    assert len(town.partition([one, other])) == 1
    town.rule(one, other, SPLIT - 0.01, UNSURE)
    assert town.now(one, other) == [("unsure", "test")]
    assert len(town.partition([one, other])) == 2


def test_a_human_outranks_a_rule_and_sticks(town: Town) -> None:
    one, other = town.add("one", "other")
    town.rule(one, other, 1.0)
    town.judge(one, other, NOT)
    for verdict in Verdict:
        assert town.rule(one, other, 1.0, verdict) is None
    assert town.now(one, other) == [("not_same", "")]
    assert len(town.partition([one, other])) == 2


def test_a_rule_that_says_the_same_twice_says_it_once(town: Town) -> None:
    one, other = town.add("one", "other")
    assert town.rule(one, other, 0.95)
    assert town.rule(other, one, 0.96) is None
    assert town.rows("SELECT count(*) FROM people_judgement") == [(1,)]


def test_the_same_click_twice_judges_once_and_a_stale_page_is_told(town: Town) -> None:
    one, other = town.add("one", "other")
    first = town.judge(one, other, UNSURE)
    assert town.judge(one, other, UNSURE) == first
    second = town.judge(one, other, SAME)
    with town.as_web("bo") as bo, pytest.raises(Cannot, match="judged these two meanwhile"):
        actions.judge(one, other, NOT, by=bo, at=NOW, seen=first)
    assert town.now(one, other) == [("same", "")]
    assert second != first


def test_taking_back_brings_back_what_held_before(town: Town) -> None:
    one, other, third = town.add("one", "other", "third")
    before = town.partition()
    town.rule(one, other, 0.95)
    joined = town.partition([one, other, third])
    judgement = town.judge(one, other, NOT)
    back = town.undo(judgement, at=NOW + timedelta(minutes=1))
    assert back is not None
    assert town.now(one, other) == [("same", "test")]
    assert town.partition([one, other, third]) == joined
    with town.as_web("bo") as bo, pytest.raises(Cannot, match="ended already"):
        actions.undo_judgement(judgement, by=bo, at=NOW)
    with town.as_web("bo") as bo, pytest.raises(Cannot, match="A rule judged this"):
        actions.undo_judgement(back, by=bo, at=NOW)
    assert town.undo(town.judge(one, third, SAME)) is None
    assert town.partition([one, other, third]) == joined
    assert town.partition() != before


def test_a_contradiction_is_parted_by_the_job_and_marked_and_comes_together_again(town: Town) -> None:
    one, other, third = town.add("one", "other", "third")
    town.rule(one, other, 0.99)
    town.rule(other, third, 0.92)
    whole = town.partition([one, other, third])
    assert len(whole) == 1
    judgement = town.judge(one, third, NOT)
    town.settle()
    assert town.partition([one, other, third]) == {frozenset({one, other}), frozenset({third})}
    assert town.rows("SELECT score FROM people_judgement WHERE apart AND until IS NULL") == [(0.92,)]
    town.undo(judgement)
    town.settle()
    assert town.partition([one, other, third]) == whole
    assert town.rows("SELECT count(*) FROM people_judgement WHERE apart") == [(0,)]


def test_the_job_is_asked_for_and_its_request_tells_nothing(town: Town) -> None:
    one, other = town.add("one", "other")
    town.judge(one, other, SAME)
    jobs = town.rows("SELECT task_name, args FROM procrastinate_jobs WHERE task_name = 'people.settle'")
    assert jobs == [("people.settle", {})]


def test_a_judgement_is_marked_as_strictly_as_its_records_wherever_they_move(town: Town) -> None:
    one, other = town.add("one", "other")
    town.judge(one, other, UNSURE)
    said = "SELECT site, level FROM people_judgement"
    assert town.rows(said) == [("NORTH", 0)]
    with town.as_worker():
        Person.objects.filter(pk=other).update(site="SOUTH", level=2)
    assert town.rows(said) == [(None, 2)]
    with town.as_web("bo"):
        assert not Judgement.objects.exists()
    with town.as_web("nan"):
        assert Judgement.objects.exists()


def test_nobody_judges_who_may_not(town: Town) -> None:
    one, other = town.add("one", "other")
    for user in ("ana", "gil", "dee"):
        with town.as_web(user) as actor, pytest.raises(Refused):
            actions.judge(one, other, SAME, by=actor, at=NOW)
    with town.as_web("eve") as eve, pytest.raises(Person.DoesNotExist):
        actions.judge(one, other, SAME, by=eve, at=NOW)
    with town.as_web("bo") as bo, pytest.raises(Refused):
        actions.judge_by_rule(
            one,
            other,
            SAME,
            rule="mine",
            score=1,
            because=[],
            prompt=Prompt.ASKED,
            prompt_at=NOW,
            by=bo,
            at=NOW,
        )


def test_what_cannot_be_judged_is_refused_in_a_sentence(town: Town) -> None:
    one, other = town.add("one", "other")
    with town.as_web("bo") as bo:
        with pytest.raises(BadInput, match="one record"):
            actions.judge(one, one, SAME, by=bo, at=NOW)
        with pytest.raises(BadInput, match="longer"):
            actions.judge(one, other, SAME, by=bo, at=NOW, why="x" * 1001)
    with pytest.raises(BadInput, match="between 0 and 1"):
        town.rule(one, other, 1.5)


@pytest.mark.parametrize("column", ["verdict = 'same'", "left_id = right_id", "why = 'x'", "since = now()"])
def test_the_text_of_a_judgement_never_changes(town: Town, column: str) -> None:
    one, other = town.add("one", "other")
    town.judge(one, other, UNSURE)
    with pytest.raises(DatabaseError, match="permission denied"), town.as_web("bo"):  # noqa: SIM117  the order matters
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE people_judgement SET {column}")
