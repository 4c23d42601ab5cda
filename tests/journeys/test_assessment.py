"""Twenty questions by keyboard, a second person, a decision; on a desk, on a phone and without scripts."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page, expect

from beccaria.lib import clock

Visit = Callable[..., Page]
Check = Callable[[Page], None]
Picture = Callable[..., None]
ITEMS, AT_MOST, UNKNOWN = 20, 4, (7, 15)
LONGEST = 15 * 60
WHOLE = re.compile(r"/assessments/[0-9a-f-]{36}/$")


@dataclass
class Told:
    """What one step leaves for the next."""

    person: str = ""
    assessment: str = ""


@pytest.fixture(scope="module")
def told() -> Told:
    return Told()


@pytest.fixture(scope="module")
def more_settings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A service's own instrument of twenty questions, invented for this journey."""
    folder: Path = tmp_path_factory.mktemp("instruments")
    levels = [
        {"name": "no", "points": 0, "anchor": "Somebody looked, and it is not so"},
        {"name": "partly", "points": 1, "anchor": "Seen once, or by one person"},
        {"name": "yes", "points": 2, "anchor": "Seen several times, by several people"},
    ]
    items = [
        {
            "id": f"question-{number}",
            "question": f"Is the invented thing number {number} so?",
            "kind": "dynamic",
            "evidence": "Events and papers about it.",
            "levels": levels,
        }
        for number in range(1, ITEMS + 1)
    ]
    said = {
        "id": "twenty",
        "version": 1,
        "title": "Twenty questions",
        "purpose": "Shows how an assessment goes by keyboard; it judges nothing.",
        "users": ["assessor"],
        "decided_by": ["governor"],
        "second_from": "high",
        "training": "None.",
        "validity": "Invented.",
        "review_days": 90,
        "sources": ["Invented for a journey"],
        "scoring": {"rule": "sum"},
        "bands": [{"name": "low", "from": 0}, {"name": "high", "from": 15}],
        "items": items,
    }
    (folder / "twenty.yaml").write_text(yaml.safe_dump(said), encoding="utf-8")
    return {"BECCARIA_INSTRUMENTS": str(folder)}


def test_1_the_head_records_who_is_trained(visit: Visit, accessible: Check) -> None:
    page = visit("cy")
    page.goto("/assessments/")
    accessible(page)
    page.get_by_role("link", name="Who is trained in what").click()
    page.select_option("[name=user]", label="Asa Assessor")
    page.select_option("[name=instrument]", "twenty")
    page.fill("[name=until]", (clock.now() + timedelta(days=300)).date().isoformat())
    page.get_by_role("button", name="Record").click()
    expect(page.locator("main table")).to_contain_text("Twenty questions")
    accessible(page)


def test_2_twenty_questions_take_four_keys_each(
    visit: Visit, told: Told, accessible: Check, picture: Picture
) -> None:
    page = visit("asa")
    page.goto("/people/?q=A1001")
    page.get_by_role("link", name=re.compile("Sandor")).first.click()
    page.wait_for_url(re.compile(r"/people/[0-9a-f-]{36}/$"))
    told.person = page.url
    page.get_by_role("link", name="Assess his risk").click()
    accessible(page)
    page.locator("button[value=twenty]").click()
    page.wait_for_url(WHOLE)
    told.assessment = page.url
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("question-1/$"))
    accessible(page)
    began, pressed = time.monotonic(), []
    for number in range(1, ITEMS + 1):
        expect(page.locator("main h2").first).to_contain_text(f"number {number} so?")
        keys = ["u", "Enter"] if number in UNKNOWN else ["3", "a", "x", "Enter"]
        for key in keys:
            if key == "Enter":
                # The range moves before anything is kept.
                left = ITEMS - number + sum(one <= number for one in UNKNOWN)
                words = "1 of 20 answers is unknown" if left == 1 else f"{left} of 20 answers are unknown"
                expect(page.locator("#range")).to_contain_text(words)
            page.keyboard.press(key)
        pressed.append(len(keys))
        if number == 2:
            picture(page, "assessment-question")
        page.wait_for_url(re.compile("formulation/$" if number == ITEMS else f"question-{number + 1}/$"))
    assert max(pressed) <= AT_MOST
    assert time.monotonic() - began < LONGEST
    expect(page.locator("main")).to_contain_text("2 of 20 answers are unknown")
    expect(page.locator("main")).to_contain_text(re.compile(r"Last saved \d\d:\d\d"))


