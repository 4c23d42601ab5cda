"""The tables of people."""

from beccaria.people.models.judging import Judgement, Recognition
from beccaria.people.models.persons import CustodyPeriod, Identity, Person

__all__ = ["CustodyPeriod", "Identity", "Judgement", "Person", "Recognition"]
