"""Everything that changes risk."""

from beccaria.risk.actions.classifying import (
    Decided,
    NewClassification,
    decide_classification,
    end_classification,
    propose_classification,
)
from beccaria.risk.actions.deciding import decide, second, supersede
from beccaria.risk.actions.finishing import NewFormulation, finish, formulate, put_aside
from beccaria.risk.actions.looking_again import classification_still_holds
from beccaria.risk.actions.rating import NewRating, rate, withdraw_rating
from beccaria.risk.actions.rescoring import answer_rescoring, ask_rescoring
from beccaria.risk.actions.resting import NewFact
from beccaria.risk.actions.reviewing import StillHolds, still_holds
from beccaria.risk.actions.starting import start
from beccaria.risk.actions.training import end_training, record_training

__all__ = [
    "Decided",
    "NewClassification",
    "NewFact",
    "NewFormulation",
    "NewRating",
    "StillHolds",
    "answer_rescoring",
    "ask_rescoring",
    "classification_still_holds",
    "decide",
    "decide_classification",
    "end_classification",
    "end_training",
    "finish",
    "formulate",
    "propose_classification",
    "put_aside",
    "rate",
    "record_training",
    "second",
    "start",
    "still_holds",
    "supersede",
    "withdraw_rating",
]
