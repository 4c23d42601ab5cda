"""Whether two written names may be one person's: a score from 0 to 1 and the reasons in words; no Django."""

from beccaria.engines.names import births
from beccaria.engines.names.batch import score_pairs
from beccaria.engines.names.keys import keys
from beccaria.engines.names.preparing import Prepared, prepare
from beccaria.engines.names.reasons import Because, Why, in_words
from beccaria.engines.names.weighing import THRESHOLD, Compared, compare

__all__ = [
    "THRESHOLD",
    "Because",
    "Compared",
    "Prepared",
    "Why",
    "births",
    "compare",
    "in_words",
    "keys",
    "prepare",
    "score_pairs",
]
