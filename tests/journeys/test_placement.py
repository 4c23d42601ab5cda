"""A place is tried on the board by mouse, keys, a drag and without scripts; an escort waits for who receives him."""

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
BOARD = "/placements/board/NORTH/"


@pytest.fixture(scope="module")
def persons(service: Service) -> dict[str, str]:
    """Planted people by key."""
    with psycopg.connect(service.cluster.admin_url, dbname=service.database) as connection:
        rows = connection.execute("SELECT key, id FROM people_person WHERE source = 'seed'").fetchall()
    return {str(key): str(person) for key, person in rows}


def test_a_place_is_tried_by_mouse_keys_and_drag(visit: Visit, accessible: Check, picture: Picture) -> None:
    pia = visit("pia")
    pia.goto(BOARD)
    verdict = pia.locator("#verdict")
    expect(verdict).to_contain_text("Nobody chosen")
    accessible(pia)
    pia.get_by_role("link", name="Ivan Petrov").click()
    expect(verdict).to_contain_text("His best places")
    expect(pia.locator("[data-card].chosen")).to_contain_text("Ivan Petrov")
    pia.get_by_role("link", name="B wing", exact=True).focus()
    pia.keyboard.press("Enter")
    expect(verdict).to_contain_text("Possible, at a cost")
    pia.keyboard.press("ArrowRight")
    expect(pia.get_by_role("link", name="C wing", exact=True)).to_be_focused()
    pia.keyboard.press("ArrowDown")
    expect(pia.get_by_role("link", name="101", exact=True)).to_be_focused()
    pia.keyboard.press("Enter")
    expect(verdict).to_contain_text("The cell is full.")
    accessible(pia)
    picture(pia, "board")
    pia.locator("[data-card]", has_text="Lino Ferri").drag_to(pia.locator("[data-cell='NORTH-C-101']"))
    expect(verdict).to_contain_text("Lino Ferri")
    expect(verdict).to_contain_text("Refused")


def test_on_a_phone_as_a_table_and_without_scripts(
    visit: Visit, accessible: Check, picture: Picture, persons: dict[str, str]
) -> None:
    pia = visit("pia", phone=True)
    pia.goto(f"{BOARD}?person={persons['seed-namesake']}&wing=NORTH-B")
    expect(pia.locator("#verdict")).to_contain_text("Possible, at a cost")
    assert pia.evaluate("document.documentElement.scrollWidth") <= 360
    accessible(pia)
    picture(pia, "board-phone", whole=False)
    pia.get_by_role("link", name="Table").click()
    expect(pia.locator("main")).to_contain_text("Marek Tibor Sandor")
    accessible(pia)
    plain = visit("pia", scripts=False)
    plain.goto(BOARD)
    plain.get_by_role("link", name="Ivan Petrov").click()
    plain.get_by_role("link", name="A wing", exact=True).click()
    expect(plain.locator("#verdict")).to_contain_text("Good.")


def test_an_escort_is_acknowledged_there_before_it_is_signed_here(
    visit: Visit, accessible: Check, persons: dict[str, str]
) -> None:
    bo = visit("bo")
    bo.goto(f"/escorts/new/{persons['seed-father']}/")
    accessible(bo)
    bo.locator("input[name=why][value=transfer]").check()
    bo.select_option("[name=to_establishment]", "SOUTH")
    bo.fill("[name=goal]", "Southmoor, reception")
    bo.fill("[name=starts]", (clock.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M"))
    bo.fill("[name=hours]", "3")
    for number, name in ((1, "By the coast"), (2, "By the hills")):
        bo.fill(f"[name=way_{number}]", name)
        bo.fill(f"[name=minutes_{number}]", "90")
    bo.get_by_role("button", name="Write the pack").click()
    bo.wait_for_url(re.compile(r"/escorts/[0-9a-f-]{36}/$"))
    expect(bo.locator("main")).to_contain_text("has not been told")
    accessible(bo)
    bo.get_by_role("button", name="Hand it over").click()
    expect(bo.locator("main")).to_contain_text("has not acknowledged")
    eve = visit("eve", phone=True)
    eve.goto("/")
    eve.get_by_role("link", name="Acknowledge a handover").first.click()
    expect(eve.locator("main")).to_contain_text("He comes to you.")
    assert eve.evaluate("document.documentElement.scrollWidth") <= 360
    eve.fill("[name=said]", "The duty governor, at the inner gate.")
    eve.get_by_role("button", name="Acknowledge").click()
    expect(eve.locator("main")).to_contain_text("acknowledged")
    gil = visit("gil")
    gil.goto("/")
    gil.get_by_role("link", name="Escort to sign").first.click()
    gil.get_by_role("button", name="I sign").click()
    expect(gil.locator("main")).to_contain_text("He may be taken out as planned here.")
    accessible(gil)
    gil.goto("/posts/at/NORTH/")
    accessible(gil)
    gil.goto(f"/posts/of/{persons['seed-mts']}/")
    accessible(gil)
