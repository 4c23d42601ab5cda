"""A status is proposed and decided by two, and read in the common profile as abroad; in real browsers."""

import json
import re
from collections.abc import Callable
from datetime import timedelta

import psycopg
import pytest
from playwright.sync_api import Page, expect

from beccaria.lib import clock
from tests.journeys.conftest import Service

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
Check = Callable[[Page], None]
Picture = Callable[..., None]


@pytest.fixture(scope="module")
def twin(service: Service) -> str:
    """Luca Ferri, of whom nothing is decided yet."""
    with psycopg.connect(service.cluster.admin_url, dbname=service.database) as connection:
        row = connection.execute("SELECT id FROM people_person WHERE key = 'seed-twin'").fetchone()
    assert row is not None
    return str(row[0])


def ahead(days: int) -> str:
    """As a date field takes it."""
    return (clock.now() + timedelta(days=days)).date().isoformat()


def fits(page: Page) -> None:
    """Nothing to scroll sideways on a phone."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_proposed_from_his_page_and_decided_by_two(
    visit: Visit, twin: str, accessible: Check, picture: Picture
) -> None:
    bo = visit("bo", phone=True)
    bo.goto(f"/people/{twin}/")
    decided = bo.locator("#decided").locator("..")
    expect(decided).to_contain_text("No category or status is decided here")
    bo.get_by_role("link", name="Propose a category or status").click()
    expect(bo.locator("main")).to_contain_text("no source says")
    accessible(bo)
    fits(bo)
    bo.get_by_role("button", name="One more fact").click()
    expect(bo.locator("main")).to_contain_text("Fact 3")
    bo.locator("input[name=what][value='status|high_risk']").check()
    bo.fill("[name=article]", "House rules, article 12")
    bo.fill("[name=why]", "He had a man beaten for a debt.")
    bo.fill("[name=against]", "Nothing was found on him since.")
    bo.fill("[name=until]", ahead(90))
    bo.select_option("[name=fact0-ground]", "conduct")
    bo.fill("[name=fact0-text]", "Threatened to burn the mosque of the town.")
    bo.fill("[name=fact0-observed]", ahead(-12))
    bo.get_by_role("button", name="Propose", exact=True).click()
    expect(bo.get_by_role("alert")).to_contain_text("names what somebody is")
    accessible(bo)
    bo.locator("[name=fact0-conduct]").check()
    bo.get_by_role("button", name="Propose", exact=True).click()
    bo.wait_for_url(re.compile(r"/classifications/[0-9a-f-]{36}/$"))
    for name in ("gil", "cy"):
        page = visit(name)
        page.goto("/")
        page.get_by_role("link", name="High risk proposed for Luca Ferri").first.click()
        expect(page.locator("main")).to_contain_text("Read this with care")
        accessible(page)
        page.locator("input[name=yes][value=yes]").check()
        page.fill("[name=answer]", "It is what he threatened, whoever he is.")
        page.get_by_role("button", name="I decide").click()
        expect(page.locator(".notice-done")).to_be_visible()
    bo.reload()
    expect(bo.locator("main")).to_contain_text("Second person")
    accessible(bo)
    fits(bo)
    picture(bo, "classification-phone")
    page.reload()
    picture(page, "classification")


def test_read_in_the_profile_as_another_country_would(
    visit: Visit, twin: str, accessible: Check, picture: Picture
) -> None:
    pia = visit("pia")
    pia.goto(f"/people/{twin}/")
    pia.get_by_role("link", name="Profile", exact=True).click()
    expect(pia.locator("main")).to_contain_text("This service keeps no measures yet")
    accessible(pia)
    picture(pia, "profile")
    pia.select_option("[name=reader]", "ENG")
    pia.get_by_role("button", name="Show").click()
    expect(pia.locator("main")).to_contain_text("In terms of England and Wales")
    expect(pia.locator("main")).to_contain_text("Not comparable, because")
    accessible(pia)
    picture(pia, "profile-abroad")
    with pia.expect_download() as taken:
        pia.get_by_role("link", name="Take as JSON").click()
    said = json.loads(taken.value.path().read_text())
    assert said["in_terms_of"] == "ENG"
    assert said["decisions"][0]["terms"]["answer"] == "not_comparable"


def test_on_a_phone_and_on_a_day_in_the_past(visit: Visit, twin: str, accessible: Check) -> None:
    gil = visit("gil", phone=True)
    gil.goto(f"/persons/{twin}/profile/")
    accessible(gil)
    fits(gil)
    gil.goto(f"/classifications/of/{twin}/")
    gil.fill("[name=on]", ahead(-1))
    gil.get_by_role("button", name="Show").click()
    expect(gil.locator("main")).to_contain_text("Nothing stood on that day")
    accessible(gil)
    fits(gil)
