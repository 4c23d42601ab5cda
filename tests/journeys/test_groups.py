"""From a first piece of evidence to a supported membership, contested and answered; in real browsers."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from beccaria.lib import clock

Visit = Callable[..., Page]
Check = Callable[[Page], None]
Picture = Callable[..., None]


@dataclass
class Told:
    """What one step leaves for the next."""

    group: str = ""
    membership: str = ""


@pytest.fixture(scope="module")
def told() -> Told:
    return Told()


def days_ago(days: int) -> str:
    """As a date field takes it."""
    return (clock.now() - timedelta(days=days)).date().isoformat()


def shows(page: Page, basis: str, origin: str, text: str) -> None:
    """Fill in a piece of evidence, in the form that is open."""
    form = page.locator("form:visible", has=page.locator("[name=basis]"))
    form.locator("[name=basis]").select_option(basis)
    form.locator("[name=text]").fill(text)
    form.locator("[name=observed]").fill(days_ago(3))
    form.locator("[name=origin]").fill(origin)
    form.locator("[name=source]").select_option("3x5x2:1")
    form.locator("[name=information]").select_option("3x5x2:A")


def test_1_a_group_is_written_down_without_scripts(
    visit: Visit, told: Told, accessible: Check, picture: Picture
) -> None:
    page = visit("bo", scripts=False)
    page.goto("/groups/")
    page.get_by_role("link", name="Write down a group").first.click()
    page.fill("[name=name]", "The Quarrymen")
    page.select_option("[name=kind]", "mafia_type")
    page.get_by_label("United Nations Convention (UNTOC)").check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("Something is missing or wrong")
    expect(page.locator("[name=name]")).to_have_value("The Quarrymen")
    page.get_by_label("A court").check()
    page.get_by_label("Every prison").check()
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile(r"/groups/[0-9a-f-]{36}/$"))
    told.group = page.url
    desk = visit("bo")
    for address in ("/groups/", "/groups/new/", told.group):
        desk.goto(address)
        accessible(desk)
    picture(desk, "group-new")


def test_2_one_piece_of_evidence_is_a_suspicion(
    visit: Visit, told: Told, accessible: Check, picture: Picture
) -> None:
    page = visit("bo")
    page.goto(told.group)
    page.get_by_role("link", name="Write down a membership").click()
    accessible(page)
    page.fill("[name=who]", "A1001")
    shows(page, "association", "Officers of C wing", "Walks with the two others each day.")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile(r"/memberships/[0-9a-f-]{36}/$"))
    told.membership = page.url
    expect(page.locator("main")).to_contain_text("suspected member")
    expect(page.locator("main")).to_contain_text("One more of another kind and from another origin is needed")
    accessible(page)
    picture(page, "membership-suspected")


def test_3_the_same_origin_again_is_one_voice_another_supports_it(
    visit: Visit, told: Told, accessible: Check
) -> None:
    phone = visit("bo", phone=True)
    phone.goto(told.membership)
    for origin, says in (
        ("officers of c wing", "Only one independent basis supports it"),
        ("Reception search", "2 independent bases support it"),
    ):
        phone.get_by_text("Add evidence", exact=True).first.click()
        shows(phone, "sign", origin, "The mark of the group on his arm, new.")
        phone.get_by_role("button", name="Add evidence").click()
        expect(phone.locator("#held").locator("..")).to_contain_text(says)
    accessible(phone)
    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width <= 360, f"{width} px wide on a phone"


def test_4_the_person_page_shows_the_label_with_its_bases(visit: Visit, told: Told, picture: Picture) -> None:
    page = visit("bo")
    page.goto(told.membership)
    page.locator(".person-name a").click()
    piece = page.locator("#groups")
    expect(piece).to_contain_text("The Quarrymen: member")
    expect(piece).to_contain_text("2 bases, until")
    picture(page, "person-groups")


def test_5_the_governor_takes_down_that_it_is_contested(visit: Visit, told: Told, accessible: Check) -> None:
    phone = visit("gil", phone=True)
    phone.goto(told.membership)
    expect(phone.get_by_text("Add evidence")).to_have_count(0)
    phone.get_by_text("Take down that it is contested").first.click()
    phone.locator("[name=raised_for]").fill("himself")
    phone.locator("form:visible [name=text]").fill("It is a scar.")
    phone.get_by_role("button", name="Take down that it is contested").click()
    expect(phone.locator("main")).to_contain_text("Contested by himself")
    expect(phone.locator("main")).to_contain_text("due in")
    accessible(phone)


def test_6_the_head_finds_it_on_today_and_answers(
    visit: Visit, told: Told, accessible: Check, picture: Picture
) -> None:
    page = visit("cy")
    page.goto("/")
    row = page.locator("li", has_text="Contested membership to answer")
    expect(row).to_contain_text("The Quarrymen")
    accessible(page)
    row.locator(".task-do a").click()
    assert page.url == told.membership
    page.get_by_text("Answer it", exact=True).first.click()
    form = page.locator("form:visible", has=page.locator("[name=upheld]"))
    form.get_by_label("Yes").check()
    form.locator("[name=text]").fill("He is right: it is a scar.")
    form.locator("[name=withdraw]").first.check()
    form.get_by_role("button", name="Answer it").click()
    expect(page.locator("main")).to_contain_text("Upheld.")
    expect(page.locator("main")).to_contain_text("withdrawn")
    accessible(page)
    picture(page, "membership-answered")
    page.goto("/")
    expect(page.locator("li", has_text="Contested membership to answer")).to_have_count(0)


@pytest.mark.parametrize("who", ["ana", "oli"])
def test_7_a_landing_officer_sees_nothing_of_it(who: str, visit: Visit, told: Told) -> None:
    page = visit(who)
    assert page.locator("nav").get_by_role("link", name="Groups").count() == 0
    answer = page.goto(told.membership)
    assert answer is not None
    assert answer.status == 404
