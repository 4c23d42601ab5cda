"""Mentions in free text: what is offered, in what normal form, and what is left alone."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beccaria.engines import mentions
from beccaria.engines.mentions import Kind

AT = datetime(2026, 11, 21, 9, 30, tzinfo=timezone(timedelta(hours=1)))  # a Saturday


def found(text: str, region: str = "IT") -> list[tuple[Kind, str]]:
    return [(one.kind, one.value) for one in mentions.find(text, at=AT, region=region)]


def test_an_italian_remark() -> None:
    text = (
        "Ieri alle 14 nel colloquio M.T.S. ha passato un biglietto a Mario Rossi, detto il Corto, "
        "in cella 12 sezione B2. Telefono 338 123 4567, targa AB 123 CD, IBAN IT60X0542811101000000123456."
    )
    assert found(text) == [
        (Kind.MOMENT, "2026-11-20T14:00+01:00"),
        (Kind.INITIALS, "M.T.S."),
        (Kind.NAME, "Mario Rossi"),
        (Kind.NICKNAME, "il Corto"),
        (Kind.CELL, "12"),
        (Kind.WING, "B2"),
        (Kind.PHONE, "+393381234567"),
        (Kind.PLATE, "IT:AB123CD"),
        (Kind.IBAN, "IT60X0542811101000000123456"),
    ]


def test_an_english_remark() -> None:
    text = (
        "Yesterday 14:30 I saw De Luca give a phone to O'Brien in cell B-12, C wing. His visitor drives a "
        "van AB12 CDE. Call +44 7400 123456 or write to A.B@example.com. Found nothing."
    )
    assert found(text) == [
        (Kind.MOMENT, "2026-11-20T14:30+01:00"),
        (Kind.NAME, "De Luca"),
        (Kind.NAME, "O'Brien"),
        (Kind.CELL, "B-12"),
        (Kind.WING, "C"),
        (Kind.PLATE, "GB:AB12CDE"),
        (Kind.PHONE, "+447400123456"),
        (Kind.EMAIL, "a.b@example.com"),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ieri", "2026-11-20"),
        ("l'altro ieri alle ore 9", "2026-11-19T09:00+01:00"),
        ("on Monday at 7pm", "2026-11-16T19:00+01:00"),
        ("sabato scorso", "2026-11-14"),
        ("2026-11-03 at 8:05", "2026-11-03T08:05+01:00"),
        ("3.11.26", "2026-11-03"),
        ("12 December", "2025-12-12"),
        ("12 dicembre 2024", "2024-12-12"),
        ("at 23:15", "2026-11-20T23:15+01:00"),
        ("alle 9:15", "2026-11-21T09:15+01:00"),
        ("today at 12am", "2026-11-21T00:00+01:00"),
        ("1 March", "2026-03-01"),
    ],
)
def test_days_and_times_look_back_from_the_given_moment(text: str, value: str) -> None:
    assert found(text) == [(Kind.MOMENT, value)]


@pytest.mark.parametrize(
    "text",
    [
        "31.02.2025",
        "Found a blade. Nothing else. The cell is dirty, the wing was quiet.",
        "Telephone 12345, account IT60X0542811101000000123457",
        "At 13pm",
        '"he said that nobody will ever leave this wing again"',
        "",
    ],
)
def test_what_is_no_mention_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_single_word_opening_a_sentence_is_a_name_when_it_does_something() -> None:
    assert found("Rossi ha minacciato Bianchi.") == [(Kind.NAME, "Rossi"), (Kind.NAME, "Bianchi")]


def test_names_of_many_shapes() -> None:
    text = "seen: Van der Berg, Muhammad al Farsi, KOVACS Janos, Jean-Pierre Dubois, J. Smith and „Zio Totò“"
    assert [value for _kind, value in found(text)] == [
        "Van der Berg",
        "Muhammad al Farsi",
        "KOVACS Janos",
        "Jean-Pierre Dubois",
        "Smith",
        "Zio Totò",
    ]


def test_the_default_country_decides_how_a_bare_number_is_read() -> None:
    assert found("call 07400 123456", region="GB") == [(Kind.PHONE, "+447400123456")]
    assert found("macchina FR-123-AB", region="FR") == [(Kind.PLATE, "FR:FR123AB")]


def test_an_account_is_found_before_capital_words() -> None:
    assert found("DE89 3704 0044 0532 0130 00 AND MORE") == [(Kind.IBAN, "DE89370400440532013000")]


def test_a_very_long_text_is_read_up_to_a_limit() -> None:
    text = "x" * mentions.LONGEST + " Mario Rossi"
    assert found(text) == []


@given(st.text(max_size=300))
def test_spans_are_inside_the_text_and_do_not_overlap(text: str) -> None:
    before = 0
    for one in mentions.find(text, at=AT):
        assert before <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        before = one.end
