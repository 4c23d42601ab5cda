"""Nobody is taken out before who receives him has said so and the escort is what is known of him asks for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from beccaria.core.escorts import ESCALATE_AFTER, TAKES, EscortLevel, Why, staff
from beccaria.core.placement import EscortState
from beccaria.core.refusal import BadInput, Cannot, Hidden, Refused
from beccaria.placement.actions import arriving
from beccaria.placement.actions import escorting as actions
from beccaria.placement.queries import escorts as queries
from tests.grouping import at, does, planted
from tests.pages import post, text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

__all__ = ["at", "does", "planted"]
pytestmark = pytest.mark.django_db


def plan(at: datetime, level: EscortLevel, **more: Any) -> actions.Planned:
    said: dict[str, Any] = {
        "starts": at + timedelta(hours=5),
        "hours": 4.0,
        "level": level,
        "officers": staff(level, why=Why.TRANSFER, hours=4)[0],
        "equipment": TAKES[level],
    }
    return actions.Planned(**(said | more))


def pack(person: str, at: datetime, **more: Any) -> actions.NewEscort:
    said: dict[str, Any] = {
        "person": person,
        "why": Why.TRANSFER,
        "goal": "Southmoor, Southtown",
        "to_establishment": "SOUTH",
        "planned": plan(at, EscortLevel.ARMED),
        "routes": [
            actions.NewRoute(name="By the coast", minutes=90),
            actions.NewRoute(name="By the hills", minutes=110),
        ],
        "help_outside": True,
        "rests_on": "Told by the police at seven.",
    }
    return actions.NewEscort(**(said | more))


@pytest.fixture
def written(does: Any, planted: Any, at: datetime) -> str:
    """Bo writes the pack for Marek Sandor, of whom help from outside is known."""
    return str(does("bo", actions.write_escort, pack(planted("seed-mts"), at), at=at))


def test_the_french_case_is_not_signed_below_its_level_nor_before_the_others_know(
    does: Any, planted: Any, at: datetime
) -> None:
    below = pack(planted("seed-mts"), at, planned=plan(at, EscortLevel.HIGH))
    made = does("bo", actions.write_escort, below, at=at)
    with pytest.raises(Cannot, match="what is known of him asks for highest, with armed police"):
        does("gil", actions.sign_escort, made, at=at)
    does("bo", actions.plan_anew, made, plan(at, EscortLevel.ARMED), at=at)
    with pytest.raises(Cannot, match="has not been told"):
        does("gil", actions.sign_escort, made, at=at)
    does("bo", actions.send_handover, made, at=at)
    with pytest.raises(Cannot, match="has not acknowledged"):
        does("gil", actions.sign_escort, made, at=at)
    does("eve", actions.acknowledge_handover, made, said="Wing governor, at the inner gate.", at=at)
    does("gil", actions.sign_escort, made, at=at)
    read = does("gil", queries.escort, made)
    assert (read.state, read.acknowledged_as) == (EscortState.SIGNED, "pio")


def test_who_receives_reads_the_pack_before_he_arrives_and_not_his_records(
    does: Any, written: str, at: datetime
) -> None:
    with pytest.raises(Hidden):
        does("eve", queries.escort, written)
    does("bo", actions.send_handover, written, at=at)
    read = does("eve", queries.escort, written)
    assert "Marek Tibor Sandor" in read.who
    assert read.line is None
    assert any("Risk of escape" in str(one) for one in read.told)
    with pytest.raises(Refused):
        does("eve", actions.end_escort, written, over=False, why="No.", at=at)
    assert does("oli", queries.escorts) == ()


def test_a_new_plan_must_be_handed_over_and_acknowledged_again(does: Any, written: str, at: datetime) -> None:
    does("bo", actions.send_handover, written, at=at)
    does("eve", actions.acknowledge_handover, written, said="At the gate.", at=at)
    does("bo", actions.plan_anew, written, plan(at, EscortLevel.ARMED, officers=9), at=at)
    read = does("bo", queries.escort, written)
    assert (read.state, read.acknowledged_at, read.officers) == (EscortState.DRAFT, None, 9)
    with pytest.raises(Hidden):
        does("eve", queries.escort, written)


def test_nobody_signs_or_acknowledges_what_he_wrote(does: Any, planted: Any, at: datetime) -> None:
    hospital = pack(
        planted("seed-mts"), at, why=Why.HOSPITAL, goal="Hospital, Northtown", to_establishment=""
    )
    made = does("gil", actions.write_escort, hospital, at=at)
    does("gil", actions.send_handover, made, at=at)
    with pytest.raises(Cannot, match="somebody else acknowledges"):
        does("gil", actions.acknowledge_handover, made, said="Told the ward.", at=at)
    does("bo", actions.acknowledge_handover, made, said="Told the ward sister.", at=at)
    with pytest.raises(Cannot, match="somebody else signs"):
        does("gil", actions.sign_escort, made, at=at)
    with pytest.raises(Cannot, match="officers are planned, and the rule"):
        does("cy", actions.sign_escort, made, at=at)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"to_establishment": "NOWHERE"}, "no establishment with the code"),
        ({"to_establishment": "NORTH"}, "there already"),
        ({"to_establishment": ""}, "A transfer goes to a prison"),
        ({"routes": []}, "from one to 6 ways"),
        ({"rests_on": " "}, "Say who or what tells"),
        ({"goal": " "}, "Where he is taken is empty"),
        ({"order": "none"}, "no open order"),
    ],
)
def test_a_pack_that_cannot_be_is_refused_in_a_sentence(
    does: Any, planted: Any, at: datetime, change: dict[str, Any], words: str
) -> None:
    with pytest.raises(BadInput, match=words):
        does("bo", actions.write_escort, pack(planted("seed-mts"), at, **change), at=at)
    late = plan(at, EscortLevel.HIGH, starts=at - timedelta(hours=1))
    with pytest.raises(BadInput, match="next 31 days"):
        does("bo", actions.write_escort, pack(planted("seed-mts"), at, planned=late), at=at)


def test_who_has_no_duty_there_writes_none(does: Any, planted: Any, at: datetime) -> None:
    with pytest.raises(Hidden):
        does("eve", actions.write_escort, pack(planted("seed-mts"), at), at=at)
    with pytest.raises(Refused):
        does("ana", actions.write_escort, pack(planted("seed-mts"), at), at=at)


def test_people_of_his_near_the_way_are_named_by_the_word_of_their_address(
    does: Any, planted: Any, at: datetime
) -> None:
    from beccaria.placement.queries.near import near

    found = does("bo", near, planted("seed-mts"), ["Hospital, Northtown"], at=at)
    assert found == ()
    with pytest.raises(Hidden):
        does("eve", near, planted("seed-mts"), ["Northtown"], at=at)


def test_the_pages_from_writing_to_the_paper(
    sign_in: Callable[[str], Client], planted: Any, at: datetime
) -> None:
    bo, eve, gil = sign_in("bo"), sign_in("eve"), sign_in("gil")
    person = planted("seed-mts")
    page = text(bo.get(f"/escorts/new/{person}/"))
    assert "Nobody has judged his risk of escape: what is not known is not low." in page
    faulty = post(bo, f"/escorts/new/{person}/", why="transfer")
    assert "Write where he is taken." in text(faulty, 422)
    made = post(bo, f"/escorts/new/{person}/", **typed(at))
    assert made.status_code == 302, text(made, 422)
    where = made["Location"]
    read = text(bo.get(where))
    assert "The receiving side has not been told: send the handover." in read
    assert eve.get(where).status_code == 404
    assert post(bo, f"{where}send/").status_code == 302
    assert "Acknowledge a handover" in text(eve.get("/escorts/today/"))
    assert "He comes to you." in text(eve.get(where))
    assert post(eve, f"{where}acknowledge/", said="The duty governor.").status_code == 302
    assert "Escort to sign" in text(gil.get("/escorts/today/"))
    assert post(gil, f"{where}sign/").status_code == 302
    assert "He may be taken out as planned here." in text(gil.get(where))
    paper = gil.get(f"{where}escort.pdf")
    assert paper.content.startswith(b"%PDF")
    assert "Sandor" not in str(paper.headers)
    assert "signed" in text(gil.get("/escorts/"))
    assert post(bo, f"{where}end/", over="yes", why="Handed over at noon.").status_code == 302


def test_only_the_service_itself_passes_on_what_nobody_answered(
    does: Any, written: str, at: datetime
) -> None:
    does("bo", actions.send_handover, written, at=at)
    for act in (arriving.tell_of_unanswered, arriving.tell_of_uncleared):
        with pytest.raises(Refused):
            does("bo", act, at=at + ESCALATE_AFTER + timedelta(minutes=1))


def typed(at: datetime) -> dict[str, Any]:
    level = EscortLevel.RAISED
    return {
        "why": "transfer",
        "to_establishment": "SOUTH",
        "goal": "Southmoor",
        "starts": f"{at + timedelta(hours=30):%Y-%m-%dT%H:%M}",
        "hours": "3",
        "level": str(int(level)),
        "officers": "4",
        "equipment": [one.value for one in TAKES[level]],
        "way_1": "By the coast",
        "minutes_1": "90",
        "way_2": "By the hills",
        "minutes_2": "110",
    }
