"""A place is tried on the board by mouse, keys, a drag, without scripts; an escort and a roster wait for somebody."""

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


def test_what_matters_for_where_he_lives_is_written_on_his_page(
    visit: Visit, accessible: Check, persons: dict[str, str]
) -> None:
    ana = visit("ana")
    ana.goto(f"/people/{persons['seed-namesake']}/")
    expect(ana.locator("#matters")).to_contain_text("Nobody has written down where his family lives")
    ana.locator("#matters").get_by_role("link", name="All of it").click()
    ana.get_by_text("Write down: Who keeps the family tie").click()
    ana.fill("[name=town]", "Lowdale")
    ana.locator("form[action$='/home/']").get_by_role("button", name="Write down").click()
    expect(ana.locator("main")).to_contain_text("His mother, in Lowdale")
    accessible(ana)
    phone = visit("ana", phone=True)
    phone.goto(f"/matters/of/{persons['seed-namesake']}/")
    phone.get_by_text("Write down: Hearings ahead").click()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    accessible(phone)


def test_a_wing_is_closed_cells_change_and_a_cover_is_kept(visit: Visit, accessible: Check) -> None:
    for phone in (False, True):
        gil = visit("gil", phone=phone)
        for address in ("/placements/many/NORTH/", "/rotations/at/NORTH/", "/rosters/at/NORTH/"):
            gil.goto(address)
            accessible(gil)
            assert gil.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    gil.goto("/placements/many/NORTH/")
    gil.select_option("[name=wing]", "NORTH-C")
    gil.get_by_role("button", name="Ask where they go").click()
    expect(gil.locator("main")).to_contain_text("Decide several at once", timeout=60_000)
    accessible(gil)
    gil.get_by_role("button", name="Decide and order these moves").click()
    expect(gil.locator("main")).to_contain_text("moves are ordered")
    gil.goto("/rotations/at/NORTH/")
    gil.check("[name=categories][value=B]")
    gil.fill("#rule_why", "Two escapes were planned from known cells.")
    gil.get_by_role("button", name="Decide", exact=True).click()
    expect(gil.locator("main")).to_contain_text("at the latest every 28 days")
    accessible(gil)
    hal = visit("hal")
    hal.goto("/covers/")
    hal.fill("[name=person]", "A1006")
    hal.fill("[name=away_from]", "A1004")
    hal.fill("[name=why]", "He spoke to the prosecutor.")
    hal.get_by_role("button", name="Write it down").click()
    hal.wait_for_url(re.compile("/access/purpose/"))
    hal.fill("[name=reason]", "Looking after the covers of my compartment.")
    hal.get_by_role("button", name="Continue").click()
    expect(hal.locator("main")).to_contain_text("Ivan Petrov (A1006")
    accessible(hal)


@pytest.fixture(scope="module")
def shifts(service: Service) -> None:
    """S1 was near people of category B for three days and is to be for two more; S2 works where nobody of it is."""
    rows = [
        (f"{staff}{day}", staff, wing, clock.now() + timedelta(days=day))
        for staff, wing, days in (("S1", "NORTH-C", (-4, -3, -2, 1, 2)), ("S2", "NORTH-B", (1, 2)))
        for day in days
    ]
    with psycopg.connect(service.cluster.admin_url, dbname=service.database) as connection:
        connection.cursor().executemany(
            "INSERT INTO placement_staffshift (id, site, level, handling, compartments, source, key, staff, instead_of,"
            " wing, starts, ends, needs, skills, written_by, written_at, withdrawn_by, withdrawn_why)"
            " VALUES (gen_random_uuid(), 'NORTH', 1, '{}', '{}', 'journey', %s, %s, '', %s, %s, %s, '{}', '{}', '',"
            " now(), '', '')",
            [(key, staff, wing, starts, starts + timedelta(hours=8)) for key, staff, wing, starts in rows],
        )


@pytest.mark.usefixtures("shifts")
def test_a_proposed_roster_is_accepted_with_keys_and_nobody_from_elsewhere_sees_it(
    visit: Visit, accessible: Check, picture: Picture
) -> None:
    pia = visit("pia")
    pia.goto("/placements/")
    pia.get_by_role("link", name="Staff near people of high risk").first.click()
    there = pia.url
    pia.fill("[name=hours]", "20")
    pia.check("[name=categories][value=B]")
    pia.fill("#limit_why", "Two fell ill within a month.")
    pia.get_by_role("button", name="Decide", exact=True).click()
    expect(pia.locator("main")).to_contain_text("over the limit: relieve")
    pia.get_by_role("button", name="Propose a roster that keeps it").click()
    proposal = pia.get_by_role("region", name="A roster for the coming week")
    expect(proposal).to_contain_text("20 h 00 min now, 4 h 00 min then")
    accessible(pia)
    picture(pia, "roster")
    accept = str(proposal.locator("form").first.get_attribute("action"))
    gil = visit("gil", phone=True)
    gil.goto(there)
    gil.locator("summary", has_text="Accept it").focus()
    for key in ("Enter", "Tab", "Tab", "Enter"):
        gil.keyboard.press(key)
    expect(gil.get_by_role("alert")).to_contain_text("Write why.")
    assert gil.evaluate("document.documentElement.scrollWidth") <= 360
    accessible(gil)
    gil.get_by_role("alert").get_by_role("link", name="Write why.").press("Enter")
    expect(gil.locator("#accept_reason")).to_be_focused()
    gil.keyboard.type("He needs a rest.")
    gil.keyboard.press("Tab")
    gil.keyboard.press("Enter")
    expect(gil.get_by_role("region", name="Rosters that were proposed before")).to_contain_text(
        "He needs a rest."
    )
    expect(gil.get_by_role("region", name="A roster for the coming week")).to_have_count(0)
    accessible(gil)
    eve = visit("eve")
    eve.goto(there)
    expect(eve.locator("main")).not_to_contain_text("S1")
    assert eve.request.get(there).status == 404
    crumb = eve.evaluate("document.querySelector('[name=csrfmiddlewaretoken]').value")
    sent = eve.request.post(
        accept, form={"csrfmiddlewaretoken": crumb, "reason": "Mine."}, headers={"Referer": there}
    )
    assert sent.status == 404
