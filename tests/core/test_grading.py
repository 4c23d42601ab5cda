"""Grades: none without a scheme, one-way crossings that never flatter, codes that mean different things."""

import dataclasses
from itertools import product

import pytest

from beccaria.core import grading
from beccaria.core.grading import CannotCross, CannotGrade, Grade, Information, Scheme, Source, cross

ALL = [
    Grade(scheme, source, information)
    for scheme in Scheme
    for source, information in product(grading.sources(scheme), grading.information(scheme))
]


def test_a_grade_without_a_scheme_cannot_be_made() -> None:
    with pytest.raises(TypeError):
        Grade(source="1", information="A")  # type: ignore[call-arg]  # the point of the test
    for none in (None, "", "3x5x2"):
        with pytest.raises(CannotGrade, match="needs its scheme"):
            Grade(none, "1", "A")  # type: ignore[arg-type]  # the point of the test
    with pytest.raises(CannotGrade, match="write one of 3x5x2, 4x4, 5x5x5, admiralty"):
        Grade.read("six by six", "1", "A")


@pytest.mark.parametrize(
    ("scheme", "source", "information"),
    [("3x5x2", "A", "1"), ("3x5x2", "4", "A"), ("4x4", "D", "1"), ("4x4", "A", "5"), ("5x5x5", "F", "1")],
)
def test_a_code_of_another_scheme_is_refused_with_the_codes_that_exist(
    scheme: str, source: str, information: str
) -> None:
    with pytest.raises(CannotGrade, match="write one of"):
        Grade.read(scheme, source, information)


def test_a_grade_is_read_as_people_write_it() -> None:
    grade = Grade.read(" 3X5X2 ", "2", " c")
    assert (grade.scheme, grade.chip) == (Scheme.THREE_FIVE_TWO, "2 C")
    assert grade.words == "source untested; information known indirectly"


def test_a_1_means_three_different_grades() -> None:
    words = {Grade.read(scheme, "A", "1").words for scheme in ("4x4", "5x5x5", "admiralty")}
    assert len(words) == 3
    with pytest.raises(CannotGrade):
        Grade.read("3x5x2", "A", "1")


def test_e_is_untested_in_one_scheme_and_suspected_false_in_another() -> None:
    assert Grade.read("5x5x5", "E", "1").canonical[0] is Source.UNTESTED
    assert Grade.read("3x5x2", "1", "E").canonical[1] is Information.SUSPECTED_FALSE
    assert Grade.read("admiralty", "E", "1").canonical[0] is Source.UNRELIABLE


def test_wording_from_no_published_text_says_so() -> None:
    assert {scheme for scheme in Scheme if not Grade(scheme, *first(scheme)).verified} == {
        Scheme.FIVE_FIVE_FIVE
    }


def first(scheme: Scheme) -> tuple[str, str]:
    return next(iter(grading.sources(scheme))), next(iter(grading.information(scheme)))


@pytest.mark.parametrize("to", Scheme)
@pytest.mark.parametrize("grade", ALL, ids=lambda grade: f"{grade.scheme}-{grade.chip}")
def test_crossing_never_flatters_and_never_goes_back(grade: Grade, to: Scheme) -> None:
    crossing = cross(grade, to)
    assert crossing.original == grade
    assert crossing.lossy is (to is not grade.scheme)
    if crossing.mapped is None:
        assert to is Scheme.FOUR_BY_FOUR
        assert grade.canonical[1] is Information.SUSPECTED_FALSE
        assert crossing.blocked is not None
        return
    if to is grade.scheme:
        assert crossing.mapped == grade
        return
    assert crossing.mapped.scheme is to
    for step in Scheme:
        with pytest.raises(CannotCross, match="go back to the original"):
            cross(crossing.mapped, step)
    # Read by the other scheme, the mapped grade is never better than the original was.
    again = dataclasses.replace(crossing.mapped, crossed_from=None).canonical
    if grade.scheme is not Scheme.ADMIRALTY:
        assert again[1] >= grade.canonical[1] or grade.canonical[1] is Information.BASIS_UNKNOWN


@pytest.mark.parametrize(
    ("scheme", "codes", "to", "expected"),
    [
        ("5x5x5", ("A", "1"), "4x4", "A 1"),
        ("5x5x5", ("E", "4"), "3x5x2", "2 D"),
        ("5x5x5", ("C", "3"), "3x5x2", "2 B"),
        ("3x5x2", ("1", "A"), "4x4", "B 2"),
        ("3x5x2", ("2", "C"), "4x4", "X 4"),
        ("3x5x2", ("3", "D"), "admiralty", "E 6"),
        ("4x4", ("X", "4"), "3x5x2", "2 D"),
        ("4x4", ("C", "2"), "5x5x5", "D 2"),
        ("admiralty", ("C", "2"), "3x5x2", "1 B"),
        ("admiralty", ("F", "6"), "4x4", "X 4"),
    ],
)
def test_the_crosswalk(scheme: str, codes: tuple[str, str], to: str, expected: str) -> None:
    mapped = cross(Grade.read(scheme, *codes), Scheme(to)).mapped
    assert mapped is not None
    assert mapped.chip == expected


def test_suspected_false_is_blocked_towards_4x4_unless_sent_as_a_warning() -> None:
    false = Grade.read("3x5x2", "2", "E")
    assert cross(false, Scheme.FOUR_BY_FOUR).mapped is None
    warned = cross(false, Scheme.FOUR_BY_FOUR, false_as_warning=True)
    assert warned.mapped is not None
    assert warned.mapped.chip == "X 4"
    assert warned.handling == ("4x4:H3",)
    assert any("suspected false" in warning for warning in warned.warnings)


def test_crossing_between_truth_and_basis_warns() -> None:
    assert cross(Grade.read("admiralty", "B", "2"), Scheme.FIVE_FIVE_FIVE).warnings
    assert not cross(Grade.read("4x4", "B", "2"), Scheme.FIVE_FIVE_FIVE).warnings


def test_weaker_grades_sort_later_across_schemes() -> None:
    strong, weak = Grade.read("5x5x5", "A", "1"), Grade.read("3x5x2", "2", "D")
    assert grading.weakness(strong) < grading.weakness(weak)
