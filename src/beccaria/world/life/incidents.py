"""Make the incidents of ordinary days: assaults, self-harm, disorder, damage, fires, threats."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from beccaria.world.life.prose import Prose
from beccaria.world.life.site import WAKING_HOURS, SiteLife
from beccaria.world.rates import rate
from beccaria.world.tables import Coded, build, join

Array = NDArray[Any]
_YEAR = 365.25
_NOT_CRITICAL = 0.985
_SEVERITIES = ("minor", "serious", "critical")
_ROLES = {
    "assault": ("assailant", "victim"),
    "self_harm": ("subject", ""),
    "disorder": ("suspect", "suspect"),
    "damage": ("suspect", ""),
    "fire": ("suspect", ""),
    "threat": ("suspect", "victim"),
}


def incidents(life: SiteLife, prose: Prose) -> Any:
    """The table of incidents."""
    return join([_family(life, prose, family) for family in _ROLES])


def _family(life: SiteLife, prose: Prose, family: str) -> Any:
    rng = life.draws(f"incident/{family}")
    per_day: Array | float = rate({"assault": "assaults"}.get(family, family)) / _YEAR
    if family == "self_harm":
        per_day = _self_harm_rates(rng, life)
    moments = life.moments(rng, per_day, WAKING_HOURS)
    stay, at = moments.stay, moments.at
    other = life.company(rng, stay, at) if _ROLES[family][1] else np.full(len(at), -1)
    steps = [1 - rate("assaults_serious"), _NOT_CRITICAL]
    columns = {
        "at": at,
        "establishment": life.site.code,
        "wing": Coded(life.wing[stay], life.wing_codes),
        "family": family,
        "severity": Coded(np.searchsorted(steps, rng.random(len(at))), _SEVERITIES),
        "text": prose.many(rng, family, stay, other, at),
        "people": _people(life, stay, other, _ROLES[family]),
    }
    return build("incidents", len(at), columns, life.world.calendar)


def _self_harm_rates(rng: np.random.Generator, life: SiteLife) -> Array:
    """Few people harm themselves, some of them often: the share of people and the number of incidents are known."""
    prone = rng.random(len(life.record)) < rate("self_harm_people")
    own = rng.gamma(0.7, rate("self_harm") / rate("self_harm_people") / 0.7, len(prone)) / _YEAR
    rates: Array = np.where(prone, own, 0.0)
    return rates


def _people(life: SiteLife, stay: Array, other: Array, roles: tuple[str, str]) -> list[str]:
    codes = life.prisoner_codes
    result = []
    for first, second in zip(stay.tolist(), other.tolist(), strict=True):
        text = f"{codes[first]}:{roles[0]}"
        result.append(f"{text};{codes[second]}:{roles[1]}" if second >= 0 else text)
    return result
