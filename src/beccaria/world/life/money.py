"""Make the payments: money sent in by families and friends, and what is spent at the canteen."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from beccaria.world.days import DAY
from beccaria.world.draws import chances
from beccaria.world.life.guests import Guests
from beccaria.world.life.site import STAFF_HOURS, SiteLife, clock
from beccaria.world.rates import rate
from beccaria.world.tables import Coded, build, join

Array = NDArray[Any]
_METHODS = ("bank transfer", "postal order", "card", "cash desk")
_ROUND = np.array([20, 30, 40, 50, 50, 50, 60, 80, 100, 100, 120, 150, 200])
_WEEK = 7


def payments(life: SiteLife, guests: Guests) -> Any:
    """The table of payments, in and out."""
    return join([_sent_in(life, guests), _canteen(life)])


def _sent_in(life: SiteLife, guests: Guests) -> Any:
    rng = life.draws("payments")
    weeks = (life.end - life.start)[guests.stay] / DAY / _WEEK
    often = rng.gamma(1.5, rate("payments_in") / 1.5, len(weeks)) * guests.pays
    pair = np.repeat(np.arange(len(weeks)), rng.poisson(often * weeks))
    stay = guests.stay[pair]
    raw = life.start[stay] + rng.random(len(pair)) * (life.end - life.start)[stay]
    at = (raw // DAY).astype(np.int64) * DAY + clock(rng, STAFF_HOURS, len(pair))
    inside = (at >= life.start[stay]) & (at < life.end[stay])
    inside &= life.kept(rng, life.world.effects.payments, stay, at)
    pair, at, stay = pair[inside], at[inside], stay[inside]
    size = len(pair)
    odd = np.round(rng.lognormal(np.log(rate("payment_in_mean")) - 0.18, 0.6, size))
    amount = np.where(
        chances(rng, size, 0.75), _ROUND[rng.integers(0, len(_ROUND), size)], np.maximum(odd, 5)
    )
    columns = {
        "at": at,
        "establishment": life.site.code,
        "prisoner_id": Coded(stay, life.prisoner_codes),
        "payer_name": Coded(pair, guests.names),
        "payer_account": Coded(pair, guests.accounts()),
        "payer_address": Coded(pair, guests.addresses),
        "amount": amount.astype(float),
        "currency": "EUR",
        "direction": "in",
        "method": Coded(rng.choice(4, size, p=[0.55, 0.15, 0.2, 0.1]), _METHODS),
    }
    return build("payments", size, columns, life.world.calendar)


def _canteen(life: SiteLife) -> Any:
    rng = life.draws("canteen")
    moments = life.moments(rng, rate("canteen") / _WEEK, STAFF_HOURS)
    size = len(moments.at)
    amount = np.clip(rng.gamma(2.2, rate("canteen_mean") / 2.2, size), 0.5, 150)
    names = [life.world.people.full_name(int(record)) for record in life.record]
    columns = {
        "at": moments.at,
        "establishment": life.site.code,
        "prisoner_id": Coded(moments.stay, life.prisoner_codes),
        "payer_name": Coded(moments.stay, names),
        "amount": np.round(amount, 2),
        "currency": "EUR",
        "direction": "out",
        "method": "canteen",
    }
    return build("payments", size, columns, life.world.calendar)
