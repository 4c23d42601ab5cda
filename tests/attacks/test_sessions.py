"""Sessions and tokens that are stolen, old, forged, or used for something else than they were given for."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client

from beccaria.access.models import Token, User
from beccaria.core.acts import Act
from beccaria.lib import clock
from tests.seed import PASSWORD

pytestmark = pytest.mark.django_db

SIGN_IN = "/accounts/login/"
SignIn = Callable[[str], Any]
LONG_ENOUGH = "A threat to life was reported, and he may be the target."


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Let time pass: `later(timedelta(minutes=16))`, counted from now or from the last call."""
    moment = clock.now()

    def pass_by(span: timedelta) -> None:
        nonlocal moment
        moment += span
        monkeypatch.setattr(clock, "now", lambda: moment)

    return pass_by


def browser() -> Client:
    return Client(enforce_csrf_checks=True, HTTP_HOST="127.0.0.1")


def post(client: Client, address: str, said: dict[str, str] | None = None, **more: Any) -> Any:
    """Post a form as a browser does, with the proof that our own page was asked first."""
    if "csrftoken" not in client.cookies:
        client.get(SIGN_IN)
    return client.post(
        address, {**(said or {}), "csrfmiddlewaretoken": client.cookies["csrftoken"].value}, **more
    )


def is_in(client: Client) -> bool:
    return bool(client.get("/").status_code == 200)


def sent_to(answer: Any) -> str:
    assert answer.status_code == 302, answer
    return str(answer.headers["Location"]).partition("?")[0]


def ledger_of(act: Act) -> list[Any]:
    """Entries of an act, newest first, as the overseer reads them."""
    from beccaria.access.api import acting
    from beccaria.access.queries import actor_from, duties_of, user_named
    from beccaria.core.actors import Purpose
    from beccaria.ledger import api as ledger

    dee = user_named("dee")
    assert dee
    held = duties_of(dee.pk, at=clock.now())[0]
    with acting(actor_from(held, purpose=Purpose.OVERSIGHT, session="test")) as by:
        return list(ledger.entries(by=by, act=act.value, limit=10))


