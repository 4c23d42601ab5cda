"""The tables of alerts: the alert, what it tells, whom it names, and the rows it rests on, each at its own marking."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from beccaria.access.api import MARKING, Marked, Rows
from beccaria.core.acts import Act
from beccaria.detection.models.columns import OF_ALERT, SENT_HERE
from beccaria.detection.models.rules import Rule
from beccaria.lib.columns import identifier


class Alert(Marked):
    """A pattern was found. Of several prisons it belongs to the national service and reaches each of them.

    This row says nothing but by which rule: what it tells stands in Telling, which prisons it reached do not see.
    Marked as strictly as everything it rests on, and in the compartment of its rule.
    """

    id = identifier()
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="alerts")
    version = models.TextField()
    key = models.CharField(max_length=64, unique=True, help_text="digest: the same found again has the same")
    reaches = ArrayField(models.TextField(), default=list)
    folded_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="folded")
    first_at = models.DateTimeField(help_text="when it was raised")

    rows = Rows(see=(Act.ALERT_READ,), add=(Act.ALERT_RAISE,), change=(Act.ALERT_RAISE,), reaches=SENT_HERE)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(folded_into=None) | ~Q(folded_into=models.F("id")),
                name="alert_folds_into_another",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-first_at", "-id"], name="alert_by_moment"),
            models.Index(fields=["rule", "first_at"], name="alert_of_rule"),
        ]

    class Labels:
        public: ClassVar = {"id", *MARKING, "rule", "version", "key", "reaches", "folded_into", "first_at"}
        personal: ClassVar[set[str]] = set()
        special: ClassVar[set[str]] = set()


class Telling(Marked):
    """What an alert says in full: for the prison it belongs to, and of several prisons for the national service."""

    id = identifier()
    alert = models.OneToOneField(Alert, on_delete=models.PROTECT, related_name="telling")
    sentence = models.TextField()
    unusual = models.TextField(help_text="how unusual, against which comparison")
    innocent_if = ArrayField(models.TextField(), default=list)
    check_next = ArrayField(models.TextField(), default=list)
    strength = models.FloatField()
    since = models.DateTimeField(help_text="when it began")
    found_at = models.DateTimeField(help_text="when the rows were first enough for it")
    times = models.PositiveIntegerField(default=1, help_text="how often it was found")
    last_at = models.DateTimeField()
    picture = models.JSONField(default=dict, help_text="the small picture: prisons, people, ties")

    rows = Rows(see=(Act.ALERT_READ,), add=(Act.ALERT_RAISE,), change=(Act.ALERT_RAISE,), open=OF_ALERT)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(sentence=""), name="alert_says_something")
        ]

    class Labels:
        public: ClassVar = {"id", "alert", *MARKING}
        personal: ClassVar = {
            *("sentence", "unusual", "innocent_if", "check_next", "strength", "since", "found_at", "times"),
            *("last_at", "picture"),
        }
        special: ClassVar[set[str]] = set()


class AlertPerson(Marked):
    """Somebody an alert names; marked as his record was. Being named here changes nothing for him."""

    id = identifier()
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="people")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    rows = Rows(see=(Act.ALERT_READ,), add=(Act.ALERT_RAISE,), open=OF_ALERT)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["alert", "person"], name="alert_names_once")]
        indexes: ClassVar = [models.Index(fields=["person"], name="alert_about_person")]

    class Labels:
        public: ClassVar = {"id", "alert", *MARKING, "added_at"}
        personal: ClassVar = {"person"}
        special: ClassVar[set[str]] = set()


class AlertEvidence(Marked):
    """One row an alert rests on, told in a sentence; marked as that row is. `opens`: with it something new came."""

    id = identifier()
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="evidence")
    kind = models.TextField(help_text="the kind of feed or record")
    key = models.TextField(help_text="the row's identifier there")
    sentence = models.TextField()
    at = models.DateTimeField(null=True, help_text="when it happened, if the pattern tells")
    recorded = models.BooleanField(
        default=False, help_text="a record of ours: asked again whenever it is shown"
    )
    opens = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    rows = Rows(see=(Act.ALERT_READ,), add=(Act.ALERT_RAISE,), open=OF_ALERT)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["alert", "kind", "key"], name="alert_cites_once")
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "key"], name="alert_by_row")]

    class Labels:
        public: ClassVar = {"id", "alert", *MARKING, "recorded", "opens", "added_at"}
        personal: ClassVar = {"kind", "key", "sentence", "at"}
        special: ClassVar[set[str]] = set()
