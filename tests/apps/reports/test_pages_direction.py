"""Requirements, tasks and the custodians' pages, and that every word of the rules can be translated."""

import functools
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from beccaria.core import grading, handling, links, policy, reporting
from beccaria.core.refusal import BadInput
from beccaria.engines import sanitising
from beccaria.engines.mentions import Kind as Found
from beccaria.reports import actions, queries
from beccaria.reports.pages import words
from beccaria.reports.pages.items import why_near
from beccaria.reports.pages.observation import Named
from beccaria.reports.pages.text import chosen, sentences, short_title
from beccaria.reports.pages.vocabulary import SENTENCES
from tests.apps.reports.pages_helpers import Browser, main

Does = Callable[..., Any]
Signs = Callable[[str], Client]


@pytest.mark.django_db
def test_the_head_asks_and_the_unit_does(sign_in: Signs, does: Does, at: datetime) -> None:
    cy, bo = Browser(sign_in("cy")), Browser(sign_in("bo"))
    cy.open("/requirements/")
    cy.send("/requirements/set/", title="Telephones", text="Who brings them?", threats="phones")
    assert "Who brings them?" in main(cy.page)
    day = (at + timedelta(days=3)).date().isoformat()
    cy.send("/tasks/set/", text="Look at Sunday's visits", due_at=day)
    assert "due in" in main(cy.page)
    page = main(cy.send("/tasks/set/", status=422, text="Too late", due_at="2020-01-01"))
    assert "A task is due after now" in page
    bo.open("/requirements/")
    assert "Your duty does not include this." in main(bo.page), "why Bo sets no requirement"
    assert "Look at Sunday's visits" in main(bo.open("/")), "it stands on Today"
    bo.open("/requirements/")
    assert "Write what came of it." in main(bo.send("/done/", status=422, outcome=""))
    bo.send("/done/", outcome="Nothing found")
    assert not [one for one in does("bo", queries.tasks) if one.text.startswith("Look at")]
    assert "Telephones" not in main(Browser(sign_in("eve")).open("/requirements/"))
    Browser(sign_in("ana")).open("/requirements/", status=404)


@pytest.mark.django_db
def test_a_task_for_a_colleague_of_the_unit_is_his_and_for_nobody_elsewhere(
    sign_in: Signs, actor_named: Callable[[str], Any], does: Does, at: datetime
) -> None:
    cy, bea, eve = Browser(sign_in("cy")), actor_named("bea"), actor_named("eve")
    page = cy.open("/requirements/")
    assert "Bea Intelligence" in page
    for stranger in ("Eve Elsewhere", "Ana Officer", "Gil Governor"):
        assert stranger not in main(page), stranger
    day = (at + timedelta(days=3)).date().isoformat()
    cy.send("/tasks/set/", text="Ask the laundry", due_at=day, given_to=bea.user)
    assert [one for one in does("bea", queries.tasks) if one.text == "Ask the laundry"]
    assert not [one for one in does("bo", queries.tasks) if one.text == "Ask the laundry"]
    page = main(cy.send("/tasks/set/", status=422, text="Go there", due_at=day, given_to=eve.user))
    assert "Select a valid choice" in page
    with pytest.raises(BadInput, match="does not work in your unit"):
        does("cy", actions.set_task, text="Go there", due_at=at + timedelta(days=3), given_to=eve.user, at=at)


def _confirmed(sign_in: Signs, name: str) -> Browser:
    """Signed in, and proved again a moment ago, as the custodians' pages want."""
    browser = Browser(sign_in(name))
    answer = browser.client.get("/reveals/")
    if answer.status_code == 302:
        browser.open(answer["Location"])
        browser.send("/reauthenticate/", password="beccaria")
    return browser


@pytest.mark.django_db
def test_a_name_needs_a_reason_and_two_custodians_and_is_shown_once(sign_in: Signs, observed: Does) -> None:
    told = observed()
    kit, dee = _confirmed(sign_in, "kit"), _confirmed(sign_in, "dee")
    kit.open(f"/reveals/?reference={told.reference}")
    assert "without a reason no name is revealed" in main(kit.send("/ask/", status=422, reason=""))
    kit.send("/ask/", reference=told.reference, reason="Order 7 of the court")
    assert "a second custodian decides" in main(kit.page)
    dee.open("/reveals/")
    assert "Order 7 of the court" in main(dee.page)
    assert "Ana" not in main(dee.page)
    dee.send("/approve/")
    kit.open("/reveals/")
    page = main(kit.send("/name/", status=200))
    assert "Ana Officer" in page
    assert "Ana Officer" not in main(kit.open("/reveals/"))
    assert "revealed" in main(kit.page)


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["bo", "cy", "gil", "ana", "max", "lia"])
def test_nobody_else_has_the_custodians_pages(sign_in: Signs, who: str) -> None:
    Browser(sign_in(who)).open("/reveals/", status=404)


