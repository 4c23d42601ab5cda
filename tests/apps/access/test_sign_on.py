"""Single sign-on, with a provider that runs on this machine: who is known gets in, everything false is refused."""

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core.cache import cache
from django.test import Client

from beccaria.access.models import DutyHeld, User
from beccaria.config import signing_on
from beccaria.core.acts import Act
from tests import openid
from tests.attacks.test_sessions import browser, ledger_of, sent_to
from tests.seed import PASSWORD

pytestmark = pytest.mark.django_db

TO_PROVIDER = "/accounts/oidc/service/login/"
BACK = "/accounts/oidc/service/login/callback/"


@pytest.fixture
def provider(settings: Any) -> Iterator[openid.Provider]:
    """A provider that our settings name; Bo has the address that it verified."""
    with openid.running() as running:
        said = {
            "OIDC_SERVER_URL": running.address,
            "OIDC_CLIENT_ID": openid.CLIENT,
            "OIDC_NAME": "Ministry sign-on",
        }
        settings.SOCIALACCOUNT_PROVIDERS = signing_on.providers(said, secret=openid.SECRET)
        settings.SESSION_COOKIE_SAMESITE = "Lax"
        User.objects.filter(username="bo").update(email="bo@north.example")
        cache.clear()
        yield running


def go(client: Client, **more: str) -> dict[str, str]:
    """Press the button; what the provider is asked for."""
    page = client.get(TO_PROVIDER, more)
    assert page.status_code == 200
    said = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    answer: Any = client.post(f"{TO_PROVIDER}?{urlencode(more)}", said)
    assert answer.status_code == 302, answer.content
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["Location"]).query).items()}


def come_back(client: Client, provider: openid.Provider, asked: dict[str, str]) -> Any:
    """Sign in at the provider and follow its redirect."""
    sent = requests.get(f"{provider.address}/authorize", params=asked, allow_redirects=False, timeout=5)
    parts = urlsplit(sent.headers["Location"])
    assert parts.path == BACK
    return client.get(f"{BACK}?{parts.query}")


def sign_on(provider: openid.Provider, client: Client | None = None) -> tuple[Client, Any]:
    made = client or browser()
    return made, come_back(made, provider, go(made))


def nobody_came(answer: Any, client: Client, *, status: int = 401) -> None:
    assert answer.status_code == status
    assert "Single sign-on did not work" in answer.content.decode()
    assert sent_to(client.get("/")) == "/accounts/login/"
    assert not SocialAccount.objects.exists()
    entry = ledger_of(Act.SESSION_REFUSED)[0]
    assert (entry.actor, entry.outcome, entry.detail["how"]) == ("nobody", "refused", "single sign-on")


def test_the_sign_in_page_offers_it(provider: openid.Provider) -> None:
    del provider
    assert "Sign in with Ministry sign-on" in browser().get("/accounts/login/").content.decode()


