"""Categories and statuses: proposed on facts, decided as the country says, ended with a reason, read as of any day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction

from beccaria.access.api import acting
from beccaria.core.actors import Actor, Duty, Level
from beccaria.core.classification import State
from beccaria.core.refusal import BadInput, Cannot, Hidden, Refused
from beccaria.risk.actions import contests as contesting
from beccaria.risk.actions.classifying import (
    FOLLOWED,
    Decided,
    decide_classification,
    end_classification,
    propose_classification,
)
from beccaria.risk.actions.looking_again import classification_still_holds
from beccaria.risk.actions.reviewing import StillHolds
from beccaria.risk.models import Classification, ClassificationFact
from beccaria.risk.queries import classifications as queries
from beccaria.risk.queries import contests
from tests.classifying import category, claim, days, fact, in_force, status
from tests.grouping import Does

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

pytestmark = pytest.mark.django_db
YES = Decided(yes=True, answer="The facts carry it.")


def test_a_proposal_says_nothing_of_him_until_two_others_stand_for_it(
    does: Does, at: datetime, mts: str
) -> None:
    made = does("bo", propose_classification, status(mts, at), at=at)
    assert does("pia", queries.now, mts, at=at) == ()
    with pytest.raises((Refused, Hidden)):
        does("bo", decide_classification, made, YES, at=at)
    assert does("gil", decide_classification, made, YES, at=at) is State.FIRST
    assert does("pia", queries.now, mts, at=at) == ()
    with pytest.raises(Cannot, match="second person"):
        does("gil", decide_classification, made, YES, at=at)
    assert does("cy", decide_classification, made, YES, at=at) is State.IN_FORCE
    (held,) = does("pia", queries.now, mts, at=at)
    assert (held.value, held.holds, held.designated_by) == ("high_risk", True, "")


def test_where_no_source_says_who_decides_one_of_the_two_is_the_governor(
    does: Does, at: datetime, mts: str, actor_named: Callable[[str], Actor]
) -> None:
    made = does("bo", propose_classification, status(mts, at), at=at)
    assert does("cy", decide_classification, made, YES, at=at) is State.FIRST
    with acting(replace(actor_named("bea"), duty=Duty.HEAD)) as head, pytest.raises(Cannot, match="governor"):
        decide_classification(made, YES, by=head, at=at)
    assert does("gil", decide_classification, made, YES, at=at) is State.IN_FORCE


def test_a_contest_is_answered_by_neither_of_the_two_who_decided(does: Does, at: datetime, mts: str) -> None:
    made = in_force(does, status(mts, at), at=at)
    say = {"raised_for": "himself", "text": "It was not me."}
    raised = does("bo", contesting.contest, "classification", made, **say, at=at)
    for who in ("gil", "cy"):
        assert does(who, contests.to_answer) == ()
        with pytest.raises(Refused, match="other than the people who decided"):
            does(who, contesting.answer_contest, raised, upheld=False, text="It stands.", at=at)
    does("asa", contesting.answer_contest, raised, upheld=False, text="It stands.", at=at)


def test_what_is_only_proposed_is_no_label_for_those_who_only_read(
    does: Does, at: datetime, mts: str
) -> None:
    made = does("bo", propose_classification, status(mts, at), at=at)
    assert [one.id for one in does("pia", queries.of_person, mts, at=at)] == [made]
    assert does("nan", queries.of_person, mts, at=at) == ()
    with pytest.raises(Hidden):
        does("nan", queries.classification, made, at=at)


def test_nobody_decides_on_his_own_proposal(does: Does, at: datetime, mts: str) -> None:
    made = does("gil", propose_classification, status(mts, at), at=at)
    with pytest.raises(Cannot, match="somebody else decides"):
        does("gil", decide_classification, made, YES, at=at)


def test_no_is_an_answer_and_stays(does: Does, at: datetime, mts: str) -> None:
    made = does("bo", propose_classification, status(mts, at), at=at)
    assert (
        does("gil", decide_classification, made, Decided(yes=False, answer="Too thin."), at=at)
        is State.REFUSED
    )
    with pytest.raises(Cannot, match="already"):
        does("cy", decide_classification, made, YES, at=at)
    assert does("bo", queries.classification, made, at=at).answer == "Too thin."


def test_where_the_law_names_an_authority_its_decision_is_written_down(
    does: Does, at: datetime, mts: str, settings: Any, tmp_path: Path
) -> None:
    claim(settings, tmp_path, NL="ZZ")
    made = does("bo", propose_classification, category(mts, at, value="hoog"), at=at)
    with pytest.raises(BadInput, match="Day and number of the decision of The Operational Consultation"):
        does("gil", decide_classification, made, YES, at=at)
    said = Decided(yes=True, answer="As decided.", authority_note="Meeting of 4 May, 17")
    assert does("gil", decide_classification, made, said, at=at) is State.IN_FORCE
    read = does("bo", queries.classification, made, at=at)
    assert "Operational Consultation" in read.line.designated_by
    assert read.line.pack == "NL"
    with pytest.raises(BadInput, match="no category of Netherlands"):
        does("bo", propose_classification, category(mts, at), at=at)


def test_the_clock_of_the_country_bounds_the_review(does: Does, at: datetime, mts: str) -> None:
    latest = days(at, 168)
    made = does("bo", propose_classification, category(mts, at), at=at)
    assert does("bo", queries.classification, made, at=at).line.review_due == latest
    with pytest.raises(BadInput, match="looked at again by"):
        does("bo", propose_classification, category(mts, at, review=days(at, 169)), at=at)
    # Nothing is won by a beginning long ago or far ahead of today.
    with pytest.raises(BadInput, match="looked at again by"):
        does(
            "bo",
            propose_classification,
            category(mts, at, starts=days(at, -300), review=days(at, 169)),
            at=at,
        )


def test_nothing_begins_long_after_it_was_thought(does: Does, at: datetime, mts: str) -> None:
    late = {"starts": days(at, 32), "until": days(at, 90)}
    with pytest.raises(BadInput, match="more than a month ahead"):
        does("bo", propose_classification, status(mts, at, **late), at=at)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"facts": []}, "There is no fact"),
        ({"article": " "}, "The law or rule it rests on is empty"),
        ({"why": ""}, "Why is empty"),
        ({"against": ""}, "What speaks against it is empty"),
        ({"value": "dangerous"}, "no status of"),
        ({"kind": "label"}, "neither a category nor a status"),
        ({"until": None}, "A status has an end"),
        ({"person": "00000000-0000-4000-8000-000000000000"}, "not found"),
        ({"why": "x" * 4001}, "longer than 4"),
    ],
)
def test_what_is_missing_is_said_in_a_sentence(
    does: Does, at: datetime, mts: str, more: dict[str, Any], said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        does("bo", propose_classification, status(mts, at, **more), at=at)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"ground": "nationality"}, "Nationality is never a ground"),
        ({"ground": "faith"}, "A faith is never a ground"),
        ({"ground": "score"}, "A score alone is never a ground"),
        ({"ground": "rumour"}, "is no ground"),
        ({"text": "He is a Muslim."}, "names what somebody is"),
        ({"ground": "intelligence"}, "cites what it rests on"),
        ({"reference": "report:00000000-0000-4000-8000-000000000000"}, "no record you may read"),
        ({"judged": True}, "seen or found"),
    ],
)
def test_a_fact_is_what_he_did_and_can_be_looked_up(
    does: Does, at: datetime, mts: str, more: dict[str, Any], said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        does("bo", propose_classification, status(mts, at, facts=[fact(at, **more)]), at=at)
    with pytest.raises(BadInput, match="lies in the future"):
        does("bo", propose_classification, status(mts, at, facts=[fact(at, observed=days(at, 1))]), at=at)


def test_words_of_a_faith_are_read_by_two_even_where_the_law_is_known(
    does: Does, at: datetime, mts: str, settings: Any, tmp_path: Path
) -> None:
    claim(settings, tmp_path, NL="ZZ")
    threat = fact(at, text="Threatened to burn the mosque of the town.", conduct=True)
    made = does("bo", propose_classification, category(mts, at, value="hoog", facts=[threat]), at=at)
    said = Decided(yes=True, answer="A threat.", authority_note="17")
    assert does("gil", decide_classification, made, said, at=at) is State.FIRST
    assert does("cy", decide_classification, made, said, at=at) is State.IN_FORCE
    with pytest.raises(IntegrityError), transaction.atomic():
        does("cy", _without_second, made)


def _without_second(made: str, *, by: Any) -> None:
    del by
    Classification.objects.filter(pk=made).update(second_by="", second_at=None)


def test_another_category_follows_and_the_earlier_one_ends(does: Does, at: datetime, mts: str) -> None:
    first = in_force(does, category(mts, at), at=at)
    later = at + timedelta(days=3)
    second = in_force(does, category(mts, later, value="neutral:very_high"), at=later)
    assert [one.id for one in does("bo", queries.now, mts, at=later)] == [second]
    assert does("bo", queries.classification, first, at=later).ended_why == FOLLOWED
    # A status beside it stays.
    beside = in_force(does, status(mts, later), at=later)
    assert [one.id for one in does("bo", queries.now, mts, at=later)] == [second, beside]


def test_what_was_decided_on_a_day_and_what_was_known_of_it(does: Does, at: datetime, mts: str) -> None:
    first = in_force(does, category(mts, at, starts=days(at, -10)), at=at)
    later = at + timedelta(days=5)
    does("gil", end_classification, first, why="He moved to the open wing.", at=later)

    def told(on: int, known: Any) -> list[str]:
        found = does("bo", queries.decided_on, mts, on=days(at, on), known=known)
        return [one.id for one in found]

    assert told(0, at) == [first]
    assert told(0, at - timedelta(seconds=1)) == []  # not decided yet
    assert told(-3, at) == [first]  # it began before it was decided
    assert told(-11, at) == []
    assert told(5, later) == []
    assert told(2, later - timedelta(seconds=1)) == [first]


def test_it_ends_by_itself_on_its_last_day_and_with_a_reason_before(
    does: Does, at: datetime, mts: str
) -> None:
    made = in_force(does, status(mts, at), at=at)
    assert does("bo", queries.now, mts, at=at + timedelta(days=100))[0].id == made
    assert does("bo", queries.now, mts, at=at + timedelta(days=101)) == ()
    with pytest.raises(BadInput, match="The reason is empty"):
        does("gil", end_classification, made, why=" ", at=at)
    does("gil", end_classification, made, why="It no longer holds.", at=at)
    with pytest.raises(Cannot, match="not in force"):
        does("gil", end_classification, made, why="Again.", at=at)
    assert does("bo", queries.now, mts, at=at + timedelta(days=1)) == ()


def test_it_is_handled_as_strictly_as_what_it_cites(does: Does, at: datetime, mts: str) -> None:
    report = does("bo", _a_report)
    cited = fact(at, ground="intelligence", reference=report.reference)
    made = does("bo", propose_classification, status(mts, at, facts=[fact(at), cited]), at=at)
    line = does("bo", queries.classification, made, at=at).line
    assert line.marking.level == report.level
    assert line.marking.handling == frozenset(report.handling)
    # The governor decides on it, and reads no number of a report he may not open.
    assert {one.reference for one in does("gil", queries.classification, made, at=at).facts} == {""}
    assert {one.reference for one in does("bo", queries.classification, made, at=at).facts} == {
        "",
        f"report:{report.pk}",
    }


def _a_report(*, by: Any) -> Any:
    del by
    from beccaria.reports.models import Report

    return Report.objects.order_by("opened_at").first()


def test_a_stricter_level_is_kept(does: Does, at: datetime, mts: str) -> None:
    made = does("cy", propose_classification, status(mts, at, level=Level.SECRET), at=at)
    with pytest.raises(Hidden):
        does("bo", queries.classification, made, at=at)
    assert [line.id for line, _person in does("cy", queries.waiting, at=at)] == []
    assert does("gil", queries.waiting, at=at) == ()


def test_who_waits_for_whom(does: Does, at: datetime, mts: str) -> None:
    made = does("bo", propose_classification, status(mts, at), at=at)
    assert [line.id for line, _person in does("gil", queries.waiting, at=at)] == [made]
    assert does("bo", queries.waiting, at=at) == ()
    does("gil", decide_classification, made, YES, at=at)
    assert does("gil", queries.waiting, at=at) == ()
    assert [line.id for line, _person in does("cy", queries.waiting, at=at)] == [made]


def test_facts_are_never_changed(does: Does, at: datetime, mts: str) -> None:
    from django.db import ProgrammingError

    made = in_force(does, status(mts, at), at=at)

    def change(*, by: Any) -> None:
        del by
        ClassificationFact.objects.filter(classification=made).update(text="Something else.")

    with pytest.raises(ProgrammingError), transaction.atomic():
        does("gil", change)


def test_it_still_holds_in_fresh_words_of_another_and_never_past_its_end(
    does: Does, at: datetime, mts: str
) -> None:
    made = in_force(does, status(mts, at, review=days(at, 28)), at=at)
    later = at + timedelta(days=27)
    new = StillHolds("He took part in the beating of last week.", "The wing's reports since May.")
    with pytest.raises((Refused, Hidden)):
        does("asa", classification_still_holds, made, new, at=later)
    for words, said in (("Short.", "sentence of your own"), ("The facts carry it!", "sentence of your own")):
        with pytest.raises(BadInput, match=said):
            does("gil", classification_still_holds, made, StillHolds(words, "x"), at=later)
    with pytest.raises(BadInput, match="used before"):
        does(
            "gil",
            classification_still_holds,
            made,
            StillHolds("He directs violence on the wing!", "x"),
            at=later,
        )
    does("gil", classification_still_holds, made, new, at=later)
    read = does("gil", queries.classification, made, at=later)
    # The clock would run for six months; the status ends before.
    assert read.line.review_due == read.line.until == days(at, 100)
    assert [one.words for one in read.reviews] == [new.words]
    with pytest.raises(BadInput, match="used before"):
        does("cy", classification_still_holds, made, new, at=later)
    with pytest.raises(Cannot, match="does not stand"):
        does("gil", classification_still_holds, made, new, at=at + timedelta(days=101))


def test_what_changed_since_stands_on_it_until_somebody_looked(does: Does, at: datetime, mts: str) -> None:
    made = in_force(does, status(mts, at), at=at)
    assert does("gil", queries.classification, made, at=at).changed == ()
    does("bo", _an_incident, mts, at=at)
    (change,) = does("gil", queries.classification, made, at=at).changed
    assert change.kind == "incident"
    later = at + timedelta(minutes=1)
    new = StillHolds("The blow of today is of the same kind.", "The incident.")
    does("gil", classification_still_holds, made, new, at=later)
    assert does("gil", queries.classification, made, at=later).changed == ()


def _an_incident(person: str, *, by: Any, at: datetime) -> None:
    from beccaria.core import happenings as words
    from beccaria.core.ids import PersonId
    from beccaria.events import api as events

    happened = events.Happened(
        site="NORTH", occurred_at=at - timedelta(hours=1), source="service", key="blow"
    )
    new = events.NewIncident(
        happened=happened, family=words.Family.ASSAULT, parts=((PersonId(person), words.Part.ASSAILANT),)
    )
    events.add_incident(new, by=by, at=at)
