"""How every view answers: who asks, a page with its status, a form that was tried, and where one goes on from there."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from ninja import Status

from beccaria.access.asked import Asked
from beccaria.access.idempotency import Answer
from beccaria.core.refusal import BadInput, Cannot
from beccaria.lib.spoken import in_words

WRONG: Final = 422


def asked(request: HttpRequest) -> Asked:
    """The request with its actor and its moment."""
    return cast("Asked", request)


def answer(request: HttpRequest, template: str, *, wrong: bool = False, **values: Any) -> HttpResponse:
    """A page; 422 when what was typed could not be used."""
    return render(request, template, values, status=WRONG if wrong else 200)


def done(request: HttpRequest, to: str, words: str, *where: str, **named: str) -> HttpResponse:
    """Go on to a page, called as "app:page", and say there what was done."""
    messages.success(request, words)
    return redirect(reverse(to, args=where or None, kwargs=named or None))


def tried(form: forms.Form, act: Callable[[], Any]) -> Any:
    """What a valid form does, or True; False when it is not valid or is refused, with the reason at the form."""
    if not form.is_valid():
        return False
    try:
        return act() or True
    except (BadInput, Cannot) as said:
        form.add_error(None, in_words(said))
        return False


def answered(view: Callable[..., Answer]) -> Callable[..., Status[dict[str, Any]]]:
    """Give ninja the status and the document of an operation the way it asks for them."""

    @wraps(view)
    def give(*args: Any, **kwargs: Any) -> Status[dict[str, Any]]:
        status, document = view(*args, **kwargs)
        return Status(status, document)

    return give
