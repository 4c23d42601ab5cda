"""The tables of detection: alerts with what they tell, answers to them, rules with their changes and runs."""

from beccaria.detection.models.alerts import Alert, AlertEvidence, AlertPerson, Telling
from beccaria.detection.models.answers import Outcome, ReviewAsked, Snooze, Triage
from beccaria.detection.models.rules import Effect, Rule, RuleChange, Run

__all__ = [
    "Alert",
    "AlertEvidence",
    "AlertPerson",
    "Effect",
    "Outcome",
    "ReviewAsked",
    "Rule",
    "RuleChange",
    "Run",
    "Snooze",
    "Telling",
    "Triage",
]
