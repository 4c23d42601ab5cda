"""The tables of risk: assessments with their ratings and what they cite, training, and the versions that were used."""

from beccaria.risk.models.assessing import Assessment, Cited, Judging, Rating
from beccaria.risk.models.instruments import Trained, UsedVersion

__all__ = [
    "Assessment",
    "Cited",
    "Judging",
    "Rating",
    "Trained",
    "UsedVersion",
]
