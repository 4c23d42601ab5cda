"""What evidence comes to: independent voices, age, discredit, and the reasons that are none."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from beccaria.core.grading import Grade, Scheme
from beccaria.core.groups import (
    FRESH,
    LOOK_AGAIN,
    NOT_BASES,
    OLDEST,
    Basis,
    Evidence,
    Support,
    basis,
    check_evidence,
    counting,
    independent,
    look_again,
    supported,
)
from beccaria.core.refusal import BadInput

TODAY = date(2026, 11, 21)
GOOD = Grade(Scheme.THREE_FIVE_TWO, "1", "A")
FALSE = Grade(Scheme.THREE_FIVE_TWO, "1", "E")
UNRELIABLE = Grade(Scheme.THREE_FIVE_TWO, "3", "A")


def piece(what: Basis, origin: str, days: int = 10, *, grade: Grade = GOOD, reference: str = "") -> Evidence:
    """Evidence of some days ago."""
    return Evidence(what, origin, TODAY - timedelta(days=days), grade, reference)


def held(*pieces: Evidence, on: date = TODAY) -> tuple[Support, int]:
    """What they come to."""
    standing = supported(pieces, on=on)
    return standing.support, standing.bases


def test_self_admission_alone_is_a_suspicion() -> None:
    assert held(piece(Basis.SELF_ADMISSION, "himself")) == (Support.SUSPECTED, 1)


def test_two_bases_of_two_origins_support_it() -> None:
    two = piece(Basis.SELF_ADMISSION, "himself"), piece(Basis.SIGN, "reception search")
    assert held(*two) == (Support.SUPPORTED, 2)


@pytest.mark.parametrize(
    "again",
    [
        piece(Basis.SIGN, "himself"),
        piece(Basis.SIGN, "  HIMSELF "),
        piece(Basis.SIGN, "him\u200aself".replace("\u200a", "")),
        piece(Basis.SELF_ADMISSION, "officer"),
    ],
)
def test_one_origin_or_one_basis_is_one_voice(again: Evidence) -> None:
    assert held(piece(Basis.SELF_ADMISSION, "himself"), again) == (Support.SUSPECTED, 1)


def test_two_reports_of_one_origin_are_one_voice() -> None:
    one = piece(Basis.INFORMANT, "source 7", reference="report:1")
    other = piece(Basis.ASSOCIATION, "source 7", reference="report:2")
    assert held(one, other) == (Support.SUSPECTED, 1)


def test_one_report_under_two_origins_is_one_voice_also_by_way_of_a_third() -> None:
    one = piece(Basis.INFORMANT, "source 7", reference="report:1")
    other = piece(Basis.ASSOCIATION, "the wing", reference="report:1")
    third = piece(Basis.FINANCE, "the wing", reference="report:2")
    fourth = piece(Basis.SIGN, "a search", reference="report:2")
    assert held(one, other) == (Support.SUSPECTED, 1)
    assert held(one, other, third, fourth) == (Support.SUSPECTED, 1)
    assert held(one, other, piece(Basis.SIGN, "a search")) == (Support.SUPPORTED, 2)


def test_bases_and_origins_are_matched_the_best_way() -> None:
    # Taken greedily, the first would use the only origin that the second has.
    crossed = (
        piece(Basis.ASSOCIATION, "a"),
        piece(Basis.ASSOCIATION, "b"),
        piece(Basis.COMMUNICATION, "a"),
    )
    assert independent(crossed) == 2
    assert independent((*crossed, piece(Basis.FINANCE, "b"))) == 2
    assert independent((*crossed, piece(Basis.FINANCE, "c"))) == 3


@pytest.mark.parametrize("grade", [FALSE, UNRELIABLE])
def test_what_is_not_believed_does_not_count(grade: Grade) -> None:
    two = piece(Basis.SELF_ADMISSION, "himself"), piece(Basis.SIGN, "search", grade=grade)
    assert held(*two) == (Support.SUSPECTED, 1)
    assert held(piece(Basis.SIGN, "search", grade=grade)) == (Support.SUSPECTED, 0)


def test_it_lapses_a_year_after_the_newest_evidence() -> None:
    two = piece(Basis.SELF_ADMISSION, "himself", 400), piece(Basis.SIGN, "search", 100)
    until = TODAY - timedelta(days=100) + FRESH
    assert supported(two, on=TODAY).until == until
    assert supported(two, on=until - timedelta(days=1)).support is Support.SUPPORTED
    assert supported(two, on=until).support is Support.LAPSED


def test_what_is_older_than_five_years_does_not_count_however_often_it_is_repeated() -> None:
    old = [piece(Basis(name), f"origin {name}", OLDEST.days + 1) for name in Basis]
    assert held(*old) == (Support.SUSPECTED, 0)
    assert held(*old, piece(Basis.SIGN, "search")) == (Support.SUSPECTED, 1)
    assert counting(old, on=TODAY) == []


def test_support_ends_when_what_it_rests_on_grows_too_old() -> None:
    two = piece(Basis.COURT_FINDING, "a court", OLDEST.days - 30), piece(Basis.SIGN, "search", 1)
    standing = supported(two, on=TODAY)
    assert standing.support is Support.SUPPORTED
    assert standing.until == TODAY + timedelta(days=31)
    assert supported(two, on=standing.until - timedelta(days=1)).support is Support.SUPPORTED
    assert supported(two, on=standing.until).support is Support.SUSPECTED


def test_what_is_still_to_come_does_not_count() -> None:
    two = piece(Basis.SELF_ADMISSION, "himself"), piece(Basis.SIGN, "search", -1)
    assert held(*two) == (Support.SUSPECTED, 1)


def test_a_decision_ends_it_whatever_the_evidence() -> None:
    two = piece(Basis.SELF_ADMISSION, "himself"), piece(Basis.SIGN, "search")
    assert supported(two, on=TODAY, ended=True).support is Support.ENDED


def test_nothing_is_a_suspicion_without_basis() -> None:
    standing = supported([], on=TODAY)
    assert (standing.support, standing.bases, standing.until) == (Support.SUSPECTED, 0, None)


@pytest.mark.parametrize("name", NOT_BASES)
def test_what_is_no_basis_is_refused_with_its_reason(name: str) -> None:
    with pytest.raises(BadInput, match="never show"):
        basis(name)


@pytest.mark.parametrize(
    "word", ["Religion", " Faith ", "kinship", "Race", "citizenship", "same cell", "cellmate"]
)
def test_other_words_for_it_are_refused_too(word: str) -> None:
    with pytest.raises(BadInput, match=r"never show.*Record what he did"):
        basis(word)


def test_a_basis_is_read_as_people_write_it() -> None:
    assert basis(" Self-Admission ") is Basis.SELF_ADMISSION
    with pytest.raises(BadInput, match="is no basis of membership: write one of"):
        basis("hunch")


def test_evidence_of_an_impossible_day_is_refused() -> None:
    born = date(1996, 2, 29)
    check_evidence(Basis.SIGN, TODAY, born=born, on=TODAY)
    check_evidence(Basis.SIGN, TODAY, born=None, on=TODAY)
    with pytest.raises(BadInput, match="future"):
        check_evidence(Basis.SIGN, TODAY + timedelta(days=1), born=born, on=TODAY)
    with pytest.raises(BadInput, match="older than the person"):
        check_evidence(Basis.SIGN, date(1996, 2, 28), born=born, on=TODAY)
    with pytest.raises(BadInput, match="younger than 10"):
        check_evidence(Basis.SIGN, date(2006, 2, 27), born=born, on=TODAY)
    check_evidence(Basis.SIGN, date(2006, 2, 28), born=born, on=TODAY)


def test_somebody_looks_again_after_half_a_year_or_before_it_lapses() -> None:
    assert look_again([piece(Basis.SIGN, "search", 1)], on=TODAY) == TODAY + LOOK_AGAIN
    assert look_again([piece(Basis.SIGN, "search", 300)], on=TODAY) == TODAY + timedelta(days=65)
    assert look_again([piece(Basis.SIGN, "search", 400)], on=TODAY) == TODAY
    assert look_again([], on=TODAY) == TODAY
    before = TODAY - timedelta(days=100)
    assert look_again([piece(Basis.SIGN, "search", 1)], on=TODAY, since=before) == before + LOOK_AGAIN


_PIECES = some.lists(
    some.builds(
        Evidence,
        some.sampled_from(list(Basis)),
        some.sampled_from(["a", "b", "c", "d"]),
        some.dates(TODAY - timedelta(days=2200), TODAY),
        some.sampled_from([GOOD, FALSE, UNRELIABLE]),
        some.sampled_from(["", "", "report:1", "report:2"]),
    ),
    max_size=9,
)


@given(_PIECES)
def test_bases_are_never_more_than_kinds_or_origins_and_order_does_not_matter(found: list[Evidence]) -> None:
    bases = independent(found)
    assert bases <= len({one.basis for one in found})
    assert bases <= len({one.origin for one in found})
    assert bases == independent(found[::-1])


@given(_PIECES)
def test_supported_means_two_pieces_that_share_nothing(found: list[Evidence]) -> None:
    standing = supported(found, on=TODAY)
    good = [one for one in found if one.grade == GOOD and one.observed >= TODAY - OLDEST]
    apart = any(
        one.basis is not other.basis
        and one.origin != other.origin
        and not (one.reference and one.reference == other.reference)
        for one in good
        for other in good
    )
    if standing.support is Support.SUPPORTED:
        assert apart
        assert standing.until is not None
        assert supported(found, on=standing.until).support is not Support.SUPPORTED
