"""What the views of assessments share: say who asks, answer 422 for what cannot be used, say what was done."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from beccaria.access.api import Asked, confirm_purpose, show
from beccaria.core.refusal import BadInput, Cannot
from beccaria.lib.spoken import in_words
from beccaria.people import api as people
from beccaria.people.api import PersonShown

WRONG = 422


def asked(request: HttpRequest) -> Asked:
    """The request with its actor and its moment."""
    return cast("Asked", request)


def answer(request: HttpRequest, template: str, *, wrong: bool = False, **values: Any) -> HttpResponse:
    """A page; 422 when what was typed could not be used."""
    return render(request, template, values, status=WRONG if wrong else 200)


def done(request: HttpRequest, to: str, words: str, *where: str) -> HttpResponse:
    """Go on to a page and say there what was done."""
    messages.success(request, words)
    return redirect(reverse(f"risk:{to}", args=where))


def tried(form: forms.Form, act: Callable[[], Any]) -> bool:
    """Whether a valid form could be acted on; the reason why not stands at the form."""
    if not form.is_valid():
        return False
    try:
        act()
    except (BadInput, Cannot) as said:
        form.add_error(None, in_words(said))
        return False
    return True


def looked_at(request: HttpRequest, person: str, *assessments: str) -> PersonShown:
    """The person, after the reader said why where that must be said; the look is kept."""
    line = people.person(person, by=asked(request).actor).line
    confirm_purpose(request, line.marking)
    show(request, f"person:{person}", *(f"assessment:{one}" for one in assessments))
    return line
