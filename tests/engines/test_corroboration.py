"""Nearness of items: shared records and telling words count, time alone does not, offers say why."""

from datetime import UTC, datetime, timedelta

from beccaria.engines.corroboration import Told, nearest
from beccaria.engines.folding import fold, tokens

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
ITEM = Told("new", "A mobile telephone is hidden in cell 12", frozenset({"person:1"}), NOW)


def test_shared_records_and_words_come_first_and_say_why() -> None:
    others = [
        Told("a", "Weather was fine", frozenset(), NOW),
        Told(
            "b",
            "Somebody hid a telephone behind the pipe of cell 12",
            frozenset({"person:1"}),
            NOW - timedelta(days=3),
        ),
        Told("c", "He fought in the yard", frozenset({"person:1"}), NOW - timedelta(days=300)),
        Told("d", "A mobile telephone was hidden in cell 12", frozenset(), NOW),
        Told("new", ITEM.text, ITEM.links, NOW),
    ]
    near = nearest(ITEM, others)
    assert [one.id for one in near] == ["b", "d", "c"]
    assert near[0].why == (
        "Both are linked to person:1.",
        "Both say: telephone, cell, 12.",
        "3 days apart.",
    )
    assert near[1].why[-1] == "On the same day."
    assert near[2].why == ("Both are linked to person:1.",)


def test_equal_nearness_is_ordered_by_identifier_and_limited() -> None:
    others = [Told(name, ITEM.text) for name in "edcba"]
    assert [one.id for one in nearest(ITEM, others)] == ["a", "b", "c"]
    assert nearest(ITEM, []) == ()


def test_folding() -> None:
    assert fold("È già  ŁÓDŹ, O'Brien_x!") == "e gia lodz o brien x"
    assert tokens("The phone is in the CELL") == {"phone", "cell"}
