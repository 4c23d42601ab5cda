"""Which heading means what: recognised in many habits, given by hand, or refused with one sentence."""

import pytest

from beccaria.core.refusal import BadInput
from beccaria.engines.matching.columns import fold_heading, recognise, shared
from beccaria.engines.matching.vocabulary import HEADINGS


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (
            ["rec_id", "given_name", "surname", "date_of_birth", "soc_sec_id", "suburb"],
            {
                "given": "given_name",
                "surname": "surname",
                "born": "date_of_birth",
                "document": "soc_sec_id",
                "town": "suburb",
            },
        ),
        (
            ["Nome", "Cognome", "Data di nascita"],
            {"given": "Nome", "surname": "Cognome", "born": "Data di nascita"},
        ),
        (
            ["Vorname", "Nachname", "Geburtsdatum", "PLZ"],
            {"given": "Vorname", "surname": "Nachname", "born": "Geburtsdatum", "postcode": "PLZ"},
        ),
        (["Prénom", "Nom", "Né le"], {"given": "Prénom", "surname": "Nom", "born": "Né le"}),
        (
            ["firstName", "lastName", "dateOfBirth"],
            {"given": "firstName", "surname": "lastName", "born": "dateOfBirth"},
        ),
        (
            ["fname_c1", "lname_c1", "by", "bm", "bd"],
            {
                "given": "fname_c1",
                "surname": "lname_c1",
                "birth_year": "by",
                "birth_month": "bm",
                "birth_day": "bd",
            },
        ),
        (
            ["visitor_first_name", "visitor_last_name", "mailing_address_zipcode"],
            {
                "given": "visitor_first_name",
                "surname": "visitor_last_name",
                "postcode": "mailing_address_zipcode",
            },
        ),
    ],
)
def test_headings_in_many_habits(headings: list[str], expected: dict[str, str]) -> None:
    assert recognise(headings).fields == expected


@pytest.mark.parametrize("heading", ["rec_id", "unique_id", "ID", "Record Number", "prisoner-number"])
def test_the_identifier_is_recognised(heading: str) -> None:
    assert recognise(["name", heading]).id == heading


def test_without_an_identifier_rows_are_numbered() -> None:
    assert recognise(["name", "cluster"]).id is None


def test_other_peoples_columns_are_not_the_persons() -> None:
    found = recognise(["last_name", "spouse_first_name", "employer_address", "dependent_1_last_name"])
    assert found.fields == {"surname": "last_name"}


@pytest.mark.parametrize("heading", ["religion", "race_ethnicity", "nationality", "cluster", "household_id"])
def test_what_must_never_be_compared_has_no_meaning(heading: str) -> None:
    assert heading not in recognise(["name", heading]).fields.values()


def test_given_headings_outrank_recognised_ones() -> None:
    found = recognise(["Who", "When", "name"], {"name": "Who", "dob": "When", "id": "name"})
    assert found.fields == {"name": "Who", "born": "When"}
    assert found.id == "name"


@pytest.mark.parametrize(
    ("headings", "given", "says"),
    [
        (["colour", "shape"], {}, "No column says who"),
        ([], {}, "No column says who"),
        (["name"], {"born": "DOB"}, "no heading 'DOB'"),
        (["name"], {"horoscope": "name"}, "no field 'horoscope'"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_sentence(
    headings: list[str], given: dict[str, str], says: str
) -> None:
    with pytest.raises(BadInput, match=says):
        recognise(headings, given)


def test_two_tables_must_share_a_telling_column() -> None:
    with pytest.raises(BadInput, match="no telling column in common"):
        shared(recognise(["name"]), recognise(["phone"]))


def test_a_full_name_stands_for_its_parts() -> None:
    assert {"given", "surname"} <= shared(recognise(["full_name"]), recognise(["given_name", "surname"]))


def test_no_heading_means_two_things() -> None:
    words = [word for headings in HEADINGS.values() for word in headings.split()]
    assert sorted({word for word in words if words.count(word) > 1}) == []
    assert [word for word in words if fold_heading(word) != word] == []
