"""A regime is a set of measures: proposed together, each decided and over by itself, none longer than it."""

from __future__ import annotations

import html
import json
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from beccaria.core.measures import Kind, Standing, State
from beccaria.core.refusal import BadInput, Cannot, Hidden
from beccaria.measures.actions.deciding import WITH_ITS_REGIME, decide, end
from beccaria.measures.actions.proposing import propose
from beccaria.measures.actions.regimes import PARTS as ALL_PARTS
from beccaria.measures.actions.regimes import NewSet, propose_set
from beccaria.measures.queries import reading
from tests.measuring import FRESH, NO, YES, in_force, separation, supervised

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

    from tests.grouping import Does

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("italian")]
ROOT = Path(__file__).resolve().parents[3]
PARTS = (
    (Kind.SUPERVISED_VISITS, "Visits behind glass"),
    (Kind.MAIL_CONTROLLED, "Letters are read before he has them"),
)


def regime(does: Does, mts: str, at: datetime) -> str:
    """M.T.S. is proposed for 41-bis, for a year."""
    said: dict[str, Any] = {
        "kind": "regime",
        "regime": "41-bis",
        "contact_hours": Decimal(3),
        "limit_told": "",
    }
    return str(does("bo", propose, separation(mts, at, ends=at + timedelta(days=365), **said), at=at))


def new_set(at: datetime, **more: Any) -> NewSet:
    """Two measures for half a year."""
    said: dict[str, Any] = {"parts": PARTS, "ends": at + timedelta(days=180), "necessary": FRESH["necessary"]}
    return NewSet(**(said | more))


def parts(does: Does, made: str, at: datetime) -> dict[Kind, Standing]:
    """How far each measure of a regime is."""
    return {one.kind: one.standing for one in does("gil", reading.parts_of, made, at=at)}


def test_its_set_is_proposed_together_and_each_is_decided_by_itself(
    does: Does, at: datetime, mts: str
) -> None:
    made = regime(does, mts, at)
    first, second = does("bo", propose_set, made, new_set(at), at=at)
    # A half year, as the regime's law allows; by itself a measure lasts a month.
    assert set(parts(does, made, at).values()) == {Standing.PROPOSED}
    with pytest.raises(Cannot, match="decide on the regime first"):
        does("gil", decide, first, YES, at=at)
    does("gil", decide, made, YES, at=at)
    for who in ("gil", "cy"):
        does(who, decide, first, YES, at=at)
    does("gil", decide, second, NO, at=at)
    assert set(parts(does, made, at).values()) == {Standing.IN_FORCE, Standing.REFUSED}
    read = does("bo", reading.measure, first, at=at)
    assert read.line.part_of == made
    assert read.reasons.necessary == FRESH["necessary"]
    assert len(read.reasons.facts) == 1
    later = at + timedelta(days=181)
    assert Standing.LAPSED in parts(does, made, later).values()
    assert does("bo", reading.measure, made, at=later).line.standing is Standing.IN_FORCE


def test_what_it_consists_of_ends_with_it(does: Does, at: datetime, mts: str) -> None:
    made = regime(does, mts, at)
    first, second = does("bo", propose_set, made, new_set(at), at=at)
    does("gil", decide, made, YES, at=at)
    for who in ("gil", "cy"):
        does(who, decide, first, YES, at=at)
    does("gil", end, made, why="The judge lifted it.", at=at)
    assert does("gil", reading.measure, first, at=at).line.standing is Standing.ENDED
    assert does("gil", reading.measure, first, at=at).ended_why == WITH_ITS_REGIME
    assert does("gil", reading.measure, second, at=at).line.standing is Standing.REFUSED
    with pytest.raises(Cannot, match="regime is over"):
        does("bo", propose_set, made, new_set(at), at=at)


