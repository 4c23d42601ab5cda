"""What higher apps may ask of measures."""

from beccaria.measures.actions.contacts import ContactDecided, ask_contact, decide_contact
from beccaria.measures.actions.deciding import decide, end, look_again
from beccaria.measures.actions.following import answer, check_health, contest, state_contact
from beccaria.measures.actions.proposing import NewMeasure, propose
from beccaria.measures.actions.regimes import NewSet, propose_set
from beccaria.measures.queries.isolation import of_person as isolation_of
from beccaria.measures.queries.reading import measure, of_person
from beccaria.measures.queries.under_regime import UnderRegime, regimes_in_force

__all__ = [
    "ContactDecided",
    "NewMeasure",
    "NewSet",
    "UnderRegime",
    "answer",
    "ask_contact",
    "check_health",
    "contest",
    "decide",
    "decide_contact",
    "end",
    "isolation_of",
    "look_again",
    "measure",
    "of_person",
    "propose",
    "propose_set",
    "regimes_in_force",
    "state_contact",
]