class TestKnown:
    def test_is_in_and_is_asked_for_duty_and_purpose_first(self, provider: openid.Provider) -> None:
        client, answer = sign_on(provider)
        assert sent_to(answer) == "/"
        assert sent_to(client.get("/")) == "/access/duty/"
        page = client.get("/access/duty/")
        assert "What are you here for?" in page.content.decode()
        held = DutyHeld.objects.get(user__username="bo")
        said = {
            "duty_held": held.pk,
            "purpose_wanted": "safety",
            "csrfmiddlewaretoken": client.cookies["csrftoken"].value,
        }
        assert sent_to(client.post("/access/duty/", said)) == "/"
        assert client.get("/").status_code == 200
        entry = ledger_of(Act.SIGN_IN)[0]
        assert entry.actor == held.user_id
        assert entry.purpose == "safety"
        assert entry.detail == {"how": "single sign-on"}
        tied = ledger_of(Act.SIGN_IN)[1]
        assert (tied.actor, tied.subjects, tied.detail) == (
            "system:sign-on",
            [f"user:{held.user_id}"],
            {"tied": True},
        )

    def test_is_tied_to_who_he_is_there_and_nothing_else_is_kept(self, provider: openid.Provider) -> None:
        sign_on(provider)
        tied = SocialAccount.objects.get()
        assert tied.user.username == "bo"
        assert tied.extra_data == {}
        assert "4711" not in tied.uid
        assert not SocialToken.objects.exists()
        assert User.objects.get(username="bo").check_password(PASSWORD), "the password still works"

    def test_is_found_by_the_tie_when_his_address_has_changed(self, provider: openid.Provider) -> None:
        sign_on(provider)
        provider.person["email"] = "new.name@north.example"
        _client, answer = sign_on(provider)
        assert sent_to(answer) == "/"
        assert SocialAccount.objects.count() == 1

    def test_by_another_agreed_claim(self, provider: openid.Provider, settings: Any) -> None:
        app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
        app["settings"]["claim"] = "staff_number"
        provider.person |= {"staff_number": "BEA"}
        _client, answer = sign_on(provider)
        assert sent_to(answer) == "/"
        assert SocialAccount.objects.get().user.username == "bea", (
            "from the user information, whatever the case"
        )

    def test_still_needs_our_second_factor_whatever_the_provider_saw(
        self, provider: openid.Provider, settings: Any
    ) -> None:
        settings.SECOND_FACTOR = True
        provider.lies = {"amr": ["mfa", "hwk"], "acr": "https://refeds.org/profile/mfa"}
        client, _answer = sign_on(provider)
        assert sent_to(client.get("/")) == "/accounts/2fa/", "who has none sets one up"
        TOTP.activate(User.objects.get(username="bo"), generate_totp_secret())
        client, answer = sign_on(provider)
        assert sent_to(answer) == "/accounts/2fa/authenticate/"
        assert sent_to(client.get("/")) == "/accounts/login/"

    def test_signing_on_is_no_proof_for_what_is_grave(self, provider: openid.Provider) -> None:
        client, _answer = sign_on(provider)
        client.get("/access/duty/")
        held = DutyHeld.objects.get(user__username="bo")
        token = client.cookies["csrftoken"].value
        client.post("/access/duty/", {"duty_held": held.pk, "csrfmiddlewaretoken": token})
        assert sent_to(client.get("/access/glass/")) == "/accounts/reauthenticate/"

    def test_goes_on_to_the_page_he_wanted(self, provider: openid.Provider) -> None:
        client = browser()
        answer = come_back(client, provider, go(client, next="/help/"))
        assert sent_to(answer) == "/help/"


class TestUnknown:
    def test_is_refused_with_a_sentence_and_nothing_is_made(self, provider: openid.Provider) -> None:
        before = User.objects.count()
        provider.person |= {"sub": "1", "email": "stranger@elsewhere.example"}
        client, answer = sign_on(provider)
        assert "Nobody here is known under that account." in answer.content.decode()
        nobody_came(answer, client, status=403)
        assert User.objects.count() == before

    @pytest.mark.parametrize("verified", [False, None, "true"])
    def test_an_address_that_the_provider_has_not_verified_is_nobodys(
        self, provider: openid.Provider, verified: object
    ) -> None:
        provider.person["email_verified"] = verified
        client, answer = sign_on(provider)
        nobody_came(answer, client, status=403)

    def test_an_address_of_two_users_is_nobodys(self, provider: openid.Provider) -> None:
        User.objects.filter(username="bea").update(email="BO@north.example")
        client, answer = sign_on(provider)
        nobody_came(answer, client, status=403)

    def test_who_was_revoked_here_stays_out(self, provider: openid.Provider) -> None:
        sign_on(provider)
        User.objects.filter(username="bo").update(is_active=False)
        client, answer = sign_on(provider)
        assert answer.status_code == 403
        assert sent_to(client.get("/")) == "/accounts/login/"

    def test_an_address_given_to_somebody_new_does_not_open_the_old_account(
        self, provider: openid.Provider
    ) -> None:
        sign_on(provider)
        provider.person["sub"] = "the new colleague"
        client, answer = sign_on(provider)
        assert answer.status_code == 403
        assert sent_to(client.get("/")) == "/accounts/login/"
        assert SocialAccount.objects.count() == 1


