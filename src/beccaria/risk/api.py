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
from beccaria.risk.actions.contests import answer_contest, contest
from beccaria.risk.actions.letter_checks import Kept, NewReason, check_sentence, kept
from beccaria.risk.actions.letters import NewLetter, approve_letter, deliver_letter, send_letter, write_letter
from beccaria.risk.actions.resting import Checked
from beccaria.risk.actions.resting import checked as checked_facts
from beccaria.risk.actions.reviewing import StillHolds, still_holds
from beccaria.risk.deciding_forms import DecideForm, EndForm
from beccaria.risk.facts_form import DAY, FactsForm, facts_asked
from beccaria.risk.queries import Line, assessment, in_force, of_person
from beccaria.risk.queries.categories import categories
from beccaria.risk.queries.classifications import classification, decided_on, readable
from beccaria.risk.queries.classifications import now as classifications_now
from beccaria.risk.queries.evidence import pieces
from beccaria.risk.queries.instruments import newest as instrument
from beccaria.risk.queries.law import pack_at
from beccaria.risk.queries.reasons import reasons_of, source_of_fact
from beccaria.risk.words import GROUNDS as GROUND_WORDS
from beccaria.risk.words import clock as clock_words
from beccaria.risk.words import route as route_words

__all__ = [
    "DAY",
    "GROUND_WORDS",
    "Checked",
    "DecideForm",
    "Decided",
    "EndForm",
    "FactsForm",
    "Kept",
    "Line",
    "NewClassification",
    "NewFact",
    "NewFormulation",
    "NewLetter",
    "NewRating",
    "NewReason",
    "StillHolds",
    "answer_contest",
    "approve_letter",
    "assessment",
    "categories",
    "check_sentence",
    "checked_facts",
    "classification",
    "classifications_now",
    "clock_words",
    "contest",
    "decide",
    "decide_classification",
    "decided_on",
    "deliver_letter",
    "end_classification",
    "facts_asked",
    "finish",
    "in_force",
    "instrument",
    "kept",
    "of_person",
    "pack_at",
    "pieces",
    "propose_classification",
    "rate",
    "readable",
    "reasons_of",
    "record_training",
    "route_words",
    "second",
    "send_letter",
    "source_of_fact",
    "start",
    "still_holds",
    "supersede",
    "write_letter",
]
