"""Assessing: trained people rate on evidence, unknown stays unknown, people decide, and nothing is overwritten."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from beccaria.access.api import acting
from beccaria.core.actors import Actor
from beccaria.core.assessing import State
from beccaria.core.instruments import UNKNOWN
from beccaria.core.refusal import BadInput, Cannot, Hidden, Refused
from beccaria.risk import actions, queries
from beccaria.risk.models import Rating
from beccaria.risk.queries import evidence, instruments
from tests.apps.risk.assessing import ESCAPE, OC, SAID, VIOLENCE, bands, rating, read

pytestmark = pytest.mark.django_db
Does = Callable[..., Any]
Judged = Callable[..., str]


def test_from_the_first_question_to_the_decision(does: Does, at: datetime, judged_by: Judged) -> None:
    made = judged_by("asa", VIOLENCE, level=1)
    found = read(does, "asa", made)
    assert found.state is State.RATED
    assert found.scored is not None
    assert found.scored.unknown == ()
    does("gil", actions.decide, made, found.scored.band, at=at)
    after = read(does, "gil", made)
    assert (after.state, after.band) == (State.DECIDED, found.scored.band)
    assert after.decided is not None
    assert after.decided.override == ""
    # The instrument allows 182 days; the law of the place is not known, so half a year is taken at its shortest.
    assert after.review_due == at.date() + timedelta(days=168)


def test_nobody_begins_untrained_and_the_sentence_names_who_can_train(
    does: Does, at: datetime, planted: Callable[[str], str], trained: Callable[..., None]
) -> None:
    person = planted("seed-mts")
    with pytest.raises(
        Cannot, match=r"No training of yours in “Escape” is recorded: Cy Head or Gil Governor"
    ):
        does("asa", actions.start, person, ESCAPE, at=at)
    trained("asa", ESCAPE, days=0)
    with pytest.raises(Cannot, match="lapsed"):
        does("asa", actions.start, person, ESCAPE, at=at + timedelta(days=2))
    made = does("asa", actions.start, person, ESCAPE, at=at)
    with pytest.raises(Cannot, match="already"):
        does("asa", actions.start, person, ESCAPE, at=at)
    assert read(does, "asa", made).open_items


def test_an_ended_training_no_longer_lets_anybody_begin(
    does: Does, at: datetime, planted: Callable[[str], str], trained: Callable[..., None]
) -> None:
    trained("asa", ESCAPE)
    (one,) = does("asa", queries.trainings, at=at)
    assert (one.name, one.holds) == ("Asa Assessor", True)
    with pytest.raises(Refused):
        does("asa", actions.end_training, one.id, at=at)
    does("cy", actions.end_training, one.id, at=at)
    with pytest.raises(Cannot, match="No training"):
        does("asa", actions.start, planted("seed-mts"), ESCAPE, at=at)


@pytest.mark.parametrize(("name", "instrument"), [("pia", ESCAPE), ("gil", ESCAPE), ("bo", "ve-typology")])
def test_an_instrument_is_for_those_it_names(
    does: Does, at: datetime, planted: Callable[[str], str], name: str, instrument: str
) -> None:
    with pytest.raises(Refused, match="This instrument is for"):
        does(name, actions.start, planted("seed-mts"), instrument, at=at)


@pytest.mark.parametrize(
    "instrument", ["ocg-harm", "source-risk", "staff-exposure", "police-ocg-band", "nothing"]
)
def test_instruments_of_groups_and_compartments_are_not_for_people(
    does: Does, at: datetime, planted: Callable[[str], str], instrument: str
) -> None:
    with pytest.raises(BadInput, match="There is no instrument"):
        does("cy", actions.start, planted("seed-mts"), instrument, at=at)


def test_ratings_for_another_version_are_refused(
    does: Does, at: datetime, judged_by: Judged, planted: Callable[[str], str]
) -> None:
    made = judged_by("asa", finished=False)
    item = instruments.newest(ESCAPE).instrument.items[0]
    with pytest.raises(BadInput, match="version 7"):
        does("asa", actions.rate, made, item.id, rating(item.levels[0].name, version=7), at=at)
    with pytest.raises(BadInput, match="version 1, not 2"):
        does("bo", actions.start, planted("seed-mts"), ESCAPE, version=2, at=at)


def test_a_version_that_was_used_never_changes(
    does: Does, at: datetime, judged_by: Judged, trained: Callable[..., None], monkeypatch: Any
) -> None:
    person = read(does, "asa", judged_by("asa")).person
    changed = replace(instruments.newest(ESCAPE), digest="0" * 64)
    monkeypatch.setattr(instruments, "newest", lambda _name: changed)
    trained("bo")
    with pytest.raises(Cannot, match="number the changed one 2"):
        does("bo", actions.start, person, ESCAPE, at=at)


def test_a_known_answer_rests_on_something_and_says_what_speaks_against(
    does: Does, at: datetime, judged_by: Judged
) -> None:
    made = judged_by("asa", finished=False)
    item = instruments.newest(ESCAPE).instrument.items[0]
    level = item.levels[1].name
    for wrong, says in (
        ({"because": ""}, "rests on nothing"),
        ({"looked_against": False}, "what speaks against it"),
        ({"level": "enormous"}, "cannot be"),
        ({"because": "x" * 1001}, "shorten"),
        ({"because": "a\x00b"}, "NUL"),
        ({"cites": ["event:none"]}, "about this person to cite"),
        ({"cites": [f"event:{n}" for n in range(41)]}, "More than 40"),
    ):
        with pytest.raises(BadInput, match=says):
            does("asa", actions.rate, made, item.id, rating(**({"level": level} | wrong)), at=at)
    with pytest.raises(BadInput, match="has no item"):
        does("asa", actions.rate, made, "nothing", rating(level), at=at)
    unknown = actions.NewRating(level=UNKNOWN)
    does("asa", actions.rate, made, item.id, unknown, at=at)
    assert not read(does, "asa", made).ratings[item.id].is_known


def test_another_answer_ends_the_one_before_and_both_stay(
    does: Does, at: datetime, judged_by: Judged
) -> None:
    made = judged_by("asa", finished=False)
    item = instruments.newest(ESCAPE).instrument.items[0]
    later = at + timedelta(minutes=5)
    does("asa", actions.rate, made, item.id, rating(item.levels[1].name, because="Heard."), at=later)
    with acting_as(does, "asa"):
        rows = list(Rating.objects.filter(assessment=made, item=item.id).order_by("rated_at"))
    assert [(row.level, row.ended_at) for row in rows] == [
        (item.levels[0].name, later),
        (item.levels[1].name, None),
    ]
    does("asa", actions.withdraw_rating, made, item.id, at=later)
    assert read(does, "asa", made).open_items == (item.id,)
    with pytest.raises(Cannot, match="no answer"):
        does("asa", actions.withdraw_rating, made, item.id, at=later)


def acting_as(does: Does, name: str) -> Any:
    """The transaction of a test stays as this person's."""
    actor: Actor = does(name, lambda *, by: by)
    return acting(actor)


