"""The frame of every letter is plain by both measures, and the same whatever was kept back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from beccaria.core.letters import HARDEST, LONGEST_SENTENCE
from beccaria.core.markings import Marking
from beccaria.lib import printing
from beccaria.lib.papers import language_for
from beccaria.people.api import PersonShown
from beccaria.risk.pages.letter_paper import paper
from beccaria.risk.queries.decisions import Kind
from beccaria.risk.queries.letters import LetterShown, ReasonShown
from tests.lettering import SAID

HIM = PersonShown(
    id="p", role="prisoner", name="Tesa Marko", sorts="tesa", number="A1001", born=None, site="NORTH", level=0,
    handling=(), aliases=(), held=None,
)  # fmt: skip
WRITTEN = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


def letter(**more: Any) -> LetterShown:
    said: dict[str, Any] = {
        **dict.fromkeys(("id", "decision", "person"), "x"),
        **dict.fromkeys(("returned_why", "approved_by", "delivered_by", "delivered_how"), ""),
        **dict.fromkeys(("until", "sent_at", "approved_at", "delivered_at")),
        **SAID,
        "of": Kind.ASSESSMENT,
        "site": "NORTH",
        "marking": Marking(site="NORTH"),
        "language": "en-gb",
        "interpreter": False,
        "decided_on": date(2026, 3, 1),
        "review_on": date(2026, 9, 1),
        "reasons": (ReasonShown("rating", "earlier", True, True, "You tried to get away once before.", ""),),
        "written_by": "u",
        "written_at": WRITTEN,
        "mine": False,
    }
    return LetterShown(**(said | more))


def test_the_frame_is_plain_by_both_measures() -> None:
    for interpreter in (True, False):
        made = paper(letter(interpreter=interpreter), HIM, prison="North")
        assert made.plain.plain, made.plain
        assert made.plain.lix <= HARDEST
        assert made.plain.longest <= LONGEST_SENTENCE


def test_what_was_kept_back_changes_no_letter_and_no_size_of_the_file() -> None:
    plain = letter()
    kept = ReasonShown("rating", "place", False, False, "", "source")
    for more in ((kept,), (kept, replace(kept, record="outside", ground="safety_of_a_person"))):
        full = replace(plain, reasons=(*plain.reasons, *more))
        assert paper(full, HIM, prison="North") == paper(plain, HIM, prison="North")
        assert len(printing.pdf(paper(full, HIM, prison="North"))) == len(
            printing.pdf(paper(plain, HIM, prison="North"))
        )


def test_only_moments_of_the_decision_are_printed() -> None:
    text = paper(letter(), HIM, prison="North").text
    assert "1 March 2026" in text
    assert "1 September 2026" in text
    assert "4 March 2026" not in text


def test_what_people_wrote_is_never_markup() -> None:
    wild = letter(matter='#eval("1") $x$ *b* \\ [ ] \x00 \u202e', remedy="@x <y> = 1")
    assert printing.pdf(paper(wild, HIM, prison="#let x = 1")).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [
        ([], ("en-gb", False)),
        (["it"], ("it", False)),
        (["sq", "IT"], ("it", False)),
        (["en"], ("en-gb", False)),
        (["sq"], ("en-gb", True)),
    ],
)
def test_he_is_written_to_in_his_language_or_an_interpreter_is_due(
    spoken: list[str], expected: tuple[str, bool]
) -> None:
    assert language_for(spoken) == expected
