"""Read how single sign-on is configured, in the words that allauth understands."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

# By which of its claims the provider's people are found here: the e-mail address, if the provider has verified it, or
# another claim that equals the sign-in name.
_USUAL_CLAIM = "email"


def providers(said: Mapping[str, str], *, secret: str) -> dict[str, Any]:
    """SOCIALACCOUNT_PROVIDERS with the one provider that the environment names."""
    app = {
        "provider_id": "service",
        "name": said.get("OIDC_NAME", "Single sign-on"),
        "client_id": said.get("OIDC_CLIENT_ID", ""),
        "secret": secret,
        "settings": {
            "server_url": said.get("OIDC_SERVER_URL", ""),
            "claim": said.get("OIDC_CLAIM") or _USUAL_CLAIM,
            "oauth_pkce_enabled": True,
        },
    }
    return {"openid_connect": {"provider_class": "beccaria.access.sign_on.SignOn", "APPS": [app]}}


def nobody() -> dict[str, Any]:
    """The same without a provider."""
    return {"openid_connect": {"provider_class": "beccaria.access.sign_on.SignOn", "APPS": []}}


def form_targets(said: Mapping[str, str]) -> list[str]:
    """Where a form may lead besides here: the button of single sign-on goes to the provider, and browsers watch it."""
    named = said.get("OIDC_SIGN_IN_ORIGIN") or said.get("OIDC_SERVER_URL", "")
    parts = urlsplit(named)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []
