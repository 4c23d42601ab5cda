"""Sensitive looks ask again what for; broken glass opens one establishment, for an hour, before everybody's eyes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from beccaria.access.api import confirm_purpose, glass_now
from beccaria.access.asked import Glass
from beccaria.core.actors import Level
from beccaria.core.markings import Marking
from beccaria.core.refusal import NeedsConfirmation
from beccaria.lib import clock
from tests.attacks.test_sessions import LONG_ENOUGH, post, sent_to

AT = datetime(2026, 5, 3, 12, tzinfo=UTC)
SECRET = Marking(site="NORTH", level=Level.SECRET)
PLAIN = Marking(site="NORTH", level=Level.CONFIDENTIAL)
BROKEN = Glass("g", "SOUTH", AT + timedelta(minutes=30))


class Request:
    """What the door leaves on a request."""

    def __init__(
        self, confirmed: datetime | None = None, *, glass: Glass | None = None, token: str = ""
    ) -> None:
        self.at, self.glass = AT, glass
        self.session = {"purpose_confirmed_at": confirmed.isoformat()} if confirmed else {}
        self.headers = {"Authorization": token} if token else {}


def asks(request: Request, *markings: Marking) -> bool:
    try:
        confirm_purpose(request, *markings)  # type: ignore[arg-type]  # what it needs of a request
    except NeedsConfirmation as needs:
        return needs.what == "purpose"
    return False


def test_only_what_is_sensitive_asks() -> None:
    assert asks(Request(), SECRET)
    assert asks(Request(), PLAIN, SECRET)
    assert not asks(Request(), PLAIN)
    assert asks(Request()), "without a marking the caller has judged"


def test_what_is_seen_through_broken_glass_asks() -> None:
    assert asks(Request(glass=BROKEN), Marking(site="SOUTH"))
    assert not asks(Request(glass=BROKEN), Marking(site="NORTH"))


def test_an_answer_lasts_a_quarter_of_an_hour() -> None:
    assert not asks(Request(AT - timedelta(minutes=14, seconds=59)), SECRET)
    assert asks(Request(AT - timedelta(minutes=15)), SECRET)


def test_a_token_cannot_answer() -> None:
    assert asks(Request(AT, token="Bearer bcc_x"), SECRET)


@pytest.mark.django_db
class TestBrokenGlass:
    """Bo of North breaks the glass of South."""

    @pytest.fixture
    def bo(self, sign_in: Callable[[str], Any]) -> Any:
        client = sign_in("bo")
        answer = post(client, "/access/glass/", {"site": "south", "reason": LONG_ENOUGH})
        assert sent_to(answer) == "/"
        return client

    def seen(self, client: Any) -> Any:
        """The request as the page got it."""
        answer = client.get("/")
        assert answer.status_code == 200
        return answer.wsgi_request

    def test_one_more_establishment_is_seen_and_the_banner_knows(self, bo: Any) -> None:
        request = self.seen(bo)
        assert request.actor.sites == {"NORTH", "SOUTH"}
        assert request.actor.level == Level.CONFIDENTIAL, "never a clearance"
        glass = glass_now(request)
        assert glass
        assert glass.site == "SOUTH"

    def test_it_closes_by_itself_after_an_hour(self, bo: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        began = clock.now()
        for minutes in (14, 28, 42, 56):
            monkeypatch.setattr(clock, "now", lambda minutes=minutes: began + timedelta(minutes=minutes))
            assert glass_now(self.seen(bo))
        monkeypatch.setattr(clock, "now", lambda: began + timedelta(minutes=61))
        request = self.seen(bo)
        assert glass_now(request) is None
        assert request.actor.sites == {"NORTH"}

    def test_it_does_not_come_along_into_another_duty(self, bo: Any) -> None:
        duty = bo.session["duty"]
        post(bo, "/access/duty/", {"duty_held": duty})
        assert glass_now(self.seen(bo)) is None

    def test_somebody_elses_glass_opens_nothing(self, bo: Any, sign_in: Callable[[str], Any]) -> None:
        bea = sign_in("bea")
        assert bea.get("/").status_code == 200
        session = bea.session
        session["glass"] = bo.session["glass"]
        session.save()
        assert glass_now(self.seen(bea)) is None

    def test_a_reason_that_says_nothing_breaks_nothing(self, sign_in: Callable[[str], Any]) -> None:
        client = sign_in("bo")
        answer = post(client, "/access/glass/", {"site": "SOUTH", "reason": "urgent"})
        assert answer.status_code == 200
        assert "glass" not in client.session

    def test_it_is_reviewed_afterwards_by_somebody_else_once(
        self, bo: Any, sign_in: Callable[[str], Any]
    ) -> None:
        dee = sign_in("dee")
        page = dee.get("/access/glass/reviews/").content.decode()
        assert "1 waits for a finding." in page
        assert LONG_ENOUGH in page
        assert "Bo Intelligence at SOUTH" in page
        address = f"/access/glass/{bo.session['glass']}/review/"
        empty = post(dee, address, {"finding": ""})
        assert "This field is required." in empty.content.decode()
        assert post(dee, address, {"finding": "Justified: the threat was real."}).status_code == 302
        assert "Justified: the threat was real." in dee.get("/access/glass/reviews/").content.decode()
        assert post(dee, address, {"finding": "Second thoughts."}).status_code == 409
        assert post(bo, address, {"finding": "I was right."}).status_code == 404

    def test_what_was_looked_at_in_that_hour_is_one_press_away(
        self, bo: Any, sign_in: Callable[[str], Any]
    ) -> None:
        import html
        import re

        assert bo.get("/").status_code == 200
        dee = sign_in("dee")
        page = dee.get("/access/glass/reviews/").content.decode()
        link = re.search(r'href="(/oversight/ledger/\?user=[^"]+)"', page)
        assert link
        ledger = dee.get(html.unescape(link[1])).content.decode()
        assert "opened Today" in ledger
        assert "through broken glass" in ledger
