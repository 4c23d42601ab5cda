"""The pages of people."""

from beccaria.people.views.persons import change, move, new, person, records, search, suggest
from beccaria.people.views.recognitions import answer, recognitions, today
from beccaria.people.views.review import pair, review, undo

__all__ = [
    "answer",
    "change",
    "move",
    "new",
    "pair",
    "person",
    "recognitions",
    "records",
    "review",
    "search",
    "suggest",
    "today",
    "undo",
]
