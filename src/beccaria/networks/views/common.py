"""What every view of groups does: say who asks, find who was typed, redirect with a word of what was done."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from beccaria.access import api as access
from beccaria.core.actors import Actor
from beccaria.core.refusal import BadInput
from beccaria.people import api as people


def done(request: HttpRequest, to: str, words: str, *where: str) -> HttpResponse:
    """Go on to a page of this app and say there what was done."""
    return access.done(request, f"networks:{to}", words, *where)


def following(to: str, cursor: str | None, **query: str) -> str:
    """The address of the next page of a list; empty when there is none."""
    return f"{reverse(f'networks:{to}')}?{urlencode({**query, 'after': cursor})}" if cursor else ""


def chosen(form: forms.Form, *, by: Actor) -> str:
    """The person chosen from the list, or the only one who answers to what was typed. Raises BadInput."""
    typed, found = form.cleaned_data["who"].strip(), form.cleaned_data["id_of_who"]
    if found:
        return str(found)
    known = people.suggest(typed, by=by, at_most=2)
    if len(known) != 1:
        raise BadInput(
            "Nobody, or more than one, is found as “%(name)s”: write the number instead.", name=typed
        )
    return str(known[0].id)
