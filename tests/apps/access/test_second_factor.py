"""Outside the demonstration nobody works without a second factor; single sign-on can be configured."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from cryptography.fernet import InvalidToken
from django.core.cache import cache

from beccaria.access.models import User
from tests.attacks.test_sessions import SIGN_IN, browser, is_in, post, sent_to
from tests.seed import PASSWORD


@pytest.fixture
def secret(db: None, settings: Any) -> str:
    """Bo has set up a second factor, and the service asks for it."""
    del db
    settings.SECOND_FACTOR = True
    made = generate_totp_secret()
    TOTP.activate(User.objects.get(username="bo"), made)
    cache.clear()
    return str(made)


def code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


@pytest.mark.usefixtures("secret")
def test_the_password_alone_opens_nothing() -> None:
    client = browser()
    answer = post(client, SIGN_IN, {"login": "bo", "password": PASSWORD})
    assert sent_to(answer) == "/accounts/2fa/authenticate/"
    assert sent_to(client.get("/")) == SIGN_IN


def test_password_and_code_open(secret: str) -> None:
    client = browser()
    post(client, SIGN_IN, {"login": "bo", "password": PASSWORD})
    wrong = post(client, "/accounts/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 200
    assert not is_in(client)
    assert sent_to(post(client, "/accounts/2fa/authenticate/", {"code": code(secret)})) == "/"
    assert is_in(client)


def test_a_code_works_once(secret: str) -> None:
    said = code(secret)
    for expected in (302, 200):
        client = browser()
        post(client, SIGN_IN, {"login": "bo", "password": PASSWORD})
        assert post(client, "/accounts/2fa/authenticate/", {"code": said}).status_code == expected


@pytest.mark.usefixtures("secret")
def test_who_has_no_second_factor_is_led_to_set_one_up(sign_in: Callable[[str], Any]) -> None:
    client = sign_in("bea")
    assert sent_to(client.get("/")) == "/accounts/2fa/"
    assert client.get("/accounts/2fa/").status_code in {200, 302}
    assert sent_to(client.get("/access/purpose/")) == "/accounts/2fa/"


def test_the_database_alone_does_not_hold_the_secret(secret: str) -> None:
    kept = Authenticator.objects.get(user__username="bo").data["secret"]
    assert secret not in kept
    assert get_adapter().decrypt(kept) == secret


def test_a_renewed_key_still_reads_what_the_old_one_wrote(secret: str, settings: Any) -> None:
    kept = Authenticator.objects.get(user__username="bo").data["secret"]
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a new one"
    assert get_adapter().decrypt(kept) == secret
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        get_adapter().decrypt(kept)


def test_single_sign_on_is_configured_by_the_environment_alone() -> None:
    """The settings load, the sign-in page offers it, and nobody can make an account with it."""
    said = {
        "BECCARIA_OIDC": "yes",
        "OIDC_NAME": "Ministry sign-on",
        "OIDC_CLIENT_ID": "beccaria",
        "OIDC_SECRET": "only for this test",
        "OIDC_SERVER_URL": "https://id.example/realm/",
        "OIDC_CLAIM": "staff_number",
        "SECRET_KEY_FALLBACKS": "the-one-before and-the-one-before-that",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    program = (
        "import django; django.setup();"
        "from django.conf import settings;"
        "from django.urls import reverse;"
        "from beccaria.access.adapter import SocialAdapter;"
        "(app,) = settings.SOCIALACCOUNT_PROVIDERS['openid_connect']['APPS'];"
        "assert app['name'] == 'Ministry sign-on' and app['settings']['server_url'] == 'https://id.example/realm/';"
        "assert app['settings']['claim'] == 'staff_number';"
        "assert settings.SECRET_KEY_FALLBACKS == ['the-one-before', 'and-the-one-before-that'];"
        "form = settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'];"
        'assert form == ["\'self\'", "https://id.example"], form;'
        "assert settings.SESSION_COOKIE_SAMESITE == 'Lax', 'the answer of the other service comes from its site';"
        "assert reverse('openid_connect_login', kwargs={'provider_id': 'service'});"
        "assert not SocialAdapter().is_open_for_signup(None, None)"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        env={**os.environ, **said},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