class TestTime:
    def test_a_session_left_alone_for_a_quarter_of_an_hour_is_over(
        self, sign_in: SignIn, later: Callable[[timedelta], None]
    ) -> None:
        client = sign_in("bo")
        assert is_in(client)
        later(timedelta(minutes=14))
        assert is_in(client)
        later(timedelta(minutes=14))
        assert is_in(client), "using it keeps it"
        later(timedelta(minutes=15, seconds=1))
        assert sent_to(client.get("/")) == SIGN_IN

    def test_polling_does_not_keep_a_session_alive(self, sign_in: SignIn, rf: Any) -> None:
        from django.contrib.sessions.backends.db import SessionStore

        from beccaria.access import session
        from beccaria.access.queries import user_named

        client = sign_in("bo")
        assert is_in(client)
        request = rf.get("/")
        request.session = SessionStore(client.session.session_key)
        request.user = user_named("bo")
        seen = request.session["seen_at"]
        session.actor_of(request, at=clock.now() + timedelta(minutes=10), touches=False)
        assert request.session["seen_at"] == seen
        session.actor_of(request, at=clock.now() + timedelta(minutes=10))
        assert request.session["seen_at"] != seen

    def test_no_session_lasts_longer_than_a_shift(
        self, sign_in: SignIn, later: Callable[[timedelta], None]
    ) -> None:
        client = sign_in("bo")
        assert is_in(client)
        for _ in range(12 * 60 // 14):
            later(timedelta(minutes=14))
            assert is_in(client)
        later(timedelta(minutes=14))
        assert sent_to(client.get("/")) == SIGN_IN

    @pytest.mark.parametrize("address", ["/access/duty/", "/accounts/2fa/", "/accounts/password/change/"])
    def test_a_session_that_is_over_cannot_be_revived(
        self, sign_in: SignIn, later: Callable[[timedelta], None], address: str
    ) -> None:
        client = sign_in("bo")
        assert is_in(client)
        kept = client.cookies["beccaria_session"].value
        later(timedelta(minutes=16))
        thief = browser()
        thief.cookies["beccaria_session"] = kept
        thief.get(address)
        post(thief, "/access/duty/", {"duty_held": "x"})
        thief.cookies["beccaria_session"] = kept
        assert sent_to(thief.get("/")) == SIGN_IN
        later(timedelta(minutes=-16))
        assert sent_to(thief.get("/")) == SIGN_IN, "the session itself is gone, not only its time"


class TestIdentity:
    def test_the_key_of_a_session_changes_at_sign_in(self) -> None:
        client = browser()
        client.get(SIGN_IN)
        session = client.session
        session["planted"] = "yes"
        session.save()
        before = str(client.session.session_key)
        client.cookies["beccaria_session"] = before
        post(client, SIGN_IN, {"login": "bo", "password": PASSWORD})
        assert client.session.session_key != before
        assert is_in(client)
        thief = browser()
        thief.cookies["beccaria_session"] = before
        assert sent_to(thief.get("/")) == SIGN_IN

    def test_a_forged_session_is_nobody(self) -> None:
        client = browser()
        client.cookies["beccaria_session"] = "a" * 32
        assert sent_to(client.get("/")) == SIGN_IN

    def test_a_revoked_user_is_out_with_the_next_request(self, sign_in: SignIn) -> None:
        client = sign_in("bo")
        assert is_in(client)
        User.objects.filter(username="bo").update(is_active=False)
        assert sent_to(client.get("/")) == SIGN_IN

    def test_a_duty_that_was_taken_is_gone_with_the_next_request(self, sign_in: SignIn) -> None:
        from beccaria.access.models import DutyHeld

        client = sign_in("bo")
        assert is_in(client)
        DutyHeld.objects.filter(user__username="bo").update(ends_at=clock.now())
        assert sent_to(client.get("/")) == "/access/duty/"
        assert "Nobody has given you a duty" in client.get("/access/duty/").content.decode()

    def test_signing_out_ends_the_session_for_every_copy_of_the_cookie(self, sign_in: SignIn) -> None:
        client = sign_in("bo")
        kept = client.cookies["beccaria_session"].value
        post(client, "/accounts/logout/")
        thief = browser()
        thief.cookies["beccaria_session"] = kept
        assert sent_to(thief.get("/")) == SIGN_IN

    def test_who_is_not_signed_in_sees_no_page(self) -> None:
        for address in (
            "/",
            "/access/purpose/",
            "/access/glass/",
            "/access/glass/reviews/",
            "/oversight/ledger/",
        ):
            assert sent_to(browser().get(address)) == SIGN_IN, address


class TestPurpose:
    def test_a_purpose_the_duty_may_not_claim_becomes_its_usual_one(self) -> None:
        client = browser()
        post(client, SIGN_IN, {"login": "ana", "password": PASSWORD, "purpose": "law_enforcement"})
        assert is_in(client)
        assert client.session["purpose"] == "safety"
        assert ledger_of(Act.SIGN_IN)[0].purpose == "safety"

    def test_a_purpose_the_duty_may_claim_is_kept(self) -> None:
        client = browser()
        post(client, SIGN_IN, {"login": "bo", "password": PASSWORD, "purpose": "safety"})
        assert is_in(client)
        assert client.session["purpose"] == "safety"

    def test_a_sensitive_purpose_is_not_claimed_by_the_back_door(self, sign_in: SignIn) -> None:
        client = sign_in("ana")
        answer = post(client, "/access/purpose/", {"purpose": "intelligence", "reason": LONG_ENOUGH})
        assert answer.status_code == 200
        assert "Select a valid choice" in answer.content.decode()
        assert client.session["purpose"] == "safety"

    def test_a_duty_of_somebody_else_cannot_be_taken(self, sign_in: SignIn) -> None:
        from beccaria.access.models import DutyHeld

        client = sign_in("ana")
        assert is_in(client)
        mine = client.session["duty"]
        other = DutyHeld.objects.get(user__username="dee")
        post(client, "/access/duty/", {"duty_held": other.pk})
        assert client.session["duty"] == mine
        session = client.session
        session["duty"] = other.pk
        session.save()
        assert sent_to(client.get("/")) == "/access/duty/"

    def test_the_reason_is_asked_and_what_is_too_short_is_refused(self, sign_in: SignIn) -> None:
        client = sign_in("cy")
        answer = post(
            client, "/access/purpose/?next=/help/", {"purpose": "intelligence", "reason": "because"}
        )
        assert answer.status_code == 200
        assert "purpose_confirmed_at" not in client.session
        answer = post(
            client, "/access/purpose/?next=/help/", {"purpose": "intelligence", "reason": LONG_ENOUGH}
        )
        assert sent_to(answer) == "/help/"
        assert "purpose_confirmed_at" in client.session
        entry = ledger_of(Act.STEP_UP)[0]
        assert entry.subjects[0].startswith("confirmation:")
        assert LONG_ENOUGH not in str(entry.detail)


class TestTokens:
    ADDRESS = "/api/v1/ledger/checkpoint"

    def ask(self, text: str) -> int:
        answer = Client(HTTP_HOST="127.0.0.1").get(self.ADDRESS, headers={"Authorization": f"Bearer {text}"})
        return int(answer.status_code)

    def test_a_forged_token_is_nobody(self, token: Callable[[str], str]) -> None:
        text = token("dee")
        assert self.ask(text) == 200
        for forged in (text[:-1] + ("A" if text[-1] != "A" else "B"), text + "x", "bcc_", "", text.upper()):
            assert self.ask(forged) == 401, forged

    def test_the_digest_that_the_database_holds_is_no_token(self, token: Callable[[str], str]) -> None:
        token("dee")
        assert self.ask(Token.objects.values_list("digest", flat=True)[0]) == 401

    def test_an_expired_token_is_nobody(
        self, token: Callable[[str], str], later: Callable[[timedelta], None]
    ) -> None:
        text = token("dee")
        later(timedelta(minutes=61))
        assert self.ask(text) == 401

    def test_a_revoked_token_is_nobody(self, token: Callable[[str], str]) -> None:
        text = token("dee")
        Token.objects.update(revoked_at=clock.now())
        assert self.ask(text) == 401

    def test_a_token_ends_with_the_duty_it_was_made_for(self, token: Callable[[str], str]) -> None:
        from beccaria.access.models import DutyHeld

        text = token("dee")
        DutyHeld.objects.filter(user__username="dee").update(ends_at=clock.now())
        assert self.ask(text) == 401

    def test_a_token_never_proves_who_holds_it(self, token: Callable[[str], str]) -> None:
        client = Client(HTTP_HOST="127.0.0.1")
        answer = client.get("/oversight/ledger/export/", headers={"Authorization": f"Bearer {token('dee')}"})
        assert answer.status_code == 404
        assert ledger_of(Act.REFUSAL)[0].detail["act"] == "ledger.export"


class TestForgery:
    @pytest.mark.parametrize(
        "address", ["/access/duty/", "/access/purpose/", "/access/glass/", "/accounts/logout/"]
    )
    def test_a_form_of_another_site_does_nothing(self, sign_in: SignIn, address: str) -> None:
        client = sign_in("bo")
        assert client.post(address, {"reason": LONG_ENOUGH}).status_code == 403
        assert is_in(client)

    def test_sign_in_itself_needs_our_own_form(self) -> None:
        client = browser()
        answer = client.post(SIGN_IN, {"login": "bo", "password": PASSWORD})
        assert answer.status_code == 403
        assert not is_in(client)

    def test_a_session_cannot_write_on_the_rest_interface_without_that_proof(self, sign_in: SignIn) -> None:
        client = sign_in("ana")
        said = {"text": "A forged remark", "occurred_at": clock.now().isoformat()}
        answer = client.post("/api/v1/observations", said, content_type="application/json")
        assert answer.status_code == 403

    @pytest.mark.parametrize(
        "elsewhere",
        [
            "https://evil.example/",
            "//evil.example/",
            "/\\evil.example",
            "javascript:alert(1)",
            "https:evil.example",
        ],
    )
    def test_nobody_is_sent_to_another_site(self, sign_in: SignIn, elsewhere: str) -> None:
        client = sign_in("cy")
        said = {"purpose": "intelligence", "reason": LONG_ENOUGH, "next": elsewhere}
        assert post(client, "/access/purpose/", said).headers["Location"] == "/"
        fresh = browser()
        answer = post(fresh, SIGN_IN, {"login": "bo", "password": PASSWORD, "next": elsewhere})
        assert answer.headers["Location"] == "/"

    @pytest.mark.parametrize(
        "host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil.example", "evil.example:80"]
    )
    def test_a_foreign_host_name_is_refused(self, host: str) -> None:
        assert Client(HTTP_HOST=host).get(SIGN_IN).status_code == 400

    def test_a_forwarded_host_is_not_believed(self) -> None:
        answer = Client(HTTP_HOST="127.0.0.1").get("/", headers={"X-Forwarded-Host": "evil.example"})
        assert answer.headers["Location"].startswith("/accounts/login/")


