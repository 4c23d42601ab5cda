"""Refused at North, warned everywhere, known at South's gate under another spelling; corrected; in real browsers."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Page, expect

from beccaria.lib import clock

Visit = Callable[..., Page]
Check = Callable[[Page], None]
Picture = Callable[..., None]
NAME, SPELT = "Zorka Petkova-Lindh", "Zorka Petkowa Lindh"
BORN, DOCUMENT = "1984-03-17", "PL4471902"


@dataclass
class Warned:
    """What one step leaves for the next."""

    address: str = ""


@pytest.fixture(scope="module")
def warned() -> Warned:
    return Warned()


@pytest.fixture(scope="module")
def west(service: Any) -> str:
    """A third prison with an officer of its own, who has Abe's password."""
    with psycopg.connect(service.cluster.admin_url, dbname=service.database) as plain:
        plain.execute(
            "INSERT INTO places_establishment SELECT (jsonb_populate_record(place, jsonb_build_object("
            "'id', 'west', 'code', 'WEST', 'site', 'WEST', 'name', 'Westhill', 'folded', 'westhill'))).*"
            " FROM places_establishment place WHERE code = 'SOUTH'"
        )
        plain.execute(
            "UPDATE access_dutyheld SET sites = ARRAY['WEST'] WHERE user_id ="
            " (SELECT id FROM access_user WHERE username = 'abe')"
        )
    return "WEST"


def test_1_refused_at_the_gate_of_north_and_warned_of(
    visit: Visit, warned: Warned, west: str, accessible: Check, picture: Picture
) -> None:
    assert west
    page = visit("bo")
    page.goto("/gate/")
    page.get_by_role("link", name="Somebody comes who is not booked").click()
    accessible(page)
    book(page, NAME, "A1001")
    expect(page.locator(".verdict")).to_contain_text("Nothing is known")
    page.fill("[name=reason]", "Tablets were found on her.")
    page.get_by_role("button", name="Refuse").click()
    page.get_by_role("link", name="Warn other prisons").click()
    expect(page.locator("[name=names]")).to_have_value(NAME)
    expect(page.locator("[name=reason]")).to_have_value("Tablets were found on her.")
    page.fill("[name=text]", "Do not let her in.")
    page.get_by_label("Established").check()
    accessible(page)
    picture(page, "warning-new")
    page.get_by_role("button", name="Send the warning").click()
    page.wait_for_url(re.compile(r"/warnings/[0-9a-f-]{36}/$"))
    expect(page.locator("main")).to_contain_text("0 of 2 prisons have acknowledged")
    accessible(page)
    picture(page, "warning-sent")
    warned.address = page.url


def book(page: Page, name: str, prisoner: str, **more: str) -> None:
    """Fill in the form of a visit that is now."""
    page.fill("[name=visitor_name]", name)
    page.fill("[name=born]", more.get("born", BORN))
    page.fill("[name=document]", more.get("document", DOCUMENT))
    page.fill("[name=who]", prisoner)
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile(r"/gate/[0-9a-f-]{36}/$"))


@pytest.mark.parametrize("who", ["oli", "abe"])
def test_2_two_interactions_acknowledge_it(
    who: str, visit: Visit, warned: Warned, accessible: Check, picture: Picture
) -> None:
    phone = visit(who, phone=True)
    phone.goto("/")
    row = phone.locator("#warnings-today li", has_text=NAME)
    expect(row).to_contain_text("due in")
    accessible(phone)
    picture(phone, f"warning-today-{who}", whole=False)
    row.get_by_role("link", name="Read").click()
    assert phone.url == warned.address
    accessible(phone)
    phone.get_by_role("button", name="I have read it").click()
    phone.wait_for_url(lambda url: "/warnings/" not in url)
    expect(phone.locator("#warnings-today li", has_text=NAME)).to_have_count(0)


def test_3_its_writer_sees_who_has_read_it(visit: Visit, warned: Warned) -> None:
    page = visit("bo")
    page.goto(warned.address)
    expect(page.locator("main")).to_contain_text("2 of 2 prisons have acknowledged")


