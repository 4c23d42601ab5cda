"""Placement: the rules a court would ask about, what things cost, and how a cover is kept without being shown."""

from beccaria.core.allocation.alternatives import ALTERNATIVES, Alternative
from beccaria.core.allocation.costs import distance, terms
from beccaria.core.allocation.cover import BREADTH, classes, loose, open_rules, standing, unit
from beccaria.core.allocation.model import (
    FORMAT,
    Apart,
    Ask,
    Between,
    Cover,
    Instance,
    Level,
    Mode,
    Person,
    Prison,
    Standing,
    Weights,
    Wing,
)
from beccaria.core.allocation.reading import instance_from
from beccaria.core.allocation.rules import RULES, SOON, Answers, answers, barred, bars, soon
from beccaria.core.allocation.stored import restored, stored

__all__ = [
    "ALTERNATIVES",
    "BREADTH",
    "FORMAT",
    "RULES",
    "SOON",
    "Alternative",
    "Answers",
    "Apart",
    "Ask",
    "Between",
    "Cover",
    "Instance",
    "Level",
    "Mode",
    "Person",
    "Prison",
    "Standing",
    "Weights",
    "Wing",
    "answers",
    "barred",
    "bars",
    "classes",
    "distance",
    "instance_from",
    "loose",
    "open_rules",
    "restored",
    "soon",
    "standing",
    "stored",
    "terms",
    "unit",
]
