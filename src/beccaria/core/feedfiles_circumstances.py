"""Name the columns of the files that say what matters for where somebody lives, and what prisons have for it."""

from typing import Final

from beccaria.core.circumstances import Need, Provides, Tie, Wait
from beccaria.core.feedfiles import Column, FileKind

_PERSON: Final = Column("person_id", required=True, means="whose it is")
_SINCE: Final = Column("since", "day", means="empty: since the day it is loaded")
_UNTIL: Final = Column("until", "day", means="the last day on which it holds")

HOMES: Final = FileKind(
    "homes",
    (
        Column("home_id", required=True, also=("id",)),
        _PERSON,
        Column("tie", required=True, choices=tuple(Tie), means="who keeps the family tie"),
        Column("town", required=True, also=("citta", "ville", "ort"), means="where that person lives"),
        Column("latitude", "number"),
        Column("longitude", "number"),
        _SINCE,
        _UNTIL,
    ),
)
NEEDS: Final = FileKind(
    "needs",
    (
        Column("need_id", required=True, also=("id",)),
        _PERSON,
        Column(
            "need", required=True, choices=tuple(Need), means="what the place must have; never an illness"
        ),
        _SINCE,
        _UNTIL,
    ),
)
HEARINGS: Final = FileKind(
    "hearings",
    (
        Column("hearing_id", required=True, also=("id",)),
        _PERSON,
        Column("at", "moment", required=True, also=("when", "date"), means="when it begins, with its offset"),
        Column("court", required=True, also=("tribunale",), means="name of the court"),
        Column("town", means="town of the court"),
        Column("called_off", "yes_no"),
    ),
)
WAITING: Final = FileKind(
    "waiting",
    (
        Column("waiting_id", required=True, also=("id",)),
        _PERSON,
        Column("kind", required=True, choices=tuple(Wait)),
        Column("what", required=True, means="name of the programme or work, as where it is offered"),
        _SINCE,
        Column("priority", "whole", means="1 is the most urgent, 5 the least"),
        _UNTIL,
    ),
)
PROVISIONS: Final = FileKind(
    "provisions",
    (
        Column("provision_id", required=True, also=("id",)),
        Column("place", required=True, means="code of an establishment, wing, landing or cell"),
        Column("kind", required=True, choices=tuple(Provides)),
        Column(
            "what",
            required=True,
            means=f"the need it meets ({', '.join(Need)}), the programme or work it offers, the court it serves, "
            "the regime for which it is equipped",
        ),
        _UNTIL,
    ),
)
CIRCUMSTANCE_FILES: Final[dict[str, FileKind]] = {
    kind.name: kind for kind in (HOMES, NEEDS, HEARINGS, WAITING, PROVISIONS)
}
