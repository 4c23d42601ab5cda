"""Everything that is read of risk."""

from beccaria.risk.queries.assessments import assessment, in_force, may, mine, of_person, to_decide
from beccaria.risk.queries.judges import Compared, judges
from beccaria.risk.queries.shapes import Citation, Formulation, Line, Rated, Read
from beccaria.risk.queries.training import TrainedShown, trainings

__all__ = [
    "Citation",
    "Compared",
    "Formulation",
    "Line",
    "Rated",
    "Read",
    "TrainedShown",
    "assessment",
    "in_force",
    "judges",
    "may",
    "mine",
    "of_person",
    "to_decide",
    "trainings",
]
