"""Speak the language of the switch in this browser, else the user's, else the one the browser asks for."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

_KNOWN = {code for code, _name in settings.LANGUAGES}


class LanguageMiddleware:
    """Activates the language for one request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep what comes after."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Choose, answer, and say in the answer which language it is."""
        chosen = getattr(request.user, "language", "") or request.COOKIES.get(
            settings.LANGUAGE_COOKIE_NAME, ""
        )
        language = chosen if chosen in _KNOWN else translation.get_language_from_request(request)
        with translation.override(language):
            answer = self.get_response(request)
            answer.headers.setdefault("Content-Language", language)
            return answer