class TestFalse:
    @pytest.mark.parametrize(
        "lies",
        [
            {"nonce": "another"},
            {"nonce": None},
            {"exp": -3600, "iat": -7200},
            {"exp": None},
            {"iat": 3600},
            {"iss": "https://id.example"},
            {"aud": "somebody else"},
            {"aud": [openid.CLIENT, "somebody else"]},
            {"aud": [openid.CLIENT, "somebody else"], "azp": "somebody else"},
            {"sub": None},
        ],
        ids=str,
    )
    def test_a_token_that_says_the_wrong_thing(self, provider: openid.Provider, lies: dict[str, Any]) -> None:
        now = int(time.time())
        provider.lies = {name: now + said if isinstance(said, int) else said for name, said in lies.items()}
        client, answer = sign_on(provider)
        assert provider.tokens == 1
        nobody_came(answer, client)

    @pytest.mark.parametrize("algorithm", ["none", "HS256"])
    def test_a_token_that_anybody_could_have_signed(self, provider: openid.Provider, algorithm: str) -> None:
        provider.algorithm = algorithm
        client, answer = sign_on(provider)
        nobody_came(answer, client)

    def test_a_token_signed_by_another_key(self, provider: openid.Provider) -> None:
        provider.wrong_key = True
        client, answer = sign_on(provider)
        nobody_came(answer, client)

    def test_user_information_about_somebody_else(self, provider: openid.Provider) -> None:
        provider.in_token, provider.userinfo_lies = ("sub",), {"sub": "another"}
        client, answer = sign_on(provider)
        nobody_came(answer, client)

    def test_a_state_that_was_not_ours_or_was_used(self, provider: openid.Provider) -> None:
        client = browser()
        asked = go(client)
        nobody_came(come_back(client, provider, {**asked, "state": "invented"}), client)
        assert sent_to(come_back(client, provider, asked)) == "/"
        thief = browser()
        assert come_back(thief, provider, asked).status_code == 401
        assert come_back(client, provider, asked).status_code == 401

    def test_the_answer_to_another_browsers_sign_in(self, provider: openid.Provider) -> None:
        """The code of one sign-in under the state of another: PKCE and nonce belong to the first."""
        theirs, ours = browser(), browser()
        asked_there, asked_here = go(theirs), go(ours)
        stolen = {**asked_there, "state": asked_here["state"]}
        answer = come_back(ours, provider, stolen)
        nobody_came(answer, ours)

    def test_nothing_in_the_address_changes_what_is_asked(self, provider: openid.Provider) -> None:
        del provider
        asked = go(browser(), process="connect", scope="admin", auth_params="nonce=mine&prompt=none")
        assert asked["nonce"] != "mine"
        assert "prompt" not in asked
        assert "admin" not in asked["scope"]

    def test_who_is_signed_in_cannot_be_tied_to_a_strangers_account(
        self, provider: openid.Provider, sign_in: Any
    ) -> None:
        provider.person |= {"sub": "1", "email": "stranger@elsewhere.example"}
        client = sign_in("bo")
        asked = go(client, process="connect")
        assert come_back(client, provider, asked).status_code == 403
        assert not SocialAccount.objects.exists()


class TestProvider:
    @pytest.mark.parametrize(
        "lies", [{"issuer": "https://id.example"}, {"jwks_uri": None}, {"token_endpoint": 3}]
    )
    def test_one_that_is_not_the_agreed_one_is_not_gone_to(
        self, provider: openid.Provider, lies: dict[str, Any]
    ) -> None:
        provider.discovery_lies = lies
        client = browser()
        client.get(TO_PROVIDER)
        answer = client.post(TO_PROVIDER, {"csrfmiddlewaretoken": client.cookies["csrftoken"].value})
        nobody_came(answer, client)

    def test_one_that_is_away_is_said_so(self, provider: openid.Provider, settings: Any) -> None:
        del provider
        app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
        app["settings"]["server_url"] = "http://127.0.0.1:9"
        client = browser()
        client.get(TO_PROVIDER)
        answer = client.post(TO_PROVIDER, {"csrfmiddlewaretoken": client.cookies["csrftoken"].value})
        nobody_came(answer, client)

    @pytest.mark.parametrize("address", [TO_PROVIDER, BACK, "/accounts/oidc/another/login/"])
    def test_without_one_there_is_no_such_page(self, address: str) -> None:
        assert browser().get(address).status_code == 404
