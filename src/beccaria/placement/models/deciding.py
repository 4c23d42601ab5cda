"""The tables of placing: what was asked and offered, what a person decided and why, and the order to move."""

from typing import ClassVar, Final

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from beccaria.access.api import MARKING, Marked, Rows
from beccaria.core.acts import Act
from beccaria.core.allocation import Mode
from beccaria.core.placement import OrderState, Stage
from beccaria.lib.columns import done, identifier, one_of
from beccaria.placement.models.columns import GOES_THERE

_PERSON: Final = "people.Person"


class Proposal(Marked):
    """A question of placement and its answer, kept as asked: options with cost, why, and why not each better place.

    Marked as strictly as everything the answer rests on. Nothing moves by it: a person decides.
    """

    id = identifier()
    mode = models.TextField()
    people = ArrayField(models.CharField(max_length=36), default=list)
    wing = models.TextField(default="", blank=True, help_text="the wing to be closed")
    moves = models.PositiveIntegerField(null=True, help_text="at most so many move")
    on = models.DateField()
    stage = models.TextField(default=Stage.COMPUTING.value)
    question = models.JSONField(
        null=True, help_text="as asked, for the worker; one person is answered at once"
    )
    answer = models.JSONField(null=True)
    unknown = ArrayField(models.TextField(), default=list, help_text="what the tables do not hold")
    said = models.TextField(default="", blank=True, help_text="why there is no answer")
    asked_by = models.TextField()
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    rows = Rows(
        see=(Act.PLACEMENT_SEE,),
        add=(Act.PLACEMENT_PROPOSE,),
        change=(Act.PLACEMENT_PROPOSE,),
    )

    class Meta:
        db_table = "placement_proposal"
        constraints: ClassVar = [
            one_of("mode", Mode, name="placement_mode_known"),
            one_of("stage", Stage, name="placement_stage_known"),
            models.CheckConstraint(
                condition=~Q(stage=Stage.READY) | Q(answer__isnull=False), name="placement_ready_has_answer"
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.FAILED) | ~Q(said=""), name="placement_failed_says_why"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["site", "-asked_at"], name="placement_asked")]

    class Labels:
        public: ClassVar = {"id", *MARKING, "mode", "wing", "moves", "on", "stage", "asked_at", "answered_at"}
        personal: ClassVar = {"people", "question", "answer", "unknown", "said", "asked_by"}
        special: ClassVar[set[str]] = set()


class PlacementDecision(Marked):
    """A person decided where somebody is to live: the reason, and what rule was set aside, if any. Never changed."""

    id = identifier()
    person = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    proposal = models.ForeignKey(Proposal, null=True, on_delete=models.PROTECT, related_name="decisions")
    establishment = models.TextField()
    wing = models.TextField()
    cell = models.TextField(default="", blank=True)
    rank = models.PositiveSmallIntegerField(null=True, help_text="which option it was; NULL: none of them")
    reason = models.TextField(default="", blank=True, help_text="asked for unless the first option was taken")
    against = ArrayField(models.TextField(), default=list, help_text="what stood against it, as it was shown")
    override = models.TextField(default="", blank=True, help_text="the words in which a rule was set aside")
    decided_by = models.TextField()
    decided_at = models.DateTimeField()

    rows = Rows(see=(Act.PLACEMENT_SEE,), add=(Act.PLACEMENT_DECIDE,))

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(rank=1) | ~Q(reason=""), name="placement_other_than_first_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(against=[]) | ~Q(override=""), name="placement_rule_set_aside_in_words"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "-decided_at"], name="placement_of_person")]

    class Labels:
        public: ClassVar = {"id", *MARKING, "proposal", "decided_at"}
        personal: ClassVar = {
            *(
                "person",
                "establishment",
                "wing",
                "cell",
                "rank",
                "reason",
                "against",
                "override",
                "decided_by",
            ),
        }
        special: ClassVar[set[str]] = set()


class MovementOrder(Marked):
    """Move somebody from here to there: ordered, then done (which writes the movement) or cancelled with a reason."""

    id = identifier()
    decision = models.OneToOneField(PlacementDecision, on_delete=models.PROTECT, related_name="order")
    person = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    from_establishment = models.TextField(default="", blank=True)
    from_wing = models.TextField(default="", blank=True)
    from_cell = models.TextField(default="", blank=True)
    to_establishment = models.TextField()
    to_wing = models.TextField()
    to_cell = models.TextField(default="", blank=True)
    due = models.DateTimeField(help_text="when he is to be moved")
    carried_by = models.TextField(default="", blank=True, help_text="the user who is to carry it out")
    state = models.TextField(default=OrderState.ORDERED.value)
    ordered_by = models.TextField()
    ordered_at = models.DateTimeField()
    done_by = models.TextField(default="", blank=True)
    done_at = models.DateTimeField(null=True)
    movement = models.CharField(max_length=36, default="", blank=True, help_text="the event it became")
    cancelled_by = models.TextField(default="", blank=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_why = models.TextField(default="", blank=True)

    rows = Rows(
        see=(Act.ORDER_READ,),
        add=(Act.PLACEMENT_DECIDE,),
        change=(Act.ORDER_CARRY_OUT, Act.ORDER_CANCEL),
        reaches=GOES_THERE,
    )

    class Meta:
        constraints: ClassVar = [
            one_of("state", OrderState, name="order_state_known"),
            models.CheckConstraint(condition=~Q(to_wing=""), name="order_goes_somewhere"),
            models.CheckConstraint(
                condition=~Q(state=OrderState.DONE) | (Q(done_at__isnull=False) & ~Q(movement="")),
                name="order_done_has_a_movement",
            ),
            done("cancelled", name="order_cancelled_with_reason"),
            # With site and level, so that nobody is refused because of an order he may not see: one that another
            # prison left open when he was moved past it cannot be carried out from there any more.
            models.UniqueConstraint(
                fields=["person", "site", "level"],
                condition=Q(state=OrderState.ORDERED),
                name="order_one_open_for_a_person",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["site", "due"], name="order_open", condition=Q(state=OrderState.ORDERED)),
            models.Index(
                fields=["to_establishment", "due"],
                name="order_coming",
                condition=Q(state=OrderState.ORDERED),
            ),
        ]

    class Labels:
        public: ClassVar = {
            *(
                "id",
                *MARKING,
                "decision",
                "due",
                "state",
                "ordered_at",
                "done_at",
                "cancelled_at",
                "movement",
            ),
        }
        personal: ClassVar = {
            *("person", "from_establishment", "from_wing", "from_cell", "to_establishment", "to_wing"),
            *("to_cell", "carried_by", "ordered_by", "done_by", "cancelled_by", "cancelled_why"),
        }
        special: ClassVar[set[str]] = set()
