"""Signing in, in a real browser: with and without scripts, on a phone, and reaching nothing without."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_an_officer_signs_in_and_stands_on_today(
    visit: Callable[..., Page], *, phone: bool, scripts: bool
) -> None:
    page = visit("ana", phone=phone, scripts=scripts)
    assert page.locator("h1").count() == 1
    assert page.viewport_size is not None
    across = page.viewport_size["width"]
    width = page.evaluate("document.documentElement.scrollWidth") if scripts else across
    assert width <= across, "the page scrolls sideways"


def test_today_is_accessible(
    visit: Callable[..., Page], accessible: Callable[[Page], None], picture: Callable[[Page, str], None]
) -> None:
    page = visit("bo")
    accessible(page)
    picture(page, "today")
