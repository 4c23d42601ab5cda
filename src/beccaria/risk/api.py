"""What higher apps may ask of risk."""

from beccaria.risk.actions import (
    NewFormulation,
    NewRating,
    decide,
    finish,
    rate,
    record_training,
    second,
    start,
    supersede,
)
from beccaria.risk.queries import assessment, in_force, of_person

__all__ = [
    "NewFormulation",
    "NewRating",
    "assessment",
    "decide",
    "finish",
    "in_force",
    "of_person",
    "rate",
    "record_training",
    "second",
    "start",
    "supersede",
]
