"""Make jobs, courses and groups, and the drones of ordinary nights."""

from typing import Any

import numpy as np

from beccaria.world.days import DAY
from beccaria.world.life.site import NIGHT_HOURS, SiteLife, clock
from beccaria.world.rates import rate
from beccaria.world.tables import NEVER, Coded, build
from beccaria.world.text.writing import Hand, Scene, place, write

_NAMES = ("kitchen", "laundry", "cleaning", "workshop", "library", "garden", "literacy", "secondary school", "joinery",
          "cookery", "computing", "choir", "theatre", "Bible reading", "Friday prayer", "football")  # fmt: skip
_JOBS, _COURSES = 6, 5
_OUTCOMES = ("seen", "dropped", "recovered", "driven_off")
_PAYLOADS = ("drugs", "phones", "tobacco", "unknown")
_RECOVERED = 2
_SHORTEST = 5 * DAY
_TAIL = 40 * DAY


def activities(life: SiteLife) -> Any:
    """Who works, learns or takes part in what, and from when to when; people who stay for days only do nothing yet."""
    rng = life.draws("activities")
    stay = np.flatnonzero(life.end - life.start > _SHORTEST)
    draw = rng.random(len(stay))
    job, course = draw < rate("jobs"), (draw >= rate("jobs")) & (draw < rate("jobs") + rate("courses"))
    club = rng.random(len(stay)) < rate("courses") / 2
    rows = np.concatenate([stay[job], stay[course], stay[club]])
    kind = np.repeat([0, 1, 2], [int(job.sum()), int(course.sum()), int(club.sum())])
    low = np.array([0, _JOBS, _JOBS + _COURSES])[kind]
    width = np.array([_JOBS, _COURSES, len(_NAMES) - _JOBS - _COURSES])[kind]
    begin = life.start[rows] + (rng.random(len(rows)) ** 2 * (life.end - life.start)[rows] * 0.7).astype(
        np.int64
    )
    end = np.minimum(life.end[rows], begin + (rng.exponential(_TAIL * 4, len(rows))).astype(np.int64) + DAY)
    columns = {
        "starts": begin,
        "ends": np.where(end < life.world.plan.days * DAY, end, NEVER),
        "establishment": life.site.code,
        "person_id": Coded(rows, life.prisoner_codes),
        "kind": Coded(kind, ("job", "course", "group")),
        "name": Coded(low + (rng.random(len(rows)) * width).astype(np.int64), _NAMES),
    }
    return build("activities", len(rows), columns, life.world.calendar)


def drones(life: SiteLife) -> Any:
    """Drones seen; a few prisons see most of them."""
    rng = life.draws("drones")
    mean = rate("drones") * life.site.standing * life.world.plan.days / 365.25
    size = int(rng.poisson(mean * rng.gamma(rate("drones_spread"), 1 / rate("drones_spread"))))
    at = rng.integers(0, life.world.plan.days, size) * DAY + clock(rng, NIGHT_HOURS, size)
    wing = rng.choice(np.array(life.site.wings), size)
    outcome = rng.choice(4, size, p=[0.62, 0.18, 0.12, 0.08])
    officer = life.world.staff.on_duty(wing, at)
    texts = []
    for row in range(size):
        hand = Hand(bool(life.world.staff.english[officer[row]]), float(life.world.staff.care[officer[row]]))
        texts.append(
            write(
                Scene("drone", (), place(hand, "", rng), life.world.calendar.moment(int(at[row]))), hand, rng
            )
        )
    columns = {
        "at": at,
        "establishment": life.site.code,
        "wing": Coded(wing, life.wing_codes),
        "outcome": Coded(outcome, _OUTCOMES),
        "payload": Coded(np.where(outcome == _RECOVERED, rng.integers(0, 4, size), -1), _PAYLOADS),
        "text": texts,
    }
    return build("drones", size, columns, life.world.calendar)
