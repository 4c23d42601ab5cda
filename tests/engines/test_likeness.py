"""How much of a text stood in another: order, padding and stock phrases do not make old reasons new."""

import pytest

from beccaria.engines.likeness import likeness

OLD = (
    "He threatened two men of C wing on 3 May and a blade was found in his cell; while the feud lasts he would be "
    "attacked or attack."
)
NEW = (
    "Since 3 May nobody has come near him; the two men were moved on 12 May, yet a letter found on 14 May says that a "
    "third waits for him in the workshop."
)


@pytest.mark.parametrize(
    "same",
    [
        OLD,
        OLD.upper(),
        OLD.replace("threatened", "menaced"),
        f"Having regard to all the circumstances, {OLD} No less restrictive measure would suffice.",
        f"{OLD} {NEW}",
        "A blade was found in his cell and he threatened two men of C wing on 3 May; he would be attacked or attack.",
    ],
)
def test_old_words_stay_old(same: str) -> None:
    assert likeness(same, OLD).same


def test_fresh_words_are_fresh() -> None:
    found = likeness(NEW, OLD)
    assert not found.same
    assert found.words in {"fresh", "partly"}
    assert likeness(NEW, "").percent == 0


def test_stock_phrases_say_nothing() -> None:
    assert likeness("The risk remains unchanged. It is necessary and proportionate.", OLD).empty
    assert likeness("Permangono i presupposti; visti gli atti.", OLD).empty
    assert not likeness(OLD, OLD).empty
