"""The tables of rules: a pattern in force with its parameters, changes two people make, and when rules ran."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from beccaria.access.api import MARKING, Marked, Rows
from beccaria.core.acts import Act
from beccaria.core.alerts import Answer, ChangeState, RuleState
from beccaria.detection.models.columns import OF_CHANGE, OF_RULE
from beccaria.lib.columns import identifier, one_of

_MINE = "{row}.proposed_by = (SELECT app_text('actor'))"


class Rule(Marked):
    """A pattern as this service runs it. One of the integrity compartment is marked so, and exists only there."""

    id = identifier()
    pattern = models.TextField(unique=True, help_text="identifier in the library of patterns")
    version = models.TextField(help_text="the version that ran last")
    basis = models.TextField(help_text="whose queue: intelligence, care, integrity")
    parameters = models.JSONField(default=dict, help_text="those that differ from the library's defaults")
    state = models.TextField(default=RuleState.ACTIVE.value)
    since = models.DateTimeField(help_text="since when it is in this state")
    why = models.TextField(default="", blank=True, help_text="why it is suspended, or was put back")
    state_by = models.TextField()

    rows = Rows(see=(Act.RULE_READ,), add=(Act.ALERT_RAISE,), change=(Act.ALERT_RAISE, Act.RULE_APPROVE))

    class Meta:
        constraints: ClassVar = [
            one_of("state", RuleState, name="rule_state_known"),
            models.CheckConstraint(
                condition=Q(state=RuleState.ACTIVE) | ~Q(why=""), name="rule_suspended_with_reason"
            ),
        ]

    class Labels:
        public: ClassVar = {
            "id",
            *MARKING,
            "pattern",
            "version",
            "basis",
            "parameters",
            "state",
            "since",
            "why",
        }
        personal: ClassVar = {"state_by"}
        special: ClassVar[set[str]] = set()


class RuleChange(Marked):
    """Somebody wants other parameters, or a suspended rule back; somebody else approves it, or not."""

    id = identifier()
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="changes")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    puts_back = models.BooleanField(default=False)
    why = models.TextField()
    state = models.TextField(default=ChangeState.COMPARING.value)
    proposed_by = models.TextField()
    proposed_at = models.DateTimeField()
    compared_at = models.DateTimeField(null=True)
    since = models.DateTimeField(help_text="the rows from then on were tried")
    decided_by = models.TextField(default="", blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_why = models.TextField(default="", blank=True)

    rows = Rows(
        see=(Act.RULE_READ,),
        add=(Act.RULE_CHANGE,),
        change=(Act.RULE_APPROVE, Act.ALERT_RAISE),
        author=_MINE,
        open=OF_RULE,
    )

    class Meta:
        constraints: ClassVar = [
            one_of("state", ChangeState, name="rule_change_state_known"),
            models.CheckConstraint(condition=~Q(why=""), name="rule_change_has_reason"),
            models.CheckConstraint(condition=~Q(decided_by=F("proposed_by")), name="rule_change_by_another"),
            models.CheckConstraint(
                condition=Q(state__in=[ChangeState.COMPARING, ChangeState.PROPOSED], decided_by="", decided_at=None)
                | (Q(state__in=[ChangeState.APPROVED, ChangeState.REJECTED], decided_at__isnull=False)
                   & ~Q(decided_by="") & ~Q(decided_why="")),
                name="rule_change_decided_by_somebody",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [models.Index(fields=["rule", "-proposed_at"], name="rule_change_of_rule")]

    class Labels:
        public: ClassVar = {
            *("id", *MARKING, "rule", "before", "after", "puts_back", "state", "proposed_at", "compared_at"),
            *("since", "decided_at"),
        }
        personal: ClassVar = {"why", "proposed_by", "decided_by", "decided_why"}
        special: ClassVar[set[str]] = set()


class Effect(Marked):
    """One alert that would come or go with a change; marked as the alert itself would be."""

    id = identifier()
    change = models.ForeignKey(RuleChange, on_delete=models.CASCADE, related_name="effects")
    comes = models.BooleanField(help_text="it would come; otherwise it would go")
    sentence = models.TextField()
    said = models.JSONField(
        default=dict, help_text="the values its sentence names, and the pattern's version"
    )
    at = models.DateTimeField()
    answer = models.TextField(default="", blank=True, help_text="what was answered, of one that would go")

    rows = Rows(see=(Act.ALERT_READ,), add=(Act.ALERT_RAISE,), open=OF_CHANGE)

    class Meta:
        constraints: ClassVar = [one_of("answer", Answer, name="effect_answer_known", empty=True)]
        indexes: ClassVar = [models.Index(fields=["change", "at"], name="effect_of_change")]

    class Labels:
        public: ClassVar = {"id", *MARKING, "change", "comes"}
        personal: ClassVar = {"sentence", "said", "at", "answer"}
        special: ClassVar[set[str]] = set()


class Run(Marked):
    """Rules looked at rows: when, over which time, how many they found. Those of a compartment are a run of its own."""

    id = identifier()
    at = models.DateTimeField()
    since = models.DateTimeField(null=True, help_text="NULL: from the first row on")
    until = models.DateTimeField()
    stage = models.TextField()
    found = models.PositiveIntegerField()
    raised = models.PositiveIntegerField(help_text="of those, new or with something new")
    seconds = models.FloatField()

    rows = Rows(see=(Act.RULE_READ,), add=(Act.ALERT_RAISE,))

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-at"], name="run_by_moment")]

    class Labels:
        public: ClassVar = {"id", *MARKING, "at", "since", "until", "stage", "found", "raised", "seconds"}
        personal: ClassVar[set[str]] = set()
        special: ClassVar[set[str]] = set()
