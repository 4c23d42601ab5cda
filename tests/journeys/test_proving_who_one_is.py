"""Security keys, passkeys, authenticator apps and single sign-on in a real browser, with a key that Chromium plays."""

import re
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, Page, expect

from tests import openid
from tests.journeys.conftest import Service

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def provider() -> Iterator[openid.Provider]:
    with openid.running() as running:
        yield running


@pytest.fixture(scope="module")
def more_settings(provider: openid.Provider) -> dict[str, str]:
    return {
        "BECCARIA_SECOND_FACTOR": "yes",
        "BECCARIA_OIDC": "yes",
        "OIDC_SERVER_URL": provider.address,
        "OIDC_CLIENT_ID": openid.CLIENT,
        "OIDC_SECRET": openid.SECRET,
        "OIDC_NAME": "Ministry sign-on",
        "OIDC_CLAIM": "staff_number",
    }


@pytest.fixture
def page(browser: Browser, service: Service) -> Iterator[Page]:
    """An empty tab. A key belongs to a name, not to an address of numbers: so the service is asked as localhost."""
    context = browser.new_context(
        base_url=service.url.replace("127.0.0.1", "localhost"),
        locale="en-GB",
        viewport={"width": 1280, "height": 900},
    )
    complaints: list[str] = []
    made = context.new_page()
    made.set_default_timeout(10_000)
    made.on("pageerror", lambda error: complaints.append(str(error)))
    made.on("console", lambda said: complaints.append(said.text) if _is_fault(said) else None)
    yield made
    context.close()
    assert not complaints, complaints


def _is_fault(said: Any) -> bool:
    return said.type == "error" and "status of 4" not in said.text


def confirm(page: Page, password: str) -> None:
    """Say the password again: whoever changes how he proves who he is must."""
    assert "/accounts/reauthenticate/" in page.url
    page.fill("input[name=password]", password)
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url(lambda url: "/reauthenticate/" not in url)


def add_key(page: Page, *, verifies: bool) -> None:
    """Plug a key in that is touched at once; one that verifies its user can be a passkey."""
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "usb", "hasResidentKey": verifies, "hasUserVerification": verifies,
        "isUserVerified": verifies, "automaticPresenceSimulation": True,
    }  # fmt: skip
    line.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def with_password(page: Page, name: str, password: str) -> None:
    page.goto("/accounts/login/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/accounts/login" not in url)


def sign_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/")


def grow_old(page: Page, service: Service) -> None:
    """Let the proof of this session be ten minutes old, as if time had passed."""
    key = next(one["value"] for one in page.context.cookies() if one["name"] == "beccaria_session")
    with psycopg.connect(service.cluster.url("worker", service.database), autocommit=True) as connection:
        row = connection.execute(
            "SELECT session_data FROM django_session WHERE session_key = %s", [key]
        ).fetchone()
        assert row
        data = SessionStore(key).decode(row[0])
        for record in data["account_authentication_methods"]:
            record["at"] -= 600
        kept = SessionStore(key).encode(data)
        connection.execute("UPDATE django_session SET session_data = %s WHERE session_key = %s", [kept, key])


def begin_duty(page: Page) -> None:
    """Who was not asked at sign-in says now what he is here for."""
    expect(page).to_have_url(re.compile(r"/access/duty/"))
    page.get_by_role("radio").first.check()
    page.get_by_role("main").get_by_role("button").first.click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/")


def heading(page: Page) -> str:
    return page.locator("h1").inner_text()


