"""Pages in a browser: accessible by day and by night, on a phone and on a desk, within their own policy."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.axe import faults
from tests.web.conftest import HOME

pytestmark = pytest.mark.browser
PUBLIC = ["/catalogue/", "/accounts/login/", "/help/", "/nothing"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("address", PUBLIC)
def test_axe_finds_nothing(browse: Callable[..., Any], address: str, width: int, scheme: str) -> None:
    page = browse(width=width, scheme=scheme)
    page.goto(HOME + address)
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_very_wide_screen_keeps_lines_readable(browse: Callable[..., Any]) -> None:
    page = browse(width=2560)
    page.goto(f"{HOME}/catalogue/")
    assert page.locator(".card").first.bounding_box()["width"] <= 1400


@pytest.mark.parametrize("address", PUBLIC)
def test_the_policy_of_the_page_is_never_broken(browse: Callable[..., Any], address: str) -> None:
    page = browse()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda fault: said.append(f"Error {fault}"))
    page.goto(HOME + address)
    page.wait_for_load_state("networkidle")
    assert [line for line in said if "Content Security Policy" in line or line.startswith("Error")] == []


def test_nothing_moves_while_a_page_loads(browse: Callable[..., Any]) -> None:
    page = browse()
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "one => { window.moved += one.value; })).observe({type: 'layout-shift', buffered: true});"
    )
    page.goto(f"{HOME}/catalogue/")
    page.wait_for_timeout(400)
    assert page.evaluate("window.moved") < 0.01


def test_one_signs_in_without_scripts(browse: Callable[..., Any]) -> None:
    page = browse(scripts=False)
    page.goto(f"{HOME}/accounts/login/")
    page.fill("[name=login]", "bo")
    page.fill("#id_password", "beccaria")
    page.locator("form button", has_text="Sign in").first.click()
    page.wait_for_url(f"{HOME}/")
    assert "Bo Intelligence" in page.content()


def test_paper_has_no_navigation_but_the_handling_words(browse: Callable[..., Any]) -> None:
    page = browse("bo")
    page.goto(f"{HOME}/")
    page.emulate_media(media="print")
    assert not page.locator(".nav").is_visible()
    assert page.locator(".handling").first.is_visible()
    assert page.locator(".handling-foot").is_visible()
    # Head and foot of a table stand on every sheet, not on the first and last only.
    shapes = page.locator(".handling[data-level]").evaluate_all(
        "strips => strips.map(strip => getComputedStyle(strip).display)"
    )
    assert shapes == ["table-header-group", "table-footer-group"]
