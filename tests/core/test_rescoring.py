"""Rescoring: the same as scoring anew, nothing guessed, an answer without a place counts as unknown."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beccaria.core.instruments import UNKNOWN, Instrument, score
from beccaria.core.refusal import Cannot
from beccaria.core.rescoring import Moved, carried, check, moved, outcome
from tests.core.test_instruments import MATRIX, SUM, TREE


def ratings(one: Instrument) -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries(
        {item.id: st.sampled_from([UNKNOWN, *(level.name for level in item.levels)]) for item in one.items}
    )


@pytest.mark.parametrize("one", [SUM, MATRIX, TREE], ids=["sum", "matrix", "tree"])
@given(data=st.data())
def test_it_comes_to_what_scoring_comes_to(one: Instrument, data: st.DataObject) -> None:
    given_ = data.draw(ratings(one))
    whole, found = score(one, given_), outcome(one, given_)
    assert (found.band_low, found.band, found.band_high) == (whole.band_low, whole.band, whole.band_high)
    if whole.low is not None:
        assert (found.low, found.high) == (whole.low, whole.high)
    assert found.lost == ()


@given(data=st.data())
def test_what_the_new_version_does_not_ask_or_offer_widens_and_is_named(data: st.DataObject) -> None:
    said = data.draw(ratings(SUM))
    fewer = replace(SUM, version=3, items=SUM.items[1:])
    gone = SUM.items[0].id
    given_, lost = carried(fewer, said)
    assert set(given_) == {item.id for item in fewer.items}
    assert (gone in lost) == (said[gone] != UNKNOWN)
    renamed = replace(
        SUM,
        items=(
            replace(
                SUM.items[0],
                levels=tuple(replace(level, name=f"new-{level.name}") for level in SUM.items[0].levels),
            ),
            *SUM.items[1:],
        ),
    )
    before, after = outcome(SUM, said), outcome(renamed, said)
    assert after.low <= before.low
    assert after.high >= before.high
    assert (gone in after.lost) == (said[gone] != UNKNOWN)


def test_an_item_that_is_new_is_unknown() -> None:
    more = replace(SUM, version=3, items=(*SUM.items, replace(SUM.items[0], id="d")))
    said = {"a": "l0", "b": "l0", "c": "l0"}
    assert carried(more, said) == ({**said, "d": UNKNOWN}, ())
    assert outcome(more, said).high > outcome(SUM, said).high


def test_directions_and_what_cannot_be_compared() -> None:
    assert moved(SUM, "low", "high") is Moved.UP
    assert moved(SUM, "high", "middle") is Moved.DOWN
    assert moved(SUM, "middle", "middle") is Moved.SAME
    assert moved(SUM, "tier 4", "low") is Moved.OTHER


def test_what_adds_nothing_up_is_not_rescored() -> None:
    from beccaria.core.instruments.model import Rule, RuleKind

    with pytest.raises(Cannot, match="person judges"):
        check(replace(SUM, rule=Rule(kind=RuleKind.JUDGEMENT)))
    check(SUM)
