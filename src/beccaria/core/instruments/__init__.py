"""Instruments: what is rated on evidence, how ratings become a range, and what is still unknown."""

from beccaria.core.instruments.faults import faults
from beccaria.core.instruments.model import UNKNOWN, Band, Instrument, Item, ItemKind, Level, Rule
from beccaria.core.instruments.reading import instrument_from
from beccaria.core.instruments.scoring import Reason, Scored, score

__all__ = [
    "UNKNOWN",
    "Band",
    "Instrument",
    "Item",
    "ItemKind",
    "Level",
    "Reason",
    "Rule",
    "Scored",
    "faults",
    "instrument_from",
    "score",
]
