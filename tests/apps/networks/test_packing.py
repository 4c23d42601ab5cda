"""Pieces of a chart stand side by side: nobody on somebody, nothing outside, the same each time."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as some

from beccaria.networks.queries.layout import arranged
from beccaria.networks.queries.packing import Place, packed
from tests.apps.networks.drawing_up import ALONE, KOVAC, chart

PLACE = some.tuples(some.floats(-9, 9), some.floats(-9, 9))


@given(some.lists(some.lists(PLACE, min_size=1, max_size=9, unique=True), min_size=2, max_size=8))
def test_pieces_do_not_overlap_and_stay_on_the_sheet(given_places: list[list[Place]]) -> None:
    pieces = [
        {f"{number}-{at}": place for at, place in enumerate(piece)}
        for number, piece in enumerate(given_places)
    ]
    found = packed(pieces)
    assert set(found) == {one for piece in pieces for one in piece}
    assert all(abs(x) <= 1.001 and abs(y) <= 1.001 for x, y in found.values())
    boxes = []
    for piece in pieces:
        xs, ys = zip(*(found[one] for one in piece), strict=True)
        boxes.append((min(xs), max(xs), min(ys), max(ys)))
    for one, other in combinations(boxes, 2):
        assert one[1] < other[0] or other[1] < one[0] or one[3] < other[2] or other[3] < one[2]
    assert packed(reversed(pieces)) == found


def test_who_is_tied_to_nobody_stands_apart_on_a_chart() -> None:
    places = arranged(chart(), {})
    assert len(set(places.values())) == 4
    assert places == arranged(chart(), {})
    kept = arranged(chart(), {KOVAC: (0.25, 0.5), ALONE: (0.9, 0.9)})
    assert kept[KOVAC] == (0.25, 0.5)
    assert kept[ALONE] == (0.9, 0.9)
