"""The history of a person: ranges from decision to decision, what happened meanwhile, and each layer alone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from beccaria.core.layers import Layer
from beccaria.core.refusal import Hidden
from beccaria.risk import actions
from beccaria.risk.actions import contests as contesting
from beccaria.risk.queries import history, layers
from beccaria.risk.queries.history import Happened
from tests.grouping import Does
from tests.lettering import Case

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_decision_is_a_range_that_ends_where_the_next_begins(roof: Case, does: Does) -> None:
    (one,) = does("asa", history.history, roof.person, at=roof.at).dimensions
    (span,) = one.spans
    assert (span.line.band, span.end) == ("high", None)
    assert span.line.scored
    assert span.line.scored.band_low != span.line.scored.band_high
    later = roof.at + timedelta(minutes=5)
    does("gil", actions.supersede, roof.id, "Judged anew.", at=later)
    (one,) = does("asa", history.history, roof.person, at=later).dimensions
    assert one.spans[0].end == later


def test_contests_and_events_are_marked(roof: Case, does: Does) -> None:
    does("bo", contesting.contest, "assessment", roof.id, raised_for="himself", text="No.", at=roof.at)
    found = does("bo", history.history, roof.person, at=roof.at)
    what = [one.what for one in found.marks]
    assert Happened.CONTEST in what
    assert Happened.INCIDENT in what
    assert [one.at for one in found.marks] == sorted(one.at for one in found.marks)


def test_nobody_from_elsewhere_has_a_history_to_read(roof: Case, does: Does) -> None:
    for name in ("eve", "oli"):
        with pytest.raises(Hidden):
            does(name, history.history, roof.person, at=roof.at)


def test_the_page_has_a_picture_that_says_what_it_shows_and_a_table(
    roof: Case, sign_in: Callable[[str], Client]
) -> None:
    client = sign_in("asa")
    page = client.get(f"/persons/{roof.person}/risk-history/").content.decode()
    assert 'role="img"' in page
    assert "Escape over time." in page
    assert "with what was unknown from" in page
    assert "Escape: the decisions" in page
    assert client.get("/persons/00000000-0000-4000-8000-000000000000/risk-history/").status_code == 404
    assert sign_in("ana").get(f"/persons/{roof.person}/risk-history/").status_code == 404


def test_layers_stand_apart_and_leave_the_rest_open(roof: Case, does: Does) -> None:
    found = {one.layer: one for one in does("bo", layers.layered, roof.id).layers}
    assert found[Layer.INTELLIGENCE].items == ("place",)
    assert found[Layer.BEHAVIOURAL].items == ("motive",)
    assert found[Layer.PSYCHOLOGICAL].items == ("earlier",)
    assert len(found[Layer.INTELLIGENCE].alone.unknown) == 7


def test_who_reads_no_reports_sees_no_layer_of_them(
    roof: Case, does: Does, sign_in: Callable[[str], Client]
) -> None:
    found = does("asa", layers.layered, roof.id)
    assert {one.layer: one.items for one in found.layers}[Layer.INTELLIGENCE] == ()
    assert found.withheld
    page = sign_in("asa").get(f"/assessments/{roof.id}/layers/").content.decode()
    assert "never added up" in page
    assert "not yours to see" in page
