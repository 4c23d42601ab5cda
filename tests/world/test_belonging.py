"""Members and leaders are compared with what the files allow to know, by the product's own rule of two voices."""

import csv
from pathlib import Path
from typing import Any

import pytest

from beccaria.world.belonging import Belonging, Leading, allowed, leaders, memberships

RECORDS = {"T:P1": "A", "T:P2": "B", "T:P3": "C", "T:P9": "Z"}
OWNER = {code: person for person, code in RECORDS.items()}
HEADS = {
    "observations": "observation_id,people",
    "calls": "call_id,prisoner_id,number",
    "visits": "visit_id,prisoner_id,visitor_phone",
    "payments": "payment_id,prisoner_id,payer_account",
}


def owner(record: str) -> str:
    """Who a record is."""
    return OWNER.get(record, record)


def document() -> dict[str, Any]:
    """One group of three inside and two outside; a crime, an innocent."""
    inside = [("T:P1", "leader"), ("T:P2", "operational"), ("T:P3", "operational")]
    members = [{"person": who, "role": role, "standing": "", "in_custody": True} for who, role in inside]
    members += [
        {"person": who, "role": "facilitator", "standing": "", "in_custody": False}
        for who in ("T:O1", "T:O2")
    ]
    ties = [["T:P1", "T:O1", 3], ["T:P2", "T:O1", 3], ["T:P3", "T:O2", 3], ["T:P1", "T:P2", 2]]
    told = {"told": True, "cast": {}}
    return {
        "groups": [{"key": "G1", "members": members, "ties": ties, "traces": []}],
        "storylines": {"4": {**told, "suspects": ["T:P9"]}},
        "innocents": {"choir": {**told, "suspects": ["T:P9"]}},
        "people": {person: [code] for person, code in RECORDS.items()},
    }


def plant(folder: Path, made: dict[str, Any], rows: dict[str, Any]) -> None:
    """Write the files, each row a trace of the group."""
    for kind, head in HEADS.items():
        with (folder / f"{kind}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_ALL)
            writer.writerow(head.split(","))
            writer.writerows(rows.get(kind, []))
        made["groups"][0]["traces"] += [
            {"file": kind, "id": row[0], "known": ""} for row in rows.get(kind, [])
        ]


CALLS = [("c1", "A", "+39311"), ("c2", "B", "+39311"), ("c3", "C", "+39322")]


def test_two_voices_with_two_bases_are_allowed_and_one_voice_is_not(tmp_path: Path) -> None:
    made = document()
    plant(tmp_path, made, {"calls": CALLS, "observations": [("o1", "A;B"), ("o2", "C;Z")]})
    found = allowed(made, tmp_path, owner)["G1"]
    assert found.members == {"T:P1", "T:P2"}
    assert "T:P3" not in found.seen, "nobody else calls his number, and Z is no member"
    assert found.numbers == {"+39311": "T:O1"}


def test_what_the_product_does_not_read_allows_it_nothing(tmp_path: Path) -> None:
    made = document()
    plant(tmp_path, made, {"calls": CALLS, "observations": [("o1", "A;B")]})
    assert allowed(made, tmp_path, owner, {"observations", "visits"})["G1"].members == set()
    assert allowed(made, tmp_path, owner, {"observations", "calls"})["G1"].members == {"T:P1", "T:P2"}


def test_one_person_outside_is_one_voice_by_telephone_visit_and_money(tmp_path: Path) -> None:
    made = document()
    rows = {
        "calls": CALLS[:2],
        "visits": [("v1", "A", "+39311"), ("v2", "B", "+39311")],
        "payments": [("p1", "A", "IT1"), ("p2", "B", "IT1")],
    }
    plant(tmp_path, made, rows)
    assert allowed(made, tmp_path, owner)["G1"].members == set()


def test_a_remark_without_records_and_missing_files_allow_nothing(tmp_path: Path) -> None:
    made = document()
    plant(tmp_path, made, {"calls": CALLS[:2], "observations": [("o1", "")]})
    assert allowed(made, tmp_path, owner)["G1"].members == set()
    (tmp_path / "calls.csv").unlink()
    assert allowed(made, tmp_path, owner)["G1"].seen == set()


@pytest.fixture
def known(tmp_path: Path) -> tuple[dict[str, Any], Any]:
    """The group with two members allowed."""
    made = document()
    plant(tmp_path, made, {"calls": CALLS, "observations": [("o1", "A;B")]})
    return made, allowed(made, tmp_path, owner)


def test_recall_is_of_those_allowed_and_precision_of_those_named(known: tuple[dict[str, Any], Any]) -> None:
    made, allow = known
    said = memberships(made, [Belonging("A", "x"), Belonging("Z", "x")], allow, owner)
    assert (said["allowed"], said["allowed_found"], said["recall_of_allowed"]) == (2, 1, 0.5)
    assert (said["found"], said["right"], said["precision"]) == (2, 1, 0.5)
    assert (said["of_told_crimes"], said["precision_with_crimes"]) == (1, 1.0)
    assert said["innocents"] == 1


def test_naming_nobody_has_no_precision_and_no_recall(known: tuple[dict[str, Any], Any]) -> None:
    made, allow = known
    said = memberships(made, [], allow, owner)
    assert (said["precision"], said["recall_of_allowed"]) == (None, 0.0)


@pytest.mark.parametrize(("place", "hit"), [(1, 1), (3, 1), (4, 0)])
def test_a_leader_counts_among_the_first_three_of_his_own_group(
    known: tuple[dict[str, Any], Any], place: int, hit: int
) -> None:
    made, allow = known
    members = [Belonging("A", "x"), Belonging("B", "x"), Belonging("Z", "y")]
    assert leaders(made, [Leading("A", "x", place)], members, allow, owner)["in_top_three"] == hit
    assert leaders(made, [Leading("A", "y", 1)], members, allow, owner)["in_top_three"] == 0
    assert leaders(made, [], [], allow, owner) == {"groups": 1, "in_top_three": 0, "share": 0.0}
