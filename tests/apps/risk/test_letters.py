"""Letters of reasons: every reason told or on a ground, another approves, what is approved stays, contests answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import Error, connection, transaction

from beccaria.core.letters import Grounds
from beccaria.core.refusal import BadInput, Cannot, Hidden, Refused
from beccaria.risk.actions import contests as contesting
from beccaria.risk.actions import letters as writing
from beccaria.risk.actions.letter_checks import NewReason
from beccaria.risk.queries import contests, letters
from beccaria.risk.queries.decisions import decision
from tests.grouping import Does
from tests.lettering import Case

if TYPE_CHECKING:
    from beccaria.risk.queries.letters import LetterShown

pytestmark = pytest.mark.django_db


def shown(roof: Case, made: str, by: str = "bo") -> LetterShown:
    found: LetterShown = roof.does(by, letters.letter, made)
    return found


def test_a_letter_is_written_approved_by_another_and_delivered(roof: Case, does: Does) -> None:
    made = roof.write()
    does("bo", writing.send_letter, made, at=roof.at)
    with pytest.raises(Refused):
        does("bo", writing.approve_letter, made, at=roof.at)
    assert [one.id for one in does("cy", letters.waiting)] == [made]
    does("cy", writing.approve_letter, made, at=roof.at)
    does("bo", writing.deliver_letter, made, how="Handed over and read to him.", at=roof.at)
    letter = shown(roof, made)
    assert letter.told == ("You tried to get away once before.",)
    assert letter.approved_at
    assert letter.delivered_at
    assert {one.ground for one in letter.reasons if not one.told} == {"security_of_the_prison"}


def test_unknown_ratings_give_no_reason(roof: Case) -> None:
    assert {one.record for one in roof.offered().values() if one.what == "rating"} == {
        "earlier",
        "place",
        "motive",
    }


def test_every_reason_is_answered_and_one_is_told(roof: Case) -> None:
    everything = roof.answers(earlier="You tried to get away once before.")
    for key in everything:
        with pytest.raises(BadInput, match="is not answered"):
            roof.write(roof.new({other: said for other, said in everything.items() if other != key}))
    with pytest.raises(BadInput, match="No reason is told"):
        roof.write(roof.new(roof.answers()))
    with pytest.raises(BadInput, match="is no reason of this decision"):
        roof.write(roof.new(everything | {"rating:sex": NewReason(text="You are a man.")}))
    with pytest.raises(BadInput, match="on no known ground"):
        roof.write(roof.new(everything | {"rating:place": NewReason(ground="because")}))
    with pytest.raises(BadInput, match="kept back and worded"):
        roof.write(
            roof.new(everything | {"rating:place": NewReason(text="The roof.", ground=Grounds.SOURCE)})
        )


def test_a_paper_is_told_of_only_when_he_knows_it(roof: Case) -> None:
    answers = roof.answers() | {"rating:earlier": NewReason(text="You tried to get away once before.")}
    with pytest.raises(BadInput, match="say that he knows it"):
        roof.write(roof.new(answers))


@pytest.mark.parametrize("name", ["matter", "outcome", "ground", "remedy", "decided_by"])
def test_no_part_is_empty_or_names_staff(roof: Case, name: str) -> None:
    with pytest.raises(BadInput, match="is empty"):
        roof.write(roof.new(answers=None, **dict[str, Any]({name: "  "})))
    with pytest.raises(BadInput, match="somebody who works here"):
        roof.write(roof.new(answers=None, **dict[str, Any]({name: "Ask ANA OFFICER, please."})))


def test_a_draft_is_written_anew_in_its_place_and_returned_with_a_reason(roof: Case, does: Does) -> None:
    first = roof.write()
    assert roof.write(replace(roof.new(), matter="whether you may try to escape")) == first
    does("bo", writing.send_letter, first, at=roof.at)
    with pytest.raises(Cannot, match="waits for approval"):
        roof.write()
    with pytest.raises(BadInput, match="Write why"):
        does("cy", writing.return_letter, first, why=" ", at=roof.at)
    does("cy", writing.return_letter, first, why="Say it more simply.", at=roof.at)
    assert shown(roof, first).returned_why == "Say it more simply."
    roof.write()
    assert shown(roof, first).returned_why == ""


def test_order_of_steps(roof: Case, does: Does) -> None:
    made = roof.write()
    with pytest.raises(Cannot, match="not sent for approval"):
        does("cy", writing.approve_letter, made, at=roof.at)
    with pytest.raises(Cannot, match="not approved yet"):
        does("bo", writing.deliver_letter, made, how="By hand", at=roof.at)
    does("bo", writing.send_letter, made, at=roof.at)
    does("cy", writing.approve_letter, made, at=roof.at)
    with pytest.raises(Cannot, match="approved already"):
        does("cy", writing.approve_letter, made, at=roof.at)
    does("bo", writing.deliver_letter, made, how="By hand", at=roof.at)
    with pytest.raises(Cannot, match="delivered already"):
        does("bo", writing.deliver_letter, made, how="By hand", at=roof.at)


def test_where_an_interpreter_is_due_somebody_interpreted(roof: Case, does: Does) -> None:
    made = roof.approved(roof.new(interpreter=True))
    with pytest.raises(BadInput, match="An interpreter is due"):
        does("bo", writing.deliver_letter, made, how="By hand", at=roof.at)
    does("bo", writing.deliver_letter, made, how="Read to him; Mr Novak interpreted", at=roof.at)


def test_what_is_approved_stays_in_the_database_too(roof: Case, does: Does) -> None:
    made = roof.approved()

    def change(statement: str) -> object:
        def run(*, by: object) -> None:
            del by
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement, [made])

        return run

    for statement in (
        "UPDATE risk_letter SET outcome = 'low' WHERE id = %s",
        "UPDATE risk_letter SET approved_at = NULL, approved_by = '' WHERE id = %s",
        "DELETE FROM risk_letterreason WHERE letter_id = %s",
        "UPDATE risk_letterreason SET text = 'x' WHERE letter_id = %s",
        "DELETE FROM risk_letter WHERE id = %s",
    ):
        with pytest.raises(Error):
            does("cy", change(statement))
    assert shown(roof, made).outcome.startswith("the risk is raised")


def test_a_decision_that_no_longer_stands_has_no_new_letter(roof: Case, does: Does) -> None:
    from beccaria.risk import actions

    made = roof.write()
    does("bo", writing.send_letter, made, at=roof.at)
    does("gil", actions.supersede, roof.id, "Judged anew.", at=roof.at)
    with pytest.raises(Cannot, match="no longer stands"):
        does("cy", writing.approve_letter, made, at=roof.at)
    with pytest.raises(Cannot, match="no longer stands"):
        roof.write()


def test_a_contest_is_due_in_28_days_and_answered_by_another(roof: Case, does: Does) -> None:
    say = {"raised_for": "himself", "text": "I never tried."}
    made = does("bo", contesting.contest, "assessment", roof.id, **say, at=roof.at)
    (one,) = does("cy", contests.to_answer)
    assert one.due == (roof.at + timedelta(days=28)).date()
    assert does("gil", contests.to_answer) == ()
    with pytest.raises(Refused, match="other than the people who decided"):
        does("gil", contesting.answer_contest, made, upheld=False, text="No.", at=roof.at)
    with pytest.raises((Refused, Hidden)):
        does("pia", contesting.answer_contest, made, upheld=False, text="No.", at=roof.at)
    with pytest.raises(BadInput, match="The answer is empty"):
        does("cy", contesting.answer_contest, made, upheld=False, text=" ", at=roof.at)
    before = does("cy", decision, "assessment", roof.id).review_on
    does("cy", contesting.answer_contest, made, upheld=False, text="The court found it.", at=roof.at)
    with pytest.raises(Cannot, match="answered already"):
        does("cy", contesting.answer_contest, made, upheld=True, text="Yes.", at=roof.at)
    assert does("cy", decision, "assessment", roof.id).review_on == before


def test_an_upheld_contest_has_the_decision_looked_at_again_today(roof: Case, does: Does) -> None:
    say = {"raised_for": "himself", "text": "I never tried."}
    made = does("bo", contesting.contest, "assessment", roof.id, **say, at=roof.at)
    does("cy", contesting.answer_contest, made, upheld=True, text="He is right.", at=roof.at)
    found = does("cy", decision, "assessment", roof.id)
    assert found.review_on == roof.at.date()
    assert found.stands


def test_what_is_not_decided_has_neither_letter_nor_contest(roof: Case, does: Does) -> None:
    from beccaria.risk import actions

    draft = does("bo", actions.start, roof.person, "escape", at=roof.at)
    for act, more in (
        (writing.write_letter, {"new": roof.new()}),
        (contesting.contest, {"raised_for": "himself", "text": "No."}),
    ):
        with pytest.raises(Hidden):
            does("bo", act, "assessment", draft, **more, at=roof.at)
