"""The tables of events: movements, visits, payments, call lists, incidents with the parts people had, finds."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from beccaria.access.api import MARKING, Marked, Rows
from beccaria.core import happenings as words
from beccaria.core.acts import Act
from beccaria.events.models_ahead import Hearing  # noqa: F401  Django finds tables here
from beccaria.lib.columns import identifier, one_of

_ADD = (Act.EVENT_ADD, Act.EVENT_LOAD)
_RECORDED = ("id", "source", "recorded_at")


def _person(**more: Any) -> "models.ForeignKey[Any, Any]":
    """The person an event is about. Named without a way back: people know nothing of events."""
    return models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", **more)


def _described() -> "models.ForeignKey[Any, Any]":
    """The record made of how somebody described himself, when none was named; the service fills it in."""
    return _person(null=True)


class Event(Marked):
    """What every event has: where it was told, by what key, and when. `site` is the establishment it happened at."""

    id = identifier()
    source = models.TextField()
    key = models.TextField()
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    rows = Rows(see=(Act.EVENT_READ,), add=_ADD, change=(Act.EVENT_LOAD,))

    class Meta:
        abstract = True


class Movement(Event):
    """A change of place. `site` is the establishment moved to or, for a departure, moved from."""

    person = _person()
    kind = models.TextField()
    from_establishment = models.TextField(default="", blank=True)
    to_establishment = models.TextField(default="", blank=True)
    to_wing = models.TextField(default="", blank=True)
    to_cell = models.TextField(default="", blank=True)
    reason = models.TextField(default="", blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="movement_once_per_source"),
            one_of("kind", words.Move, name="movement_kind_known"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "at"], name="movement_of_person"),
            models.Index(fields=["site", "at"], name="movement_at_place"),
        ]

    class Labels:
        public: ClassVar = {*MARKING, *_RECORDED}
        personal: ClassVar = {
            *("key", "at", "person", "kind", "reason"),
            *("from_establishment", "to_establishment", "to_wing", "to_cell"),
        }
        special: ClassVar[set[str]] = set()


class Visit(Event):
    """A visit as the visits desk wrote it. The visitor stands as he said he is; who he is, is judged elsewhere."""

    prisoner = _person()
    visitor = _person(null=True)
    described = _described()
    visitor_name = models.TextField()
    visitor_born = models.DateField(null=True)
    visitor_document = models.TextField(default="", blank=True)
    visitor_phone = models.TextField(default="", blank=True)
    visitor_address = models.TextField(default="", blank=True)
    relationship = models.TextField(default="", blank=True)
    kind = models.TextField(default="", blank=True)
    outcome = models.TextField()
    reason = models.TextField(default="", blank=True, help_text="why it was refused or cancelled")
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="visit_once_per_source"),
            one_of("kind", words.VisitKind, name="visit_kind_known", empty=True),
            one_of("outcome", words.Outcome, name="visit_outcome_known"),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("at")), name="visit_ends_after_start"
            ),
            models.CheckConstraint(condition=~Q(visitor_name=""), name="visit_visitor_has_a_name"),
            models.CheckConstraint(
                condition=Q(visitor=None) | ~Q(visitor=F("prisoner")), name="visit_is_by_another"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["prisoner", "at"], name="visit_of_prisoner"),
            models.Index(fields=["visitor", "at"], name="visit_by_visitor"),
            models.Index(fields=["site", "at"], name="visit_at_place"),
        ]

    class Labels:
        public: ClassVar = {*MARKING, *_RECORDED}
        personal: ClassVar = {
            *(
                "key",
                "at",
                "ends_at",
                "prisoner",
                "visitor",
                "described",
                "visitor_name",
                "visitor_born",
                "reason",
            ),
            *("visitor_document", "visitor_phone", "visitor_address", "relationship", "kind", "outcome"),
        }
        special: ClassVar[set[str]] = set()


class Payment(Event):
    """Money that came in for a prisoner or went out. The payer stands as the bank or the cash desk wrote him."""

    prisoner = _person()
    described = _described()
    payer_name = models.TextField()
    payer_account = models.TextField(default="", blank=True, help_text="IBAN or card token")
    payer_address = models.TextField(default="", blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, help_text="in the currency's major unit")
    currency = models.TextField(default="", blank=True, help_text="ISO 4217")
    direction = models.TextField(default=words.Direction.IN.value)
    method = models.TextField(default="", blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="payment_once_per_source"),
            one_of("direction", words.Direction, name="payment_direction_known"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_is_something"),
            models.CheckConstraint(condition=~Q(payer_name=""), name="payment_payer_has_a_name"),
            models.CheckConstraint(
                condition=Q(currency__regex="^([A-Z]{3})?$"), name="payment_currency_written_as_code"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["prisoner", "at"], name="payment_of_prisoner"),
            models.Index(fields=["site", "at"], name="payment_at_place"),
        ]

    class Labels:
        public: ClassVar = {*MARKING, *_RECORDED}
        personal: ClassVar = {
            *("key", "at", "prisoner", "described", "payer_name", "payer_account", "payer_address"),
            *("amount", "currency", "direction", "method"),
        }
        special: ClassVar[set[str]] = set()


class CallRequest(Event):
    """A prisoner asks to have somebody's number on the list of those he may call, and what was decided."""

    prisoner = _person()
    described = _described()
    contact_name = models.TextField()
    number = models.TextField()
    relationship = models.TextField(default="", blank=True)
    decision = models.TextField(default=words.Decision.REQUESTED.value)
    reason = models.TextField(default="", blank=True, help_text="why it was refused")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="callrequest_once_per_source"),
            one_of("decision", words.Decision, name="callrequest_decision_known"),
            models.CheckConstraint(condition=~Q(contact_name=""), name="callrequest_contact_has_a_name"),
            models.CheckConstraint(condition=~Q(number=""), name="callrequest_has_a_number"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["prisoner", "at"], name="callrequest_of_prisoner"),
            models.Index(fields=["site", "at"], name="callrequest_at_place"),
        ]

    class Labels:
        public: ClassVar = {*MARKING, *_RECORDED}
        personal: ClassVar = {
            *("key", "at", "prisoner", "described", "contact_name", "number", "relationship"),
            *("decision", "reason"),
        }
        special: ClassVar[set[str]] = set()


