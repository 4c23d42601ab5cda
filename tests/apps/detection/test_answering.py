"""Answers, times aside, figures of rules, and rules that suspend themselves."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from beccaria.core.alerts import Answer
from beccaria.core.kept import as_phrase
from beccaria.core.refusal import BadInput
from beccaria.detection.actions import answering, keeping
from beccaria.detection.queries import alerts as queries
from beccaria.detection.queries import measuring
from beccaria.lib.spoken import in_words
from tests.apps.detection.desk import PATTERN, Desk, found, piece
from tests.apps.people.town import NOW

LATER = NOW + timedelta(days=1)


def test_an_answer_but_worth_work_needs_a_reason(desk: Desk) -> None:
    alert = desk.one(found())
    with pytest.raises(BadInput), desk.by("bo") as by:
        answering.answer(alert, Answer.INNOCENT, reason=" ", by=by, at=NOW)
    with desk.by("bo") as by:
        answering.answer(alert, Answer.WORTH_WORK, by=by, at=NOW)
    assert desk.town.rows("SELECT answer, by <> '' FROM detection_triage") == [("worth_work", True)]


def test_what_is_put_aside_comes_back_by_itself(desk: Desk) -> None:
    alert = desk.one(found())
    with desk.by("bo") as by:
        answering.put_aside(alert, until=LATER, reason="The payer is asked", by=by, at=NOW)
    assert desk.queue("bo") == ()
    assert [one.id for one in desk.queue("bo", "aside")] == [alert]
    assert [one.id for one in desk.queue("bo", at=LATER + timedelta(minutes=1))] == [alert]


@pytest.mark.parametrize("days", [-1, 0, 31])
def test_nothing_is_put_aside_into_the_past_or_for_ever(desk: Desk, days: int) -> None:
    alert = desk.one(found())
    with pytest.raises(BadInput, match="30 days"), desk.by("bo") as by:
        answering.put_aside(alert, until=NOW + timedelta(days=days), reason="x", by=by, at=NOW)


def test_something_new_wakes_what_was_put_aside(desk: Desk) -> None:
    alert = desk.one(found())
    with desk.by("bo") as by:
        answering.put_aside(alert, until=NOW + timedelta(days=9), reason="Wait", by=by, at=NOW)
    person = str(desk.town.add("waker99")[0])
    desk.receive(found("k", piece("k-3", person=person), people=(person,)), at=LATER)
    assert [one.id for one in desk.queue("bo", at=LATER)] == [alert]


def test_each_desk_answers_for_itself(desk: Desk) -> None:
    alert = desk.one(found("k", piece("n"), piece("s", site="SOUTH")))
    desk.answer("bo", alert)
    assert desk.queue("bo") == ()
    assert [one.id for one in desk.queue("eve")] == [alert]
    assert [one.id for one in desk.queue("nan")] == [alert]
    assert desk.read("eve", alert).answers == ()
    assert [one.desk for one in desk.read("nan", alert).answers] == ["NORTH"]


def test_figures_count_what_the_reader_may_see(desk: Desk) -> None:
    north = desk.one(found("n"))
    south = desk.one(found("s", piece("s1", site="SOUTH"), piece("s2", site="SOUTH")))
    desk.answer("bo", north, Answer.WORTH_WORK)
    desk.answer("eve", south)
    for who, right, of in (("bo", 1, 1), ("eve", 0, 1), ("nan", 1, 2)):
        figures = desk.does(who, lambda by: measuring.measured(by=by, at=NOW))
        rate = next(iter(figures.values())).precision
        assert (rate.hits, rate.of) == (right, of), who


def test_the_last_answer_of_a_desk_counts(desk: Desk) -> None:
    alert = desk.one(found())
    desk.answer("bo", alert)
    desk.answer("bo", alert, Answer.KNOWN, at=LATER)
    figures = desk.does("bo", lambda by: measuring.measured(by=by, at=LATER))
    assert next(iter(figures.values())).precision.hits == 1


def _answered(desk: Desk, count: int, said: Answer, begin: int = 0) -> None:
    several = [found(f"f{number}", piece(f"r{number}")) for number in range(begin, begin + count)]
    for alert in desk.receive(*several).raised:
        desk.answer("bo", alert, said)


def _measure(desk: Desk) -> tuple[str, ...]:
    with desk.town.as_worker() as worker:
        return keeping.suspend_below_floor({PATTERN: 0.3}, by=worker, at=LATER)


def test_a_rule_certainly_below_its_floor_suspends_itself_and_says_so(desk: Desk) -> None:
    _answered(desk, 8, Answer.INNOCENT)
    assert _measure(desk) == (), "8 of 8 wrong may still be a rule that is right 3 times of 10"
    _answered(desk, 3, Answer.INNOCENT, begin=8)
    assert len(_measure(desk)) == 1
    state, why = desk.town.rows("SELECT state, why FROM detection_rule")[0]
    assert state == "suspended"
    said = "it was right 0 times of 11, and at least 30 of 100 alerts must be right"
    assert in_words(as_phrase(json.loads(why))) == said
    entries = desk.town.rows("SELECT subjects, detail FROM ledger_entry WHERE detail ? 'suspended'")
    assert entries[0][1] == {"suspended": PATTERN}
    assert desk.receive(found("after")).suspended == 1


def test_an_answer_that_speaks_against_a_rule_has_it_measured(desk: Desk) -> None:
    waiting = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'detection.measure'"
    ((before,),) = desk.town.rows(waiting)
    desk.answer("bo", desk.one(found("right")), Answer.KNOWN)
    assert desk.town.rows(waiting) == [(before,)]
    desk.answer("bo", desk.one(found("wrong")), Answer.INNOCENT)
    assert desk.town.rows(waiting) == [(before + 1,)]


def test_figures_of_one_rule_are_those_among_all(desk: Desk) -> None:
    desk.answer("bo", desk.one(found("n")), Answer.KNOWN)
    every = desk.does("bo", lambda by: measuring.measured(by=by, at=NOW))
    ((rule, one),) = every.items()
    assert (one.alerts, one.precision.hits) == (1, 1)
    assert desk.does("bo", lambda by: measuring.measured(by=by, at=NOW, rule_id=rule)) == every
    assert desk.does("bo", lambda by: measuring.measured(by=by, at=NOW, rule_id="none")) == {}


def test_the_next_that_waits_comes_after_and_begins_again(desk: Desk) -> None:
    weak, middle, strong = (desk.one(found(str(bits), strength=float(bits))) for bits in (2, 5, 8))

    def following(alert: str) -> str:
        return str(desk.does("bo", queries.following, alert, at=NOW))

    assert [following(one) for one in (strong, middle, weak)] == [middle, weak, strong]
    for alert in (strong, middle):
        desk.answer("bo", alert)
    assert (following(weak), following(strong)) == ("", weak)


def test_a_good_rule_stays(desk: Desk) -> None:
    _answered(desk, 11, Answer.WORTH_WORK)
    assert _measure(desk) == ()


def test_waiting_counts_what_lies_on_the_desk(desk: Desk) -> None:
    first = desk.one(found("a"))
    desk.one(found("b"))
    desk.answer("bo", first, Answer.WORTH_WORK)
    assert desk.does("bo", lambda by: queries.waiting(by=by, at=NOW)) == (1, 1)
    assert desk.does("eve", lambda by: queries.waiting(by=by, at=NOW)) == (0, 0)