def test_the_database_itself_keeps_what_was_judged(does: Does, at: datetime, judged_by: Judged) -> None:
    made = judged_by("asa", VIOLENCE)
    does("gil", actions.decide, made, bands(VIOLENCE)[0], at=at)
    for name, statement in (
        ("asa", "UPDATE risk_rating SET level = 'unknown'"),
        ("asa", "UPDATE risk_assessment SET what = 'nothing'"),
        ("gil", "UPDATE risk_assessment SET decided_band = 'other', proposed_band = 'other'"),
        ("asa", "UPDATE risk_assessment SET person_id = id"),
        ("cy", "UPDATE risk_usedversion SET digest = 'x'"),
        ("asa", "DELETE FROM risk_assessment"),
    ):
        assert not _changes(does, name, statement), statement


def _changes(does: Does, name: str, statement: str) -> bool:
    """Whether the statement changes anything when somebody's own session sends it."""
    with acting_as(does, name):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
                return bool(cursor.rowcount)
        except DatabaseError:
            return False


def test_what_is_open_is_said_and_words_are_needed(does: Does, at: datetime, judged_by: Judged) -> None:
    made = judged_by("asa", finished=False)
    item = instruments.newest(ESCAPE).instrument.items[2]
    does("asa", actions.withdraw_rating, made, item.id, at=at)
    with pytest.raises(BadInput, match="1 questions have no answer"):
        does("asa", actions.finish, made, SAID, at=at)
    does("asa", actions.rate, made, item.id, actions.NewRating(level=UNKNOWN), at=at)
    for field in ("what", "to_whom", "when", "what_would_change"):
        blank: dict[str, Any] = {field: " "}
        with pytest.raises(BadInput, match="Say"):
            does("asa", actions.finish, made, replace(SAID, **blank), at=at)
    with pytest.raises(BadInput, match="how likely"):
        does("asa", actions.finish, made, replace(SAID, likelihood=None), at=at)
    with pytest.raises(BadInput, match="how sure"):
        does("asa", actions.finish, made, replace(SAID, confidence=None), at=at)
    does("asa", actions.finish, made, SAID, at=at)
    for step in (actions.finish, actions.formulate):
        with pytest.raises(Cannot, match="finished"):
            does("asa", step, made, SAID, at=at)


