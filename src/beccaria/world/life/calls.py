"""Make the telephone calls: daily rhythm, favourite numbers, numbers that change, helplines and lawyers."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from beccaria.world.days import DAY
from beccaria.world.life.site import CALL_HOURS, SiteLife
from beccaria.world.rates import rate
from beccaria.world.tables import Coded, build

Array = NDArray[Any]
_BLOCK_ROWS = 600_000
_MOST_DAYS = 30
_DIRECTIONS = ("out", "in")
_OUTCOMES = ("answered", "unanswered", "refused")


def blocks(life: SiteLife) -> Iterator[tuple[Any, int]]:
    """Tables of calls with the second at which each ends, some days at a time: large prisons fit into little memory."""
    per_day = max(1.0, life.site.standing * rate("calls"))
    step = int(max(1, min(_MOST_DAYS, _BLOCK_ROWS / per_day)))
    for first in range(0, life.world.plan.days, step):
        last = min(first + step, life.world.plan.days) * DAY
        yield _block(life, first * DAY, last), last


def _block(life: SiteLife, begin: int, end: int) -> Any:
    rng = life.draws(f"calls/{begin}")
    moments = life.moments(rng, life.world.people.call_rate[life.record], CALL_HOURS, (begin, end))
    keep = life.kept(rng, life.world.effects.calls, moments.stay, moments.at)
    stay, at = moments.stay[keep], moments.at[keep]
    number = _numbers(rng, life, stay, at)
    called = number > 0
    stay, at, number = stay[called], at[called], number[called]
    order = np.argsort(at, kind="stable")
    stay, at, number = stay[order], at[order], number[order]
    outcome = np.searchsorted(
        np.cumsum([rate("call_answered"), 1 - rate("call_answered") - rate("call_refused")]),
        rng.random(len(at)),
    )
    seconds = np.minimum(rng.lognormal(5.35, 0.85, len(at)), rate("call_limit_seconds")).astype(np.int64)
    texts, position = np.unique(number, return_inverse=True)
    stays, place = np.unique(stay, return_inverse=True)
    columns = {
        "at": at,
        "seconds": np.where(outcome == 0, np.maximum(seconds, 3), 0),
        "establishment": life.site.code,
        "wing": Coded(life.wing[stay], life.wing_codes),
        "prisoner_id": Coded(place, life.prisoner_codes[stays]),
        "account": Coded(place, np.char.add("P", life.prisoner_codes[stays])),
        "number": Coded(position, np.char.add("+", texts.astype(str))),
        "direction": Coded((rng.random(len(at)) < rate("call_incoming")).astype(np.int32), _DIRECTIONS),
        "outcome": Coded(outcome, _OUTCOMES),
    }
    return build("calls", len(at), columns, life.world.calendar)


def _numbers(rng: np.random.Generator, life: SiteLife, stay: Array, at: Array) -> Array:
    """The number of each call; 0 where the caller has nobody to call."""
    circles, privileged = life.world.circles, life.world.privileged
    who = life.who[stay]
    first, size = circles.start[who], circles.start[who + 1] - circles.start[who]
    rank = (size * rng.random(len(stay)) ** 1.9).astype(np.int64)
    member = np.minimum(first + rank, max(len(circles.owner) - 1, 0))
    changed = at / DAY >= circles.number_until[member]
    number = np.where(changed, circles.next_number[member], circles.number[member])
    number = np.where(size > 0, number, 0)
    draw = rng.random(len(stay))
    public = np.array([number for _, number in privileged.public])
    number = np.where(draw < rate("call_public"), public[rng.integers(0, len(public), len(stay))], number)
    lawyers = np.array([entry.number for entry in privileged.entries])
    to_lawyer = (draw > 1 - rate("call_privileged")) & (circles.lawyer[who] >= 0)
    chosen: Array = np.where(to_lawyer, lawyers[np.maximum(circles.lawyer[who], 0)], number)
    return chosen
