"""The keys, in a browser: they do what the help sheet says, and nothing while somebody types."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.conftest import HOME

pytestmark = pytest.mark.browser


@pytest.fixture
def catalogue(browse: Callable[..., Any]) -> Any:
    page = browse()
    page.goto(f"{HOME}/catalogue/")
    return page


def test_a_question_mark_opens_the_sheet_and_escape_closes_it(catalogue: Any) -> None:
    catalogue.keyboard.press("?")
    assert catalogue.locator("#help-sheet").is_visible()
    catalogue.keyboard.press("Escape")
    assert not catalogue.locator("#help-sheet").is_visible()


def test_j_and_k_walk_a_queue_and_w_opens_its_why(catalogue: Any) -> None:
    catalogue.keyboard.press("j")
    first = catalogue.evaluate("document.activeElement.textContent")
    catalogue.keyboard.press("j")
    assert catalogue.evaluate("document.activeElement.textContent") != first
    catalogue.keyboard.press("k")
    assert catalogue.evaluate("document.activeElement.textContent") == first
    catalogue.keyboard.press("w")
    assert catalogue.locator("[data-current] details.why").first.get_attribute("open") is not None


def test_nothing_happens_while_somebody_types(catalogue: Any) -> None:
    catalogue.locator("#good_text").click()
    catalogue.keyboard.type("who? j w")
    assert catalogue.locator("#good_text").input_value() == "who? j w"
    assert not catalogue.locator("#help-sheet").is_visible()


def test_keys_can_be_turned_off(browse: Callable[..., Any]) -> None:
    page = browse(cookies={"beccaria_keys": "off"})
    page.goto(f"{HOME}/catalogue/")
    page.keyboard.press("?")
    assert not page.locator("#help-sheet").is_visible()


def test_hidden_words_come_out_on_focus_and_go_with_escape(catalogue: Any) -> None:
    grade = catalogue.locator(".grade").first
    grade.focus()
    tip = grade.locator(".tip")
    assert tip.bounding_box()["height"] > 10
    catalogue.keyboard.press("Escape")
    assert tip.bounding_box()["height"] <= 2


def test_an_item_is_graded_with_two_keys_and_enter(browse: Callable[..., Any]) -> None:
    page = browse("bo")
    page.goto(f"{HOME}/inbox/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/observations/**")
    page.locator(".acts form button").first.click()
    page.wait_for_url("**/reports/**")
    page.locator(".sentence input").first.check()
    page.keyboard.press("t")
    page.wait_for_url("**item=**")
    for key in ("2", "c", "Enter"):
        page.keyboard.press(key)
    page.wait_for_selector(".item .grade")
    assert page.locator(".item .grade b").first.inner_text() == "2 C"
