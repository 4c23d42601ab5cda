"""The tables of the estate: establishments everybody knows, and what is inside them, which only few need."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from beccaria.access.api import MARKING, Marked, Rows
from beccaria.core.acts import Act
from beccaria.core.working_places import Weakness
from beccaria.lib.columns import done, identifier, one_of
from beccaria.places.models_provided import Provision  # noqa: F401  Django finds tables here

_SEXES = [("male", "male"), ("female", "female"), ("mixed", "mixed"), ("", "not said")]
_UNIT_KINDS = [("wing", "wing"), ("landing", "landing"), ("cell", "cell")]
_KNOWN_SEX = Q(sex__in=("male", "female", "mixed", ""))


class Establishment(Marked):
    """A prison, as its service's register names it now. What it was before stands in its statements."""

    id = identifier()
    code = models.TextField(unique=True)
    name = models.TextField()
    folded = models.TextField(default="", help_text="every name it has or had, folded for searching")
    kind = models.TextField(default="", blank=True)
    category = models.TextField(default="", blank=True)
    sex = models.TextField(default="", blank=True, choices=_SEXES)
    region = models.TextField(default="", blank=True)
    town = models.TextField(default="", blank=True)
    country = models.TextField(default="", blank=True)
    address = models.TextField(default="", blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    open = models.BooleanField(null=True, help_text="NULL: the register does not say")
    as_of = models.DateField(help_text="the day of the newest statement about it")

    rows = Rows(see=(Act.PLACE_LIST,), add=(Act.PLACE_LOAD,), change=(Act.PLACE_LOAD,))

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(site=F("code")), name="establishment_is_its_own_site"),
            models.CheckConstraint(condition=Q(level=0), name="establishment_is_public"),
            models.CheckConstraint(condition=_KNOWN_SEX, name="establishment_sex_known"),
            models.CheckConstraint(
                condition=Q(latitude=None) & Q(longitude=None)
                | Q(latitude__range=(-90, 90)) & Q(longitude__range=(-180, 180)),
                name="establishment_stands_on_earth",
            ),
        ]

    class Labels:
        public: ClassVar = {
            *(
                "id",
                "code",
                "name",
                "folded",
                "kind",
                "category",
                "sex",
                "region",
                "town",
                "country",
                "address",
            ),
            *("latitude", "longitude", "open", "as_of", *MARKING),
        }
        personal: ClassVar[set[str]] = set()
        special: ClassVar[set[str]] = set()


class EstablishmentName(models.Model):
    """A name of an establishment: who writes it so, since when and until when, as far as is known."""

    id = identifier()
    establishment = models.ForeignKey(Establishment, on_delete=models.CASCADE, related_name="names")
    name = models.TextField()
    source = models.TextField()
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    rows = Rows(
        within=("establishment_id", "places_establishment"), add=(Act.PLACE_LOAD,), change=(Act.PLACE_LOAD,)
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["establishment", "name", "source"], name="name_once_per_source"),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="name_ends_after_it_began",
            ),
        ]

    class Labels:
        public: ClassVar = {"id", "establishment", "name", "source", "since", "until"}
        personal: ClassVar[set[str]] = set()
        special: ClassVar[set[str]] = set()


class Statement(models.Model):
    """What one source said of an establishment on one day: places, people, kind. Never changed by a later day."""

    id = identifier()
    establishment = models.ForeignKey(Establishment, on_delete=models.CASCADE, related_name="statements")
    as_of = models.DateField()
    source = models.TextField()
    name = models.TextField()
    kind = models.TextField(default="", blank=True)
    category = models.TextField(default="", blank=True)
    sex = models.TextField(default="", blank=True, choices=_SEXES)
    open = models.BooleanField(null=True)
    capacity = models.PositiveIntegerField(null=True, help_text="regulatory places")
    unavailable = models.PositiveIntegerField(null=True, help_text="places out of use")
    present = models.PositiveIntegerField(null=True, help_text="people present")
    rooms = models.PositiveIntegerField(null=True)
    rooms_unavailable = models.PositiveIntegerField(null=True)

    rows = Rows(
        within=("establishment_id", "places_establishment"), add=(Act.PLACE_LOAD,), change=(Act.PLACE_LOAD,)
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["establishment", "as_of", "source"], name="statement_once_a_day"),
            models.CheckConstraint(condition=_KNOWN_SEX, name="statement_sex_known"),
        ]

    class Labels:
        public: ClassVar = {
            *(
                "id",
                "establishment",
                "as_of",
                "source",
                "name",
                "kind",
                "category",
                "sex",
                "open",
                "capacity",
            ),
            *("unavailable", "present", "rooms", "rooms_unavailable"),
        }
        personal: ClassVar[set[str]] = set()
        special: ClassVar[set[str]] = set()


