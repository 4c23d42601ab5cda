"""Attacks on letters of reasons: what must not reach the prisoner, and what must not reach others through a letter."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from django.db import Error, connection, transaction

from beccaria.core.refusal import BadInput, Hidden, Refused
from beccaria.risk.actions import contests as contesting
from beccaria.risk.actions import letters as writing
from beccaria.risk.actions.letter_checks import NewReason
from beccaria.risk.pages.letter_paper import paper
from beccaria.risk.queries import contests, letters
from beccaria.risk.queries.reasons import NOT_ALL_SEEN
from tests.grouping import Does, add, at, does, group, member, planted
from tests.lettering import ROOF, Case, decided, event_of, roof, told_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

    from beccaria.core.actors import Actor

__all__ = ["add", "at", "does", "group", "member", "planted", "roof"]
pytestmark = pytest.mark.django_db

GIST = "You looked at the way out over the workshop."


def plain(answer: Any, record: str) -> str:
    """The page without form tokens and without the record's own identifier."""
    page = re.sub(r'(?:value|content)="[^"]{40,}"', "", answer.content.decode())
    return page.replace(record, "RECORD")


def tells(case: Case, item: str, text: str = GIST) -> None:
    """Try to tell of one item."""
    case.write(case.new(case.answers() | {f"rating:{item}": NewReason(text=text, known=True)}))


@pytest.mark.parametrize(
    "codes", [("C", "A1", "S1"), ("C", "A1", "S2"), ("C", "A2", "S1"), ("C", "A2", "S2")], ids=" ".join
)
def test_no_handling_but_the_free_one_reaches_him(
    does: Does,
    actor_named: Callable[..., Actor],
    at: datetime,
    planted: Callable[[str], str],
    codes: tuple[str, ...],
) -> None:
    person = planted("seed-mts")
    item = told_of(at, ROOF, *codes, person=person, does=does)
    case = decided(does, actor_named, at, person, {"place": [f"report_item:{item}"]})
    assert case.offered()["rating:place"].why_not
    with pytest.raises(BadInput, match="may not be told"):
        tells(case, "place")


def test_a_free_report_behind_a_strict_one_does_not_open_it(
    does: Does, actor_named: Callable[..., Actor], at: datetime, planted: Callable[[str], str]
) -> None:
    person = planted("seed-mts")
    free = told_of(at, ROOF, "P", person=person, does=does)
    strict = told_of(at, "He spoke of a van at the lower gate.", "C", "A2", "S2", person=person, does=does)
    case = decided(does, actor_named, at, person, {"place": [f"report_item:{free}", f"report_item:{strict}"]})
    with pytest.raises(BadInput, match="may not be told"):
        tells(case, "place")


def test_a_hushed_group_is_neither_a_reason_nor_named_anywhere(  # noqa: PLR0917  fixtures, each by its name
    does: Does,
    actor_named: Callable[..., Actor],
    at: datetime,
    planted: Callable[[str], str],
    group: Callable[..., str],
    member: Callable[..., str],
) -> None:
    hushed = member(group("The Quarry", not_to_subject=True))
    person = planted("seed-mts")
    case = decided(does, actor_named, at, person, {"outside": [f"membership:{hushed}"]})
    with pytest.raises(BadInput, match="may not be told"):
        tells(case, "outside", "People outside would help you.")
    for name in ("matter", "outcome", "ground", "remedy", "decided_by"):
        with pytest.raises(BadInput, match="must not be named"):
            case.write(case.new(answers=None, **dict[str, Any]({name: "as one of THE QUARRY, so we say"})))


@pytest.mark.parametrize(
    "text",
    [
        ROOF,
        "You asked about the locks of the workshop roof.",
        "Locks of the   WORKSHOP roof, and where!",
        "Somebody told us so, an informant.",
        "It was reported that you asked.",
        "You asked on Thursday.",
        "You asked 3 times.",
        "You asked Marco Bassi.",
        "You know Kovač.",
        "It stands in 26-7K2FQ3X.",
        "It is graded 1 A.",
        "Bo Intelligence knows it.",
    ],
)
def test_no_sentence_gives_paper_source_moment_or_people_away(roof: Case, text: str) -> None:
    with pytest.raises(BadInput):
        tells(roof, "place", text)


def test_who_cannot_see_all_of_it_cannot_tell_it_and_learns_nothing_more(roof: Case, does: Does) -> None:
    offered = roof.offered("asa")
    assert offered["rating:place"].why_not == NOT_ALL_SEEN
    assert "report_item" not in offered["rating:place"].kinds
    with pytest.raises(BadInput, match="may not be told"):
        roof.write(roof.new(roof.answers() | {"rating:place": NewReason(text=GIST)}), by="asa")
    # Nor is a sentence of his refused for words of a report that he cannot read: the refusal would tell him of it.
    answers = roof.answers(earlier="You asked about the locks of the workshop roof.")
    made = roof.write(roof.new(answers), by="asa")
    does("asa", writing.send_letter, made, at=roof.at)
    # Who approves reads reports, and the letter stops with him.
    with pytest.raises(BadInput, match="repeats the words of a paper"):
        does("cy", writing.approve_letter, made, at=roof.at)