class TestHaste:
    def try_once(self, client: Client, name: str = "bo", typed: str = "wrong") -> str:
        return str(post(client, SIGN_IN, {"login": name, "password": typed}).content.decode())

    def test_ten_wrong_passwords_and_then_none_is_right(self, later: Callable[[timedelta], None]) -> None:
        later(timedelta(0))
        client = browser()
        for _ in range(10):
            assert "Too many tries" not in self.try_once(client)
        assert "Too many tries" in self.try_once(client, typed=PASSWORD)
        assert "Too many tries" in self.try_once(browser(), name="BO", typed=PASSWORD), (
            "elsewhere and in capitals"
        )
        later(timedelta(minutes=16))
        cache.clear()  # allauth counts too, by the real time
        post(client, SIGN_IN, {"login": "bo", "password": PASSWORD})
        assert is_in(client)

    def test_wrong_passwords_are_in_the_ledger_without_what_was_typed(self) -> None:
        self.try_once(browser(), name="my-password-typed-as-a-name")
        entry = ledger_of(Act.SESSION_REFUSED)[0]
        assert entry.outcome == "refused"
        assert entry.actor == "nobody"
        assert "my-password" not in str(entry.detail)

    def test_when_the_buckets_cannot_be_asked_nobody_gets_in(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from beccaria.access import limits

        class Away:
            def cursor(self) -> Iterator[Any]:
                raise OperationalError("the table is away")

        client = browser()
        client.raise_request_exception = False
        client.get(SIGN_IN)
        monkeypatch.setattr(limits, "connection", Away())
        assert post(client, SIGN_IN, {"login": "bo", "password": PASSWORD}).status_code == 503
        monkeypatch.undo()
        assert not is_in(client)


class TestProof:
    def test_what_is_grave_asks_again_who_it_is_and_then_opens(
        self, sign_in: SignIn, later: Callable[[timedelta], None]
    ) -> None:
        client = sign_in("bo")
        assert client.get("/access/glass/").status_code == 200
        later(timedelta(minutes=6))
        answer = client.get("/access/glass/")
        assert sent_to(answer) == "/accounts/reauthenticate/"
        assert answer.headers["Location"].endswith("?next=%2Faccess%2Fglass%2F")

    def test_the_wrong_password_proves_nothing(
        self, sign_in: SignIn, later: Callable[[timedelta], None]
    ) -> None:
        client = sign_in("bo")
        later(timedelta(minutes=6))
        answer = post(client, "/accounts/reauthenticate/?next=/access/glass/", {"password": "wrong"})
        assert answer.status_code == 200
        assert sent_to(client.get("/access/glass/")) == "/accounts/reauthenticate/"

    def test_the_right_password_does(self, sign_in: SignIn) -> None:
        client = sign_in("bo")
        session = client.session
        for record in session["account_authentication_methods"]:
            record["at"] -= 600
        session.save()
        assert sent_to(client.get("/access/glass/")) == "/accounts/reauthenticate/"
        answer = post(client, "/accounts/reauthenticate/?next=/access/glass/", {"password": PASSWORD})
        assert sent_to(answer) == "/access/glass/"
        assert client.get("/access/glass/").status_code == 200


def test_the_moments_of_these_tests_are_real() -> None:
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)  # noqa: TID251  the clock itself is tested
