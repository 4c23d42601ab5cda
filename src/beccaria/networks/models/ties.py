"""The tables of ties that were loaded from a file, and of where people stand on somebody's chart.

Ties that our own records show (visits, payments, reports, incidents, cells) are read from those records each time and
are never copied, so that they are always as new, and as closed, as what they rest on.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from beccaria.access.api import MARKING, Marked, Rows
from beccaria.core.acts import Act
from beccaria.lib.columns import identifier
from beccaria.networks.models.columns import graded


class Tie(Marked):
    """A tie between two people as a loaded network gives it."""

    id = identifier()
    source = models.TextField(help_text="the name of the network it was loaded from")
    key = models.TextField(help_text="the same for the same tie in the same file")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.TextField(default="", blank=True, help_text="as the file names it")
    directed = models.BooleanField(default=False)
    weight = models.FloatField(default=1.0)
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    scheme = models.TextField(default="", blank=True)
    source_grade = models.TextField(default="", blank=True)
    information_grade = models.TextField(default="", blank=True)
    recorded_at = models.DateTimeField()

    rows = Rows(see=(Act.NETWORK_READ,), add=(Act.NETWORK_LOAD,), change=(Act.NETWORK_LOAD,))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="tie_once_per_source"),
            models.CheckConstraint(condition=~Q(person=F("other")), name="tie_between_two"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="tie_weighs_something"),
            graded(name="tie_graded", empty=True),
        ]

    class Labels:
        public: ClassVar = {"id", "source", *MARKING, "recorded_at"}
        personal: ClassVar = {
            *("key", "person", "other", "kind", "directed", "weight", "since", "until"),
            *("scheme", "source_grade", "information_grade"),
        }
        special: ClassVar[set[str]] = set()


class ChartPlaces(models.Model):
    """Where people stand on one chart as its owner left it, so that everybody is found again where he was."""

    id = identifier()
    owner = models.TextField()
    chart = models.TextField(help_text="such as person:ID or group:ID")
    places = models.JSONField(default=dict, help_text="cluster: [x, y]")
    saved_at = models.DateTimeField()

    rows = Rows(personal="owner")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "chart"], name="chart_places_once"),
        ]

    class Labels:
        public: ClassVar = {"id", "saved_at"}
        personal: ClassVar = {"owner", "chart", "places"}
        special: ClassVar[set[str]] = set()
