"""A word of kin is told from a friend's, in the languages desks write."""

import pytest

from beccaria.engines.kin import is_kin


@pytest.mark.parametrize(
    "said",
    [
        "brother",
        "Fratello",
        "Mother",
        "brother-in-law",
        "MÈRE",
        "wife",
        "partner",
        "Ehefrau",
        "hermana",
        "syster",
    ],
)
def test_kin(said: str) -> None:
    assert is_kin(said)


@pytest.mark.parametrize(
    "said",
    [
        "friend",
        "friend of his brother",
        "lawyer",
        "",
        "  ",
        "brotherly",
        "says that he is a brother of his",
        "12",
    ],
)
def test_not_kin(said: str) -> None:
    assert not is_kin(said)
