"""Writes of people: what is told of a person, and what is judged of two records."""

from beccaria.people.actions.arriving import Arrived, arrive, compare_new
from beccaria.people.actions.circumstances import (
    NewHome,
    NewNeed,
    end_home,
    end_need,
    write_home,
    write_need,
)
from beccaria.people.actions.judging import judge, undo_judgement
from beccaria.people.actions.listing import take_listed
from beccaria.people.actions.of_person import may_write_of, written_of
from beccaria.people.actions.recognising import answer_recognition
from beccaria.people.actions.recording import (
    HERE,
    Place,
    Said,
    add_identity,
    add_person,
    change_identity,
    move,
    release,
)
from beccaria.people.actions.ruling import Found, judge_by_rule, judge_many_by_rule
from beccaria.people.actions.settling import settle_waiting

__all__ = [
    "HERE",
    "Arrived",
    "Found",
    "NewHome",
    "NewNeed",
    "Place",
    "Said",
    "add_identity",
    "add_person",
    "answer_recognition",
    "arrive",
    "change_identity",
    "compare_new",
    "end_home",
    "end_need",
    "judge",
    "judge_by_rule",
    "judge_many_by_rule",
    "may_write_of",
    "move",
    "release",
    "settle_waiting",
    "take_listed",
    "undo_judgement",
    "write_home",
    "write_need",
    "written_of",
]
