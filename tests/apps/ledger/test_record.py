"""What may be written into the ledger: names of records and codes, never what they say."""

from collections.abc import Callable
from typing import Any

import pytest

from beccaria.core.acts import Act
from beccaria.ledger import api as ledger
from beccaria.lib import clock

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("detail", [{"text": "x" * 201}, {"text": "one\ntwo"}, {"list": ["x" * 201]}])
def test_contents_are_refused_as_a_mistake(actor_named: Callable[..., Any], detail: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="holds no contents"):
        ledger.record(Act.REPORT_READ, by=actor_named("bo"), at=clock.now(), detail=detail)


def test_a_subject_is_a_reference_and_no_text(actor_named: Callable[..., Any]) -> None:
    with pytest.raises(ValueError, match="holds no contents"):
        ledger.record(Act.REPORT_READ, by=actor_named("bo"), at=clock.now(), subjects=["He said\nthat"])


def test_a_pseudonym_stands_alone(actor_named: Callable[..., Any]) -> None:
    from beccaria.access.api import acting

    ledger.record(Act.OBSERVATION_SUBMIT, by=actor_named("ana"), at=clock.now(), as_pseudonym="R-1")
    with acting(actor_named("dee")) as dee:
        (entry,) = ledger.entries(by=dee, actor="R-1")
    assert (entry.actor, entry.duty, entry.session) == ("R-1", "", "")