def test_the_strictest_of_what_is_cited_is_inherited(
    does: Does, judged_by: Judged, item_about: Callable[..., str]
) -> None:
    piece = item_about("M.T.S. asked where the roof ladder is kept.", "3", "E", "C A2 S1")
    item = instruments.newest(ESCAPE).instrument.items[0]
    said = rating(item.levels[1].name, because="", cites=[piece])
    made = judged_by("bo", rate={item.id: said})
    found = read(does, "bo", made)
    assert "3x5x2:A2" in found.marking.handling
    rated = found.ratings[item.id]
    assert [(one.key, one.grade.source, one.grade.information) for one in rated.cited] == [(piece, "3", "E")]
    assert (rated.weak, rated.withheld) == (True, False)
    # C keeps it at its prison: a national duty does not find what rests on it.
    with pytest.raises(Hidden):
        does("nan", queries.assessment, made)


def test_one_sound_piece_or_an_event_is_enough_not_to_be_weak(
    does: Does, at: datetime, judged_by: Judged, item_about: Callable[..., str], planted: Callable[[str], str]
) -> None:
    weak, sound = item_about("Hearsay of a rope.", "3", "D"), item_about("A rope was seen.", "1", "A")
    happened = next(
        one.key
        for one in does("bo", evidence.pieces, planted("seed-mts"), at=at)
        if one.kind.value == "event"
    )
    items = instruments.newest(ESCAPE).instrument.items[:3]
    cites = ([weak], [weak, sound], [weak, happened])
    rate = {one.id: rating(one.levels[1].name, cites=each) for one, each in zip(items, cites, strict=True)}
    found = read(does, "bo", judged_by("bo", rate=rate)).ratings
    assert [found[one.id].weak for one in items] == [True, False, False]


def test_who_may_not_read_what_is_cited_sees_that_something_is_withheld_and_not_what(
    does: Does, judged_by: Judged, item_about: Callable[..., str]
) -> None:
    one, other = item_about("A rope was seen."), item_about("A ladder was seen.")
    first, second = instruments.newest(ESCAPE).instrument.items[:2]
    rate = {
        first.id: rating(first.levels[1].name, cites=[one]),
        second.id: rating(second.levels[1].name, cites=[one, other]),
    }
    made = judged_by("bo", rate=rate)
    seen = read(does, "gil", made).ratings
    assert [(seen[item.id].withheld, seen[item.id].cited) for item in (first, second)] == [
        (True, ()),
        (True, ()),
    ]
    assert not read(does, "cy", made).ratings[second.id].withheld
    assert len(read(does, "cy", made).ratings[second.id].cited) == 2


def test_an_assessor_cannot_cite_a_report_and_hears_nothing_of_it(
    does: Does, at: datetime, judged_by: Judged, item_about: Callable[..., str]
) -> None:
    piece = item_about("A rope was seen.")
    made = judged_by("asa", finished=False)
    item = instruments.newest(ESCAPE).instrument.items[0]
    said = []
    for key in (piece, "report_item:00000000-0000-4000-8000-000000000000"):
        with pytest.raises(BadInput) as refused:
            does("asa", actions.rate, made, item.id, rating(item.levels[1].name, cites=[key]), at=at)
        said.append(str(refused.value).replace(key, "KEY"))
    assert said[0] == said[1]


def test_evidence_is_found_with_a_slip_of_the_finger(
    does: Does, at: datetime, item_about: Callable[..., str], planted: Callable[[str], str]
) -> None:
    key = item_about("The ladder to the roof was moved.")
    pieces = does("bo", evidence.pieces, planted("seed-mts"), at=at)
    for typed in ("ladder", "LADDER roof", "laddre", "the mooved"):
        assert [one.key for one in evidence.searched(typed, pieces)] == [key], typed
    assert evidence.searched("helicopter", pieces) == ()
    assert {one.kind.value for one in pieces} >= {"report_item", "event"}


def test_a_second_person_is_another_and_looks_before_a_grave_band(
    does: Does, at: datetime, judged_by: Judged
) -> None:
    made = judged_by("bo", ESCAPE, level=3)
    proposed = read(does, "bo", made).band
    assert bands(ESCAPE).index(proposed) >= bands(ESCAPE).index("high")
    with pytest.raises(Cannot, match="a second person looks first"):
        does("gil", actions.decide, made, proposed, at=at)
    # Neither by deciding on a milder band is the second person avoided.
    with pytest.raises(Cannot, match="a second person looks first"):
        does("gil", actions.decide, made, "low", reason="I know him.", at=at)
    with pytest.raises(Refused):
        does("bo", actions.second, made, agrees=True, said="", at=at)
    with pytest.raises(BadInput, match="do not agree"):
        does("asa", actions.second, made, agrees=False, said=" ", at=at)
    does("asa", actions.second, made, agrees=True, said="", at=at)
    with pytest.raises(Cannot, match="already"):
        does("cy", actions.second, made, agrees=True, said="", at=at)
    does("gil", actions.decide, made, proposed, at=at)
    found = read(does, "gil", made)
    assert found.second is not None
    assert found.second.agrees


