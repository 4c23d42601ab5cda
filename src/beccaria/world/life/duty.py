"""Make what staff leave behind: shifts worked, and records opened with the purpose given."""

from typing import Any

import numpy as np

from beccaria.world.days import HOUR
from beccaria.world.life.site import STAFF_HOURS, SiteLife
from beccaria.world.rates import rate
from beccaria.world.staff import SHIFT_HOURS, SHIFT_START, SHIFTS
from beccaria.world.tables import Coded, build

_ON_A_WING = 2
_NIGHT = 22
_REASONS = ("daily work on the wing", "transfer or escort", "visit control", "report writing", "review")


def shifts(life: SiteLife) -> Any:
    """The roster as worked: two officers by day, one at night, on every wing."""
    wings = np.array(life.site.wings)
    days = life.world.plan.days
    starts = (np.arange(days)[:, None] * 24 + SHIFT_START + np.arange(SHIFTS) * SHIFT_HOURS).ravel() * HOUR
    grid = np.array(
        [
            (start, place)
            for start in starts
            for place in range(_ON_A_WING if (start // HOUR) % 24 < _NIGHT else 1)
        ]
    )
    start, place = np.repeat(grid[:, 0], len(wings)), np.repeat(grid[:, 1], len(wings))
    wing = np.tile(wings, len(grid))
    officer = life.world.staff.on_duty(wing, start, place)
    columns = {
        "starts": start,
        "ends": start + SHIFT_HOURS * HOUR,
        "establishment": life.site.code,
        "wing": Coded(wing, life.wing_codes),
        "staff": _staff(life, officer),
    }
    return build("shifts", len(start), columns, life.world.calendar)


def lookups(life: SiteLife) -> Any:
    """Records opened: officers look at people of their own wing, with the purposes of daily work."""
    rng = life.draws("lookups")
    shifts_a_day = 5 * len(life.site.wings)
    per_person = rate("lookups") * shifts_a_day / max(1, life.site.standing)
    moments = life.moments(rng, per_person, STAFF_HOURS)
    size = len(moments.at)
    officer = life.world.staff.on_duty(life.wing[moments.stay], moments.at, rng.integers(0, 2, size))
    columns = {
        "at": moments.at,
        "establishment": life.site.code,
        "staff": _staff(life, officer),
        "person_id": Coded(moments.stay, life.prisoner_codes),
        "reason": Coded(rng.choice(5, size, p=[0.6, 0.1, 0.1, 0.15, 0.05]), _REASONS),
    }
    return build("lookups", size, columns, life.world.calendar)


def _staff(life: SiteLife, officer: Any) -> Coded:
    seen, position = np.unique(officer, return_inverse=True)
    return Coded(position, [life.world.staff.number(int(one)) for one in seen])
