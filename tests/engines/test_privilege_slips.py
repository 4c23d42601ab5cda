"""Whoever is one slip of the pen away is found, however many are known, and nobody else."""

import random

import pytest

from beccaria.engines.privilege.numbers import digits
from beccaria.engines.privilege.slips import Slips, within_one


def slip(draw: random.Random, text: str) -> str:
    """The text with one character other, more, less, or with two that changed places."""
    place = draw.randrange(len(text))
    sign = draw.choice("0123456789")
    match draw.randrange(4):
        case 0:
            return text[:place] + sign + text[place + 1 :]
        case 1:
            return text[:place] + sign + text[place:]
        case 2:
            return text[:place] + text[place + 1 :]
        case _:
            return text[:place] + text[place : place + 2][::-1] + text[place + 2 :]


@pytest.mark.parametrize("seed", range(8))
def test_every_slip_is_found_and_nothing_else(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311  invented numbers
    known = {
        "".join(draw.choice("0123456789") for _ in range(draw.randrange(6 + seed, 8 + seed))): str(turn)
        for turn in range(200)
    }
    slips = Slips()
    for text, means in known.items():
        slips.add(text, means)
    asked = [slip(draw, text) for text in known for _ in range(5)]
    asked += [slip(draw, text) for text in asked]
    for text in asked:
        near = {one for one in known if within_one(text, one)}
        found = slips.near(text)
        assert (found is not None) == bool(near), text
        assert found is None or found[0] in near


def test_digits_are_those_of_any_script() -> None:
    assert digits("+39 (06) 12-34") == "39061234"
    assert digits("+٣٩ 06") == "3906"
    assert digits("n. 5²") == "5"
