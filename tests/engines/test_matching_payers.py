"""Payers against visitors without birth dates: found through other spellings, families at one address kept apart."""

import csv
from pathlib import Path

import pyarrow as pa
import pytest

from beccaria.engines.matching import payers, payers_learn, short_names
from beccaria.engines.matching.link import Linked, Options, dedupe, link
from beccaria.engines.matching.payers_levels import ASPECTS, usable

DATA = Path(__file__).parents[1] / "data" / "pseudopeople"
FIRST, MIDDLE, LAST, NUMBER, STREET = (
    "first_name",
    "middle_initial",
    "last_name",
    "street_number",
    "street_name",
)


def table(*rows: tuple[str, str, str, str, str]) -> pa.Table:
    """People of given name, initial, surname, house number, street; identified by their place, from 1."""
    names = (FIRST, MIDDLE, LAST, NUMBER, STREET)
    return pa.table({name: [row[place] or None for row in rows] for place, name in enumerate(names)})


def pairs(found: Linked) -> list[tuple[str, str]]:
    return sorted(zip(found.links["left_id"].to_pylist(), found.links["right_id"].to_pylist(), strict=True))


TOWN = [
    ("Anna", "B", "Kovel", "12", "Mill Road"),
    ("Rosa", "T", "Kovel", "12", "Mill Road"),
    ("Robert", "J", "Ostani", "7", "Castle Lane"),
    ("Marco", "", "Galuzzi", "31", "Harbour Street"),
    ("Marco", "", "Lorini", "4", "Station Road"),
    ("Vera", "M", "Novenko", "18", "Park Avenue"),
]


def test_each_of_a_family_is_linked_to_himself_only() -> None:
    found = link(table(*TOWN), table(TOWN[1], TOWN[0], TOWN[5]))
    assert pairs(found) == [("1", "2"), ("2", "1"), ("6", "3")]
    related = set(
        zip(found.related["left_id"].to_pylist(), found.related["right_id"].to_pylist(), strict=True)
    )
    assert {("1", "1"), ("2", "2")} <= related
    assert all(why.startswith("possibly related") for why in found.related["why"].to_pylist())


def test_somebody_of_the_household_is_not_the_payer_when_the_payer_is_not_among_the_visitors() -> None:
    found = link(table(*TOWN), table(("Ludwig", "F", "Kovel", "12", "Mill Road"), TOWN[4]))
    assert pairs(found) == [("5", "2")]


def test_short_names_abbreviations_and_slips_are_the_same_person() -> None:
    found = link(
        table(*TOWN),
        table(
            ("Bob", "J", "Ostani", "7", "castle ln"),
            ("Vera", "M", "Novenkko", "18", "Park Ave"),
            ("Marco", "", "Galuzzi", "31", "Harbor Street"),
        ),
    )
    assert pairs(found) == [("3", "1"), ("4", "3"), ("6", "2")]
    assert "may be one given name" in found.links["why"].to_pylist()[0]


def test_two_of_one_name_at_one_address_are_equal_rivals_and_nobody_is_linked() -> None:
    father = ("Pietro", "", "Balmann", "9", "School Street")
    # Two rows alike in everything known are one person twice, unless nobody stands twice.
    found = link(table(*TOWN, father, father), table(father, TOWN[5]), Options(one_to_one=True))
    assert pairs(found) == [("6", "2")]
    other = link(
        table(*TOWN, ("Pietro", "A", *father[2:]), ("Pietro", "B", *father[2:])), table(father, TOWN[5])
    )
    assert pairs(other) == [("6", "2")]


def test_births_that_one_table_has_tell_two_rows_of_one_name_apart() -> None:
    father = ("Pietro", "", "Balmann", "9", "School Street")
    visitors = table(*TOWN, father, father)
    born = [*(f"19{60 + n}-03-1{n}" for n in range(len(TOWN))), "1950-01-22", "1981-10-09"]
    found = link(visitors.append_column("date_of_birth", pa.array(born)), table(father, TOWN[5]))
    assert pairs(found) == [("6", "2")]


def test_the_middle_initial_tells_father_from_son() -> None:
    people = table(
        *TOWN, ("Pietro", "A", "Balmann", "9", "School St"), ("Pietro", "B", "Balmann", "9", "School St")
    )
    found = link(people, table(("Pietro", "B", "Balmann", "9", "School Street"), TOWN[5]))
    assert pairs(found) == [("6", "2"), ("8", "1")]


def test_junior_and_senior_are_two() -> None:
    home = ("9", "School Street")
    people = table(*TOWN, ("Pietro", "", "Balmann Sr", *home), ("Pietro", "", "Balmann Jr", *home))
    found = link(people, table(("Pietro", "", "Balmann Jr", *home), TOWN[5]))
    assert pairs(found) == [("6", "2"), ("8", "1")]


