"""What the solver says is known to the pages, sentence by sentence; what they do not know stays as it came."""

from typing import Any

import pytest

from beccaria.core.allocation import instance_from
from beccaria.core.placement import Cause
from beccaria.engines.allocation.answering import document
from beccaria.engines.allocation.making import Size, instance
from beccaria.engines.allocation.placing import placed
from beccaria.placement.pages import reasons, words
from tests.core.test_allocation import asked, person


def sentences(said: dict[str, Any]) -> set[str]:
    """Every reason of an answer to a whole list, each by itself."""
    rows = document(placed(instance_from(said), seconds=5))["assignments"]
    told = [text for row in rows for text in row["why_not"].values()]
    told += [each["relax"].split(" would do but for: ")[1] for row in rows for each in row.get("relax", ())]
    return {one for text in told for one in text.split("; ")}


@pytest.mark.parametrize("moves", [None, 3])
def test_no_reason_of_the_solver_stays_in_its_own_words(moves: int | None) -> None:
    size = Size(90, 10, prisons=3, groups=3, grouped=0.5, full=0.99, listed=0 if moves else 25, moves=moves)
    told = sentences(instance(size, seed=4))
    assert len(told) > 10
    for one in told:
        assert reasons.said([one], {}) != (one,), one


def test_why_he_goes_there_is_said_with_what_it_costs() -> None:
    stays, goes = "he stays where he is: move 20", "the cheapest lawful place for all together: family 4"
    assert reasons.placed(stays, {"move": 20}) == f"he stays where he is: {words.costs({'move': 20})}"
    assert "far from home 4" in reasons.placed(goes, {"family": 4})
    assert reasons.placed("something older", {}) == "something older"


def test_who_has_no_place_is_told_what_would_have_to_give_way() -> None:
    (row,) = document(placed(instance_from(asked(people=[person("one", category="A")]))))["assignments"]
    assert reasons.placed(row["why"], {}) == (
        "no place: nothing lawful is left; A would do but for: It takes no category A."
    )


@pytest.mark.parametrize("cause", Cause)
def test_a_cause_is_said_as_it_is_where_it_is_chosen(cause: Cause) -> None:
    kept = f"N1 is there, from whom he is kept ({cause.value.replace('_', ' ')})"
    assert reasons.said([kept], {})[0].endswith(str(words.CAUSES[cause]))


def test_names_of_groups_stay_whole() -> None:
    kept = "2 people from whom he is kept (feud: Sand and Salt and the Harbour), in the same prison"
    said = reasons.said([kept], {})[0]
    assert "Sand" in said
    assert "Salt and the Harbour" in said
    assert said.endswith("in the same prison")