def test_a_regime_that_is_refused_takes_its_set_along(does: Does, at: datetime, mts: str) -> None:
    made = regime(does, mts, at)
    does("bo", propose_set, made, new_set(at), at=at)
    assert does("gil", decide, made, NO, at=at) is State.REFUSED
    assert set(parts(does, made, at).values()) == {Standing.REFUSED}


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"parts": ()}, "at least one measure"),
        ({"parts": ((Kind.ISOLATION, "Alone"),)}, "no part of a regime"),
        ({"parts": ((Kind.MORE_STAFF, "  "),)}, "What is restricted is empty"),
        ({"necessary": " "}, "is empty"),
    ],
)
def test_a_set_that_cannot_be_is_refused_in_a_sentence_and_leaves_nothing(
    does: Does, at: datetime, mts: str, more: dict[str, Any], says: str
) -> None:
    made = regime(does, mts, at)
    with pytest.raises(BadInput, match=says):
        does("bo", propose_set, made, new_set(at, **more), at=at)
    with pytest.raises(BadInput, match="outlast"):
        does("bo", propose_set, made, new_set(at, ends=at + timedelta(days=366)), at=at)
    assert parts(does, made, at) == {}


def test_a_part_does_not_outlast_its_regime_however_it_is_proposed(
    does: Does, at: datetime, mts: str
) -> None:
    made = regime(does, mts, at)
    alone: dict[str, Any] = {"part_of": made, "kind": "mail_controlled"}
    begins = at + timedelta(days=30)
    late = {"starts": begins, "ends": begins + timedelta(days=340)}
    with pytest.raises(BadInput, match="outlast"):
        does("bo", propose, supervised(mts, at, **alone, **late), at=at)
    does("gil", decide, made, YES, at=at)
    does("gil", end, made, why="The judge lifted it.", at=at)
    with pytest.raises(Cannot, match="regime is over"):
        does("bo", propose, supervised(mts, at, **alone), at=at)


def test_only_a_regime_has_a_set_and_only_of_the_same_person(
    does: Does, at: datetime, mts: str, planted: Callable[[str], str]
) -> None:
    visits = in_force(does, supervised(mts, at), at=at)
    with pytest.raises(Cannot, match="Only a regime"):
        does("bo", propose_set, visits, new_set(at), at=at)
    made = regime(does, mts, at)
    other = supervised(planted("seed-twin"), at, part_of=made, kind="mail_controlled")
    with pytest.raises(BadInput, match="same person"):
        does("bo", propose, other, at=at)
    with pytest.raises(Hidden):
        does("eve", propose_set, made, new_set(at), at=at)


def test_the_page_of_a_regime_shows_its_set(
    does: Does, at: datetime, mts: str, sign_in: Callable[[str], Client]
) -> None:
    made, bo = regime(does, mts, at), sign_in("bo")
    page = f"/measures/{made}/"
    said = bo.get(page).content.decode()
    assert "No measure is proposed as a part of it yet" in said
    assert "One visit a month, of one hour, behind glass." in said
    form = {
        "csrfmiddlewaretoken": bo.cookies["csrftoken"].value,
        "supervised_visits": "Visits behind glass",
        "ends": (at + timedelta(days=30)).strftime("%Y-%m-%dT%H:%M"),
        "necessary": FRESH["necessary"],
    }
    said = bo.post(f"{page}set/", form, follow=True).content.decode()
    assert "Visits behind glass" in said
    (part,) = does("bo", reading.parts_of, made, at=at)
    assert "The regime of which this is a part" in bo.get(f"/measures/{part.id}/").content.decode()
    wrong = bo.post(f"{page}set/", form | {"supervised_visits": ""})
    assert wrong.status_code == 422
    assert "Say of at least one measure" in wrong.content.decode()


def test_what_the_pack_names_is_proposed_and_what_no_source_confirms_is_only_said(
    does: Does, at: datetime, mts: str, sign_in: Callable[[str], Client]
) -> None:
    made = regime(does, mts, at)
    page = html.unescape(sign_in("bo").get(f"/measures/{made}/").content.decode())
    assert 'value="One visit a month, of one hour, behind glass."' in page
    assert "Named in: Notes on doctrine, 3.3" in page
    assert 'value="Mail is controlled."' not in page
    assert "“Mail is controlled.” (Notes on doctrine" in page
    assert parts(does, made, at) == {}


def test_packs_name_no_other_measures_than_a_regime_can_consist_of() -> None:
    schema = json.loads((ROOT / "src/beccaria/reference/countries/schema.json").read_text(encoding="utf-8"))
    kinds = schema["$defs"]["restriction"]["properties"]["measures"]["items"]["enum"]
    assert kinds == [one.value for one in ALL_PARTS]
