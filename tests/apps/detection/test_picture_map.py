"""The map of establishments: names that are seen touch no other name, no circle and no edge."""

import random
from itertools import combinations

from beccaria.detection.pages.picture_map import Label, Map, Place, drawn, labelled

_LETTER, _LINE = 7.0, 16.0


def _map(places: list[Place], counts: dict[str, int]) -> Map:
    made = drawn(places, counts, says="", words=lambda one: one.name, address=lambda code: f"/{code}/")
    assert made is not None
    return made


def _box(label: Label, name: str) -> tuple[float, float, float, float]:
    wide = len(name) * _LETTER
    left = label.x - {"start": 0, "middle": wide / 2, "end": wide}[label.anchor]
    return left, label.y - _LINE * 0.75, left + wide, label.y + _LINE * 0.25


def _touch(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    slack = 0.2  # what rounding to a tenth may do
    return (
        one[0] + slack < other[2]
        and other[0] + slack < one[2]
        and one[1] + slack < other[3]
        and other[1] + slack < one[3]
    )


def test_two_neighbours_are_both_named_beside_each_other() -> None:
    made = _map([Place("A", "Prison of Ada", 45.0, 9.0), Place("B", "Prison of Bea", 45.02, 9.05)], {"A": 3})
    assert [one.label.named for one in made.dots] == [True, True]
    first, second = (_box(one.label, one.name) for one in made.dots)
    assert not _touch(first, second)


def test_in_a_crowd_names_touch_neither_each_other_nor_a_circle_nor_the_edge() -> None:
    chance = random.Random(7)  # noqa: S311  the same country every time
    places = [
        Place(str(i), f"Establishment {i}", chance.uniform(44, 46), chance.uniform(8, 12)) for i in range(90)
    ]
    made = _map(places, {str(i): chance.randrange(40) for i in range(90)})
    named = [one for one in made.dots if one.label.named]
    assert 3 <= len(named) < 90
    boxes = [_box(one.label, one.name) for one in named]
    assert not any(_touch(*pair) for pair in combinations(boxes, 2))
    for one, box in zip(named, boxes, strict=True):
        assert min(box[0], box[1] + 0.2) >= 0
        assert box[2] <= made.width
        assert box[3] <= made.height + 0.2
        for dot in made.dots:
            circle = (dot.x - dot.radius, dot.y - dot.radius, dot.x + dot.radius, dot.y + dot.radius)
            assert dot is one or not _touch(box, circle)


def test_the_busiest_is_named_first_and_drawn_last() -> None:
    places = [Place("A", "Quiet", 45.0, 9.0), Place("B", "Busy", 45.0, 9.0)]
    made = _map(places, {"B": 5})
    assert (made.dots[-1].name, made.dots[0].quiet, made.dots[-1].quiet) == ("Busy", True, False)
    assert made.dots[-1].radius > made.dots[0].radius


def test_a_name_without_room_waits_for_the_pointer() -> None:
    at = [(320.0, 30.0), (321.0, 30.0), (322.0, 31.0), (323.0, 30.0), (320.0, 32.0), (322.0, 29.0)]
    labels = labelled(["A long name of a prison"] * len(at), at, [18.0] * len(at), high=60)
    assert sum(one.named for one in labels) < len(at)
    assert all(one.anchor in ("start", "end") for one in labels if not one.named)


def test_without_coordinates_there_is_no_map() -> None:
    assert drawn([Place("A", "A", None, None)], {}, says="", words=str, address=str) is None