def test_the_letter_is_the_same_whatever_was_kept_back(roof: Case, does: Does) -> None:
    from beccaria.people import api as people

    def text(answers: dict[str, NewReason]) -> str:
        made = roof.write(roof.new(answers))
        read = does("bo", letters.letter, made)
        person = does("bo", people.named, [roof.person])[roof.person]
        return paper(read, person, prison="North").text

    everything = roof.answers(earlier="You tried to get away once before.")
    facts = {key for key in everything if key.startswith("fact:")}
    printed = {
        text({key: replace(one, ground=ground) if one.ground else one for key, one in everything.items()})
        for ground in ("source", "safety_of_a_person", "ongoing_investigation")
    }
    assert len(printed) == 1
    assert facts
    (words,) = printed
    assert "This sentence stands in every letter." in words
    assert not any(char.isdigit() for char in words.split("We decided so")[1].split("within")[0])


def test_officers_and_other_prisons_find_no_letter_and_no_contest(
    roof: Case, does: Does, sign_in: Callable[[str], Client]
) -> None:
    made = roof.approved()
    say: dict[str, Any] = {"raised_for": "himself", "text": "No."}
    contested = does("bo", contesting.contest, "assessment", roof.id, **say, at=roof.at)
    for name in ("ana", "eve", "oli"):
        with pytest.raises((Hidden, Refused)):
            does(name, letters.letter, made)
        with pytest.raises((Hidden, Refused)):
            does(name, contesting.contest, "assessment", roof.id, **say, at=roof.at)
        with pytest.raises((Hidden, Refused)):
            does(name, contests.row, contested)
        client = sign_in(name)
        never = "00000000-0000-4000-8000-000000000000"
        for there in (f"/letters/{made}/", f"/letters/{made}/sheet/", f"/letters/{made}/letter.pdf"):
            answer = client.get(there)
            assert answer.status_code == 404
            assert plain(answer, made) == plain(client.get(there.replace(made, never)), never)
        for there in (f"/contests/{contested}/", f"/contests/of/assessment/{roof.id}/"):
            assert client.get(there).status_code == 404
        page = client.get("/letters/").content.decode()
        assert made not in page
        assert contested not in page


@pytest.mark.parametrize("name", ["ana", "eve", "oli", "lia", "max", "kit"])
def test_sql_as_the_web_role_finds_none_either(roof: Case, does: Does, name: str) -> None:
    made = roof.approved()

    def count(*, by: object) -> list[int]:
        del by
        found = []
        with transaction.atomic(), connection.cursor() as cursor:
            for table in ("risk_letter", "risk_letterreason", "risk_contest"):
                cursor.execute(f"SELECT count(*) FROM {table}")
                found.append(int(cursor.fetchone()[0]))
        return found

    def forge(*, by: object) -> None:
        del by
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE risk_letter SET delivered_by = 'x' WHERE id = %s RETURNING id", [made])
            assert cursor.fetchone() is None

    assert does(name, count) == [0, 0, 0]
    does(name, forge)


def test_who_oversees_reads_letters_and_no_assessment(
    roof: Case, does: Does, sign_in: Callable[[str], Client]
) -> None:
    made = roof.approved()
    assert does("dee", letters.letter, made).reasons
    client = sign_in("dee")
    assert client.get(f"/letters/{made}/").status_code == 200
    assert client.get(f"/letters/new/assessment/{roof.id}/").status_code == 404
    with pytest.raises((Refused, Hidden, Error)):
        does("dee", writing.deliver_letter, made, how="By hand", at=roof.at)


def test_nobody_approves_his_own_even_in_the_database(roof: Case, does: Does) -> None:
    made = roof.write(by="cy")
    does("cy", writing.send_letter, made, at=roof.at)
    with pytest.raises(Refused):
        does("cy", writing.approve_letter, made, at=roof.at)

    def forge(*, by: object) -> None:
        del by
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE risk_letter SET approved_by = written_by, approved_at = now() WHERE id = %s", [made]
            )

    with pytest.raises(Error):
        does("cy", forge)


def test_an_event_that_carries_a_condition_is_no_fact_to_tell(roof: Case, does: Does) -> None:
    event = event_of(does, roof.at, roof.person, "assault").partition(":")[2]
    key = f"fact:event:{event}"
    assert roof.offered()[key].why_not is None
    answers = roof.answers(earlier="You tried to get away once before.")
    with pytest.raises(BadInput, match="must not be named"):
        roof.write(roof.new(answers | {key: NewReason(text="You struck Marco Bassi.")}))
    roof.write(roof.new(answers | {key: NewReason(text="You struck another man.")}))
