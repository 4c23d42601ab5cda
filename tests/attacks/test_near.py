"""People of his near the way of an escort: who is known there is found, who is hidden is neither found nor inferred."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from beccaria.core.escorts import STAFF, TAKES, EscortLevel, Why
from beccaria.core.handling import HELD_BACK
from beccaria.core.ids import new_id
from beccaria.core.refusal import Cannot
from beccaria.networks import actions as actions_of_groups
from beccaria.placement.actions import escorting as actions
from beccaria.placement.queries import escorts as queries
from beccaria.placement.queries.near import near
from tests.grouping import at, does, group, member, planted
from tests.seed_people import MTS, TWIN, VISITOR

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client

__all__ = ["at", "does", "group", "member", "planted"]
pytestmark = pytest.mark.django_db
GOAL, WAY = "Quarryhill hospital, ward 4", "Ring road, then Quarryhill"
Marks = Callable[..., None]


@pytest.fixture
def marked(as_role: Callable[[str], Any], planted: Callable[[str], str]) -> Iterator[Marks]:
    """His visitor lives at Quarryhill; `marked(level=3)` marks her record otherwise. Undone afterwards."""
    visitor = planted(VISITOR)

    def mark(
        address: str = "7 Kiln Street, Quarryhill", level: int = 0, handling: tuple[str, ...] = ()
    ) -> None:
        with as_role("owner") as connection:
            connection.execute(
                "UPDATE people_identity SET address = %s WHERE person_id = %s", [address, visitor]
            )
            connection.execute(
                "UPDATE people_person SET level = %s, handling = %s WHERE id = %s",
                [level, list(handling), visitor],
            )
            connection.commit()

    mark()
    yield mark
    mark(address="")


def pack(does: Any, person: str, at: datetime, level: EscortLevel = EscortLevel.HIGH) -> Any:
    """Bo writes a pack to the hospital, and reads it."""
    planned = actions.Planned(
        starts=at + timedelta(hours=5),
        hours=4,
        level=level,
        officers=STAFF[level],
        equipment=TAKES[level],
    )
    new = actions.NewEscort(
        person=person,
        why=Why.HOSPITAL,
        goal=GOAL,
        to_establishment="",
        planned=planned,
        routes=[actions.NewRoute(name=WAY, minutes=30), actions.NewRoute(name="The old road", minutes=40)],
    )
    return does("bo", queries.escort, does("bo", actions.write_escort, new, at=at))


def test_who_visits_him_and_lives_near_the_way_is_found_and_counted(
    does: Any, planted: Any, at: datetime, marked: Marks
) -> None:
    marked()
    (found,) = does("bo", near, planted(MTS), [GOAL, WAY], at=at)
    assert (found.person.name, found.word) == ("Zoë Kovač-Müller", "quarryhill")
    written = pack(does, planted(MTS), at)
    assert written.near == 1
    assert any("near the way" in str(one) for one in written.told)


def test_who_is_hidden_is_not_found_and_leaves_no_trace(
    sign_in: Callable[[str], Client], does: Any, planted: Any, at: datetime, marked: Marks
) -> None:
    def traces() -> tuple[Any, ...]:
        """Everything of a pack from which somebody could infer her: figures, sentences, marking, page."""
        one = pack(does, planted(MTS), at)
        page = sign_in("bo").get(f"/escorts/{one.id}/")
        words = page.content.decode().partition("<main")[2].replace(one.id, "*")
        seen = [line for line in words.splitlines() if "csrf" not in line and "datetime" not in line]
        assert "Kov" not in words
        return one.near, tuple(map(str, one.told)), one.level, one.handling, page.status_code, len(seen)

    marked(level=3)
    assert does("bo", near, planted(MTS), [GOAL, WAY], at=at) == ()
    hidden = traces()
    marked(address="12 Mill Lane, Northtown")
    assert traces() == hidden
    assert hidden[0] == 0


@pytest.fixture
def free(as_role: Callable[[str], Any], planted: Callable[[str], str]) -> Iterator[str]:
    """The twin was released, and lives at Mill Lane. Undone afterwards."""
    twin = planted(TWIN)

    def held(ends: str) -> None:
        with as_role("owner") as connection:
            connection.execute(
                f"UPDATE people_custodyperiod SET ends_at = {ends}, ended_recorded_at = {ends} WHERE person_id = %s",
                [twin],
            )
            connection.commit()

    held("now()")
    yield twin
    held("NULL")


def kept_here(membership: str, *, by: Any) -> None:
    """What shows a membership is shown again by something that its handling keeps here, and only by that."""
    from beccaria.networks.models import Evidence

    (row,) = Evidence.objects.filter(membership_id=membership)
    first = row.pk
    row.pk, row.handling = new_id(), [HELD_BACK[0]]
    row.save(force_insert=True)
    actions_of_groups.withdraw_evidence(first, why="Said twice.", by=by, at=row.added_at)


def test_whose_membership_handling_keeps_at_its_prison_is_found_there_alone(
    does: Any, planted: Any, at: datetime, *, group: Any, member: Any, free: str
) -> None:
    quarry = group()
    member(quarry)
    fellow = member(quarry, TWIN)
    way = ["The Mill Lane crossing"]
    for name in ("bo", "nan"):
        assert [one.person.id for one in does(name, near, planted(MTS), way, at=at)] == [free], name
    does("bo", kept_here, fellow)
    (found,) = does("bo", near, planted(MTS), way, at=at)
    assert (found.because, found.handling) == ("The Quarry", (HELD_BACK[0],))
    assert does("nan", near, planted(MTS), way, at=at) == ()


def test_a_pack_is_marked_as_strictly_as_who_is_near(
    does: Any, planted: Any, at: datetime, marked: Marks
) -> None:
    marked(handling=(HELD_BACK[0],))
    written = pack(does, planted(MTS), at)
    assert HELD_BACK[0] in written.handling
    assert written.near == 1
    for name in ("eve", "oli", "ana"):
        assert does(name, queries.escorts) == ()


def test_signing_asks_anew_who_is_near(does: Any, planted: Any, at: datetime, marked: Marks) -> None:
    """She moved there after the pack was written: at the level that was enough before it is not signed any more."""
    marked(address="12 Mill Lane, Northtown")
    written = pack(does, planted(MTS), at, EscortLevel.RAISED)
    assert written.near == 0
    does("bo", actions.send_handover, written.id, at=at)
    does("bea", actions.acknowledge_handover, written.id, said="The ward sister, at the side gate.", at=at)
    marked()
    with pytest.raises(Cannot, match="cannot be signed yet"):
        does("gil", actions.sign_escort, written.id, at=at)
