"""Proposals are judged, a group is scored twice with unknowns, a feud shows on its wing; in real browsers."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace

import psycopg
import pytest
from playwright.sync_api import Page, expect

from beccaria.core.ids import new_id
from beccaria.lib import clock
from tests import database
from tests.apps.networks.linking import Links
from tests.journeys.conftest import ROOT, Service
from tests.journeys.test_groups import shows

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
Check = Callable[[Page], None]
Picture = Callable[..., None]
SCORED = "Organised-crime group: criminality and capability"
# Somebody outside who is like the visitor of the seed, under another name.
OUTSIDE = """
INSERT INTO people_person SELECT made.* FROM people_person known, jsonb_populate_record(known, %s) made
WHERE known.key = 'seed-visitor'
"""


@dataclass
class Told:
    """What one step leaves for the next."""

    quarry: str = ""
    harbour: str = ""


@pytest.fixture(scope="module")
def told() -> Told:
    return Told()


@pytest.fixture(scope="module")
def proposed(service: Service) -> None:
    """Vera visits three men of one wing and Paula pays them; the service looks at that, as it does each night."""
    vera, paula = outside(service, "Vera", "Zeller"), outside(service, "Paula", "Yates")
    people = _people(service)
    links = Links(SimpleNamespace(cluster=service.cluster, name=service.database))  # type: ignore[arg-type]  # all it asks of a town
    for place, key in enumerate(("seed-mts", "seed-twin", "seed-father")):
        for days in (40, 12):
            at = clock.now() - timedelta(days=days + place)
            links.visit(people[key], vera, at=at)
            links.payment(people[key], paula, at=at + timedelta(days=3))
    assert "3 proposed memberships" in run(service, "network", "propose")


def outside(service: Service, given: str, surname: str) -> str:
    """Plant somebody outside; his record."""
    told = {
        "id": new_id(),
        "key": surname,
        "name": f"{given} {surname}",
        "sorts": f"{surname} {given}".lower(),
        "searched": f"{surname} {given}".lower(),
        "cluster": new_id(),
    }
    with psycopg.connect(service.cluster.admin_url, dbname=service.database) as connection:
        connection.execute(OUTSIDE, [json.dumps(told)])
    return told["id"]


def run(service: Service, *words: str) -> str:
    """One of our commands on the service; what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "beccaria", *words],
        env=database.environment(service.cluster, "worker", service.database),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _people(service: Service) -> dict[str, str]:
    with psycopg.connect(service.cluster.admin_url, dbname=service.database) as connection:
        return dict(connection.execute("SELECT key, id FROM people_person").fetchall())


def fits(page: Page) -> None:
    """A page does not scroll sideways on a phone."""
    page.wait_for_load_state()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 360, f"{page.url} is {width} px wide on a phone"


def write_group(page: Page, name: str) -> str:
    """A group that every prison knows; its address."""
    page.goto("/groups/new/")
    page.fill("[name=name]", name)
    page.select_option("[name=kind]", "mafia_type")
    page.get_by_label("United Nations Convention (UNTOC)").check()
    page.get_by_label("A court").check()
    page.get_by_label("Every prison").check()
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile(r"/groups/[0-9a-f-]{36}/$"))
    return page.url


@pytest.mark.usefixtures("proposed")
def test_1_a_proposal_is_accepted_with_its_evidence(
    visit: Visit, told: Told, accessible: Check, picture: Picture
) -> None:
    page = visit("bo")
    told.quarry = write_group(page, "The Quarrymen")
    page.goto("/groups/proposals/")
    expect(page.locator("main")).to_contain_text("A circle not written down yet")
    expect(page.locator("main")).to_contain_text("May lead it from outside: a hypothesis")
    accessible(page)
    picture(page, "proposals")
    page.get_by_role("button", name="Start").or_(page.get_by_role("link", name="Start")).first.click()
    expect(page.locator("main")).to_contain_text("A calculation proposes it; it is no membership")
    accessible(page)
    picture(page, "proposal")
    name = page.locator("h1").inner_text()
    page.keyboard.press("y")
    page.locator("#yes_group").select_option(label="The Quarrymen")
    page.locator("#yes_source").select_option("1")
    page.locator("#yes_information").select_option("A")
    page.get_by_role("button", name="Write down the membership").click()
    expect(page.locator("body")).to_contain_text("Written down as a membership with its evidence.")
    expect(page.locator("h1")).not_to_have_text(name)
    page.goto(told.quarry)
    expect(page.locator("[aria-labelledby=members]")).to_contain_text("2 bases, until")


