"""What every view of this app does: say who asks, find the person typed, redirect with a word of what was done."""

from django import forms
from django.urls import reverse
from django.utils.http import urlencode

from beccaria.core.actors import Actor
from beccaria.people import api as people


def following(to: str, cursor: str | None, **query: str) -> str:
    """The address of the next page of a list; empty when there is none."""
    return f"{reverse(to)}?{urlencode({**query, 'after': cursor})}" if cursor else ""


def chosen(form: forms.Form, *, by: Actor) -> str | None:
    """The person chosen from the list, or the only one who answers to what was typed, if any. Raises BadInput."""
    typed, found = form.cleaned_data["who"].strip(), form.cleaned_data["id_of_who"]
    return people.chosen(typed, found, by=by) if typed else None
