"""Review in a browser: twenty pairs by one key each, the next by itself, the last one taken back; also on a phone and
without scripts.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from beccaria.core.judging import Verdict
from tests.apps.people.town import Town

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
Check = Callable[[Page], None]
Picture = Callable[..., None]
PAIRS = 24
KNOWN = re.compile(r"Known already.*Zoë Maria23")
KEYS = "ynu"


@pytest.fixture(scope="module")
def town(service: Any, django_db_blocker: Any) -> Iterator[Town]:
    """Pairs of which a rule is not sure, and one recognition, planted before the browser opens."""
    from django.db import connections

    here, before = Town(service.cluster, service.database), dict(connections.settings["default"])
    with django_db_blocker.unblock():
        for number in range(PAIRS):
            told: dict[str, Any] = {
                "surname": "Kovač" if number % 2 else "Kovac",
                "born": date(1950 + number, 2, 11),
                "document": f"ZK{1234 + 911 * number}45",
                "phone": f"+39 333 555 {1000 + 37 * number}",
                "address": f"{number + 1} Mill Lane, Northtown",
            }
            one = here.add(f"left{number}", given_names=f"Zoë Maria{number}", **told)[0]
            told |= {
                "document": f"ZK{1234 + 911 * number}54",
                "born": date(1950 + number, 3, 11),
                "surname": "Kovac",
            }
            other = here.add(f"right{number}", given_names=f"Zoe Marta{number}", **told)[0]
            here.rule(one, other, 0.6 + number / 100, Verdict.UNSURE)
        here.recognise(one)
        connections["default"].close()
    yield here
    connections.settings["default"].update(before)


def press(page: Page, key: str) -> None:
    """Press a key on a pair whose scripts have arrived: what is pressed before them is lost."""
    expect(page.get_by_role("heading", name="Are these one person?")).to_be_visible()
    page.wait_for_load_state("load")
    page.keyboard.press(key)


def test_1_twenty_pairs_by_one_key_each(
    town: Town, visit: Visit, accessible: Check, picture: Picture
) -> None:
    page = visit("bo")
    page.goto("/people/review/")
    accessible(page)
    picture(page, "review-queue")
    page.get_by_role("link", name="Start").click()
    for number in range(20):
        if number == 1:
            accessible(page)
            picture(page, "review-pair")
        before = page.url
        press(page, KEYS[number % len(KEYS)])
        expect(page).not_to_have_url(before)
    expect(page.get_by_text("20 judged")).to_be_visible()
    judged = town.rows(
        "SELECT verdict, count(*) FROM people_judgement WHERE rule = '' AND until IS NULL GROUP BY verdict ORDER BY 1"
    )
    assert judged == [("not_same", 7), ("same", 7), ("unsure", 6)]


def test_2_skip_back_and_take_back_by_a_key(town: Town, visit: Visit) -> None:
    page = visit("bo")
    page.goto("/people/review/")
    page.get_by_role("link", name="Start").click()
    page.wait_for_url(re.compile(r"/review/.+"))
    first = page.url
    press(page, "j")
    page.wait_for_url(lambda url: url != first)
    press(page, "k")
    page.wait_for_url(first)
    press(page, "y")
    page.wait_for_url(lambda url: url != first)
    press(page, "z")
    expect(page.get_by_text("Taken back:")).to_be_visible()
    expect(page.get_by_text("No human has judged them yet")).to_be_visible()
    held = town.rows("SELECT count(*) FROM people_judgement WHERE rule = '' AND until IS NULL")
    assert held == [(20,)]


def test_3_on_a_phone_and_without_scripts(
    town: Town, visit: Visit, accessible: Check, picture: Picture
) -> None:
    phone = visit("bo", phone=True)
    phone.goto("/people/review/")
    accessible(phone)
    picture(phone, "review-queue-phone")
    phone.get_by_role("link", name="Start").click()
    accessible(phone)
    picture(phone, "review-pair-phone")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    plain = visit("bo", scripts=False)
    plain.goto("/people/review/")
    plain.get_by_role("link", name="Start").click()
    before = plain.url
    plain.get_by_role("button", name="Not one person").click()
    assert plain.url != before
    held = town.rows("SELECT count(*) FROM people_judgement WHERE rule = '' AND until IS NULL")
    assert held == [(21,)]


def test_4_a_recognition_is_told_and_answered(visit: Visit, accessible: Check, picture: Picture) -> None:
    page = visit("bo")
    expect(page.get_by_role("link", name="almost certainly Zoë Maria23").first).to_be_visible()
    picture(page, "today-recognition")
    page.goto("/people/recognitions/")
    accessible(page)
    picture(page, "recognitions")
    page.get_by_role("button", name=KNOWN).click()
    expect(page.get_by_text("Your answer is kept.")).to_be_visible()
    expect(page.get_by_role("button", name=KNOWN)).to_have_count(0)
    page.get_by_role("link", name="Answered", exact=True).click()
    expect(page.get_by_text("Known already")).to_be_visible()


def test_5_one_person_of_two_records(town: Town, visit: Visit, accessible: Check, picture: Picture) -> None:
    (record,) = town.rows(
        "SELECT left_id FROM people_judgement WHERE verdict = 'same' AND rule = '' AND until IS NULL LIMIT 1"
    )[0]
    page = visit("bo")
    page.goto(f"/people/{record}/")
    expect(page.get_by_role("heading", name="Also recorded as")).to_be_visible()
    accessible(page)
    picture(page, "person-of-two-records")
    page.get_by_role("link", name="Which record says what").click()
    expect(page.get_by_text("What is judged of his records")).to_be_visible()
    accessible(page)
    picture(page, "person-records")
