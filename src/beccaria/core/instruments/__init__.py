"""Instruments: what is rated on evidence, how ratings become a range, what is unknown, and how much of it is weight."""

from beccaria.core.instruments.agreement import Agreement, Alpha, ItemAgreement, Judged, alpha, compare_judges
from beccaria.core.instruments.comparing import Line, differences
from beccaria.core.instruments.faults import FORBIDDEN, faults
from beccaria.core.instruments.model import UNKNOWN, Band, Instrument, Item, ItemKind, Level, Rule
from beccaria.core.instruments.pairs import (
    Intraclass,
    Kappa,
    Pair,
    intraclass,
    intraclass_of,
    pairs,
    weighted_kappa,
)
from beccaria.core.instruments.reading import instrument_from
from beccaria.core.instruments.scoring import Reason, Scored, bounds, place_of, score
from beccaria.core.instruments.sensitivity import MOST_GROUPS, SHARE, Order, Placed, order, ordinal, sentence

__all__ = [
    "FORBIDDEN",
    "MOST_GROUPS",
    "SHARE",
    "UNKNOWN",
    "Agreement",
    "Alpha",
    "Band",
    "Instrument",
    "Intraclass",
    "Item",
    "ItemAgreement",
    "ItemKind",
    "Judged",
    "Kappa",
    "Level",
    "Line",
    "Order",
    "Pair",
    "Placed",
    "Reason",
    "Rule",
    "Scored",
    "alpha",
    "bounds",
    "compare_judges",
    "differences",
    "faults",
    "instrument_from",
    "intraclass",
    "intraclass_of",
    "order",
    "ordinal",
    "pairs",
    "place_of",
    "score",
    "sentence",
    "weighted_kappa",
]
