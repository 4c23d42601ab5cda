"""The board shows who lives where to those whose duty it is, and says of any place whether and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from beccaria.core.allocation import Level as Apart
from beccaria.core.placement import Cause
from beccaria.core.refusal import BadInput, Hidden, Refused
from beccaria.core.working_places import Answer, Reach, Skill, Weakness
from beccaria.lib.moments import day_of
from beccaria.placement import actions
from beccaria.placement.actions.working import NewSkill, add_skill
from beccaria.placement.pages.reasons import said
from beccaria.placement.queries import board as queries
from beccaria.placement.queries import proposals
from beccaria.placement.queries.sharing import shares
from beccaria.placement.queries.trying import trial
from beccaria.places.api import NewWeakPoint, mend_weak_point, write_weak_point
from tests.apps.placement.test_placing_pages import post
from tests.grouping import at, does, planted
from tests.pages import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

__all__ = ["at", "does", "planted"]
pytestmark = pytest.mark.django_db
BOARD = "/placements/board/NORTH/"


@pytest.fixture
def kept(does: Any, planted: Any, at: datetime) -> str:
    """The namesake on NORTH-A is kept from Marek Sandor, who lives on NORTH-C."""
    new = actions.NewKeepApart(
        person=planted("seed-namesake"),
        other=planted("seed-mts"),
        apart=Apart.WING,
        cause=Cause.THREAT,
        why="He was threatened.",
    )
    return str(does("bo", actions.open_keep_apart, new, at=at))


def tried(does: Any, person: str, wing: str, at: datetime, cell: str = "") -> Any:
    found = does("pia", queries.board, "NORTH", at=at)
    spot = next(
        (one for each in found.wings if each.code == wing for one in each.cells if one.code == cell), None
    )
    return does("pia", trial, person, site="NORTH", wing=wing, cell=spot, at=at)


def test_everybody_is_in_his_cell_and_places_are_counted(does: Any, at: datetime) -> None:
    found = does("bo", queries.board, "NORTH", at=at)
    wings = {one.code: one for one in found.wings}
    assert list(wings) == ["NORTH-A", "NORTH-B", "NORTH-C"]
    cells = {one.code: one for one in wings["NORTH-C"].cells}
    assert [card.name for card in cells["NORTH-C-101"].people] == ["Luca Ferri", "Marek Tibor Sandor"]
    assert (cells["NORTH-C-101"].places, cells["NORTH-C-101"].free) == (2, 0)
    assert (wings["NORTH-B"].places, wings["NORTH-B"].free) == (36, 36)
    assert "Osric Hidden" not in {card.name for card in found.people}


def test_a_wing_with_an_enemy_is_refused_with_the_reason_and_another_is_good(
    does: Any, planted: Any, at: datetime, kept: str
) -> None:
    assert kept
    person = planted("seed-namesake")
    refused = tried(does, person, "NORTH-C", at)
    assert refused.tried.answer is Answer.NO
    words = said(refused.tried.verdict.against, refused.built.people)
    assert any("Marek Tibor Sandor is there, from whom he is kept" in one for one in words)
    assert tried(does, person, "NORTH-A", at).tried.answer is Answer.ALLOWED
    dearer = tried(does, person, "NORTH-B", at)
    assert dearer.tried.answer is Answer.ASK
    assert dearer.tried.verdict.more > 0
    assert dearer.best[0].place == "NORTH-A"


def test_a_full_cell_and_one_with_somebody_he_must_not_share_one_with(
    does: Any, planted: Any, at: datetime
) -> None:
    person = planted("seed-namesake")
    full = tried(does, person, "NORTH-C", at, cell="NORTH-C-101")
    assert (full.tried.answer, full.tried.cell_full) == (Answer.NO, True)
    new = actions.NewKeepApart(
        person=person, other=planted("seed-father"), apart=Apart.CELL, cause=Cause.DEBT, why="Money."
    )
    does("bo", actions.open_keep_apart, new, at=at)
    with_him = tried(does, person, "NORTH-C", at, cell="NORTH-C-102")
    assert with_him.tried.cell_company == ("Marco Bassi",)
    assert with_him.tried.verdict.is_lawful


def test_what_stands_against_a_cell_stands_against_the_decision(
    does: Any, planted: Any, at: datetime
) -> None:
    person = planted("seed-namesake")
    new = actions.NewKeepApart(
        person=person, other=planted("seed-father"), apart=Apart.CELL, cause=Cause.DEBT, why="Money."
    )
    does("bo", actions.open_keep_apart, new, at=at)
    plain = {"person": person, "wing": "NORTH-C", "due": at + timedelta(hours=1), "reason": "Work."}
    # By the code of the register or by the number people say.
    for cell, words in (("NORTH-C-101", "The cell is full"), ("101", "full"), ("102", "must not share one")):
        with pytest.raises(BadInput, match=words):
            does("pia", actions.decide, actions.NewPlacement(**plain, cell=cell), at=at)
    worded = actions.NewPlacement(**plain, cell="102", override="Until six, with an officer at the door.")
    with pytest.raises(Refused):
        does("pia", actions.decide, worded, at=at)
    does("gil", actions.decide, worded, at=at)
    (decided,) = does("gil", proposals.decisions_of, person)[:1]
    assert any("must not share one" in one for one in decided.against)


def test_a_cell_is_the_same_by_its_number_and_by_its_code() -> None:
    def at_cell(cell: str) -> Any:
        return SimpleNamespace(establishment="NORTH", wing="NORTH-C", cell=cell)

    assert shares(at_cell("101"), at_cell("NORTH-C-101"), Apart.CELL)
    assert not shares(at_cell("101"), at_cell("NORTH-C-102"), Apart.CELL)
    assert not shares(at_cell(""), at_cell(""), Apart.CELL)


def test_what_was_tried_on_the_board_stands_in_the_form_that_decides(
    sign_in: Callable[[str], Client], planted: Any
) -> None:
    pia, person, tried_there = sign_in("pia"), planted("seed-namesake"), "wing=NORTH-B&cell=NORTH-B-1"
    page = text(pia.get(f"{BOARD}?person={person}&{tried_there.partition('&')[0]}"))
    assert f"/placements/of/{person}/?wing=NORTH-B" in page
    page = text(pia.get(f"/placements/of/{person}/?{tried_there}")).replace("&amp;", "&")
    ask = f"/placements/of/{person}/ask/?{tried_there}"
    assert ask in page
    made = post(pia, ask)
    assert made["Location"].endswith(f"?{tried_there}")
    page = text(pia.get(made["Location"]))
    assert '<option value="NORTH-B" selected' in page
    assert 'value="NORTH-B-1"' in page


def test_the_roof_case_is_caught_where_somebody_is_moved_near_it(
    does: Any, planted: Any, at: datetime
) -> None:
    """He behaves; he works metal; the wing reaches a roof. Mended, the same wing may be given."""
    person = planted("seed-namesake")
    roof = NewWeakPoint(
        site="NORTH",
        unit="NORTH-B",
        kind=Weakness.ROOF,
        reach=Reach.AT_IT,
        words="From the drying room one gets onto the workshop roof.",
        found_on=day_of(at),
    )
    point = does("gil", write_weak_point, roof, at=at)
    skill = NewSkill(person=person, skill=Skill.METAL, words="A locksmith by trade.", observed=day_of(at))
    does("asa", add_skill, skill, at=at)
    found = tried(does, person, "NORTH-B", at)
    assert found.tried.answer is Answer.NO
    assert found.tried.verdict.is_lawful
    assert "weak point is there" in str(found.tried.weak.reasons[0].said)
    place = actions.NewPlacement(person=person, wing="NORTH-B", due=at + timedelta(hours=1), reason="Room.")
    with pytest.raises(BadInput, match="weak point is there: roof"):
        does("pia", actions.decide, place, at=at)
    with pytest.raises(Refused):
        does("pia", actions.decide, replace(place, override="He is quiet, says the psychologist."), at=at)
    does("gil", mend_weak_point, point, what="Closed with a grille.", at=at)
    assert tried(does, person, "NORTH-B", at).tried.answer is not Answer.NO
    assert does("pia", actions.decide, place, at=at)


def test_the_page_with_and_without_a_choice_as_a_table_and_as_a_fragment(
    sign_in: Callable[[str], Client], planted: Any, kept: str
) -> None:
    assert kept
    pia, person = sign_in("pia"), planted("seed-namesake")
    page = text(pia.get(BOARD))
    assert "Placement board: Northgate" in page
    assert "kept apart from somebody" in page
    assert "Nobody chosen" in page
    chosen = text(pia.get(BOARD, {"person": person, "wing": "NORTH-C"}))
    assert "Refused" in chosen
    assert "Marek Tibor Sandor is there, from whom he is kept: threat" in chosen
    assert person not in chosen.split("from whom he is kept")[1].split("</ul>")[0]
    assert "His best places" in text(pia.get(BOARD, {"person": person}))
    assert "Who lives where" in text(pia.get(BOARD, {"as": "table"}))
    piece = text(pia.get(f"{BOARD}try/", {"person": person, "wing": "NORTH-A"}, HTTP_HX_REQUEST="true"))
    assert "Good." in piece
    assert "<html" not in piece
    assert pia.get("/placements/board/").status_code == 302


def test_who_is_not_there_for_the_reader_is_not_found(
    sign_in: Callable[[str], Client], planted: Any, does: Any, at: datetime
) -> None:
    for name in ("eve", "ana", "lia", "max"):
        assert sign_in(name).get(BOARD).status_code == 404
    pia = sign_in("pia")
    assert pia.get(BOARD, {"person": planted("seed-secret")}).status_code == 404
    assert pia.get(BOARD, {"person": planted("seed-mts"), "wing": "SOUTH-A"}).status_code == 404
    assert pia.get(BOARD, {"person": planted("seed-mts"), "wing": "NORTH-A", "cell": "x"}).status_code == 404
    with pytest.raises(Refused):
        does("eve", queries.board, "NORTH", at=at)
    with pytest.raises(Hidden):
        tried(does, planted("seed-elsewhere"), "NORTH-A", at)


def test_somebody_without_a_category_is_answered_in_a_sentence(
    sign_in: Callable[[str], Client], planted: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_given: Any, **_named: Any) -> None:
        raise BadInput("%(name)s has no category: classify first, then place.", name="Ivan Petrov")

    monkeypatch.setattr("beccaria.placement.queries.trying.built", none)
    answer = sign_in("pia").get(BOARD, {"person": planted("seed-namesake")})
    assert "has no category: classify first" in text(answer, 422)
