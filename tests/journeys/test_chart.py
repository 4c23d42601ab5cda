"""The chart of a network in a real browser: by keys, by tables without scripts, by day, on a phone, at night."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page, expect

from beccaria.core.persons import Role
from tests.apps.networks.linking import Links
from tests.apps.networks.test_chart import group_of
from tests.apps.people.town import Town

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Visit = Callable[..., Page]
    Check = Callable[[Page], None]
    Picture = Callable[..., None]

pytestmark = pytest.mark.browser
# Of two neither comes first.
BOTH = re.compile("Bruno Chartwell and Clara Chartwell|Clara Chartwell and Bruno Chartwell")
KINDS = "colour=group&kind=visit&kind=payment&kind=report"
BUDGET = 300_000
CROWDED = """() => document.querySelector("[data-canvas]")._cyreg.cy
  .nodes().forEach((one, number) => one.renderedPosition({x: 60 + 90 * number, y: 180}))"""
# The library's boxes have three pixels of room round the words.
BOXES = """const only = {includeNodes: false, includeEdges: false, includeLabels: true};
  const boxes = document.querySelector("[data-canvas]")._cyreg.cy.nodes().map((one) => one.boundingBox(only));
  const both = (one, other, from, to) => Math.min(one[to], other[to]) - Math.max(one[from], other[from]);
  const meets = (one) => boxes.some((other) => other !== one && both(one, other, "x1", "x2") > ROUND
    && both(one, other, "y1", "y2") > ROUND)""".replace("ROUND", "6")


@pytest.fixture(scope="module")
def chart(service: Any, django_db_blocker: Any) -> Iterator[str]:
    """The address of a man's network: visitors, a payer, a remark under conditions, and a group."""
    from django.db import connections

    town, before = Town(service.cluster, service.database), dict(connections.settings["default"])
    links = Links(town)
    with django_db_blocker.unblock():
        given = ("Bruno", "Clara", "Dario", "Emma", "Fabio")
        bruno, clara, dario, emma, fabio = town.add(*given, surname="Chartwell", role=Role.PRISONER)
        connections["default"].close()
    links.visit(bruno, clara, days=300)
    links.visit(bruno, clara, days=20)
    links.payment(dario, clara, days=150)
    links.payment(emma, clara, days=30)
    links.item(emma, fabio, days=5, conditions=["3x5x2:C", "3x5x2:A1", "3x5x2:S2"])
    group_of(links, [bruno, dario])
    yield f"/network/person/{bruno}/"
    connections.settings["default"].update(before)


def _open(page: Page, address: str) -> Page:
    page.goto(address)
    expect(page.locator("[data-chart][data-ready]")).to_be_visible()
    return page


def test_1_the_chart_by_keys_alone(chart: str, visit: Visit, accessible: Check, picture: Picture) -> None:
    page = _open(visit("bo"), f"{chart}?{KINDS}")
    expect(page.get_by_role("heading", name="Network of Bruno Chartwell")).to_be_visible()
    accessible(page)
    canvas = page.get_by_role("application")
    canvas.focus()
    page.keyboard.press("+")
    page.keyboard.press("0")
    page.keyboard.press("Enter")
    side = page.locator("#chart-side")
    expect(side.get_by_role("heading", name="Bruno Chartwell")).to_be_focused()
    expect(side).to_contain_text("suspected member: The Quarry")
    expect(side).to_contain_text("Tied to 1 person on this chart.")
    accessible(page)
    picture(page, "chart-person", whole=False)
    # From the sentences to the evidence, and from there to the record.
    page.keyboard.press("Tab")
    side.get_by_role("link", name="Clara Chartwell").focus()
    page.keyboard.press("Enter")
    expect(side.get_by_role("heading", name=BOTH)).to_be_visible()
    expect(side).to_contain_text("2 records tie them.")
    expect(side.get_by_role("link", name="Visit: took place").first).to_have_attribute(
        "href", re.compile("/happened/")
    )
    accessible(page)


def test_2_how_it_formed_by_the_slider_and_by_replay(chart: str, visit: Visit) -> None:
    page = _open(visit("bo"), f"{chart}?{KINDS}")
    counted, slider = page.locator("[data-counted]"), page.get_by_role("slider")
    expect(counted).to_have_text("People: 4, ties: 3")
    slider.focus()
    page.keyboard.press("Home")
    expect(counted).to_have_text("People: 2, ties: 1")
    page.keyboard.press("End")
    expect(counted).to_have_text("People: 4, ties: 3")
    page.get_by_role("button", name="Replay").press("Enter")
    expect(counted).to_have_text("People: 3, ties: 2", timeout=15_000)
    page.get_by_role("button", name="Stop").press("Enter")
    expect(page.get_by_role("button", name="Replay")).to_be_visible()


