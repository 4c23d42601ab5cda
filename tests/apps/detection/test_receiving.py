"""Findings become alerts: the same once, related ones folded, innocent ones silent until something new comes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from beccaria.core.actors import Level
from beccaria.core.alerts import Answer
from beccaria.core.markings import Marking
from beccaria.core.refusal import Hidden, Refused
from beccaria.detection.actions.placing import Placed
from beccaria.detection.actions.receiving import receive
from tests.apps.detection.desk import PATTERN, Desk, found, piece
from tests.apps.people.town import NOW

LATER = NOW + timedelta(days=1)


def test_the_same_found_again_is_one_alert(desk: Desk) -> None:
    first = desk.receive(found())
    again = desk.receive(found())
    assert (len(first.raised), again.raised, again.again, again.silent) == (1, (), (), 1)
    assert len(desk.queue("bo")) == 1
    assert desk.town.rows("SELECT times FROM detection_telling") == [(1,)]


def test_only_the_service_raises_alerts(desk: Desk) -> None:
    with pytest.raises(Refused), desk.by("bo") as by:
        receive([found()], at=NOW, by=by)


def test_an_alert_lies_on_the_desk_of_its_prison_and_of_the_nation(desk: Desk) -> None:
    alert = desk.one(found())
    assert [one.id for one in desk.queue("bo")] == [alert]
    assert [one.id for one in desk.queue("nan")] == [alert]
    assert desk.queue("eve") == ()
    read = desk.read("bo", alert)
    assert read.line.told is not None
    assert read.line.told.sentence == "Secret sentence of k."
    assert [one.sentence for one in read.evidence] == ["Row k-1 at NORTH", "Row k-2 at NORTH"]


def test_several_prisons_see_their_rows_and_general_words_the_nation_all(desk: Desk) -> None:
    alert = desk.one(found("k", piece("n"), piece("s", site="SOUTH")))
    north, south, nation = (desk.read(who, alert) for who in ("bo", "eve", "nan"))
    assert north.line.told is None
    assert south.line.told is None
    assert [one.key for one in north.evidence] == ["n"]
    assert [one.key for one in south.evidence] == ["s"]
    assert nation.line.told is not None
    assert len(nation.evidence) == 2


def test_a_person_of_another_prison_makes_it_the_nations(desk: Desk) -> None:
    here, there = desk.town.add("here99")[0], desk.town.add("there99", site="SOUTH")[0]
    alert = desk.one(found("k", people=(here, there)))
    assert desk.read("bo", alert).line.told is None
    assert [str(one.id) for one in desk.read("bo", alert).people] == [str(here)]
    assert {str(one.id) for one in desk.read("nan", alert).people} == {str(here), str(there)}


def test_related_alerts_fold_under_the_first(desk: Desk) -> None:
    first = desk.one(found("a", piece("shared"), piece("a")))
    second = desk.one(found("b", piece("shared"), piece("b")), at=LATER)
    assert [one.id for one in desk.queue("bo", at=LATER)] == [first]
    assert [one.id for one in desk.read("bo", first).folded] == [second]
    assert desk.queue("bo", at=LATER)[0].folded == 1


def test_shared_people_fold_too(desk: Desk) -> None:
    person = desk.town.add("shared99")[0]
    received = desk.receive(found("a", people=(person,)), found("b", people=(person,)))
    assert len(received.raised) == 2
    assert len(desk.queue("bo")) == 1


def test_nothing_is_folded_under_what_was_judged_innocent(desk: Desk) -> None:
    first = desk.one(found("a", piece("shared"), piece("a")))
    desk.answer("bo", first)
    second = desk.one(found("b", piece("shared"), piece("b")), at=LATER)
    assert [one.id for one in desk.queue("bo", at=LATER)] == [second]


def test_care_is_not_folded_under_intelligence(desk: Desk) -> None:
    desk.one(found("a", piece("shared")))
    desk.one(found("b", piece("shared"), pattern="exploitation-signs", basis="care"), at=LATER)
    assert {one.basis for one in desk.queue("bo", at=LATER)} == {"intelligence", "care"}


def test_an_innocent_alert_stays_silent_for_more_of_the_same(desk: Desk) -> None:
    alert = desk.one(found())
    desk.answer("bo", alert)
    assert desk.queue("bo") == ()
    more = desk.receive(found("k", piece("k-1"), piece("k-2"), piece("k-3")), at=LATER)
    assert more.again == ()
    assert desk.queue("bo", at=LATER) == ()
    assert len(desk.read("bo", alert).evidence) == 3


def test_an_innocent_alert_comes_back_when_somebody_new_is_in_it(desk: Desk) -> None:
    alert = desk.one(found())
    desk.answer("bo", alert)
    person = desk.town.add("newcomer99")[0]
    rows = (piece("k-1"), piece("k-2"), piece("k-9", person=str(person)))
    more = desk.receive(found("k", *rows, people=(str(person),)), at=LATER)
    assert more.again == (alert,)
    waiting = desk.queue("bo", at=LATER)
    assert [one.id for one in waiting] == [alert]
    assert waiting[0].is_back
    assert [one.key for one in desk.read("bo", alert).evidence if one.is_new] == ["k-9"]


def test_what_comes_at_another_prison_makes_it_the_nations_and_leaves_the_answer(desk: Desk) -> None:
    alert = desk.one(found())
    desk.answer("bo", alert)
    desk.receive(found("k", piece("k-1"), piece("k-2"), piece("s", site="SOUTH")), at=LATER)
    assert [one.id for one in desk.queue("nan", at=LATER)] == [alert]
    assert desk.queue("bo", at=LATER) == (), "nothing new came at North"
    assert [one.id for one in desk.queue("eve", at=LATER)] == [alert]
    assert desk.read("bo", alert).line.told is None
    assert desk.read("eve", alert).answers == ()


def test_a_stricter_row_takes_the_whole_alert_with_it(desk: Desk) -> None:
    person = desk.town.add("secret99", level=3)[0]
    alert = desk.one(found("k", people=(str(person),)))
    assert desk.queue("bo") == ()
    with pytest.raises(Hidden):
        desk.read("bo", alert)
    assert [one.id for one in desk.queue("cy")] == [alert]


def test_a_person_who_became_hidden_takes_the_sentence_away(desk: Desk) -> None:
    person = desk.town.add("hidden99")[0]
    alert = desk.one(found("k", people=(str(person),)))
    assert desk.read("bo", alert).line.told is not None
    desk.town.rows("UPDATE people_person SET level = 3 WHERE id = %s RETURNING 1", str(person))
    read = desk.read("bo", alert)
    assert read.line.told is None
    assert read.people == ()


def test_a_suspended_rule_raises_nothing(desk: Desk) -> None:
    desk.one(found())
    with desk.town.as_worker():
        from beccaria.detection.models import Rule

        row = Rule.objects.get(pattern=PATTERN)
        row.state, row.why = "suspended", "Right too rarely"
        row.save()
    received = desk.receive(found("other"))
    assert (received.raised, received.suspended) == ((), 1)


def test_a_worth_work_answer_needs_no_reason_and_moves_it_to_work(desk: Desk) -> None:
    alert = desk.one(found())
    desk.answer("bo", alert, Answer.WORTH_WORK)
    assert desk.queue("bo") == ()
    assert [one.id for one in desk.queue("bo", "work")] == [alert]
    assert [one.id for one in desk.queue("nan", "work")] == [alert], "one desk of one prison"


def test_findings_of_a_newer_version_keep_the_rule(desk: Desk) -> None:
    desk.one(found())
    desk.receive(replace(found("z"), version=2))
    assert desk.town.rows("SELECT pattern, version FROM detection_rule") == [(PATTERN, "2")]


def test_a_record_of_another_prison_that_numbers_alike_tells_neither() -> None:
    theirs = Marking(site="SOUTH", level=Level.CONFIDENTIAL, handling=frozenset({"source-risk"}))
    placed = Placed({}, {}, {("visits", "1"): theirs, ("movements", "1"): theirs})
    alike = placed.row(piece("1", kind="visits"), frozenset())
    assert (alike.site, alike.level, alike.handling) == (None, Level.CONFIDENTIAL, theirs.handling)
    assert placed.row(piece("1", kind="visits", site="SOUTH"), frozenset()).site == "SOUTH"
    assert placed.row(piece("1", kind="movements"), frozenset()).site == "SOUTH"
    assert placed.row(piece("2", kind="visits"), frozenset()).site == "NORTH"
