"""What may be told to the person decided upon, what gives others away, and how plain a text is."""

import pytest

from beccaria.core.actors import Level
from beccaria.core.handling import LIMITS
from beccaria.core.letters import (
    Source,
    Stands,
    gives_away,
    plainness,
    says_when,
    why_no_letter,
    why_not_told,
)

INTEL = Stands.INTELLIGENCE


def said(stands: Stands = INTEL, **more: object) -> str | None:
    given = {"handling": frozenset({"3x5x2:P"})} | more
    return why_not_told([Source(stands=stands, **given)])  # type: ignore[arg-type]  # a test's shorthand


def test_only_what_may_be_shared_without_condition_is_told() -> None:
    assert said() is None
    for code in LIMITS.keys() - {"3x5x2:P"}:
        assert said(handling=frozenset({code})), code
        assert said(handling=frozenset({"3x5x2:P", code})), code
        assert said(Stands.REGISTER, handling=frozenset({code})), code


def test_intelligence_without_a_condition_is_not_told_and_a_register_is() -> None:
    assert said(handling=frozenset())
    assert said(Stands.REGISTER, handling=frozenset()) is None


@pytest.mark.parametrize("stands", Stands)
def test_compartments_levels_and_hushed_memberships_are_never_told(stands: Stands) -> None:
    assert said(stands, compartments=frozenset({"sources"}))
    assert said(stands, hushed=True)
    assert said(stands, level=Level.CONFIDENTIAL)
    assert said(stands, level=Level.SECRET)


def test_one_piece_is_enough_to_keep_it_back_and_none_is_a_no() -> None:
    good = Source(stands=Stands.REGISTER)
    assert why_not_told([good]) is None
    assert why_not_told([good, Source(stands=Stands.UNKNOWN)])
    assert why_not_told([])


def test_no_letter_of_a_compartment_or_of_what_he_must_not_know() -> None:
    assert why_no_letter(instrument="escape", compartments=frozenset()) is None
    assert why_no_letter(instrument="escape", compartments=frozenset({"x"}))
    assert why_no_letter(instrument="source-risk", compartments=frozenset())


PAPER = "M.T.S. asked about the locks of the workshop roof and about cutting steel."


@pytest.mark.parametrize(
    "text",
    [
        "You asked about the locks of the workshop roof.",
        "ABOUT THE LOCKS, OF THE WORKSHOP",
        "about the l\u00adocks of the workshop",
        "See 26-7K2FQ3X.",
        "See 26-7k2fq3x.",
        "By R-4VC5B6578W.",
        "It was graded 1 A.",
        "An informant said so.",
        "Lo ha detto un informatore.",
        "Another prisoner was afraid.",
        "You threatened Márk Rossi.",
        "You belong to the Quarrymen.",
        "Item 1c9f2a44-7d1e-4c55 says so.",
    ],
)
def test_what_gives_somebody_away_is_found(text: str) -> None:
    assert gives_away(text, papers=[PAPER], names=["Mark Rossi", "The Quarrymen", "Quarrymen"])


@pytest.mark.parametrize(
    "text", ["You tried to escape before your trial.", "You ordered others about.", "", "Ti sei tagliato."]
)
def test_plain_reasons_stand(text: str) -> None:
    assert gives_away(text, papers=[PAPER], names=["Mark Rossi", "", "X"]) is None


def test_the_answer_never_repeats_what_was_found() -> None:
    for text in ("You threatened Mark Rossi.", PAPER):
        why = gives_away(text, papers=[PAPER], names=["Mark Rossi"])
        assert why
        assert "rossi" not in why.casefold()
        assert "roof" not in why.casefold()


def test_plainness_by_length_and_long_words() -> None:
    easy = plainness("We have made a decision about you. You can say that it is wrong. We must answer you.")
    hard = plainness(
        "Notwithstanding considerations regarding institutional proportionality, classification determinations "
        "necessitating supplementary authorisation remain administratively contestable within statutory limitations "
        "established through applicable penitentiary legislation and corresponding ministerial regulations thereafter."
    )
    assert easy.plain
    assert easy.lix < 30
    assert not hard.plain
    assert hard.too_long
    assert plainness("").lix == 0


@pytest.mark.parametrize(
    "text", ["On 3 June you asked.", "You asked on Thursday.", "Since May you ask.", "Giovedì."]
)
def test_moments_are_found(text: str) -> None:
    assert says_when(text)


def test_what_says_no_moment_stands() -> None:
    assert not says_when("You may march up and down.".replace("march", "walk"))
