"""Settings that would not be safe are refused, each with a sentence."""

from typing import Any

import pytest
from django.db import connections
from django.test import override_settings

from beccaria.config import safety, signing_on
from tests.conftest import connect_as

SAFE: dict[str, Any] = {
    "DEMONSTRATION": False,
    "DEBUG": False,
    "SECRET_KEY": "kZ1-0aT9_qX7wE4rU2yP8sD6fG3hJ5lC0vB1nM4tQ6iO9zA2",
    "SECOND_FACTOR": True,
    "ALLOWED_HOSTS": ["intelligence.example"],
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SECURE_HSTS_SECONDS": 3600,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "SECURE_SSL_REDIRECT": True,
}
SAFE["SECRET_KEY"] *= 2
_PLAIN = {"OIDC_SERVER_URL": "http://id.example", "OIDC_CLIENT_ID": "beccaria"}


def test_a_password_costs_what_argon2_asks_for() -> None:
    from argon2 import extract_parameters
    from django.contrib.auth.hashers import Argon2PasswordHasher, get_hasher

    from beccaria.config import settings

    with override_settings(PASSWORD_HASHERS=settings.PASSWORD_HASHERS):
        hasher = get_hasher()
        assert type(hasher) is Argon2PasswordHasher
        cost = extract_parameters(hasher.encode("a password", "somesaltofours").removeprefix("argon2"))
    # No less than two passes over 64 MiB: guessing at a stolen table must stay dear.
    assert (cost.time_cost >= 2, cost.memory_cost >= 65_536, cost.parallelism >= 4) == (True, True, True)


@pytest.mark.django_db
def test_safe_settings_are_safe() -> None:
    with override_settings(**SAFE):
        assert safety.faults() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("setting", "value", "word"),
    [
        ("DEMONSTRATION", True, "demonstration"),
        ("DEBUG", True, "DEBUG"),
        ("SECRET_KEY", "short", "SECRET_KEY"),
        ("SECRET_KEY", "", "SECRET_KEY"),
        ("SECOND_FACTOR", False, "second factor"),
        ("ALLOWED_HOSTS", ["*"], "ALLOWED_HOSTS"),
        ("ALLOWED_HOSTS", [], "ALLOWED_HOSTS"),
        ("SESSION_COOKIE_SECURE", False, "Cookies"),
        ("CSRF_COOKIE_SECURE", False, "Cookies"),
        ("SECURE_HSTS_SECONDS", 0, "TLS only"),
        ("SOCIALACCOUNT_PROVIDERS", signing_on.providers(_PLAIN, secret="x"), "https://"),
        ("SOCIALACCOUNT_PROVIDERS", signing_on.providers(_PLAIN, secret=""), "OIDC_SECRET"),
    ],
)
def test_each_unsafe_setting_is_named(setting: str, value: object, word: str) -> None:
    with override_settings(**{**SAFE, setting: value}):
        assert any(word in fault for fault in safety.faults())


def test_a_web_that_is_owner_is_refused(cluster: Any, django_db_setup: None, django_db_blocker: Any) -> None:
    del django_db_setup
    name = str(connections.settings["default"]["NAME"])
    with django_db_blocker.unblock(), override_settings(**SAFE):
        try:
            connect_as(cluster, "owner", name)
            assert any("owns tables" in fault for fault in safety.faults())
        finally:
            connect_as(cluster, "web", name)
