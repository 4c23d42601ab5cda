"""Who was at what: ties between those who met, and a score that looks at the meetings as well."""

import numpy as np

from beccaria.engines.network.leading import company, meetings
from beccaria.engines.network.report import document, of_attendance
from beccaria.engines.network.two_mode import attendance, closely_together, together

# A small meeting of the heads of two crews, each crew's own meetings, and somebody nobody else met.
ROWS = [
    *(("headA", "top"), ("headB", "top")),
    *((one, f"a{n}") for n in range(2) for one in ("headA", "a1", "a2", "a3")),
    *((one, f"b{n}") for n in range(2) for one in ("headB", "b1", "b2", "b3")),
    ("lone", "nothing"),
]


def test_those_who_met_are_tied_by_the_number_of_meetings() -> None:
    found = attendance(((n, list(row)) for n, row in enumerate(ROWS, 1)), 0, 1)
    graph = together(found)
    at = {one: n for n, one in enumerate(graph.ids)}
    first, second, weights = graph.pairs()
    ties = dict(zip(zip(first.tolist(), second.tolist(), strict=True), weights.tolist(), strict=True))
    assert ties[at["a1"], at["headA"]] == 2
    assert ties[at["headA"], at["headB"]] == 1
    assert graph.degree[at["lone"]] == 0
    close = closely_together(found)
    assert np.isclose(close.strength[at["headA"]], 3)


def test_meetings_are_counted_and_company_tells() -> None:
    found = attendance(((n, list(row)) for n, row in enumerate(ROWS, 1)), 0, 1)
    at = {one: n for n, one in enumerate(found.people)}
    assert meetings(found)[[at["headA"], at["a1"], at["lone"]]].tolist() == [3, 2, 1]
    assert company(found)[at["a1"]] > company(found)[at["lone"]] == 0


def test_heads_score_above_their_crews() -> None:
    found = attendance(((n, list(row)) for n, row in enumerate(ROWS, 1)), 0, 1)
    said = document(of_attendance(found))
    scores = {one["id"]: one["leader_score"] for one in said["people"]}
    assert min(scores["headA"], scores["headB"]) > max(
        score for one, score in scores.items() if "head" not in one
    )
    assert said["nodes"] == 9
    assert said["arcs"] == len(ROWS)
    assert "9 people at 6 events" in said["notes"][0]