def test_3_what_if_somebody_were_not_there(
    chart: str, visit: Visit, accessible: Check, picture: Picture
) -> None:
    page = _open(visit("bo"), f"{chart}?{KINDS}&steps=3")
    expect(page.get_by_text("do not act on it").first).to_be_visible()
    side = page.locator("#chart-side")
    page.locator("#people").get_by_role("link", name="Clara Chartwell").click()
    expect(side.get_by_role("heading", name="Clara Chartwell")).to_be_visible()
    page.get_by_role("link", name="What if he were not there?").click()
    expect(side).to_contain_text("Of the 5 people who are all tied to each other, 2 would still be: 40 %.")
    expect(side.get_by_text("who succeeds them")).to_be_visible()
    accessible(page)
    picture(page, "chart-what-if", whole=False)
    # A second one: the first is remembered.
    page.locator("#people").get_by_role("link", name="Emma Chartwell").click()
    expect(side.get_by_role("heading", name="Emma Chartwell")).to_be_visible()
    page.get_by_role("link", name="What if he were not there?").click()
    expect(side.get_by_role("link", name="Put back")).to_have_count(2)
    side.get_by_role("link", name=re.compile("Put back.*Clara")).click()
    expect(side.get_by_role("link", name="Put back")).to_have_count(1)


def test_4_filters_and_one_more_step(chart: str, visit: Visit) -> None:
    page = _open(visit("bo"), f"{chart}?{KINDS}&steps=1")
    expect(page.get_by_text("2 people, 1 tie.")).to_be_visible()
    page.locator("#people").get_by_role("link", name="Clara Chartwell").click()
    page.get_by_role("link", name="Show who else is tied to him").click()
    expect(page.get_by_text("4 people, 3 ties.")).to_be_visible()
    page.get_by_label("payments").uncheck()
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_text("2 people, 1 tie.")).to_be_visible()
    page.get_by_label("visits").uncheck()
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_text("Nothing ties anybody here")).to_be_visible()


def test_5_people_stay_where_they_were_put(chart: str, visit: Visit) -> None:
    page = _open(visit("bea"), f"{chart}?{KINDS}")

    def places() -> dict[str, tuple[float, float]]:
        said = page.request.get(f"{chart}data/?{KINDS}&steps=2").text()
        return {one["name"]: (one["x"], one["y"]) for one in json.loads(said)["people"]}

    before = places()
    canvas = page.get_by_role("application")
    box = canvas.bounding_box()
    assert box is not None
    # The man in the middle of the chart is taken by the pointer where the page says he is.
    with page.expect_response(lambda answer: answer.url.endswith("/arrange/")):
        x, y = _pixel(page, "Clara Chartwell", box)
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 40, y + 60, steps=5)
        page.mouse.up()
    after = places()
    assert after["Clara Chartwell"] != before["Clara Chartwell"]
    assert {name: at for name, at in after.items() if name != "Clara Chartwell"} == {
        name: at for name, at in before.items() if name != "Clara Chartwell"
    }
    _open(page, f"{chart}?{KINDS}")
    assert places() == after


def _pixel(page: Page, name: str, box: Any) -> tuple[float, float]:
    """Where somebody is on the screen, as the drawing library says."""
    found = page.evaluate(
        """name => document.querySelector("[data-canvas]")._cyreg.cy
          .nodes().filter((one) => one.data("label").startsWith(name))[0].renderedPosition()""",
        name,
    )
    return box["x"] + found["x"], box["y"] + found["y"]


def test_6_without_scripts_there_is_the_picture_and_the_tables(chart: str, visit: Visit) -> None:
    page = visit("bo", scripts=False)
    page.goto(f"{chart}?{KINDS}")
    drawn = page.get_by_role("img", name="Network of Bruno Chartwell")
    expect(drawn).to_be_visible()
    answer = page.request.get(drawn.get_attribute("src") or "")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    page.get_by_role("link", name="Who with whom").click()
    expect(page.locator("#ties tbody tr").first).to_contain_text(BOTH)
    page.locator("#ties tbody a").first.click()
    expect(page.get_by_role("heading", level=1, name=BOTH)).to_be_visible()
    expect(page.get_by_text("Visit: took place").first).to_be_visible()


def test_7_on_a_phone_and_at_night(chart: str, visit: Visit, accessible: Check, picture: Picture) -> None:
    page = visit("bo", phone=True)
    page.set_viewport_size({"width": 390, "height": 844})
    _open(page, f"{chart}?{KINDS}&steps=3")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    accessible(page)
    picture(page, "chart-phone")
    page.emulate_media(color_scheme="dark")
    accessible(page)
    picture(page, "chart-phone-night", whole=False)


def test_names_of_few_do_not_touch_however_close_they_stand(chart: str, visit: Visit) -> None:
    page = _open(visit("bo"), f"{chart}?{KINDS}&steps=3")
    page.evaluate(CROWDED)
    page.wait_for_function(f"() => {{ {BOXES}; return boxes.length === 5 && !boxes.some(meets); }}")


def test_8_when_it_cannot_be_drawn_it_says_so(chart: str, visit: Visit, accessible: Check) -> None:
    page = visit("bo")
    page.route("**/data/?*", lambda route: route.fulfill(status=422, body="no"))
    page.goto(f"{chart}?{KINDS}")
    expect(page.get_by_text("The chart could not be drawn here.")).to_be_visible()
    expect(page.get_by_role("link", name="See it as a picture")).to_be_visible()
    accessible(page)


def test_9_other_pages_do_not_carry_the_drawing_library(chart: str, visit: Visit) -> None:
    page = visit("bo")
    heard: dict[str, int] = {}
    page.on("response", lambda answer: heard.update({answer.url: len(answer.body())}) if answer.ok else None)
    page.goto("/people/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in heard if "chart" in url]
    assert sum(heard.values()) <= BUDGET, heard
    heard.clear()
    _open(page, f"{chart}?{KINDS}")
    assert [url for url in heard if "bundle/chart" in url]
