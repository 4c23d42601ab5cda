"""Word errors of the REST interface as RFC 9457 problem documents; hidden and missing give the same one."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from beccaria.core.refusal import BadInput, Cannot, Refused, TooFast

_MEDIA = "application/problem+json"


def problem(status: int, title: str, detail: str = "", **more: Any) -> HttpResponse:
    """One problem document."""
    said = {
        "type": "about:blank",
        "title": title,
        "status": status,
        **({"detail": detail} if detail else {}),
        **more,
    }
    return JsonResponse(said, status=status, content_type=_MEDIA)


def nothing_here() -> HttpResponse:
    """The one answer for what does not exist and for what one may not see."""
    return problem(404, "Nothing here", "There is no such record, or it is not yours to see.")


def install(api: NinjaAPI) -> None:
    """Answer every anticipated exception with its problem document."""

    def hidden(_request: HttpRequest, _exc: Any) -> HttpResponse:
        return nothing_here()

    def unusable(_request: HttpRequest, exc: Any) -> HttpResponse:
        return problem(422, "This cannot be used", str(exc))

    def conflict(_request: HttpRequest, exc: Any) -> HttpResponse:
        return problem(409, "Not in this state", str(exc))

    def haste(_request: HttpRequest, exc: Any) -> HttpResponse:
        return problem(429, "Too fast", str(exc))

    def malformed(_request: HttpRequest, exc: Any) -> HttpResponse:
        # Where and what, never the value: it may be somebody's name.
        found = exc.errors if isinstance(exc, ValidationError) else []
        errors = [{"where": ".".join(map(str, error["loc"])), "what": error["msg"]} for error in found]
        return problem(422, "This cannot be used", "Correct the fields named in errors.", errors=errors)

    def plain(_request: HttpRequest, exc: Any) -> HttpResponse:
        status = exc.status_code if isinstance(exc, HttpError) else 400
        return problem(status, "This cannot be used", str(exc))

    for kind in (Http404, Refused, ObjectDoesNotExist):
        api.add_exception_handler(kind, hidden)
    api.add_exception_handler(BadInput, unusable)
    api.add_exception_handler(Cannot, conflict)
    api.add_exception_handler(TooFast, haste)
    api.add_exception_handler(ValidationError, malformed)
    api.add_exception_handler(HttpError, plain)