def test_3_the_judgement_in_words_and_its_end(
    visit: Visit, told: Told, accessible: Check, picture: Picture
) -> None:
    page = visit("asa")
    page.goto(f"{told.assessment}formulation/")
    accessible(page)
    page.get_by_role("button", name="Finish").click()
    expect(page.locator("[role=alert]")).to_contain_text("Say what could happen")
    for name, text in (
        ("what", "An invented thing"),
        ("to_whom", "Nobody who lives"),
        ("when", "On a day that never comes"),
        ("what_would_change", "Another invention"),
    ):
        page.fill(f"[name={name}]", text)
    page.get_by_label("Likely (55 to 75 %)", exact=True).check()
    page.get_by_label(re.compile("^Low:")).check()
    picture(page, "assessment-words")
    page.get_by_role("button", name="Finish").click()
    page.wait_for_url(told.assessment)
    expect(page.locator("main")).to_contain_text("waits for a decision")
    accessible(page)


def test_4_a_second_person_and_then_the_governor(
    visit: Visit, told: Told, accessible: Check, picture: Picture
) -> None:
    gil = visit("gil")
    gil.goto(told.assessment)
    expect(gil.locator("main")).to_contain_text("a second person looks first")
    bo = visit("bo")
    bo.goto("/assessments/")
    bo.get_by_role("link", name=re.compile("Sandor")).first.click()
    bo.wait_for_url(WHOLE)
    bo.get_by_label("I agree").check()
    bo.get_by_role("button", name="Say so").click()
    expect(bo.locator("main")).to_contain_text("Bo Intelligence agrees")
    gil.reload()
    accessible(gil)
    gil.get_by_label(re.compile("^high")).check()
    gil.get_by_role("button", name="I decide").click()
    expect(gil.locator("main")).to_contain_text("Gil Governor decided: high")
    accessible(gil)
    picture(gil, "assessment-decided")
    gil.goto(told.person)
    expect(gil.get_by_role("link", name="Twenty questions: high")).to_be_visible()
    accessible(gil)


def test_5_on_a_phone_one_question_fills_the_page_and_without_scripts_it_works(
    visit: Visit, told: Told, accessible: Check, picture: Picture
) -> None:
    phone = visit("asa", phone=True)
    phone.goto(told.person)
    phone.get_by_role("link", name="Assess his risk").click()
    phone.locator("button[value=twenty]").click()
    phone.wait_for_url(WHOLE)
    phone.get_by_role("link", name="Go on").click()
    phone.get_by_text("Somebody looked, and it is not so").click()
    expect(phone.locator("#range")).to_contain_text("19 of 20 answers are unknown")
    expect(phone.locator("#range .range-figure")).to_be_in_viewport()
    phone.locator("legend").first.scroll_into_view_if_needed()
    expect(phone.locator("#range .range-figure")).to_be_in_viewport()
    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width <= 360, f"{width} px wide on a phone"
    accessible(phone)
    picture(phone, "assessment-phone")
    plain = visit("asa", scripts=False)
    plain.goto(phone.url)
    plain.get_by_text("Nobody has found out").click()
    plain.get_by_role("button", name="Save and go on").click()
    plain.wait_for_url(re.compile("question-2/$"))
    plain.get_by_text("Seen once, or by one person").click()
    plain.get_by_role("button", name="Save and go on").click()
    expect(plain.locator("main")).to_contain_text("rests on nothing")
    plain.fill("#find-evidence", "zoe kovac")
    plain.press("#find-evidence", "Enter")
    expect(plain.locator("#evidence")).to_contain_text("Zoe Kovac")


def test_6_the_range_is_worked_out_in_the_page_people_print(
    visit: Visit, told: Told, accessible: Check
) -> None:
    page = visit("cy")
    page.goto(told.assessment)
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Answers, and what they rest on")).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    expect(page.locator(".range-figure").first).to_be_visible()
    page.emulate_media(media="screen")
    accessible(page)
