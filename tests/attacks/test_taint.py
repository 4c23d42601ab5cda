"""No forbidden field reaches any score (DESIGN rule 9): followed through every function of core that gives one.

Each is asked three times with the same input: without anything forbidden, and with every forbidden field on everything
it gets, at two values. What it answers must hold nothing made of one, must not have looked at one, and be the same.
"""

from collections.abc import Callable
from typing import Any, Final

import pytest

from beccaria.core.allocation import instance_from
from beccaria.core.instruments import FORBIDDEN, UNKNOWN, bounds, faults, order, score
from beccaria.core.refusal import BadInput
from beccaria.engines.allocation.answering import document
from beccaria.engines.allocation.placing import placed
from beccaria.lib import instruments
from tests.attacks.scored import NOTHING_OF_A_PERSON, ONE, PLACES, SCORED, ratings
from tests.attacks.scoring_functions import functions, modules, scoring
from tests.attacks.tainting import Carrier, Trail, is_tainted, leaks, tainted

# What records of people call them (people.Identity, registers), beside the names that the linter refuses.
NAMES: Final = (
    *sorted(FORBIDDEN),
    *("nationalities", "religions", "ethnic_origin", "skin_colour", "belief", "birthplace", "diagnosis"),
)
VALUES: Final = ("XA", "XB", 1, 2)


def exempt(name: str) -> bool:
    """Whether nothing of a person goes into this function."""
    return any(
        name == known or (known.endswith(".") and name.startswith(known)) for known in NOTHING_OF_A_PERSON
    )


@pytest.mark.parametrize("name", sorted(SCORED))
def test_no_forbidden_field_reaches_a_score(name: str) -> None:
    assert leaks(SCORED[name], NAMES, VALUES) == []


def test_every_function_of_core_that_scores_is_followed() -> None:
    missing = sorted(name for name in scoring() if name not in SCORED and not exempt(name))
    assert missing == [], "say in tests/attacks/scored.py how it is asked, or why nothing of a person goes in"


def test_what_is_followed_is_there() -> None:
    known = {name for module in modules() for name, _function in functions(module)}
    assert set(SCORED) <= known
    gone = [
        one for one in NOTHING_OF_A_PERSON if not any(name == one or name.startswith(one) for name in known)
    ]
    assert gone == []
    both = [name for name in SCORED if exempt(name)]
    assert both == []


def test_where_somebody_is_placed_does_not_depend_on_it() -> None:
    def ask(carrier: Carrier) -> Any:
        answer = document(placed(carrier.on(instance_from(carrier.document(PLACES)))))
        return {key: value for key, value in answer.items() if key != "seconds"}

    assert leaks(ask, NAMES, VALUES[:2]) == []


@pytest.mark.parametrize("name", sorted(FORBIDDEN))
def test_no_answer_named_after_it_is_taken(name: str) -> None:
    """As an answer beside the others it is refused; where only known items are read it changes nothing."""
    trail = Trail()
    given = {item.id: ratings(ONE).get(item.id, UNKNOWN) for item in ONE.items}
    more = given | {name: tainted("much", trail)}
    with pytest.raises(BadInput):
        score(ONE, more)
    assert bounds(ONE, more) == bounds(ONE, given)
    assert order(ONE, {"x": more}) == order(ONE, {"x": given})
    assert trail.done == []


def test_no_shipped_instrument_uses_any() -> None:
    for kept in instruments.every().values():
        one = kept.instrument
        assert faults(one) == []
        assert not any(item.uses & FORBIDDEN for item in one.items)


def _adds(carrier: Carrier) -> int:
    one = carrier.document({"score": 3})
    return one["score"] + len(one.get("religion", ""))  # type: ignore[no-any-return]  # an int


def _compares(carrier: Carrier) -> int:
    return 5 if carrier.document({}).get("nationality") == "XA" else 3


def _hashes(carrier: Carrier) -> int:
    return 5 if carrier.document({}).get("ethnicity") in {"XA", "XC"} else 3


def _writes(carrier: Carrier) -> str:
    return f"high {carrier.document({}).get('health', '')}"


def _joins(carrier: Carrier) -> str:
    """Joining looks into texts from C, where nothing leaves a trail: two values tell."""
    return "".join(["high", str.__str__(str(carrier.document({}).get("race", "")))])


def _hands_on(carrier: Carrier) -> dict[str, Any]:
    return {"band": "high", "because": carrier.document({}).get("faith", "")}


@pytest.mark.parametrize("leak", [_adds, _compares, _hashes, _writes, _joins, _hands_on])
def test_a_leak_is_found(leak: Callable[[Carrier], Any]) -> None:
    assert leaks(leak, NAMES, VALUES[:2]) != []


def test_an_attribute_that_is_read_is_found() -> None:
    def reads(carrier: Carrier) -> Any:
        item = carrier.on(ONE).items[0]
        return item.weight * (2 if getattr(item, "religion", "") == "XB" else 1)

    assert any("looked at" in one for one in leaks(reads, NAMES, VALUES[:2]))


def test_what_is_made_of_it_carries_it() -> None:
    trail = Trail()
    word, number = tainted("faith", trail), tainted(3, trail)
    made = [word + "!", "a " + word, word.upper(), word[1:], word.split("i"), number * 2, 4 - number, -number]
    made += [f"{word.strip()}" and word * 2, number / 2, f"{word}" and word.replace("f", "g")]
    assert all(is_tainted(one) for one in made)
    assert {"__add__", "__radd__", "upper", "__getitem__", "__mul__", "__rsub__", "__format__"} <= set(
        trail.done
    )
    # A bool cannot carry it: that it was made is written down.
    before = len(trail.done)
    assert word == "faith"
    assert number < 4
    assert bool(word)
    assert hash(word) == hash("faith")
    assert trail.done[before:] == ["__eq__", "__lt__", "__len__", "__hash__"]