def test_another_band_needs_a_reason_and_its_direction_is_kept(
    does: Does, at: datetime, judged_by: Judged
) -> None:
    made = judged_by("asa", VIOLENCE)
    lowest, next_up = bands(VIOLENCE)[:2]
    assert read(does, "asa", made).band == lowest
    with pytest.raises(BadInput, match="say why"):
        does("gil", actions.decide, made, next_up, at=at)
    with pytest.raises(BadInput, match="There is no band"):
        does("gil", actions.decide, made, "enormous", at=at)
    does("gil", actions.decide, made, next_up, reason="What the wing told me.", at=at)
    found = read(does, "gil", made).decided
    assert found is not None
    assert (found.override, found.reason) == ("up", "What the wing told me.")
    with pytest.raises(Cannot, match="decided or ended already"):
        does("gil", actions.decide, made, lowest, at=at)


def test_only_whom_the_instrument_names_decides(does: Does, at: datetime, judged_by: Judged) -> None:
    made = judged_by("bo", OC)
    for name in ("asa", "bo", "pia", "nan"):
        with pytest.raises(Refused):
            does(name, actions.decide, made, bands(OC)[0], at=at)
    does("cy", actions.decide, made, read(does, "cy", made).band, at=at)


def test_one_decision_a_person_and_instrument_holds(
    does: Does, at: datetime, judged_by: Judged, planted: Callable[[str], str]
) -> None:
    first = judged_by("asa", VIOLENCE)
    does("gil", actions.decide, first, bands(VIOLENCE)[0], at=at)
    later = at + timedelta(days=30)
    second = judged_by("asa", VIOLENCE, level=1, at=later)
    does("gil", actions.decide, second, read(does, "gil", second).band, at=later)
    assert read(does, "gil", first).state is State.SUPERSEDED
    person = planted("seed-mts")
    assert [one.id for one in does("gil", queries.in_force, person, at=later)] == [second]
    does("gil", actions.supersede, second, "Released.", at=later)
    assert does("gil", queries.in_force, person, at=later) == ()
    assert [one.id for one in does("gil", queries.of_person, person, superseded=True)][:2] == [second, first]


def test_two_judges_judge_apart_and_are_compared_when_both_are_finished(
    does: Does, at: datetime, judged_by: Judged
) -> None:
    mine = judged_by("bo", VIOLENCE, level=0, finished=False)
    theirs = judged_by("asa", VIOLENCE, level=1, at=at + timedelta(minutes=1))
    # Bo is still judging: what Asa finished meanwhile is not there for him, by name or in a list.
    with pytest.raises(Hidden):
        does("bo", queries.assessment, theirs)
    with pytest.raises(Hidden):
        does("asa", queries.assessment, mine)
    assert [one.id for one in does("bo", queries.of_person, read(does, "bo", mine).person)] == [mine]
    assert [one.id for one in does("cy", queries.of_person, read(does, "cy", theirs).person)] == [theirs]
    does("bo", actions.finish, mine, SAID, at=at + timedelta(minutes=2))
    for name, one in (("bo", mine), ("asa", theirs), ("cy", mine)):
        found = does(name, queries.judges, one)
        assert {each.id for each in found.judges} == {mine, theirs}
        assert found.agreement is not None
        assert found.agreement.overall.judges == 2
        assert sum(item.is_apart for item in found.agreement.items) > 0


def test_a_later_assessment_is_no_second_judge(does: Does, at: datetime, judged_by: Judged) -> None:
    first = judged_by("asa", VIOLENCE)
    second = judged_by("bo", VIOLENCE, at=at + timedelta(days=1))
    assert does("cy", queries.judges, first).agreement is None
    assert len(does("cy", queries.judges, second).judges) == 1


def test_a_draft_put_aside_was_never_seen_by_anybody_else(
    does: Does, at: datetime, judged_by: Judged
) -> None:
    made = judged_by("asa", VIOLENCE, finished=False)
    with pytest.raises(Hidden):
        does("cy", queries.assessment, made)
    with pytest.raises(BadInput):
        does("asa", actions.put_aside, made, " ", at=at)
    does("asa", actions.put_aside, made, "Wrong person.", at=at)
    with pytest.raises(Hidden):
        does("cy", queries.assessment, made)
    assert read(does, "asa", made).superseded_why == "Wrong person."
    assert judged_by("asa", VIOLENCE) != made


def test_unknown_keeps_the_range_open(does: Does, judged_by: Judged) -> None:
    item = instruments.newest(VIOLENCE).instrument.items[0]
    unknown = judged_by("asa", VIOLENCE, rate={item.id: actions.NewRating(level=UNKNOWN)})
    found = read(does, "asa", unknown).scored
    assert found is not None
    assert found.unknown == (item.id,)
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.high
    assert found.next_question == item.question