def code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def test_a_passkey_from_first_to_last(
    page: Page, service: Service, password: str, accessible: Callable[[Page], None]
) -> None:
    add_key(page, verifies=True)
    with_password(page, "bo", password)
    assert heading(page) == "Second factor", "without one nobody works"
    accessible(page)
    page.get_by_role("link", name="Manage").click()
    accessible(page)
    page.get_by_role("link", name="Add a key").click()
    accessible(page)
    confirm(page, password)
    accessible(page)
    page.fill("input[name=name]", "Key on my ring")
    page.check("input[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/**")
    accessible(page)
    sign_out(page)

    accessible(page)
    with_password(page, "bo", password)
    assert "/accounts/2fa/authenticate/" in page.url
    accessible(page)
    page.get_by_role("button", name="Use a security key").click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/")
    sign_out(page)

    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/access/duty/**")
    accessible(page)
    begin_duty(page)

    grow_old(page, service)
    page.goto("/access/glass/")
    assert "/accounts/reauthenticate/" in page.url
    accessible(page)
    page.get_by_role("link", name=re.compile("security key")).click()
    accessible(page)
    page.get_by_role("button", name="Use a security key").click()
    page.wait_for_url("**/access/glass/")

    page.goto("/accounts/2fa/webauthn/")
    page.get_by_role("link", name="Rename").click()
    accessible(page)
    page.fill("input[name=name]", "Old key")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/accounts/2fa/webauthn/")
    page.get_by_role("link", name="Remove Old key").click()
    accessible(page)
    page.get_by_role("button", name="Remove").click()
    page.wait_for_url("**/accounts/2fa/webauthn/")
    expect(page.get_by_text("No keys yet.")).to_be_visible()
    page.goto("/")
    assert heading(page) == "Second factor", "without one nobody works"


def test_a_key_that_cannot_verify_its_user_is_a_second_factor_only(
    page: Page, password: str, accessible: Callable[[Page], None]
) -> None:
    add_key(page, verifies=False)
    with_password(page, "bea", password)
    page.goto("/accounts/2fa/webauthn/add/")
    confirm(page, password)
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/**")
    sign_out(page)
    with_password(page, "bea", password)
    page.get_by_role("button", name="Use a security key").click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/")
    accessible(page)


def test_an_authenticator_app_from_first_to_last(
    page: Page, service: Service, password: str, accessible: Callable[[Page], None]
) -> None:
    with_password(page, "cy", password)
    page.get_by_role("link", name="Set up").click()
    confirm(page, password)
    accessible(page)
    secret = page.locator("span.mono").inner_text()
    page.fill("input[name=code]", code(secret))
    page.get_by_role("button", name="Set up").click()
    page.wait_for_url("**/recovery-codes/**")
    accessible(page)
    spare = page.locator("pre").inner_text().split()
    sign_out(page)

    with_password(page, "cy", password)
    page.fill("input[name=code]", spare[0])
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/")

    grow_old(page, service)
    page.goto("/accounts/2fa/totp/deactivate/")
    assert "/accounts/reauthenticate/" in page.url
    page.get_by_role("link", name="Use authenticator app or code").click()
    accessible(page)
    page.fill("input[name=code]", spare[1])
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url("**/totp/deactivate/")
    accessible(page)
    page.get_by_role("button", name="Remove").click()
    page.wait_for_url("**/accounts/2fa/**")
    page.goto("/")
    assert heading(page) == "Second factor"


def test_single_sign_on_by_the_button(
    page: Page, password: str, provider: openid.Provider, accessible: Callable[[Page], None]
) -> None:
    """The browser itself goes there and back: the content security policy must let it."""
    provider.person = {"sub": "4712", "staff_number": "gil"}
    add_key(page, verifies=False)
    page.goto("/accounts/login/")
    page.get_by_role("link", name="Sign in with Ministry sign-on").click()
    accessible(page)
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(lambda url: "/oidc/" not in url)
    assert heading(page) == "Second factor", "what the other service saw does not count here"
    page.goto("/accounts/2fa/webauthn/add/")
    confirm(page, password)
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/**")
    page.goto("/")
    begin_duty(page)


def test_single_sign_on_of_a_stranger(
    page: Page, provider: openid.Provider, accessible: Callable[[Page], None]
) -> None:
    provider.person = {"sub": "4713", "staff_number": "nobody-we-know"}
    page.goto("/accounts/login/")
    page.get_by_role("link", name="Sign in with Ministry sign-on").click()
    with page.expect_response(lambda answer: "/callback/" in answer.url) as came:
        page.get_by_role("button", name="Continue").click()
    assert came.value.status == 403
    assert "Nobody here is known under that account." in page.locator("main").inner_text()
    accessible(page)