def test_every_word_of_the_rules_can_be_translated() -> None:
    said = {
        label.words
        for scheme in grading.Scheme
        for label in [*grading.sources(scheme).values(), *grading.information(scheme).values()]
    }
    said |= {rule.otherwise for rows in policy.POLICY.values() for row in rows for rule in row}
    said |= set(handling.CODE_WORDS.values()) | set(sanitising.WHY.values())
    said |= {clause for code in handling.LIMITS for clause in handling.sayings(handling.from_codes([code]))}
    assert said <= SENTENCES


@pytest.mark.parametrize(
    ("kind", "listed"),
    [
        (reporting.Kind, words.KINDS),
        (reporting.Stage, {**words.REPORT_STAGES, **words.OBSERVATION_STAGES}),
        (handling.Audience, words.AUDIENCES),
        (links.Threat, words.THREATS),
        (links.Subject, words.SUBJECTS),
        (links.Relation, words.RELATIONS),
        (links.ItemRelation, words.ITEM_RELATIONS),
        (links.Currency, words.CURRENCIES),
        (links.Firmness, words.FIRMNESS),
        (links.Nature, words.NATURES),
        (links.Pole, words.POLES),
        (Found, words.FOUND),
    ],
)
def test_every_list_has_its_words(kind: Any, listed: Any) -> None:
    assert set(kind) == set(listed)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("M.T.S. was there. He left.", ["M.T.S. was there.", "He left."]),
        ("First line\nsecond line", ["First line", "second line"]),
        ("At 14.30 he came. 3 others too.", ["At 14.30 he came.", "3 others too."]),
        ("  ", []),
        ("No end", ["No end"]),
    ],
)
def test_a_text_is_cut_into_sentences(text: str, expected: list[str]) -> None:
    assert [one.text for one in sentences(text, words={})] == expected


def test_ticked_sentences_are_joined_in_the_order_of_the_text() -> None:
    assert chosen("One. Two. Three.", [2, 0]) == "One. Three."
    assert chosen("One.", [7]) == ""


def test_why_an_item_is_near_is_said_with_names() -> None:
    known = {"person:1": Named("person:1", "Marek Sandor")}
    assert (
        why_near("Both are linked to person:1, person:2.", known)
        == "Both are linked to Marek Sandor, person:2."
    )
    assert why_near("1 days apart.", {}) == "1 day apart."
    assert why_near("Both say: wing, phone.", {}) == "Both say: wing, phone."
    assert why_near("On the same day.", {}) == "On the same day."


def test_a_title_is_short() -> None:
    assert short_title("He gave it. Then he left.") == "He gave it."
    assert len(short_title("word " * 100)) <= 63


@pytest.mark.django_db
def test_an_item_takes_ticked_sentences_or_what_was_selected(
    sign_in: Signs, observed: Does, does: Does, at: datetime
) -> None:
    told = observed(text="One here. Two there. Three gone.")
    report = does("bo", actions.open_report, observation_ids=[told.id], with_items=False, at=at)
    bo = Browser(sign_in("bo"))
    bo.open(f"/reports/{report}/")
    bo.send("/items/", sentence=[f"{told.id}:2", f"{told.id}:0"])
    bo.open(f"/reports/{report}/")
    bo.send("/items/", text="Two there")
    assert [one.observation_id for one in does("bo", queries.report, report_id=report).items] == [
        told.id,
        told.id,
    ]
    assert [one.text for one in does("bo", queries.report, report_id=report).items] == [
        "One here. Three gone.",
        "Two there",
    ]
    bo.open(f"/reports/{report}/")
    assert "The item is empty" in main(bo.send("/items/", status=422))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("reference", "known"),
    [
        ("place:NORTH", True),
        ("place:SOUTH", True),
        ("place:NOWHERE", False),
        ("event:no-such-event", False),
        ("object:phone:+39061234567", True),
        ("group:none-yet", True),
    ],
)
def test_a_link_leads_to_a_record_that_is_there(
    does: Does, graded: Callable[..., str], at: datetime, reference: str, *, known: bool
) -> None:
    report = graded()
    (item, *_more) = does("bo", queries.report, report_id=report).items
    link = functools.partial(
        does,
        "bo",
        actions.link,
        report_id=report,
        item_id=item.id,
        reference=reference,
        relation="mentioned",
        at=at,
    )
    if known:
        assert link()
        return
    with pytest.raises(BadInput, match="no such place or event"):
        link()