class Incident(Event):
    """Something that went wrong, in the words of who reported it; who had which part stands in its parts."""

    wing = models.TextField(default="", blank=True)
    family = models.TextField()
    severity = models.TextField(default="", blank=True)
    text = models.TextField(default="", blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="incident_once_per_source"),
            one_of("family", words.Family, name="incident_family_known"),
            one_of("severity", words.Severity, name="incident_severity_known", empty=True),
        ]
        indexes: ClassVar = [models.Index(fields=["site", "at"], name="incident_at_place")]

    class Labels:
        public: ClassVar = {*MARKING, *_RECORDED}
        personal: ClassVar = {"key", "at", "wing", "family", "severity", "text"}
        special: ClassVar[set[str]] = set()


class IncidentPart(models.Model):
    """The part one person had in one incident. Victim and fighter in the same fight are two rows."""

    id = identifier()
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="parts")
    person = _person()
    part = models.TextField()

    rows = Rows(within=("incident_id", "events_incident"), add=_ADD)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["incident", "person", "part"], name="part_once_per_incident"),
            one_of("part", words.Part, name="part_known"),
        ]

    class Labels:
        public: ClassVar = {"id"}
        personal: ClassVar = {"incident", "person", "part"}
        special: ClassVar[set[str]] = set()


class Find(Event):
    """Something found: what, how much, where and how. `person` is with whom or in whose cell, when that is known."""

    wing = models.TextField(default="", blank=True)
    cell = models.TextField(default="", blank=True)
    item = models.TextField()
    quantity = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    unit = models.TextField(default="", blank=True)
    how = models.TextField(default="", blank=True)
    person = _person(null=True)
    found_by = models.TextField(default="", blank=True, help_text="staff number")
    text = models.TextField(default="", blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="find_once_per_source"),
            one_of("item", words.Item, name="find_item_known"),
            one_of("how", words.How, name="find_how_known", empty=True),
            models.CheckConstraint(
                condition=Q(quantity=None) | Q(quantity__gt=0), name="find_quantity_is_something"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "at"], name="find_of_person"),
            models.Index(fields=["site", "at"], name="find_at_place"),
        ]

    class Labels:
        public: ClassVar = {*MARKING, *_RECORDED}
        personal: ClassVar = {
            *("key", "at", "wing", "cell", "item", "quantity", "unit", "how", "person", "found_by", "text"),
        }
        special: ClassVar[set[str]] = set()
