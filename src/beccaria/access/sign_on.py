"""Single sign-on by OpenID Connect: allauth's way there and back, with what it leaves to its users checked.

allauth sends no nonce and trusts an ID token by the line it came over. Here the token is checked as OpenID Connect Core
1.0, section 3.1.3.7, says: signature, issuer, audience, time, nonce; and who it is about also in the user information.
"""

import hashlib
import secrets
from typing import Any, cast

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse
from requests import RequestException

PROVIDER = "service"
_WELL_KNOWN = "/.well-known/openid-configuration"
_NEEDED = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
# Signatures by a key that only the provider holds; never one by a secret that we hold too, never none.
_ALGORITHMS = ["RS256", "PS256", "ES256"]
_LEEWAY = 30


class NotBelieved(OAuth2Error):  # type: ignore[misc]  # noqa: N818  allauth is not typed; an answer, not an error
    """What the provider sent proves nothing. The sentence holds nothing of what was sent: it goes into the ledger."""


class SignOnAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth is not typed
    """Talks to the provider, and believes only what is proven."""

    nonce: str = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself; it must say the issuer that was agreed. Raises NotBelieved."""
        known: dict[str, Any] = super().openid_config
        missing = [name for name in _NEEDED if not isinstance(known.get(name), str)]
        if missing:
            raise NotBelieved(f"The provider does not say its {missing[0]}.")
        agreed = str(self.get_provider().app.settings["server_url"]).partition("/.well-known/")[0]
        if known["issuer"].rstrip("/") != agreed.rstrip("/"):
            raise NotBelieved("The provider names another issuer than the agreed one.")
        return known

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Who signed in, by the ID token and, for a claim that it lacks, by the user information."""
        try:
            claims = self._proven(str(kwargs["response"]["id_token"]), app.client_id)
            wanted = app.settings["claim"]
            if wanted not in claims and "userinfo_endpoint" in self.openid_config:
                told = self._fetch_user_info(token.token)
                if told["sub"] != claims["sub"]:
                    raise NotBelieved("The user information is about somebody else than the ID token.")
                claims = {**told, **claims}
        except (jwt.PyJWTError, KeyError, TypeError, ValueError) as wrong:
            raise NotBelieved(f"The ID token is not good: {type(wrong).__name__}.") from wrong
        return self.get_provider().sociallogin_from_response(request, claims)

    def _proven(self, text: str, client: str) -> dict[str, Any]:
        claims: dict[str, Any] = jwt.decode(
            text,
            key=self._key(text),
            algorithms=_ALGORITHMS,
            audience=client,
            issuer=self.openid_config["issuer"],
            leeway=_LEEWAY,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
        if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != client:
            raise NotBelieved("The ID token was made for somebody else.")
        if not self.nonce or not secrets.compare_digest(str(claims.get("nonce", "")), self.nonce):
            raise NotBelieved("The ID token does not answer this sign-in: its nonce is another.")
        return claims

    def _key(self, text: str) -> Any:
        with get_adapter().get_requests_session() as line:
            answer = line.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        keys = jwt.PyJWKSet.from_dict(answer.json()).keys
        named = jwt.get_unverified_header(text).get("kid")
        fitting = [key for key in keys if named is None or key.key_id == named]
        if len(fitting) != 1:
            raise NotBelieved("The provider does not publish the key of this ID token.")
        return fitting[0].key


class SignOn(OpenIDConnectProvider):  # type: ignore[misc]  # allauth is not typed
    """The provider: PKCE and a nonce always, nothing of the person kept but a digest of who he is there."""

    package = "allauth.socialaccount.providers.openid_connect"  # where the addresses are
    oauth2_adapter_class = SignOnAdapter
    pkce_enabled_default = True

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """Go to the provider to sign in: for nothing else, whatever the address asked for."""
        del process, data, kwargs
        nonce = secrets.token_urlsafe(32)
        params = {**self.get_auth_params(), "nonce": nonce}
        sent = super().redirect(request, AuthProcess.LOGIN, next_url, {"nonce": nonce}, auth_params=params)
        return cast("HttpResponse", sent)

    def extract_uid(self, data: dict[str, Any]) -> str:
        """A digest: issuer and subject together, so that another issuer's subjects are other people."""
        return hashlib.sha256(f"{data['iss']}\n{data['sub']}".encode()).hexdigest()

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing is kept of what the provider tells."""
        del data
        return {}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        """The user is known here already."""
        del data
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        """The same."""
        del data
        return []

    def sociallogin_from_response(self, request: HttpRequest, response: dict[str, Any]) -> Any:
        """Keep what was said beside the login for as long as the request lasts: the adapter finds the user by it."""
        made = super().sociallogin_from_response(request, response)
        made.said = response
        return made


class _Callback(OAuth2CallbackView):  # type: ignore[misc]  # allauth is not typed
    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[Any, Any]:
        state, answer = super()._get_state(request, provider)
        if state:
            self.adapter.nonce = (state.get("data") or {}).get("nonce", "")
        return state, answer


def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Ask, then go to the provider; a provider that does not answer is said so."""
    return _served(OAuth2LoginView, request, provider_id)


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Come back from the provider."""
    return _served(_Callback, request, provider_id)


def _served(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    if provider_id != PROVIDER or not get_adapter().list_apps(request, provider=provider_id):
        raise Http404
    adapter = SignOnAdapter(request, provider_id)
    try:
        return cast("HttpResponse", view.adapter_view(adapter)(request))
    except (OAuth2Error, RequestException) as away:
        answer = render_authentication_error(request, adapter.get_provider(), exception=away)
        return cast("HttpResponse", answer)
