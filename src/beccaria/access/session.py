"""Turn a request into an actor: from the signed-in session or from a bearer token; afresh every time, so that a right
that was taken away is gone with the next request.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Any, cast

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from beccaria.access import context, queries
from beccaria.access.asked import Asked, Glass
from beccaria.access.models import BrokenGlass, DutyHeld
from beccaria.core.actors import EVERYWHERE, PURPOSES, USUAL_PURPOSE, Actor, Duty, Purpose
from beccaria.core.acts import Act
from beccaria.core.ids import UserId
from beccaria.ledger import api as ledger

_SIGN_ON = "socialaccount"
_METHODS = {_SIGN_ON: "single sign-on", "mfa": "second factor"}
_SEEN_EVERY = timedelta(seconds=60)


class NoActor(Exception):  # noqa: N818  an answer, not an error
    """Nobody is acting: sign in, choose a duty, or set up the second factor. `where` names the page that helps."""

    def __init__(self, where: str) -> None:
        """Keep the name of the page."""
        super().__init__(where)
        self.where = where


def digest(text: str) -> str:
    """A short name for a session, by which the ledger groups acts without holding the key itself."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def actor_of(request: HttpRequest, *, at: datetime, touches: bool = True) -> Actor:
    """The actor of a signed-in session. Raises NoActor. `touches` False leaves the idle clock running (polling)."""
    if not request.user.is_authenticated:
        raise NoActor("sign_in")
    if _has_run_out(request, at=at):
        raise NoActor("sign_in")
    if settings.SECOND_FACTOR and not is_mfa_enabled(request.user):
        raise NoActor("second_factor")
    user_id = str(request.user.pk)
    duty_id = request.session.get("duty") or _only_duty(request, user_id, at=at)
    held = queries.duty_held(duty_id, user_id, at=at)
    if held is None:
        request.session.pop("duty", None)
        raise NoActor("duty")
    if touches:
        _touch(request, at=at)
    glass = _glass(request, user_id, at=at)
    if glass is not None and not {glass.site, EVERYWHERE} & set(held.sites):
        cast("Asked", request).glass = Glass(str(glass.pk), glass.site, glass.ends_at)
    return queries.actor_from(
        held,
        purpose=Purpose(request.session["purpose"]),
        session=digest(request.session.session_key or ""),
        stepped_up=_recently_proven(request, at=at),
        glass=glass,
    )


def end_if_run_out(request: HttpRequest, *, at: datetime) -> None:
    """Forget a session that was idle too long or has lasted too long. Nothing on any page brings it back."""
    if _has_run_out(request, at=at):
        request.session.flush()
        request.user = AnonymousUser()


def begin(request: HttpRequest, held: DutyHeld, purpose: Purpose | None, *, at: datetime) -> None:
    """Start acting in a duty for a purpose, and record it. A purpose the duty may not claim becomes its usual one.

    What was proven or opened in another duty does not come along: confirmation and broken glass end here.
    """
    duty = Duty(held.duty)
    chosen = purpose if purpose in PURPOSES[duty] else USUAL_PURPOSE[duty]
    request.session["duty"], request.session["purpose"] = str(held.pk), chosen.value
    act = Act.DUTY_CHOOSE if "started_at" in request.session else Act.SIGN_IN
    detail = _how(request) if act is Act.SIGN_IN else {}
    for left_behind in ("glass", "purpose_confirmed_at"):
        request.session.pop(left_behind, None)
    request.session.setdefault("started_at", at.isoformat())
    request.session["seen_at"] = at.isoformat()
    actor = queries.actor_from(held, purpose=chosen, session=digest(request.session.session_key or ""))
    ledger.record(act, by=actor, subjects=[f"user:{actor.user}"], at=at, detail=detail)


def _how(request: HttpRequest) -> dict[str, str]:
    """How somebody proved who he is, for the ledger."""
    records = get_authentication_records(request, request.user)
    return {"how": " + ".join(_METHODS.get(each["method"], each["method"]) for each in records)}


def actor_of_token(header: str, *, at: datetime) -> Actor:
    """The actor of a bearer token. Raises NoActor."""
    scheme, _, text = header.partition(" ")
    actor = queries.actor_of_token(text.strip(), at=at) if scheme.lower() == "bearer" and text else None
    if actor is None:
        raise NoActor("token")
    return actor


def _only_duty(request: HttpRequest, user_id: str, *, at: datetime) -> str:
    duties = queries.duties_of(user_id, at=at)
    # The form of sign-in asks for the purpose; who came by single sign-on or a passkey has not been asked yet.
    if len(duties) != 1 or "wanted_purpose" not in request.session:
        raise NoActor("duty")
    wanted: Any = request.session.pop("wanted_purpose", None)
    begin(request, duties[0], Purpose(wanted) if wanted in set(Purpose) else None, at=at)
    return str(duties[0].pk)


def _has_run_out(request: HttpRequest, *, at: datetime) -> bool:
    started, seen = (request.session.get(key) for key in ("started_at", "seen_at"))
    if not started or not seen:
        return False
    idle = at - datetime.fromisoformat(seen) > settings.SESSION_IDLE
    return idle or at - datetime.fromisoformat(started) > settings.SESSION_LONGEST


def _touch(request: HttpRequest, *, at: datetime) -> None:
    # Once a minute is exact enough for a limit of a quarter of an hour, and saves a write with every request.
    if at - datetime.fromisoformat(request.session["seen_at"]) >= _SEEN_EVERY:
        request.session["seen_at"] = at.isoformat()


def _recently_proven(request: HttpRequest, *, at: datetime) -> bool:
    records = get_authentication_records(request, request.user)
    # The other service may let somebody through whom it saw hours ago: that proves nothing about this moment.
    proven = (float(record["at"]) for record in records if record["method"] != _SIGN_ON)
    newest = max(proven, default=0.0)
    return at.timestamp() - newest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def _glass(request: HttpRequest, user_id: str, *, at: datetime) -> BrokenGlass | None:
    glass_id = request.session.get("glass")
    if not glass_id:
        return None
    # The row is the user's own: the database shows it only while it knows who is asking.
    context.name_only(UserId(user_id))
    glass = queries.broken_glass(glass_id, user_id, at=at)
    if glass is None:
        request.session.pop("glass", None)
    return glass
