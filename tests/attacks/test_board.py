"""The board gives nothing away: no refusal without an ordinary reason, nothing to whom it is not shown."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

import pytest

from beccaria.core.allocation import Level
from beccaria.core.working_places import Answer
from beccaria.placement.queries import board as queries
from beccaria.placement.queries import keeping
from beccaria.placement.queries.instance import OF_CLASS
from beccaria.placement.queries.trying import trial
from tests.grouping import at, does, planted

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

__all__ = ["at", "does", "planted"]
pytestmark = pytest.mark.django_db
SECRET = re.compile(r"cover|witness|source of|exit partic|compartment|informant", re.IGNORECASE)


def tried_everywhere(does: Any, at: datetime) -> dict[tuple[str, str, str], Any]:
    """Everybody on the board in every wing and every cell of it, as the placement officer."""
    found = does("pia", queries.board, "NORTH", at=at)
    answers = {}
    for card in found.people:
        for wing in found.wings:
            for cell in (None, *(one for one in wing.cells if one.code)):
                said = does("pia", trial, card.id, site="NORTH", wing=wing.code, cell=cell, at=at)
                answers[card.id, wing.code, cell.code if cell else ""] = said.tried
    return answers


def test_no_place_is_refused_without_a_reason_that_is_said(does: Any, at: datetime) -> None:
    answers = tried_everywhere(does, at)
    assert len(answers) > 20
    refused = [one for one in answers.values() if one.answer is Answer.NO]
    assert refused
    for one in refused:
        reasons = [*(one.verdict.against if one.verdict else ("unknown wing",)), *one.cell_company]
        weak = one.weak is not None and one.weak.answer is Answer.NO
        assert reasons or one.cell_full or weak, one
        assert not any(SECRET.search(reason) for reason in reasons)


def test_a_rule_for_a_class_refuses_all_of_it_in_the_same_words_whoever_is_meant(
    does: Any, planted: Any, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cover reaches the board as a rule for all who are recorded alike: who of them it is for cannot be seen."""
    alike = [planted(key) for key in ("seed-namesake", "seed-son", "seed-twin")]
    away_from = planted("seed-mts")
    plain = keeping.told

    def widened(persons: Any, **how: Any) -> Any:
        rules = [keeping.Told(one, away_from, Level.WING, "class") for one in persons if one in alike]
        return (*plain(persons, **how), *rules)

    monkeypatch.setattr(keeping, "told", widened)
    said = {}
    for one in alike:
        found = does("pia", trial, one, site="NORTH", wing="NORTH-C", cell=None, at=at)
        assert found.tried.answer is Answer.NO
        said[one] = [words for words in found.tried.verdict.against if OF_CLASS in words]
    assert len({tuple(words) for words in said.values()}) == 1
    assert all(len(words) == 1 for words in said.values())
    signs = {
        card.id: (card.kept_apart, card.breach) for card in does("pia", queries.board, "NORTH", at=at).people
    }
    # Nothing on a card tells of a rule for a class: the sign is for two people who are kept apart openly.
    assert signs[alike[0]] == (False, False)


def test_what_the_reader_may_not_see_is_not_on_the_page_and_changes_no_number(
    sign_in: Callable[[str], Client], does: Any, planted: Any, at: datetime
) -> None:
    pia = sign_in("pia")
    page = html.unescape(pia.get("/placements/board/NORTH/").content.decode())
    for key in ("seed-secret", "seed-elsewhere", "seed-other-namesake"):
        assert planted(key) not in page
    assert "Hidden" not in page
    assert not SECRET.search(re.sub(r"<[^>]+>", " ", page))
    wings = {one.code: one.people for one in does("pia", queries.board, "NORTH", at=at).wings}
    assert f"{wings['NORTH-A']} of 40" in page
    assert len(page) < 300_000


def test_invented_and_hidden_ones_are_answered_alike(sign_in: Callable[[str], Client], planted: Any) -> None:
    pia, invented = sign_in("pia"), "00000000-0000-4000-8000-000000000000"
    for where in ("/placements/board/NORTH/", "/placements/board/NORTH/try/"):
        answers = {
            (found.status_code, found.content)
            for one in (invented, planted("seed-secret"), planted("seed-elsewhere"))
            for found in [pia.get(where, {"person": one})]
        }
        assert len({status for status, _content in answers}) == 1
        assert {status for status, _content in answers} == {404}
    for name in ("eve", "oli", "ana", "lia", "dee", "max"):
        client = sign_in(name)
        assert client.get("/placements/board/NORTH/").status_code == 404
        assert client.get("/posts/at/NORTH/").status_code == 404


def test_a_pack_that_was_not_sent_is_nowhere_at_the_other_prison(
    sign_in: Callable[[str], Client], as_role: Callable[[str], Any]
) -> None:
    with as_role("owner") as connection:
        pack = connection.execute("SELECT id FROM placement_escort WHERE sent_at IS NULL").fetchone()[0]
    eve = sign_in("eve")
    assert eve.get(f"/escorts/{pack}/").status_code == 404
    assert eve.get(f"/escorts/{pack}/escort.pdf").status_code == 404
    token = {"csrfmiddlewaretoken": eve.cookies["csrftoken"].value}
    for act in ("send", "acknowledge", "sign", "plan", "end"):
        assert eve.post(f"/escorts/{pack}/{act}/", token).status_code == 404
    assert "Sandor" not in eve.get("/escorts/").content.decode()
