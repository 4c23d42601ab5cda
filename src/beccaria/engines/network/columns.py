"""Recognises columns by their headings, and whether a table has headings at all."""

import re
from collections.abc import Sequence
from typing import Final

ENDS: Final = (
    ("source", "target"), ("from", "to"), ("caller", "callee"), ("caller", "called"), ("sender", "receiver"),
    ("sender", "recipient"), ("actor1", "actor2"), ("person1", "person2"), ("persona", "personb"), ("id1", "id2"),
    ("node1", "node2"), ("end1", "end2"), ("end1id", "end2id"), ("entity1", "entity2"), ("entity1id", "entity2id"),
    ("fromid", "toid"), ("fromentity", "toentity"), ("fromentityid", "toentityid"), ("sourceid", "targetid"),
    ("sourceentity", "targetentity"), ("ego", "alter"), ("payer", "payee"), ("origin", "destination"),
    ("vertex1", "vertex2"), ("name1", "name2"),
)  # fmt: skip
WEIGHTS: Final = (
    "weight",
    "w",
    "strength",
    "value",
    "count",
    "times",
    "frequency",
    "freq",
    "calls",
    "meetings",
    "ties",
    "n",
)
PEOPLE: Final = (
    "person",
    "personid",
    "actor",
    "member",
    "suspect",
    "people",
    "participant",
    "attendee",
    "id",
    "name",
)
EVENTS: Final = (
    "event",
    "eventid",
    "summit",
    "meeting",
    "incident",
    "crime",
    "group",
    "affiliation",
    "occasion",
    "place",
)
IDS: Final = (
    "id",
    "identity",
    "entityid",
    "nodeid",
    "personid",
    "node",
    "person",
    "entity",
    "key",
    "name",
    "label",
)
LABELS: Final = ("label", "name", "fullname", "displayname", "title")
KINDS: Final = ("type", "kind", "mode", "category")


def plain(heading: str) -> str:
    """A heading without capitals, blanks and marks: "Entity 1 ID" is entity1id."""
    return re.sub(r"[\W_]+", "", heading).casefold()


def position(headings: Sequence[str], wanted: Sequence[str]) -> int | None:
    """Where the first wanted heading stands."""
    found = [plain(one) for one in headings]
    return next((found.index(one) for one in wanted if one in found), None)


def ends(headings: Sequence[str], pairs: Sequence[tuple[str, str]] = ENDS) -> tuple[int, int] | None:
    """Where the two ends of a tie stand, if the headings say so."""
    found = [plain(one) for one in headings]
    return next(((found.index(a), found.index(b)) for a, b in pairs if a in found and b in found), None)


def is_number(cell: str) -> bool:
    """Whether a cell is a number, with a point or a comma."""
    return re.fullmatch(r"\s*[-+]?(\d+([.,]\d*)?|[.,]\d+)([eE][-+]?\d+)?\s*", cell) is not None


def numbers_under_words(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row has words where the others have numbers: then it is headings."""
    return len(rows) > 1 and any(
        cell.strip() and not is_number(cell) and _numbers(rows[1:], at) for at, cell in enumerate(rows[0])
    )


def _numbers(rows: Sequence[Sequence[str]], at: int) -> bool:
    """Whether a column holds numbers, and nothing else."""
    cells = [row[at] for row in rows if at < len(row) and row[at].strip()]
    return bool(cells) and all(is_number(cell) for cell in cells)