class Unit(Marked):
    """A wing, landing or cell. How a prison is laid out inside is for those with a duty there."""

    id = identifier()
    code = models.TextField(unique=True)
    establishment = models.ForeignKey(Establishment, on_delete=models.CASCADE, related_name="units")
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="children")
    kind = models.TextField(choices=_UNIT_KINDS)
    name = models.TextField()
    use = models.TextField(default="", blank=True, help_text="what the register calls it")
    category = models.TextField(default="", blank=True)
    sex = models.TextField(default="", blank=True, choices=_SEXES)
    open = models.BooleanField(null=True)

    rows = Rows(see=(Act.PLACE_INSIDE,), add=(Act.PLACE_LOAD,), change=(Act.PLACE_LOAD,))

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=("wing", "landing", "cell")), name="unit_kind_known"),
            models.CheckConstraint(condition=Q(site__isnull=False), name="unit_has_a_site"),
            models.CheckConstraint(condition=_KNOWN_SEX, name="unit_sex_known"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="unit_is_not_its_own_parent"),
        ]
        indexes: ClassVar = [models.Index(fields=["site", "kind", "name"], name="unit_by_site")]

    class Labels:
        public: ClassVar = {
            *("id", "code", "establishment", "parent", "kind", "name", "use", "category", "sex", "open"),
            *MARKING,
        }
        personal: ClassVar[set[str]] = set()
        special: ClassVar[set[str]] = set()


class UnitStatement(models.Model):
    """What one source said of a wing, landing or cell on one day."""

    id = identifier()
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="statements")
    as_of = models.DateField()
    source = models.TextField()
    capacity = models.PositiveIntegerField(null=True)
    unavailable = models.PositiveIntegerField(null=True)
    present = models.PositiveIntegerField(null=True)

    rows = Rows(within=("unit_id", "places_unit"), add=(Act.PLACE_LOAD,), change=(Act.PLACE_LOAD,))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "as_of", "source"], name="unit_statement_once_a_day")
        ]

    class Labels:
        public: ClassVar = {"id", "unit", "as_of", "source", "capacity", "unavailable", "present"}
        personal: ClassVar[set[str]] = set()
        special: ClassVar[set[str]] = set()


class WeakPoint(Marked):
    """A weak point of a building: where it can be reached from, how near, who found it, and when it was mended.

    Whoever knows all of them knows the ways out: they are for those who decide where people live and work.
    """

    id = identifier()
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", help_text="NULL: from the whole prison"
    )
    kind = models.TextField()
    reach = models.PositiveSmallIntegerField(help_text="1: near it, 2: at it")
    words = models.TextField()
    found_on = models.DateField()
    written_by = models.TextField()
    written_at = models.DateTimeField()
    mended_by = models.TextField(default="", blank=True)
    mended_at = models.DateTimeField(null=True)
    mended_why = models.TextField(default="", blank=True, help_text="what was done about it")

    rows = Rows(see=(Act.WEAK_POINT_READ,), add=(Act.WEAK_POINT_WRITE,), change=(Act.WEAK_POINT_WRITE,))

    class Meta:
        constraints: ClassVar = [
            one_of("kind", Weakness, name="weakpoint_kind_known"),
            models.CheckConstraint(condition=Q(reach__in=(1, 2)), name="weakpoint_reach_known"),
            models.CheckConstraint(
                condition=~Q(words="") & Q(site__isnull=False), name="weakpoint_is_said_of_a_prison"
            ),
            done("mended", name="weakpoint_mended_by_somebody"),
        ]

    class Labels:
        public: ClassVar = {
            *("id", "unit", "kind", "reach", "words", "found_on", "written_at", "mended_at", "mended_why"),
            *MARKING,
        }
        personal: ClassVar = {"written_by", "mended_by"}
        special: ClassVar[set[str]] = set()
