"""What a remark says of those it names: company by choice, something innocent, hostility, a sign, or nothing."""

import pytest

from beccaria.engines.membership import Company, company, signs

GROUPS = {"G1": ("The Quarry", "Cava"), "G2": ("Harbour Boys",)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Rossi and Bianchi walking together in the yard again.", Company.BY_CHOICE),
        ("Seen ROSSI with Bianchi, talking quietly.", Company.BY_CHOICE),
        ("Rossi e Bianchi sempre insieme ai passeggi.", Company.BY_CHOICE),
        ("rossi and bianchi spent asociation togethr on the landing", Company.BY_CHOICE),
        ("Choir practice, Rossi and Bianchi sang together.", Company.INNOCENT),
        ("Rossi prega insieme a Bianchi il venerdì.", Company.INNOCENT),
        ("Rossi and Bianchi talking after the lesson with the teacher.", Company.INNOCENT),
        ("Rossi struck Bianchi; they had been talking.", Company.HOSTILE),
        ("Rossi would not go to the yard when Bianchi was there, talking to others.", Company.HOSTILE),
        ("Rossi no longer walks together with Bianchi.", Company.HOSTILE),
        ("Toilet in the cell of Rossi leaks, Bianchi told us.", Company.NOTHING),
        ("", Company.NOTHING),
    ],
)
def test_a_remark_says_what_it_says(text: str, said: Company) -> None:
    assert company(text) is said


def test_a_sign_needs_the_name_and_something_worn_or_drawn() -> None:
    assert signs("New tattoo on his arm: the quarry, with a date.", GROUPS) == {"G1"}
    assert signs("Tatuaggio con scritta CAVA sul collo", GROUPS) == {"G1"}
    assert signs("He talked about the quarry where he worked.", GROUPS) == set()
    assert signs("A tattoo of a rose.", GROUPS) == set()
    assert signs("Patch of the Harbour Boysen", GROUPS) == set()
