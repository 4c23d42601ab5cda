"""Make the movements: receptions, transfers, changes of wing and cell, court, hospital, leave, releases."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from beccaria.world.custody import ARRIVALS, LEAVES
from beccaria.world.days import DAY, HOUR
from beccaria.world.life.site import STAFF_HOURS, SiteLife
from beccaria.world.rates import rate
from beccaria.world.tables import Coded, build, join

Array = NDArray[Any]
_YEAR = 365.25
_TRANSFER_REASONS = (
    "crowding",
    "nearness to family",
    "order and security",
    "justice",
    "health",
    "own request",
)
_LEAVE_HOURS = 26


def movements(life: SiteLife) -> Any:
    """The table of movements recorded by this prison."""
    remand = life.world.people.remand[life.record]
    court = np.where(remand, rate("court_escorts"), rate("court_escorts") / 8) / _YEAR
    leave = np.where(remand, 0, rate("temporary_releases")) / _YEAR
    trips = [
        _trip(life, "court", court, (3, 8)),
        _trip(life, "hospital", rate("hospital_escorts") / _YEAR, (2, 30)),
        _trip(life, "temporary_release", leave, (_LEAVE_HOURS, 72)),
    ]
    return join([_arrivals(life), _cell_moves(life), _departures(life), *trips])


def _codes(life: SiteLife) -> list[str]:
    return [site.code for site in life.world.estate.sites]


def _arrivals(life: SiteLife) -> Any:
    rng = life.draws("arrivals")
    arrival = life.world.stays.arrival[life.index]
    stay = np.flatnonzero(arrival > 0)
    previous = life.world.stays.previous[life.index][stay]
    cells = life.cells
    far = arrival[stay] == ARRIVALS.index("transfer")
    columns = {
        "person_id": Coded(stay, life.prisoner_codes),
        "at": life.start[stay],
        "kind": Coded(arrival[stay], ARRIVALS),
        "from_establishment": Coded(previous, _codes(life)),
        "to_establishment": life.site.code,
        "to_wing": Coded(life.wing[stay], life.wing_codes),
        "to_cell": Coded(cells.at(stay, life.start[stay]), cells.names),
        "reason": Coded(
            np.where(far, rng.integers(0, len(_TRANSFER_REASONS), len(stay)), -1), _TRANSFER_REASONS
        ),
    }
    return build("movements", len(stay), columns, life.world.calendar)


def _cell_moves(life: SiteLife) -> Any:
    cells = life.cells
    row = np.flatnonzero(cells.moved)
    stay = cells.stay[row]
    columns = {
        "person_id": Coded(stay, life.prisoner_codes),
        "at": cells.since[row],
        "kind": "cell",
        "from_establishment": life.site.code,
        "to_establishment": life.site.code,
        "to_wing": Coded(life.wing[stay], life.wing_codes),
        "to_cell": Coded(cells.cell[row], cells.names),
    }
    return build("movements", len(row), columns, life.world.calendar)


def _departures(life: SiteLife) -> Any:
    leave = life.world.stays.leave[life.index]
    stay = np.flatnonzero(leave > 1)
    columns = {
        "person_id": Coded(stay, life.prisoner_codes),
        "at": life.end[stay],
        "kind": Coded(leave[stay], LEAVES),
        "from_establishment": life.site.code,
    }
    return build("movements", len(stay), columns, life.world.calendar)


def _trip(life: SiteLife, kind: str, per_day: Array | float, hours: tuple[int, int]) -> Any:
    """Going out and coming back; somebody whose stay ends meanwhile has no way back in the file."""
    rng = life.draws(kind)
    moments = life.moments(rng, per_day, STAFF_HOURS)
    back = moments.at + rng.integers(hours[0] * HOUR, hours[1] * HOUR, len(moments.at))
    home = back < np.minimum(life.end[moments.stay], life.world.plan.days * DAY)
    out = {
        "person_id": Coded(moments.stay, life.prisoner_codes),
        "at": moments.at,
        "kind": kind,
        "from_establishment": life.site.code,
    }
    into = {
        "person_id": Coded(moments.stay[home], life.prisoner_codes),
        "at": back[home],
        "kind": "return",
        "to_establishment": life.site.code,
    }
    calendar = life.world.calendar
    return join(
        [build("movements", len(back), out, calendar), build("movements", int(home.sum()), into, calendar)]
    )
