"""Supervised visits are proposed and decided by two, refused in the same words again, and over by themselves."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import psycopg
import pytest
from playwright.sync_api import Page, expect

from beccaria.lib import clock
from tests.journeys.conftest import Service
from tests.measuring import FRESH, WHY

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
Check = Callable[[Page], None]


@pytest.fixture(scope="module")
def twin(service: Service) -> str:
    """Luca Ferri, whom nothing restricts yet."""
    with psycopg.connect(service.cluster.admin_url, dbname=service.database) as connection:
        row = connection.execute("SELECT id FROM people_person WHERE key = 'seed-twin'").fetchone()
    assert row is not None
    return str(row[0])


def wall(page: Page, moment: datetime) -> str:
    """A moment as the form takes it, by the clock that the form shows."""
    shown = datetime.fromisoformat(page.input_value("[name=starts]"))
    away = round((shown - clock.now().replace(tzinfo=None)) / timedelta(hours=1))
    return (moment.replace(tzinfo=None) + timedelta(hours=away)).strftime("%Y-%m-%dT%H:%M")


def fill(page: Page, *, starts: datetime, ends: datetime, reasons: dict[str, str], fact: str) -> None:
    page.select_option("[name=kind]", "supervised_visits")
    page.fill("[name=what]", "Visits behind glass")
    page.fill("[name=article]", "House rules, article 40")
    page.fill("[name=office]", "The governor")
    begin, end = wall(page, starts), wall(page, ends)
    page.fill("[name=starts]", begin)
    page.fill("[name=ends]", end)
    for name, text in reasons.items():
        page.fill(f"[name={name}]", text)
    page.select_option("[name=fact0-ground]", "conduct")
    page.fill("[name=fact0-text]", fact)
    page.fill("[name=fact0-observed]", (clock.now() - timedelta(days=4)).date().isoformat())
    page.fill("[name=told]", "You gave orders to hurt a man during a visit.")
    page.fill("[name=remedy]", "The supervisory judge")
    page.get_by_role("button", name="Propose", exact=True).click()


def test_decided_by_two_not_renewed_in_the_same_words_and_over_by_itself(
    visit: Visit, twin: str, accessible: Check, service: Service
) -> None:
    bo, now = visit("bo", phone=True), clock.now()
    bo.goto(f"/people/{twin}/")
    expect(bo.locator("#measures")).to_contain_text("No measure is in force")
    bo.get_by_role("link", name="Propose a measure").click()
    accessible(bo)
    assert bo.evaluate("document.documentElement.scrollWidth") <= 360
    fact = "Gave orders in the visits room."
    fill(bo, starts=now, ends=now + timedelta(days=20), reasons=WHY, fact=fact)
    bo.wait_for_url(re.compile(r"/measures/[0-9a-f-]{36}/$"))
    there = bo.url
    for name in ("gil", "cy"):
        page = visit(name)
        page.goto("/")
        page.get_by_role("link", name="Supervised visits proposed for Luca Ferri").first.click()
        accessible(page)
        page.locator("input[name=yes][value=yes]").check()
        page.fill("[name=answer]", "Nothing milder does.")
        page.get_by_role("button", name="I decide").click()
        expect(page.locator(".notice-done")).to_be_visible()
    bo.goto(f"/measures/of/{twin}/")
    expect(bo.locator("main")).to_contain_text("in force")
    accessible(bo)
    # A day later by the register's clock: it was over at its end, and nobody had to do anything.
    with psycopg.connect(service.cluster.admin_url, dbname=service.database) as connection:
        connection.execute("ALTER TABLE measures_measure DISABLE TRIGGER measures_measure_keeps")
        connection.execute(
            "UPDATE measures_measure SET starts_at = starts_at - interval '21 days', ends_at = ends_at - "
            "interval '21 days', review_due = review_due - interval '21 days' WHERE person_id = %s",
            [twin],
        )
        connection.execute("ALTER TABLE measures_measure ENABLE TRIGGER measures_measure_keeps")
    bo.goto(there)
    expect(bo.locator("main")).to_contain_text("over by its end")
    bo.goto(f"/measures/new/?person={twin}")
    expect(bo.locator("main")).to_contain_text("What he has or had")
    fill(bo, starts=now + timedelta(minutes=2), ends=now + timedelta(days=20), reasons=WHY, fact=fact)
    expect(bo.get_by_role("alert")).to_contain_text("stood in the measure before")
    fresh = "Two letters of a cousin name a new victim."
    fill(bo, starts=now + timedelta(minutes=2), ends=now + timedelta(days=20), reasons=FRESH, fact=fresh)
    bo.wait_for_url(re.compile(r"/measures/[0-9a-f-]{36}/$"))
    gil = visit("gil")
    gil.goto(bo.url)
    expect(gil.locator("main")).to_contain_text("of these reasons stood in the old ones")
    expect(gil.locator("main")).to_contain_text("The reasons before")
    accessible(gil)
