"""The shell's own pages: start, search, help, preferences, and what is shown when something is wrong."""

import logging
import secrets
from typing import cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from beccaria.access.api import Asked, performs
from beccaria.core.acts import Act
from beccaria.web.context import KEYS_COOKIE, LANGUAGES, THEME_COOKIE, THEMES
from beccaria.web.including import included
from beccaria.web.search import search_page
from beccaria.web.today import today_page

_log = logging.getLogger(__name__)
_A_YEAR = 365 * 24 * 3600
# Addresses of pieces that other apps give, in the order of the page.
TODAY: tuple[str, ...] = (
    "warnings:today",
    "measures:today",
    "warnings:money_today",
    "detection:today",
    "people:today",
    "networks:tension_today",
    "networks:today",
    "networks:scorecards_today",
    "placement:today",
    "placement:escorts_today",
    "placement:rotations_today",
    "risk:today",
    "risk:classified_today",
    "risk:reviews_today",
    "risk:letters_today",
    "reports:today",
)
FINDS: tuple[str, ...] = ("reports:search",)


@performs(Act.TODAY_SEE, looks=False)
def today(request: HttpRequest) -> HttpResponse:
    """What is new and what is due, as each app tells it; each piece records its own look."""
    asked = cast("Asked", request)
    pieces = included(request, TODAY, actor=asked.actor)
    return render(request, "today.html", {"page": today_page(pieces, at=asked.at)})


@performs(Act.SEARCH)
def search(request: HttpRequest) -> HttpResponse:
    """Everything the reader may see that answers the words."""
    words = request.GET.get("q", "").strip()[:200]
    return render(request, "search.html", {"page": search_page(request, cast("Asked", request), words)})


@performs(Act.PUBLIC_PAGE)
def help_page(request: HttpRequest) -> HttpResponse:
    """The keys, as a page for those without scripts."""
    return render(request, "help.html", {})


@performs(Act.PUBLIC_PAGE)
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every component in every state; in the demonstration only."""
    if not settings.DEMONSTRATION:
        raise Http404
    from beccaria.web.catalogue import catalogue_page  # noqa: PLC0415  never loaded in production

    return render(request, "catalogue.html", {"page": catalogue_page()})


@performs(Act.PUBLIC_PAGE)
def preferences(request: HttpRequest) -> HttpResponse:
    """Keep language, theme and keys in cookies, which hold nothing else; and go back."""
    wanted = request.POST.get("next", "/")
    answer = redirect(wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else "/")
    known = (
        ("language", settings.LANGUAGE_COOKIE_NAME, set(LANGUAGES)),
        ("theme", THEME_COOKIE, set(THEMES)),
        ("keys", KEYS_COOKIE, {"on", "off"}),
    )
    for field, cookie, values in known:
        if (chosen := request.POST.get(field)) in values:
            answer.set_cookie(
                cookie, chosen, max_age=_A_YEAR, samesite="Lax", secure=settings.SECURE, httponly=True
            )
    return answer


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The one answer for what is not there and what may not be seen."""
    del exception
    return render(request, "errors/404.html", {}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Something broke; nothing was half-done. The number is in the log beside the fault."""
    reference = secrets.token_hex(4).upper()
    _log.error("The fault above was shown to the user as number %s.", reference)
    # The page may not ask the database, which may be what broke.
    request.META["beccaria.bare"] = "yes"
    if hasattr(request, "actor"):
        del request.actor
    return render(request, "errors/500.html", {"reference": reference}, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old, or came from elsewhere."""
    del reason
    return render(request, "errors/session.html", {}, status=403)
