"""Versions side by side: every line of both, what differs, and what is only on one side."""

from typing import Any

from beccaria.core.instruments import Instrument, differences, instrument_from
from tests.core.test_instruments import MATRIX, SUM, TREE, item


def sum_of(items: list[dict[str, Any]], **more: Any) -> Instrument:
    said = {
        "id": "trial", "version": 1, "title": "Trial", "purpose": "tests", "items": items, "scoring": {"rule": "sum"},
        "bands": [{"name": "low", "from": -9}, {"name": "high", "from": 1}], "users": ["assessor"], "training": "none",
        "validity": "none", "review_days": 90, "sources": ["ours"],
    }  # fmt: skip
    return instrument_from(said | more)


def test_the_same_version_differs_in_nothing() -> None:
    for one in (SUM, MATRIX, TREE):
        lines = differences(one, one)
        assert lines
        assert not [line for line in lines if line.differs]


def test_each_change_is_one_line_at_its_item() -> None:
    before = sum_of([item("aa", [0, 1]), item("bb", [0, 1])])
    after = sum_of([item("bb", [0, 1]), item("aa", [0, 2], weight=2)], review_days=30)
    changed = [line for line in differences(before, after) if line.differs]
    assert [(line.about, line.what, line.left, line.right) for line in changed] == [
        ("", "review", "90", "30"),
        ("aa", "weight", "1", "2"),
        ("aa", "answer l1", "1: aa is 1", "2: aa is 1"),
    ]


def test_how_somebody_is_asked_and_what_needs_time_are_lines_too() -> None:
    before = sum_of([item("aa", [0, 1])])
    after = sum_of([item("aa", [0, 1], ask="Do you fear anybody?")], later=["His standing on the wing."])
    changed = [(line.about, line.what, line.right) for line in differences(before, after) if line.differs]
    assert changed == [("", "later", "His standing on the wing."), ("aa", "ask", "Do you fear anybody?")]


def test_what_is_only_on_one_side_is_missing_on_the_other() -> None:
    before, after = sum_of([item("aa", [0, 1])]), sum_of([item("cc", [0, 1])])
    lines = differences(before, after)
    assert {line.right for line in lines if line.about == "aa"} == {None}
    assert {line.left for line in lines if line.about == "cc"} == {None}
