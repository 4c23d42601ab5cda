"""The tables of escorts: the pack, the ways planned, and what is cleared within the hour after an arrival."""

from typing import ClassVar, Final

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from beccaria.access.api import MARKING, Marked, Rows
from beccaria.core.acts import Act
from beccaria.core.escorts import Clear, Equipment, EscortLevel, Why
from beccaria.core.placement import EscortState
from beccaria.lib.columns import done, identifier, one_of
from beccaria.placement.models.columns import SENT_THERE

_WITHIN_ESCORT: Final = ("escort_id", "placement_escort")
_WITHIN_ORDER: Final = ("order_id", "placement_movementorder")


class Escort(Marked):
    """A pack for taking somebody out: level, staff, equipment, what is known of him, and who answers for it.

    Marked as strictly as what it rests on. `to_establishment` sees it once it is sent there, unless handling keeps it.
    It says itself who he is and what is decided of him: who receives him cannot read his records before he is there.
    Nobody signs what he wrote or acknowledged himself.
    """

    id = identifier()
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    who = models.TextField(help_text="his name and number, as they were when it was written")
    told = models.JSONField(default=list, help_text="what is decided of him, sentence by sentence")
    order = models.ForeignKey(
        "placement.MovementOrder", null=True, on_delete=models.PROTECT, related_name="+"
    )
    why = models.TextField()
    goal = models.TextField(help_text="the prison, hospital or court in words")
    to_establishment = models.TextField(default="", blank=True, help_text="empty: no prison of this service")
    starts = models.DateTimeField()
    hours = models.FloatField(help_text="the whole journey with the stay")
    escort_level = models.PositiveSmallIntegerField()
    officers = models.PositiveSmallIntegerField()
    equipment = ArrayField(models.TextField(), default=list)
    help_outside = models.BooleanField(default=False, help_text="help to free him is known of")
    tried = models.BooleanField(default=False, help_text="he has escaped or tried to")
    near = models.PositiveSmallIntegerField(default=0, help_text="people of his near the route or the goal")
    rests_on = models.TextField(default="", blank=True, help_text="who or what says so")
    notes = models.TextField(default="", blank=True)
    state = models.TextField(default=EscortState.DRAFT.value)
    written_by = models.TextField()
    written_at = models.DateTimeField()
    sent_by = models.TextField(default="", blank=True)
    sent_at = models.DateTimeField(null=True)
    acknowledged_by = models.TextField(default="", blank=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_as = models.TextField(default="", blank=True, help_text="in which duty")
    acknowledged_words = models.TextField(default="", blank=True, help_text="who receives him, and how")
    signed_by = models.TextField(default="", blank=True)
    signed_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True, help_text="when nobody had acknowledged for too long")
    ended_by = models.TextField(default="", blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.TextField(default="", blank=True)

    rows = Rows(
        see=(Act.ESCORT_READ,),
        add=(Act.ESCORT_WRITE,),
        change=(Act.ESCORT_WRITE, Act.ESCORT_ACKNOWLEDGE, Act.ESCORT_SIGN, Act.ESCORT_ESCALATE),
        reaches=SENT_THERE,
    )

    class Meta:
        constraints: ClassVar = [
            one_of("why", Why, name="escort_why_known"),
            one_of("state", EscortState, name="escort_state_known"),
            models.CheckConstraint(
                condition=Q(escort_level__in=[int(one) for one in EscortLevel]), name="escort_level_known"
            ),
            models.CheckConstraint(
                condition=Q(equipment__contained_by=[one.value for one in Equipment]),
                name="escort_equipment_known",
            ),
            models.CheckConstraint(condition=Q(hours__gt=0), name="escort_takes_time"),
            models.CheckConstraint(
                condition=Q(acknowledged_at=None) | Q(sent_at__isnull=False), name="escort_sent_first"
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_by="") | ~Q(acknowledged_by=F("written_by")),
                name="escort_acknowledged_by_another",
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None)
                | (
                    Q(acknowledged_at__isnull=False)
                    & ~Q(signed_by="")
                    & ~Q(signed_by=F("written_by"))
                    & ~Q(signed_by=F("acknowledged_by"))
                ),
                name="escort_signed_by_another_once_known",
            ),
            done("ended", name="escort_ended_with_reason"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["site", "starts"], name="escort_open", condition=Q(ended_at=None)),
            models.Index(
                fields=["to_establishment", "starts"], name="escort_coming", condition=Q(ended_at=None)
            ),
        ]

    class Labels:
        public: ClassVar = {
            *("id", *MARKING, "order", "state", "written_at", "sent_at", "acknowledged_at", "signed_at"),
            *("told_at", "ended_at"),
        }
        personal: ClassVar = {
            *(
                "person",
                "who",
                "told",
                "why",
                "goal",
                "to_establishment",
                "starts",
                "hours",
                "escort_level",
                "officers",
            ),
            *("equipment", "help_outside", "tried", "near", "rests_on", "notes", "written_by", "sent_by"),
            *(
                "acknowledged_by",
                "acknowledged_as",
                "acknowledged_words",
                "signed_by",
                "ended_by",
                "ended_why",
            ),
        }
        special: ClassVar[set[str]] = set()


class EscortRoute(models.Model):
    """One way that may be driven, typed by who knows it: no map service learns where somebody is taken."""

    id = identifier()
    escort = models.ForeignKey(Escort, on_delete=models.PROTECT, related_name="routes")
    number = models.PositiveSmallIntegerField()
    name = models.TextField()
    minutes = models.PositiveSmallIntegerField()
    words = models.TextField(
        default="", blank=True, help_text="roads, tunnels, places to stop, where police are"
    )

    rows = Rows(within=_WITHIN_ESCORT, add=(Act.ESCORT_WRITE,))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["escort", "number"], name="route_once"),
            models.CheckConstraint(condition=~Q(name="") & Q(minutes__gt=0), name="route_is_named_and_long"),
        ]

    class Labels:
        public: ClassVar = {"id", "escort", "number"}
        personal: ClassVar = {"name", "minutes", "words"}
        special: ClassVar[set[str]] = set()


class Cleared(models.Model):
    """After an order was carried out: one thing that a named person saw to. Never changed."""

    id = identifier()
    order = models.ForeignKey("placement.MovementOrder", on_delete=models.PROTECT, related_name="cleared")
    what = models.TextField()
    words = models.TextField(default="", blank=True)
    cleared_by = models.TextField()
    cleared_at = models.DateTimeField()

    rows = Rows(within=_WITHIN_ORDER, add=(Act.ARRIVAL_CLEAR,))

    class Meta:
        constraints: ClassVar = [
            one_of("what", Clear, name="cleared_known"),
            models.UniqueConstraint(fields=["order", "what"], name="cleared_once"),
        ]

    class Labels:
        public: ClassVar = {"id", "order", "what", "cleared_at"}
        personal: ClassVar = {"words", "cleared_by"}
        special: ClassVar[set[str]] = set()


class ArrivalTold(models.Model):
    """The governor was told that an arrival was not cleared within its hour, once."""

    id = identifier()
    order = models.OneToOneField(
        "placement.MovementOrder", on_delete=models.PROTECT, related_name="arrival_told"
    )
    told_at = models.DateTimeField()

    rows = Rows(within=_WITHIN_ORDER, add=(Act.ARRIVAL_ESCALATE,))

    class Labels:
        public: ClassVar = {"id", "order", "told_at"}
        personal: ClassVar[set[str]] = set()
        special: ClassVar[set[str]] = set()
