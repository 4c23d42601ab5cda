"""The tables of people."""

from beccaria.people.models.circumstances import Home, NeedOfPerson
from beccaria.people.models.judging import Judgement, Recognition
from beccaria.people.models.keys import Appearance, PersonKey
from beccaria.people.models.persons import CustodyPeriod, Identity, Person

__all__ = [
    "Appearance",
    "CustodyPeriod",
    "Home",
    "Identity",
    "Judgement",
    "NeedOfPerson",
    "Person",
    "PersonKey",
    "Recognition",
]