def test_headings_of_payments_are_recognised_and_those_of_the_employer_are_not_the_persons() -> None:
    payers_table = pa.table(
        {
            "first_name": ["Vera", "Rosa"],
            "middle_initial": ["M", "T"],
            "last_name": ["Novenko", "Kovel"],
            "mailing_address_street_number": ["18", "12"],
            "mailing_address_street_name": ["park ave", "mill rd"],
            "employer_street_number": ["31", "31"],
            "employer_street_name": ["harbour street", "harbour street"],
        }
    )
    assert pairs(link(table(*TOWN), payers_table)) == [("2", "2"), ("6", "1")]


@pytest.mark.parametrize(
    "order", ["{given} {middle} {last}", "{last}, {given} {middle}", "{last} {given} {middle}"]
)
def test_payers_named_in_one_column_are_read_by_their_own_order(order: str) -> None:
    left, right, truth = households()
    names = [
        " ".join(order.format(given=given or "", middle=middle or "", last=last or "").upper().split())
        for given, middle, last in zip(
            *(right[name].to_pylist() for name in (FIRST, MIDDLE, LAST)), strict=True
        )
    ]
    found = set(
        pairs(link(left, right.drop_columns([FIRST, MIDDLE, LAST]).append_column("payer", pa.array(names))))
    )
    assert len(found & truth) / len(found) >= 0.97
    assert len(found & truth) / len(truth) >= 0.88


def test_the_same_answer_every_time_and_whichever_table_is_left() -> None:
    left, right, _ = households()
    once, again, turned = link(left, right), link(left, right), link(right, left)
    assert once.links.equals(again.links)
    swapped = sorted(
        zip(turned.links["right_id"].to_pylist(), turned.links["left_id"].to_pylist(), strict=True)
    )
    assert len(set(swapped) ^ set(pairs(once))) <= len(swapped) // 50


def households() -> tuple[pa.Table, pa.Table, set[tuple[str, str]]]:
    """Some simulated households of a census and of tax forms, and who is truly whom, by place."""
    sides, who = [], []
    for name in ("visitors", "payers"):
        with (DATA / f"{name}.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        who.append([row.pop("simulant_id") for row in rows])
        sides.append(pa.table({key: [row[key] or None for row in rows] for key in rows[0]}))
    truth = {
        (str(left), str(right))
        for left, one in enumerate(who[0], 1)
        for right, other in enumerate(who[1], 1)
        if one == other
    }
    return sides[0], sides[1], truth


def test_simulated_households_are_linked_with_precision() -> None:
    left, right, truth = households()
    found = set(pairs(link(left, right)))
    right_ones = len(found & truth)
    assert right_ones / len(found) >= 0.97
    assert 2 * right_ones / (len(found) + len(truth)) >= 0.93


def test_people_without_births_who_stand_twice_are_found_in_one_table_too() -> None:
    found = dedupe(
        table(*TOWN, ("Vera", "M", "Novenko", "18", "Park Ave"), ("Ida", "", "Kovel", "12", "Mill Road"))
    )
    assert pairs(found) == [("6", "7")]


@pytest.mark.parametrize("given", ["M", "x" * 300, "😀", "MARCO", "\u200fMarco", "1234", "Marco Marco Marco"])
def test_odd_names_are_compared_like_any_other(given: str) -> None:
    found = link(
        table(*TOWN, (given, "", "Tarvic", "2", "Garden Lane")),
        table((given, "", "Tarvic", "2", "Garden Lane"), TOWN[5]),
    )
    assert ("6", "2") in pairs(found)
    assert set(pairs(found)) <= {("6", "2"), ("7", "1")}


def test_a_name_a_thousand_people_bear_costs_a_sentence_and_no_time() -> None:
    same = pa.table({FIRST: ["Marco"] * 3000, LAST: ["Lorini"] * 3000})
    found = link(same, same)
    assert found.links.num_rows == 0
    assert any("too many others" in note for note in found.notes)


def test_every_aspect_begins_as_three_distributions() -> None:
    known = payers_learn.before(ASPECTS)
    for which in (known.m, known.h, known.u):
        assert all(abs(float(shares.sum()) - 1) < 1e-9 for shares in which.values())


def test_only_what_both_tables_say_is_compared() -> None:
    assert [aspect.name for aspect in usable(frozenset({"given", "surname", "po_box"}))] == [
        "given",
        "surname",
        "address",
    ]
    assert payers.suits(frozenset({"given", "surname"}))
    assert not payers.suits(frozenset({"given", "surname", "born"}))
    assert not payers.suits(frozenset({"surname", "street"}))


@pytest.mark.parametrize(("one", "other"), [("robert", "bob"), ("giuseppe", "beppe"), ("sasha", "aleksandr")])
def test_short_names_are_known_both_ways(one: str, other: str) -> None:
    assert short_names.one_name(one, other)
    assert short_names.one_name(other, one)
    assert not short_names.one_name(one, "zoltan")
