"""A refusal at a form and on a page of its own is said in the reader's language."""

from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from beccaria.access.api import tried
from beccaria.access.middleware import GateMiddleware
from beccaria.core.refusal import BadInput, Cannot, Spoken, TooFast
from beccaria.reports.views.common import attempt

OVER = "One of the two groups is over: nothing new is written of it."
ITALIAN = "Uno dei due gruppi"


def _refuse(*_given: object) -> Any:
    raise Cannot(OVER)


@pytest.mark.parametrize(
    "at_a_form",
    [lambda form: tried(form, _refuse), lambda form: attempt(form, _refuse)],
    ids=["networks", "reports"],
)
def test_at_a_form(at_a_form: Callable[[forms.Form], object]) -> None:
    form = forms.Form({})
    with translation.override("it"):
        assert not at_a_form(form)
    assert str(form.non_field_errors()[0]).startswith(ITALIAN)


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "status"), [(BadInput, 422), (Cannot, 409), (TooFast, 429)])
def test_on_a_page_of_its_own(kind: type[Spoken], status: int) -> None:
    gate, request = GateMiddleware(lambda _request: HttpResponse()), RequestFactory().get("/")
    with translation.override("it"):
        answer = gate.process_exception(request, kind(OVER))
        odd = gate.process_exception(request, kind("No “%(name)s”.", name="<b>%"))
    assert answer is not None
    assert odd is not None
    assert answer.status_code == odd.status_code == status
    assert ITALIAN in answer.content.decode()
    assert "No “&lt;b&gt;%”." in odd.content.decode()