def test_4_the_gate_of_south_knows_her_under_another_spelling(
    visit: Visit, accessible: Check, picture: Picture
) -> None:
    phone = visit("oli", phone=True)
    phone.goto("/gate/book/")
    book(phone, SPELT, "B2001")
    expect(phone.locator(".verdict")).to_contain_text("Almost certainly the same person")
    card = phone.locator("article.match")
    expect(card).to_contain_text("Do not let her in.")
    expect(card).to_contain_text("Tablets were found on her.")
    expect(card).to_contain_text(f"“{NAME}” there, “{SPELT}” here")
    assert "%" not in card.inner_text()
    accessible(phone)
    picture(phone, "gate-visit-phone")
    phone.get_by_role("button", name="Go", exact=True).click()
    expect(phone.locator(".govuk-error-summary")).to_contain_text("write why he goes in all the same")
    phone.fill("[name=reason]", "Same document number.")
    phone.get_by_role("button", name="Refuse").click()
    expect(phone.locator("main")).to_contain_text("refused")
    expect(phone.locator("main")).to_contain_text("Same document number.")
    phone.goto("/gate/")
    expect(phone.locator("#gate")).to_contain_text(SPELT)
    accessible(phone)
    picture(phone, "gate-phone", whole=False)


def test_5_a_mere_namesake_goes_in(visit: Visit, accessible: Check) -> None:
    desk = visit("oli")
    desk.goto("/gate/book/")
    book(desk, NAME, "B2001", born="1951-11-02", document="QX0000001")
    expect(desk.locator(".verdict")).to_contain_text("probably another person")
    accessible(desk)
    desk.get_by_role("button", name="Go", exact=True).click()
    desk.wait_for_url(re.compile(r"/gate/$"))


def test_6_a_correction_comes_by_itself_and_waits_again(
    visit: Visit, warned: Warned, accessible: Check
) -> None:
    there = visit("oli")
    there.goto("/")
    expect(there.locator("#warnings-today li", has_text=NAME)).to_have_count(0)
    writer = visit("bo")
    writer.goto(warned.address)
    writer.get_by_role("link", name="Correct it").click()
    writer.fill("[name=why]", "She may come without bags.")
    writer.fill("[name=text]", "Let her in without bags.")
    accessible(writer)
    writer.get_by_role("button", name="Send the correction").click()
    writer.wait_for_url(warned.address)
    row = there.locator("#warnings-today li", has_text="Warning changed")
    expect(row).to_contain_text("Let her in without bags.", timeout=5000)
    row.get_by_role("link", name="Read").click()
    expect(there.locator("main")).to_contain_text("She may come without bags.")
    accessible(there)


def test_7_withdrawn_it_leaves_the_gate_and_says_why(visit: Visit, warned: Warned, accessible: Check) -> None:
    writer = visit("bo")
    writer.goto(warned.address)
    writer.get_by_text("Withdraw it").first.click()
    writer.locator("[name=why]").fill("It was somebody else.")
    writer.get_by_role("button", name="Withdraw it").click()
    there = visit("oli", scripts=False)
    there.goto("/gate/")
    there.get_by_role("link", name=SPELT).first.click()
    expect(there.locator("article.match")).to_have_count(0)
    there.goto(warned.address)
    expect(there.locator("main")).to_contain_text("Withdrawn: do not act on it. It was somebody else.")
    accessible(writer)


def test_8_a_ban_ends_on_a_day(visit: Visit, accessible: Check, picture: Picture) -> None:
    page = visit("gil")
    page.goto("/bans/new/")
    accessible(page)
    page.fill("[name=names]", NAME)
    for name, words in {
        "ground": "House rules, article 12",
        "reason": "Tablets were found on her.",
        "authority": "The governor",
        "last_day": clock.today().isoformat(),
        "notice": "In writing",
        "contest": "To the judge",
    }.items():
        page.fill(f"[name={name}]", words)
    page.get_by_role("button", name="Set the ban").click()
    page.wait_for_url(re.compile(r"/bans/[0-9a-f-]{36}/$"))
    expect(page.locator("main")).to_contain_text("1 day left")
    accessible(page)
    picture(page, "ban")
    page.goto("/bans/")
    accessible(page)


def test_8_what_a_desk_could_not_write_down_is_judged_by_the_head(
    visit: Visit, accessible: Check, picture: Picture
) -> None:
    page = visit("cy")
    page.goto("/feeds/held/")
    page.get_by_role("link", name="Refused at a desk").click()
    accessible(page)
    page.get_by_label("A name").check()
    page.fill("[name=value]", NAME)
    page.get_by_role("button", name="Keep this judgement").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Nothing keeps this out")
    accessible(page)
    picture(page, "refused-at-a-desk")
