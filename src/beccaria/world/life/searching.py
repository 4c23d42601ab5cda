"""Make the searches and the finds: a find needs somebody who looks, so that finds follow effort and skill."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from beccaria.world.draws import chances
from beccaria.world.life.prose import Prose
from beccaria.world.life.site import STAFF_HOURS, WAKING_HOURS, SiteLife
from beccaria.world.rates import rate
from beccaria.world.tables import Coded, build, join

Array = NDArray[Any]
_YEAR = 365.25
_ITEMS = ("drugs", "phone", "sim", "weapon", "alcohol", "tool", "cash", "other")
_SHARES = (0.4, 0.15, 0.05, 0.17, 0.15, 0.02, 0.02, 0.04)
_UNITS = ("g", "piece", "piece", "piece", "l", "piece", "EUR", "piece")
_BY_DOG = 2
_HOW = ("search", "scanner", "dog", "mail", "patrol", "visit")


def searches_and_finds(life: SiteLife, prose: Prose) -> tuple[Any, Any]:
    """The tables of searches and of finds."""
    rng = life.draws("searches")
    moments = life.moments(rng, rate("searches"), STAFF_HOURS)
    officer = prose.officers(moments.stay, moments.at)
    columns = {
        "at": moments.at,
        "establishment": life.site.code,
        "wing": Coded(life.wing[moments.stay], life.wing_codes),
        "cell": Coded(life.cells.at(moments.stay, moments.at), life.cells.names),
        "staff": _numbers(life, officer),
        "minutes": rng.integers(8, 45, len(moments.at)),
    }
    table = build("searches", len(moments.at), columns, life.world.calendar)
    chance = (
        rate("find") * life.world.staff.skill[officer] * _changed(life, moments.stay, moments.at, officer)
    )
    hit = rng.random(len(moments.at)) < chance
    by_search = np.zeros(int(hit.sum()), dtype=np.int64)
    found = _finds(life, prose, (moments.stay[hit], moments.at[hit], officer[hit], by_search))
    return table, join([found, _other_finds(life, prose)])


def _changed(life: SiteLife, stay: Array, at: Array, officer: Array) -> Array:
    """How storylines change the chance that a search finds anything."""
    factor = np.ones(len(at))
    for change in life.world.effects.finds:
        hit = (at >= change.begin) & (at < change.end)
        hit &= (officer == change.officer) if change.officer >= 0 else (life.wing[stay] == change.wing)
        factor = np.where(hit, factor * change.factor, factor)
    return factor


def _other_finds(life: SiteLife, prose: Prose) -> Any:
    rng = life.draws("finds")
    moments = life.moments(rng, rate("find_other") / _YEAR, WAKING_HOURS)
    officer = prose.officers(moments.stay, moments.at, 1)
    how = rng.integers(1, len(_HOW), len(moments.at))
    return _finds(life, prose, (moments.stay, moments.at, officer, how))


def _finds(life: SiteLife, prose: Prose, found: tuple[Array, Array, Array, Array]) -> Any:
    """Rows of finds, from stays, seconds, officers and ways of finding."""
    stay, at, officer, how = found
    rng = life.draws(f"find rows/{int(how.max(initial=0) > 0)}")
    size = len(at)
    item = rng.choice(len(_ITEMS), size, p=_SHARES)
    amount = np.round(np.where(item == 0, rng.lognormal(1.6, 1.1, size), rng.integers(1, 3, size)), 1)
    known = chances(rng, size, 0.7)
    columns = {
        "at": at,
        "establishment": life.site.code,
        "wing": Coded(life.wing[stay], life.wing_codes),
        "cell": Coded(np.where(how <= _BY_DOG, life.cells.at(stay, at), -1), life.cells.names),
        "item": Coded(item, _ITEMS),
        "quantity": amount,
        "unit": Coded(item, _UNITS),
        "how": Coded(how, _HOW),
        "person_id": Coded(np.where(known, stay, -1), life.prisoner_codes),
        "found_by": _numbers(life, officer),
        "text": prose.many(rng, "find", stay, np.full(size, -1), at),
    }
    return build("finds", size, columns, life.world.calendar)


def _numbers(life: SiteLife, officer: Array) -> Coded:
    seen, position = np.unique(officer, return_inverse=True)
    return Coded(position, [life.world.staff.number(int(one)) for one in seen])
