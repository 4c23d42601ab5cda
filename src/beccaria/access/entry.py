"""Every way in: one transaction, one actor, one act; looks recorded, refusals answered as if nothing were there."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from ninja.utils import check_csrf

from beccaria.access import context, gate, session
from beccaria.access.asked import Asked
from beccaria.core import policy
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.markings import NOTHING_MARKED
from beccaria.core.refusal import NeedsConfirmation, Refused
from beccaria.ledger import api as ledger
from beccaria.lib import clock

View = Callable[..., Any]
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_CODE = re.compile(r"[A-Z0-9-]{1,12}")
_FEW = 4
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def show(request: HttpRequest, *references: str, as_pseudonym: str | None = None) -> None:
    """Say which records this request shows; they are recorded together when the answer is made."""
    asked = cast("Asked", request)
    asked.shown.extend(references)
    asked.pseudonym = as_pseudonym or asked.pseudonym


def performs(act: Act, *, poll: bool = False, looks: bool | None = None) -> Callable[[View], View]:
    """Name the act of a view or REST operation, and guard it.

    `poll` neither keeps a session alive nor records a look that showed nothing. `looks` records the request itself in
    the ledger; by default those that only read (GET, HEAD), because what writes records itself in its action.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            asked = cast("Asked", request)
            asked.at, asked.shown, asked.pseudonym, asked.glass = clock.now(), [], None, None
            if policy.POLICY[act] == ((),):
                session.end_if_run_out(asked, at=asked.at)
                with transaction.atomic():
                    return view(request, *args, **kwargs)
            return _pass(asked, act, lambda: view(request, *args, **kwargs), poll=poll, looks=looks)

        guarded.act = act  # type: ignore[attr-defined]  # read by the test that walks every address
        return guarded

    return decorate


def _pass(asked: Asked, act: Act, view: Callable[[], Any], *, poll: bool, looks: bool | None) -> Any:
    token = asked.headers.get("Authorization")
    if not token and _is_forged(asked):
        return _refuse_forged()
    try:
        with transaction.atomic():
            actor = (
                session.actor_of_token(token, at=asked.at)
                if token
                else session.actor_of(asked, at=asked.at, touches=not poll)
            )
            asked.actor = actor
            context.enter(actor)
            _at_the_door(act, actor)
            answer = view()
            reads = looks if looks is not None else asked.method in {"GET", "HEAD"}
            if reads and not (poll and not asked.shown):
                ledger.record(act, by=actor, subjects=asked.shown, at=asked.at, as_pseudonym=asked.pseudonym)
            return answer
    except session.NoActor as nobody:
        # Outside the transaction that was undone, so that a session that has run out is really gone.
        session.end_if_run_out(asked, at=asked.at)
        return _send_away(asked, nobody)
    except (Refused, ObjectDoesNotExist, Http404) as refused:
        if isinstance(refused, NeedsConfirmation) and not token:
            return _ask_again(asked, refused)
        gate.record_refusal(
            act, asked.actor, at=asked.at, subjects=_sought(asked), why=type(refused).__name__
        )
        raise Http404 from refused


def _is_forged(asked: Asked) -> bool:
    """Whether a browser's session is used on the REST interface without the proof that our own page sent it.

    Django asks every page for that proof; the operations of ninja are exempt, because bearer tokens need none.
    """
    return asked.path.startswith("/api/") and asked.method not in _SAFE and check_csrf(asked) is not None


def _refuse_forged() -> HttpResponse:
    return HttpResponse(
        b'{"type":"about:blank","title":"Use a bearer token here","status":403}',
        status=403,
        content_type="application/problem+json",
    )


def _at_the_door(act: Act, actor: Actor) -> None:
    if not gate.may_ever(act, actor):
        raise Refused("Your duty does not include this.")
    mine = [
        row
        for row in policy.POLICY[act]
        if all(r.holds(actor, NOTHING_MARKED) for r in row if r.name == "on_duty")
    ]
    if not actor.stepped_up and mine and all(policy.stepped_up in row for row in mine):
        raise NeedsConfirmation("identity", "Confirm that it is you first.")


def _sought(asked: Asked) -> list[str]:
    """The address, and the identifiers in it: by those a refused look is found with the record it was meant for.

    The address is kept without its query, and without parts that are neither an identifier nor a code: those are what
    somebody typed, and may be a name.
    """
    path, match = asked.path, asked.resolver_match
    for value in match.kwargs.values() if match else ():
        if not (_ID.fullmatch(str(value).lower()) or _CODE.fullmatch(str(value))):
            path = path.replace(str(value), "…")
    return [f"address:{path}"[:200], *(f"sought:{one}" for one in _ID.findall(path.lower())[:_FEW])]


def _send_away(asked: Asked, nobody: session.NoActor) -> HttpResponse:
    if nobody.where == "token" or asked.path.startswith("/api/"):
        return HttpResponse(
            b'{"type":"about:blank","title":"Sign in first","status":401}',
            status=401,
            content_type="application/problem+json",
            headers={"WWW-Authenticate": "Bearer"},
        )
    names = {"sign_in": "account_login", "duty": "access:duty", "second_factor": "mfa_index"}
    return _redirect(asked, reverse(names[nobody.where]))


def _ask_again(asked: Asked, needs: NeedsConfirmation) -> HttpResponse:
    names = {"identity": "account_reauthenticate", "purpose": "access:purpose"}
    return _redirect(asked, reverse(names[needs.what]))


def _redirect(asked: Asked, to: str) -> HttpResponse:
    # A form that was posted cannot be asked for again by its address: then the start page is where to go on.
    back = asked.get_full_path() if asked.method == "GET" and not asked.headers.get("HX-Request") else "/"
    address = f"{to}?{urlencode({'next': back})}"
    if asked.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)
