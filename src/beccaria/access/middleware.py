"""Close every door that has no act, turn our refusals into answers, and add the headers that browsers obey."""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from beccaria.access.problems import problem
from beccaria.core.refusal import BadInput, Cannot, Refused, Spoken, TooFast
from beccaria.lib.spoken import in_words

_log = logging.getLogger(__name__)
_ANSWERS: tuple[tuple[type[Spoken], int, str], ...] = (
    (TooFast, 429, "errors/429.html"),
    (Cannot, 409, "errors/409.html"),
    (BadInput, 422, "errors/422.html"),
)


class SizeMiddleware:
    """Refuses a request that is too large before a byte of it is read: nothing of two gigabytes is ever stored."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep what comes after."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Judge by what the request says of itself; a body that does not say its length is refused too."""
        said = request.headers.get("Content-Length") or "0"
        chunked = "chunked" in request.headers.get("Transfer-Encoding", "").lower()
        if not chunked and said.isdigit() and int(said) <= settings.LARGEST_REQUEST:
            return self.get_response(request)
        sentence = gettext("This is too large to send: a file may have 25 MB, everything together 130 MB.")
        if request.path.startswith("/api/"):
            return problem(413, gettext("Too large"), sentence)
        return HttpResponse(sentence, status=413, content_type="text/plain; charset=utf-8")


class GateMiddleware:
    """Stands before every view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep what comes after."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with headers: nothing is cached, nothing is told to other sites."""
        answer = self.get_response(request)
        answer.headers.setdefault("Cache-Control", "no-store")
        answer.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        return answer

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """A view that names no act is not served: forgetting the guard must not open the door."""
        del args, kwargs
        if not hasattr(view, "act"):
            _log.error(
                "A view without an act was asked for: %s",
                request.resolver_match and request.resolver_match.route,
            )
            raise Http404

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Our own refusals become pages; everything else is a bug and goes on up."""
        if isinstance(exception, Refused):
            raise Http404 from exception
        if isinstance(exception, OperationalError | InterfaceError):
            return _away(request, exception)
        for kind, status, template in _ANSWERS:
            if isinstance(exception, kind):
                return render(request, template, {"sentence": in_words(exception)}, status=status)
        return None


def _away(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The database is away for a moment: say so, and when to come back. Nothing was taken in."""
    _log.error("The database does not answer: %s", type(exception).__name__)
    sentence = gettext("The service is away for a moment. Nothing was taken in: try again in a few seconds.")
    if request.path.startswith("/api/"):
        answer = problem(503, gettext("Away for a moment"), sentence)
    else:
        answer = HttpResponse(sentence, status=503, content_type="text/plain; charset=utf-8")
    answer.headers["Retry-After"] = "3"
    return answer
