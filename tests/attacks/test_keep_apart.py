"""A keep-apart tells nothing to whom it is hidden; who places people is told the bare rule and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import DatabaseError, transaction

from beccaria.core.actors import Level
from beccaria.core.allocation import Level as Apart
from beccaria.core.placement import Cause
from beccaria.core.refusal import Hidden, Refused
from beccaria.lib.moments import day_of
from beccaria.placement import actions
from beccaria.placement.models import KeepApart, MovementOrder, PlacementDecision
from beccaria.placement.queries import keeping, proposals
from tests.grouping import at, does, planted
from tests.seed_placement import WHY

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

__all__ = ["at", "does", "planted"]
pytestmark = pytest.mark.django_db
NEVER = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def kept(does: Any, planted: Any, at: datetime) -> str:
    """The planted one: Marek Sandor and the elder Bassi, for intelligence units and governors only."""
    (row,) = does("bo", keeping.of_person, planted("seed-mts"), on=day_of(at)).rows
    return str(row.id)


@pytest.mark.parametrize("name", ["eve", "oli", "lia", "max", "ana", "pia"])
def test_hidden_and_invented_are_answered_alike(
    sign_in: Callable[[str], Client], kept: str, name: str
) -> None:
    client = sign_in(name)
    for path in ("/keep-apart/{}/",):
        hidden, never = (client.get(path.format(one)) for one in (kept, NEVER))
        assert hidden.status_code == never.status_code == 404


def test_the_reason_stands_on_no_page_of_who_may_not_read_it(
    sign_in: Callable[[str], Client], planted: Any, kept: str
) -> None:
    mts = planted("seed-mts")
    for name in ("ana", "pia"):
        client = sign_in(name)
        for path in (f"/keep-apart/about/{mts}/", f"/keep-apart/of/{mts}/", f"/people/{mts}/"):
            text = client.get(path).content.decode()
            assert WHY not in text
            assert kept not in text
    text = sign_in("pia").get(f"/keep-apart/about/{mts}/").content.decode()
    assert "not in one cell" in text
    assert "debt" not in text
    assert "not in one cell" not in sign_in("ana").get(f"/keep-apart/about/{mts}/").content.decode()
    assert WHY not in sign_in("bo").get(f"/keep-apart/about/{mts}/").content.decode()
    assert WHY in sign_in("bo").get(f"/keep-apart/{kept}/").content.decode()


def test_who_may_not_see_it_may_not_end_it_either(does: Any, kept: str, at: datetime) -> None:
    for name in ("pia", "ana", "eve", "nan"):
        with pytest.raises((Refused, Hidden)):
            does(name, actions.close_keep_apart, kept, why="Enough.", at=at)


def test_nothing_is_changed_or_erased_past_the_actions(does: Any, kept: str) -> None:
    assert does("pia", lambda *, by: by and KeepApart.objects.filter(pk=kept).update(why="x")) == 0
    for model in (KeepApart, PlacementDecision, MovementOrder):
        with pytest.raises(DatabaseError), transaction.atomic():
            does("gil", lambda *, by, model=model: by and model.objects.all().delete())
    with pytest.raises(DatabaseError), transaction.atomic():
        does("gil", lambda *, by: by and PlacementDecision.objects.update(reason="x"))


def test_a_compartment_binds_nobody_who_is_outside_of_it(does: Any, planted: Any, at: datetime) -> None:
    twin, son = sorted((planted("seed-twin"), planted("seed-son")))
    today = day_of(at)
    made = does(
        "bo",
        actions.open_keep_apart,
        actions.NewKeepApart(person=twin, other=son, apart=Apart.WING, cause=Cause.THREAT, why="Said so."),
        at=at,
    )
    assert len(does("pia", keeping.told, [twin], on=today)) == 1
    does(
        "cy",
        lambda *, by: by and KeepApart.objects.filter(pk=made).update(compartments=[], handling=["4x4:H2"]),
    )
    assert does("eve", keeping.told, [twin], on=today) == ()
    assert len(does("pia", keeping.told, [twin], on=today)) == 1


def test_only_people_the_reader_sees_are_told(does: Any, planted: Any, at: datetime) -> None:
    father = planted("seed-father")
    with pytest.raises(Hidden):
        does("eve", keeping.of_person, father, on=day_of(at))
    assert does("eve", keeping.told, [father], on=day_of(at)) == ()
    # Whoever is secret is told to nobody who may not see him, not even as somebody from whom one is kept.
    secret = planted("seed-secret")
    said = actions.NewKeepApart(
        person=father, other=secret, apart=Apart.WING, cause=Cause.THREAT, why="Said so.", level=Level.SECRET
    )
    does("cy", actions.open_keep_apart, said, at=at)
    assert secret not in {one.other for one in does("pia", keeping.told, [father], on=day_of(at))}


def test_orders_and_questions_stay_at_their_prison(does: Any, sign_in: Callable[[str], Client]) -> None:
    order = does("pia", proposals.open_orders)[0]
    question = does("pia", proposals.newest)[0]
    assert does("eve", proposals.open_orders) == does("eve", proposals.newest) == ()
    client = sign_in("eve")
    for path in (f"/placements/orders/{order.id}/", f"/placements/proposals/{question.id}/"):
        assert client.get(path).status_code == 404
    officer = sign_in("ana")
    assert officer.get(f"/placements/orders/{order.id}/").status_code == 200
    assert officer.get(f"/placements/proposals/{question.id}/").status_code == 404
