"""The whole content security policy, word by word, on every kind of answer."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
}


@pytest.mark.parametrize("address", ["/help/", "/accounts/login/", "/nothing", "/catalogue/"])
def test_the_policy_is_exactly_this(client: Client, address: str) -> None:
    said = client.get(address).headers["Content-Security-Policy"]
    assert {part.strip() for part in said.split(";") if part.strip()} == POLICY
