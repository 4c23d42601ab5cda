"""The tables of risk: assessments with their ratings and what they cite, training, and the versions that were used."""

from beccaria.risk.models.assessing import Assessment, Cited, Judging, Rating
from beccaria.risk.models.classifying import Classification, ClassificationFact
from beccaria.risk.models.counting import WeekDue
from beccaria.risk.models.instruments import Trained, UsedVersion
from beccaria.risk.models.letters import Contest, Letter, LetterReason
from beccaria.risk.models.rescoring import Rescoring, Restated, Stage
from beccaria.risk.models.reviews import Change, Escalation, Of, Review

__all__ = [
    "Assessment",
    "Change",
    "Cited",
    "Classification",
    "ClassificationFact",
    "Contest",
    "Escalation",
    "Judging",
    "Letter",
    "LetterReason",
    "Of",
    "Rating",
    "Rescoring",
    "Restated",
    "Review",
    "Stage",
    "Trained",
    "UsedVersion",
    "WeekDue",
]
