"""Everything that changes risk."""

from beccaria.risk.actions.deciding import decide, second, supersede
from beccaria.risk.actions.finishing import NewFormulation, finish, formulate, put_aside
from beccaria.risk.actions.rating import NewRating, rate, withdraw_rating
from beccaria.risk.actions.starting import start
from beccaria.risk.actions.training import end_training, record_training

__all__ = [
    "NewFormulation",
    "NewRating",
    "decide",
    "end_training",
    "finish",
    "formulate",
    "put_aside",
    "rate",
    "record_training",
    "second",
    "start",
    "supersede",
    "withdraw_rating",
]
