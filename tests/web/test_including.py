"""Pages made of other apps' pieces: each piece asks its own permission and leaves its own entry."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_today_is_whole_without_scripts(sign_in: Callable[[str], Client]) -> None:
    said = sign_in("bo").get("/").content.decode()
    assert said.count("<html") == 1
    assert said.count("<h1") == 1
    assert "/inbox/" in said


def test_the_headline_counts_what_is_marked_urgent() -> None:
    from datetime import UTC, datetime

    from django.utils import timezone, translation
    from django.utils.safestring import mark_safe

    from beccaria.web.including import Included
    from beccaria.web.today import today_page

    at = datetime(2026, 3, 2, 6, 40, tzinfo=UTC)
    pieces = (
        Included("a", mark_safe("<li data-urgent><li data-urgent>")),
        Included("b", mark_safe("<li data-urgent>")),
    )
    with timezone.override("Europe/Rome"), translation.override("en-gb"):
        assert today_page(pieces, at=at).urgent == "3 things cannot wait."
        assert today_page((), at=at).urgent == "Nothing is urgent."
        assert today_page((), at=at).greeting == "Good morning."
        greetings = [today_page((), at=at.replace(hour=hour)).greeting for hour in (0, 3, 12, 20, 22)]
        assert greetings == [
            "Night duty.",
            "Good morning.",
            "Good afternoon.",
            "Good evening.",
            "Night duty.",
        ]


def test_the_page_takes_the_strictest_strip_of_its_pieces() -> None:
    from beccaria.web.including import made, strictest

    def piece(level: int, words: str) -> str:
        said = f'<div class="handling"><div class="width">{words}</div></div>'
        return f'<template data-handling="{level}">{said}\n{said}</template><p>{words}</p>'

    pieces = [
        made("a", piece(1, "Restricted")),
        made("b", piece(2, "Confidential")),
        made("c", "<p>plain</p>"),
    ]
    found = strictest(pieces)
    assert found is not None
    assert (found.level, "Confidential" in found.top) == (2, True)
    assert "template" not in pieces[0].markup
    assert strictest([pieces[2], None]) is None


def test_a_search_holds_only_the_pieces_of_the_duty(sign_in: Callable[[str], Client]) -> None:
    assert "found-reports" in sign_in("bo").get("/search/?q=north").content.decode()
    officer = sign_in("ana").get("/search/?q=north").content.decode()
    assert "found-reports" not in officer
    assert "found-people" in officer
    liaison = sign_in("lia").get("/search/?q=north").content.decode()
    assert "found-people" not in liaison
    assert "found-places" in liaison


def test_another_establishment_gets_the_same_page_as_for_nonsense(sign_in: Callable[[str], Client]) -> None:
    eve = sign_in("eve")
    hidden = eve.get("/search/?q=quillwort").content.decode()
    nonsense = eve.get("/search/?q=quillwont").content.decode()
    assert _without_words(hidden, "quillwort") == _without_words(nonsense, "quillwont")


def test_a_search_without_words_looks_for_nothing(sign_in: Callable[[str], Client]) -> None:
    said = sign_in("bo").get("/search/?q=++").content.decode()
    assert "search-large" in said
    assert "found-people" not in said


def test_each_piece_records_its_own_look(
    sign_in: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    from beccaria.ledger import api as ledger

    recorded: list[Any] = []
    real = ledger.record

    def note(act: Any, **given: Any) -> Any:
        recorded.append(act.value)
        return real(act, **given)

    bo = sign_in("bo")
    bo.get("/")
    monkeypatch.setattr(ledger, "record", note)
    bo.get("/search/?q=north")
    assert {"search.run", "inbox.see"} <= set(recorded)


def _without_words(page: str, words: str) -> str:
    import re

    return re.sub(r'(csrfmiddlewaretoken" value|csrf" content)="\w+"', "", page.replace(words, ""))
