"""Make the visits: families and friends on visiting days, lawyers, some on video, some refused, some never arriving."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from beccaria.world.circles import RELATIONS
from beccaria.world.days import DAY, HOUR
from beccaria.world.draws import chances
from beccaria.world.life.guests import Guests
from beccaria.world.life.site import SiteLife
from beccaria.world.rates import rate
from beccaria.world.tables import Coded, build

Array = NDArray[Any]
_OUTCOMES = ("completed", "cancelled", "no_show", "refused")
_KINDS = ("social", "video", "official")
_REASONS = ("", "no valid document", "not on the list", "positive drug dog indication", "arrived late")
_FORTNIGHT = 14
_REFUSED = 3
_CLOSED_DAYS = 3


def visits(life: SiteLife, guests: Guests) -> Any:
    """The table of visits."""
    rng = life.draws("visits")
    pair, at = _moments(rng, life, guests)
    stay = guests.stay[pair]
    inside = (at >= life.start[stay]) & (at < life.end[stay])
    inside &= life.kept(rng, life.world.effects.visits, stay, at)
    pair, at, stay = pair[inside], at[inside], stay[inside]
    size = len(pair)
    shares = [rate("visit_cancelled"), rate("visit_no_show"), rate("visit_refused")]
    outcome = rng.choice(4, size, p=[1 - sum(shares), *shares])
    official = (rng.random(size) < rate("visit_official")) & (life.world.circles.lawyer[life.who[stay]] >= 0)
    kind = np.where(official, 2, rng.random(size) < rate("visit_video")).astype(np.int32)
    reason = np.where(outcome == _REFUSED, rng.integers(1, len(_REASONS), size), -1)
    columns = {
        "at": at,
        "ends_at": at + np.where(kind == 1, HOUR // 2, HOUR),
        "establishment": life.site.code,
        "prisoner_id": Coded(stay, life.prisoner_codes),
        "visitor_id": Coded(np.where(official, -1, pair), guests.codes),
        "visitor_name": _names(rng, life, guests, pair, official),
        "visitor_born": guests.born(pair, hidden=official | chances(rng, size, 0.1)),
        "visitor_document": Coded(np.where(official, -1, pair), guests.documents),
        "visitor_phone": Coded(np.where(official, -1, pair), guests.phones),
        "visitor_address": Coded(np.where(official, -1, pair), guests.addresses),
        "relationship": Coded(
            np.where(official, -1, life.world.circles.relation[guests.member[pair]]),
            [row[0] for row in RELATIONS],
        ),
        "kind": Coded(kind, _KINDS),
        "outcome": Coded(outcome, _OUTCOMES),
        "reason": Coded(reason, _REASONS),
    }
    return build("visits", size, columns, life.world.calendar)


def closed(day: Array | int, site: int) -> Any:
    """Whether a prison has no visits on a day: three days of the week, not the same everywhere."""
    return (day + site) % 7 < _CLOSED_DAYS


def _moments(rng: np.random.Generator, life: SiteLife, guests: Guests) -> tuple[Array, Array]:
    """Which guest comes when: on four days of the week, at half hours from nine to four."""
    days = (life.end - life.start)[guests.stay] / DAY
    often = rng.gamma(1.2, rate("visits") / 1.2, len(days)) * (guests.visits)
    pair = np.repeat(np.arange(len(days)), rng.poisson(often * days / _FORTNIGHT))
    stay = guests.stay[pair]
    day = np.floor((life.start[stay] + rng.random(len(pair)) * (life.end - life.start)[stay]) / DAY).astype(
        np.int64
    )
    day = np.where(closed(day, life.site.number), day + _CLOSED_DAYS, day)
    at = day * DAY + 9 * HOUR + rng.integers(0, 15, len(pair)) * (HOUR // 2)
    return pair, at


def _names(rng: np.random.Generator, life: SiteLife, guests: Guests, pair: Array, official: Array) -> Coded:
    """The name as typed at the booking: mostly as registered, sometimes with a slip; for lawyers their own."""
    lawyers = life.world.privileged.entries
    texts = list(guests.names)
    position = pair.copy()
    for row in np.flatnonzero(official):
        lawyer = int(life.world.circles.lawyer[life.who[guests.stay[pair[row]]]])
        texts.append(lawyers[lawyer].name)
        position[row] = len(texts) - 1
    for row in np.flatnonzero((rng.random(len(pair)) < rate("name_mistyped")) & ~official):
        texts.append(guests.spoilt(int(pair[row]), rng))
        position[row] = len(texts) - 1
    return Coded(position, texts)