@pytest.mark.usefixtures("proposed")
def test_2_another_is_rejected_on_a_phone_with_a_reason(visit: Visit, accessible: Check) -> None:
    phone = visit("bo", phone=True)
    phone.goto("/groups/proposals/")
    fits(phone)
    accessible(phone)
    phone.locator(".task-title a").first.click()
    fits(phone)
    address = phone.url
    phone.get_by_text("No, he is not shown to belong").click()
    phone.get_by_role("button", name="Reject").click()
    expect(phone.locator("main")).to_contain_text("Write why.")
    accessible(phone)
    phone.locator("#no_why").fill("Both women teach the drawing class that all three attend.")
    phone.get_by_role("button", name="Reject").click()
    expect(phone.locator("body")).to_contain_text("Rejected: what you looked at does not count again.")
    phone.goto(address)
    expect(phone.locator("main")).to_contain_text("Somebody rejected this: Both women teach")


@pytest.mark.usefixtures("proposed")
@pytest.mark.parametrize("who", ["ana", "eve"])
def test_3_who_has_no_part_in_it_finds_no_proposal(who: str, visit: Visit) -> None:
    page = visit(who)
    answer = page.goto("/groups/proposals/")
    assert answer is not None
    assert answer.status == (404 if who == "ana" else 200)
    expect(page.locator("main")).not_to_contain_text("Zeller")


def answer_all(page: Page, *, level: int, unknown: int) -> None:
    """Answer every question by the step so many from the first, with a reason; the first `unknown` are unknown."""
    cards = page.locator("section[id^=part-]")
    for place in range(cards.count()):
        card = cards.nth(place)
        if place < unknown:
            card.locator("input[value=unknown]").check()
            continue
        card.locator("input[type=radio]").nth(level).check()
        card.locator("textarea").fill("Two graded reports of this year say it.")


def test_4_a_group_is_scored_with_unknowns_and_the_range_is_shown(
    visit: Visit, told: Told, accessible: Check, picture: Picture
) -> None:
    page = visit("bo")
    page.goto(told.quarry)
    page.get_by_role("link", name=f"Score: {SCORED}").click()
    accessible(page)
    page.get_by_role("button", name="Keep this scorecard").click()
    expect(page.locator("main")).to_contain_text("Choose an answer, or unknown.")
    answer_all(page, level=2, unknown=2)
    page.get_by_role("button", name="Keep this scorecard").click()
    page.wait_for_url(re.compile(r"/scorecards/[0-9a-f-]{36}/$"))
    expect(page.locator("main")).to_contain_text("2 of 9 answers are unknown")
    expect(page.locator(".range-could").first).to_be_attached()
    accessible(page)
    picture(page, "scorecard-with-unknowns")


def test_5_another_judge_scores_anew_and_the_group_shows_both(
    visit: Visit, told: Told, accessible: Check, picture: Picture
) -> None:
    page = visit("cy", phone=True)
    page.goto(told.quarry)
    page.get_by_role("link", name=f"Score: {SCORED}").click()
    fits(page)
    answer_all(page, level=3, unknown=0)
    page.get_by_role("button", name="Keep this scorecard").click()
    page.wait_for_url(re.compile(r"/scorecards/[0-9a-f-]{36}/$"))
    fits(page)
    accessible(page)
    page.goto(told.quarry)
    piece = page.locator("[aria-labelledby=scorecards]")
    expect(piece).to_contain_text("Where they differ")
    fits(page)
    accessible(page)
    picture(page, "group-scorecards-phone")


def test_6_a_feud_on_one_wing_is_red_on_the_map(
    visit: Visit, told: Told, accessible: Check, picture: Picture
) -> None:
    desk = visit("bo")
    told.harbour = write_group(desk, "The Harbour")
    members = [(told.harbour, "A1003")]
    # Of the quarrymen one was accepted above; alone, this test writes him down itself.
    if not told.quarry:
        told.quarry = write_group(desk, "The Quarrymen")
        members.append((told.quarry, "A1002"))
    for group, number in members:
        desk.goto(f"{group}members/new/")
        desk.fill("[name=who]", number)
        shows(desk, "association", "Officers of C wing", "Walks with the two others each day.")
        desk.get_by_role("button", name="Save").click()
        expect(desk.locator("main")).to_contain_text("suspected member")
    relate(desk, told)
    page = visit("gil")
    page.goto("/tension/")
    expect(page.locator(".notice-red")).to_contain_text("Feuding groups on one wing")
    expect(page.locator(".notice-red")).to_contain_text("The Harbour (1 suspected)")
    expect(page.locator("table")).to_contain_text("feud with The Harbour")
    accessible(page)
    picture(page, "tension")
    phone = visit("gil", phone=True)
    phone.goto("/tension/")
    fits(phone)
    accessible(phone)
    picture(phone, "tension-phone")


def relate(page: Page, told: Told) -> None:
    """The two are in a feud."""
    page.goto(f"{told.quarry}relate/")
    page.select_option("[name=kind]", "feud")
    page.locator("[name=other]").select_option(label="The Harbour")
    page.fill("[name=text]", "Blows between members of both on the landing.")
    page.fill("[name=observed]", (clock.now() - timedelta(days=3)).date().isoformat())
    page.select_option("[name=source]", "3x5x2:1")
    page.select_option("[name=information]", "3x5x2:A")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(told.quarry)
