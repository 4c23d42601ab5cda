"""Twins, namesakes, parent and child of one name, and families: never joined, always told."""

import sys
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from beccaria.engines.matching import households_places, prepare
from beccaria.engines.matching.guards import apart
from beccaria.engines.matching.link import Linked, dedupe, link

# Last, because a benchmark may be called as a module of Python is.
sys.path.append(str(Path(__file__).parents[2] / "bench"))
from _households import Register, register, twice


def told(found: Linked) -> dict[tuple[str, str], str]:
    return {(row["left_id"], row["right_id"]): row["why"] for row in found.related.to_pylist()}


def linked(found: Linked) -> set[tuple[str, str]]:
    return {(row["left_id"], row["right_id"]) for row in found.links.to_pylist()}


def named(pairs: list[tuple[int, int]]) -> list[tuple[str, str]]:
    return [(f"p{one}", f"p{other}") for one, other in pairs]


@pytest.fixture(scope="module")
def people() -> Register:
    return register(20260822)


@pytest.fixture(scope="module")
def alone(people: Register) -> Linked:
    return dedupe(pa.Table.from_pylist(people.rows()))


def test_a_thousand_people_with_twins_and_namesakes_make_no_wrong_join(
    people: Register, alone: Linked
) -> None:
    assert len(people.people) == 1000
    assert len(people.twins) == 100
    assert len(people.namesakes) == 50
    assert linked(alone) == set()
    assert len(set(alone.clusters["cluster"].to_pylist())) == 1000


def test_every_pair_of_twins_and_every_parent_of_one_name_is_flagged(people: Register, alone: Linked) -> None:
    why = told(alone)
    assert all(why[pair].startswith("possibly related, twins") for pair in named(people.twins))
    assert all("parent and child of one name" in why[pair] for pair in named(people.generations))


def test_people_who_come_again_are_found_and_their_twins_are_not_taken_for_them(people: Register) -> None:
    rows, truth = twice(people, 7)
    found = linked(link(pa.Table.from_pylist(people.rows()), pa.Table.from_pylist(rows)))
    assert found <= truth
    assert len(found) >= 0.95 * len(truth)


def test_the_generator_gives_the_same_people_for_the_same_seed() -> None:
    assert register(5).rows() == register(5).rows() != register(6).rows()


def person(name: str, surname: str, born: str, number: str = "3", sex: str = "f") -> dict[str, str]:
    return {"first_name": name, "last_name": surname, "dob": born, "address": f"{number} Mill Rd", "sex": sex}


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (person("Ada", "Kovel", "1980-05-06"), person("Rosa", "Kovel", "1980-05-06"), "twins"),
        (
            person("Ada", "Kovel", "1980-05-06"),
            person("Ada", "Kovel", "2008-11-19"),
            "parent and child of one name",
        ),
        (person("Ada", "Kovel", "1980-05-06"), person("Ugo", "Kovel", "2008-11-19"), "parent and child"),
        (
            person("Ada", "Kovel", "1980-05-06"),
            person("Ugo", "Kovel", "1984-11-19"),
            "brothers, sisters or spouses",
        ),
        (person("Ada", "Kovel", "1980-05-06"), person("Ugo", "Balani", "1984-11-19"), "one household"),
    ],
)
def test_relatives_are_told_by_what_is_known(one: dict[str, str], other: dict[str, str], words: str) -> None:
    others = register(9, persons=20, twins=0, namesakes=0, generations=0).people
    strangers = [
        person(each.given, each.surname, each.born.isoformat(), str(each.number + 9)) for each in others
    ]
    found = dedupe(pa.Table.from_pylist([one, other, *strangers]))
    assert linked(found) == set()
    assert words in told(found)["1", "2"]
    assert "same address" in told(found)["1", "2"]


def test_no_chain_brings_barred_people_together() -> None:
    left, right = np.array([0, 1, 2]), np.array([1, 2, 3])
    kept = apart(4, (left, right, np.array([0.99, 0.98, 0.97])), [(0, 2)])
    assert kept.tolist() == [True, False, True]
    assert apart(4, (left, right, np.array([0.99, 0.98, 0.97])), []).all()
    # The weakest link of a chain is the one that is given up.
    assert apart(4, (left, right, np.array([0.97, 0.98, 0.99])), [(0, 3)]).tolist() == [False, True, True]


@pytest.fixture(scope="module")
def places() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute(prepare._MACROS)
    con.execute(households_places.MACROS)
    return con


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 High Street, Leeds", "Flat 3, 12 High St"),
        ("Via Roma 12, 20100 Milano", "v. Roma, 12 int. 3 - Milano"),
        ("Musterstr. 5a, 10115 Berlin", "MUSTERSTRASSE 5A"),
        ("P.za Garibaldi 1", "Piazza Garibaldi, 1"),
        ("St Mary's Road 4", "4 Saint Marys Rd"),
    ],
)
def test_an_address_is_the_same_however_it_is_written(
    places: duckdb.DuckDBPyConnection, one: str, other: str
) -> None:
    read = "SELECT address_number(?), address_street(?)"
    assert places.execute(read, [one] * 2).fetchone() == places.execute(read, [other] * 2).fetchone()


def test_a_flat_a_post_box_and_a_postcode_are_no_house_number(places: duckdb.DuckDBPyConnection) -> None:
    parts = "SELECT address_number(?), address_unit(?), address_box(?), address_postcode(?)"
    assert places.execute(parts, ["Flat 3, 12 High Street, LS1 4AB"] * 4).fetchone() == (
        "12",
        "3",
        None,
        "ls14ab",
    )
    assert places.execute(parts, ["P.O. Box 123, 10115 Anytown"] * 4).fetchone() == (
        None,
        None,
        "123",
        "10115",
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("+39 02 1234567", "02/1234567"),
        ("0039 02 1234567", "+39 (02) 123 45 67"),
        ("+44 (0)20 7946 0958", "020 7946 0958"),
        ("+47 22 33 44 55", "22334455"),
        ("393331234567", "333 123 4567"),
        ("+1 (202) 555-0143", "202-555-0143 ext 5"),
    ],
)
def test_a_telephone_number_is_the_same_however_it_is_written(
    places: duckdb.DuckDBPyConnection, one: str, other: str
) -> None:
    found = [places.execute("SELECT phone_tail(?)", [number]).fetchone() for number in (one, other)]
    assert found[0] == found[1] != (None,)


def test_too_short_to_be_a_telephone_number_is_none(places: duckdb.DuckDBPyConnection) -> None:
    assert places.execute("SELECT phone_tail('12345')").fetchone() == (None,)
