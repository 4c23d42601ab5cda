"""What every view of this app does: say who asks, find the person typed, redirect with a word of what was done."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from beccaria.access.api import Asked
from beccaria.core.actors import Actor
from beccaria.core.refusal import BadInput
from beccaria.people import api as people

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
    return redirect(reverse(to, args=where))


def following(to: str, cursor: str | None, **query: str) -> str:
    """The address of the next page of a list; empty when there is none."""
    return f"{reverse(to)}?{urlencode({**query, 'after': cursor})}" if cursor else ""


def chosen(form: forms.Form, *, by: Actor) -> str | None:
    """The person chosen from the list, or the only one who answers to what was typed. Raises BadInput."""
    typed, found = form.cleaned_data["who"].strip(), form.cleaned_data["id_of_who"]
    if not typed:
        return None
    if found:
        return str(found)
    known = people.suggest(typed, by=by, at_most=2)
    if len(known) != 1:
        raise BadInput(
            "Nobody, or more than one, is found as “%(name)s”: write the number instead.", name=typed
        )
    return str(known[0].id)
