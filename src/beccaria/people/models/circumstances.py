"""The tables of what matters for where somebody lives: who keeps his family tie and where, what he needs."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from beccaria.access.api import Rows
from beccaria.core.acts import Act
from beccaria.core.circumstances import Need, Tie
from beccaria.lib.columns import identifier, one_of
from beccaria.people.models.persons import Person

# Whoever sees the person sees it: it is marked as he is, and goes with him to another prison.
_ROWS = Rows(
    within=("person_id", "people_person"),
    add=(Act.CIRCUMSTANCE_WRITE, Act.CIRCUMSTANCE_LOAD),
    change=(Act.CIRCUMSTANCE_WRITE, Act.CIRCUMSTANCE_LOAD),
)


class Home(models.Model):
    """Where the person lives who keeps somebody's family tie: a town, or a point. A protective factor, never a risk."""

    id = identifier()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    source = models.TextField()
    key = models.TextField()
    tie = models.TextField()
    town = models.TextField()
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    since = models.DateField()
    over_from = models.DateField(null=True, help_text="the first day on which it no longer holds")
    written_by = models.TextField()
    written_at = models.DateTimeField()

    rows = _ROWS

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="home_once_per_source"),
            one_of("tie", Tie, name="home_tie_known"),
            models.CheckConstraint(condition=~Q(town=""), name="home_is_somewhere"),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="home_stands_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(over_from=None) | Q(over_from__gte=F("since")), name="home_ends_after_start"
            ),
        ]

    class Labels:
        public: ClassVar = {"id", "source", "written_at"}
        personal: ClassVar = {
            *("person", "key", "tie", "town", "latitude", "longitude", "since", "over_from", "written_by")
        }
        special: ClassVar[set[str]] = set()


class NeedOfPerson(models.Model):
    """What the place must have where somebody lives. It says what is needed, never for which illness."""

    id = identifier()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    source = models.TextField()
    key = models.TextField()
    need = models.TextField()
    since = models.DateField()
    over_from = models.DateField(null=True, help_text="the first day on which it no longer holds")
    written_by = models.TextField()
    written_at = models.DateTimeField()

    rows = _ROWS

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "key"], name="need_once_per_source"),
            one_of("need", Need, name="need_known"),
            models.CheckConstraint(
                condition=Q(over_from=None) | Q(over_from__gte=F("since")), name="need_ends_after_start"
            ),
        ]

    class Labels:
        public: ClassVar = {"id", "source", "written_at"}
        personal: ClassVar = {"person", "key", "since", "over_from", "written_by"}
        special: ClassVar = {"need"}
