"""The tables of risk: assessments with their ratings and what they cite, training, and the versions that were used."""

from beccaria.risk.models.assessing import Assessment, Cited, Judging, Rating
from beccaria.risk.models.instruments import Trained, UsedVersion
from beccaria.risk.models.letters import Contest, Letter, LetterReason

__all__ = [
    "Assessment",
    "Cited",
    "Contest",
    "Judging",
    "Letter",
    "LetterReason",
    "Rating",
    "Trained",
    "UsedVersion",
]
