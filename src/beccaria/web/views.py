"""The shell's own pages: the start page and what is shown when something is not there or broke."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from beccaria.access.api import performs
from beccaria.core.acts import Act


@performs(Act.TODAY_SEE)
def today(request: HttpRequest) -> HttpResponse:
    """What is new and what is due."""
    return render(request, "today.html", {})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The one answer for what is not there and what may not be seen."""
    del exception
    return render(request, "errors/404.html", {}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Something broke; nothing was half-done."""
    return render(request, "errors/500.html", {}, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old, or came from elsewhere."""
    del reason
    return render(request, "errors/409.html", {"sentence": "This form is too old. Go back, reload and send again."}, status=409)
