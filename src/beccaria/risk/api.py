"""What higher apps may ask of risk."""

from beccaria.risk.actions import (
    Decided,
    NewClassification,
    NewFact,
    NewFormulation,
    NewRating,
    decide,
    decide_classification,
    end_classification,
    finish,
    propose_classification,
    rate,
    record_training,
    second,
    start,
    supersede,
)
from beccaria.risk.queries import assessment, in_force, of_person
from beccaria.risk.queries.classifications import classification, decided_on
from beccaria.risk.queries.classifications import now as classifications_now

__all__ = [
    "Decided",
    "NewClassification",
    "NewFact",
    "NewFormulation",
    "NewRating",
    "assessment",
    "classification",
    "classifications_now",
    "decide",
    "decide_classification",
    "decided_on",
    "end_classification",
    "finish",
    "in_force",
    "of_person",
    "propose_classification",
    "rate",
    "record_training",
    "second",
    "start",
    "supersede",
]
