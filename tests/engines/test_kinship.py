"""People who belong together without being one: nothing that a household shares joins an initial with a name."""

from datetime import date

import pytest

from beccaria.engines.persons_compare import Related, compare, describe
from beccaria.engines.persons_compare.kinship import only_an_initial

HOME = "Via dei Tigli 27, Valfiorita"
ACCOUNT = "IT60X0542811101000000123456"


def test_an_initial_at_one_address_may_be_any_of_the_family() -> None:
    child = describe(("Michał Wójcik",), born=date(2016, 1, 2), addresses=(HOME,))
    payer = describe(("M. Wójcik",), addresses=(HOME,))
    found = compare(child, payer)
    assert found.related is Related.FAMILY
    assert not found.may_be_joined


def test_an_initial_with_an_account_of_her_own_is_she() -> None:
    her = describe(("Małgorzata Wójcik",), addresses=(HOME,), accounts=(ACCOUNT,))
    payer = describe(("M. Wójcik",), addresses=(HOME,), accounts=(ACCOUNT,))
    found = compare(her, payer)
    assert found.related is None
    assert found.may_be_joined


def test_an_initial_with_the_same_birth_date_is_she() -> None:
    her = describe(("Małgorzata Wójcik",), born=date(1973, 10, 9), addresses=(HOME,))
    other = describe(("M. Wójcik",), born=date(1973, 10, 9), addresses=(HOME,))
    assert compare(her, other).related is None


@pytest.mark.parametrize(
    ("one", "other", "is_so"),
    [
        ("M. Wójcik", "Michał Wójcik", True),
        ("Wójcik M.", "Michał Wójcik", True),
        ("M. Wójcik", "M. Wójcik", False),
        ("Michał Wójcik", "Michał Wójcik", False),
        ("M. Rossi", "Michał Wójcik", False),
        ("Michał A. Wójcik", "Michał Wójcik", False),
    ],
)
def test_only_an_initial(one: str, other: str, *, is_so: bool) -> None:
    assert only_an_initial(one, other) is is_so
    assert only_an_initial(other, one) is is_so
