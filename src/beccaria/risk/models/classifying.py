"""The tables of categories and statuses: decisions about one person, with their facts, from a day to a day."""

from typing import ClassVar, Final

from django.db import models
from django.db.models import F, Q

from beccaria.access.api import HELD_HERE, MARKING, Marked, Rows, decision_rules
from beccaria.core.acts import Act
from beccaria.core.classification import Ground, Kind, State
from beccaria.lib.columns import done, identifier, one_of

OF_CLASSIFICATION: Final = (
    "EXISTS (SELECT 1 FROM risk_classification parent WHERE parent.id = {row}.classification_id)"
)
_DECIDED: Final = Q(state__in=[State.FIRST, State.IN_FORCE, State.ENDED])


class Classification(Marked):
    """A category or a status of one person: proposed, then decided by whom the country names, then ended with a reason.

    Never changed into another: a new one follows it. Marked as strictly as everything it rests on. Nothing but a
    person's decision writes one; no assessment does.
    """

    id = identifier()
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.TextField()
    value = models.TextField(help_text="the country's code, or a status")
    pack = models.TextField(default="", blank=True, help_text="the country pack that held; empty: none")
    article = models.TextField(help_text="the law or rule it rests on")
    why = models.TextField(help_text="the reasons, in words")
    against = models.TextField(help_text="what speaks against it")
    names_a_trait = models.BooleanField(
        default=False, help_text="a fact names a faith, an origin, a nationality"
    )
    not_told = models.BooleanField(default=False, help_text="the person must not be made aware of it")
    starts = models.DateField()
    until = models.DateField(null=True)
    review_due = models.DateField()
    state = models.TextField(default=State.PROPOSED.value)
    proposed_by = models.TextField()
    proposed_at = models.DateTimeField()
    designated_by = models.TextField(
        default="", blank=True, help_text="the authority that decided, as the law names it"
    )
    designated_note = models.TextField(default="", blank=True, help_text="day and number of its decision")
    decided_by = models.TextField(
        default="", blank=True, help_text="who decided, or wrote down what was decided"
    )
    decided_at = models.DateTimeField(null=True)
    second_by = models.TextField(default="", blank=True)
    second_at = models.DateTimeField(null=True)
    in_force_at = models.DateTimeField(null=True)
    answer = models.TextField(default="", blank=True, help_text="the words of who decided")
    ended_by = models.TextField(default="", blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.TextField(default="", blank=True)

    rows = Rows(
        see=(Act.CLASSIFICATION_READ,),
        add=(Act.CLASSIFICATION_PROPOSE,),
        change=(Act.CLASSIFICATION_DECIDE,),
        reaches=HELD_HERE,
    )

    class Meta:
        constraints: ClassVar = [
            one_of("kind", Kind, name="classification_kind_known"),
            one_of("state", State, name="classification_state_known"),
            models.CheckConstraint(
                condition=~Q(value="") & ~Q(article="") & ~Q(why="") & ~Q(against=""),
                name="classification_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.STATUS) | Q(until__isnull=False), name="classification_status_ends"
            ),
            models.CheckConstraint(
                condition=(Q(until=None) | Q(until__gte=F("starts"))) & Q(review_due__gte=F("starts")),
                name="classification_days_in_order",
            ),
            *decision_rules("classification"),
            models.CheckConstraint(
                condition=~_DECIDED | Q(decided_at__isnull=False), name="classification_decided_has_a_moment"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.IN_FORCE)
                | (Q(in_force_at__isnull=False) & (~Q(designated_by="") | Q(second_at__isnull=False))),
                name="classification_in_force_by_the_law_or_two",
            ),
            models.CheckConstraint(
                condition=Q(names_a_trait=False) | ~Q(state=State.IN_FORCE) | Q(second_at__isnull=False),
                name="classification_trait_read_by_two",
            ),
            done("ended", name="classification_ended_with_reason"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "kind", "-in_force_at"], name="classification_of_person"),
            models.Index(
                fields=["review_due"], name="classification_review", condition=Q(state=State.IN_FORCE)
            ),
            models.Index(
                fields=["proposed_at"],
                name="classification_waiting",
                condition=Q(state__in=[State.PROPOSED, State.FIRST]),
            ),
        ]

    class Labels:
        public: ClassVar = {
            *("id", *MARKING, "pack", "state", "starts", "until", "review_due"),
            *("proposed_at", "decided_at", "second_at", "in_force_at", "ended_at"),
        }
        personal: ClassVar = {
            *("person", "kind", "value", "article", "why", "against", "names_a_trait", "not_told"),
            *("proposed_by", "designated_by", "designated_note", "decided_by", "second_by", "answer"),
            *("ended_by", "ended_why"),
        }
        special: ClassVar[set[str]] = set()


class ClassificationFact(Marked):
    """One fact that a decision rests on: what somebody did or what was found, never what he is. Never changed.

    Marked as the record it cites; the decision is marked as strictly as all of them, so whoever sees the decision sees
    each, and nobody sees that something is missing.
    """

    id = identifier()
    classification = models.ForeignKey(Classification, on_delete=models.PROTECT, related_name="facts")
    ground = models.TextField()
    text = models.TextField()
    observed = models.DateField()
    judged = models.BooleanField(
        default=False, help_text="an assessment of the writer's, not an observed fact"
    )
    conduct = models.BooleanField(default=False, help_text="the writer confirmed that it tells what he did")
    reference = models.TextField(
        default="", blank=True, help_text="such as report:ID, event:ID or assessment:ID"
    )

    rows = Rows(see=(Act.CLASSIFICATION_READ,), add=(Act.CLASSIFICATION_PROPOSE,), reaches=OF_CLASSIFICATION)

    class Meta:
        constraints: ClassVar = [
            one_of("ground", Ground, name="classificationfact_ground_known"),
            models.CheckConstraint(condition=~Q(text=""), name="classificationfact_says_something"),
        ]

    class Labels:
        public: ClassVar = {"id", "classification", *MARKING}
        personal: ClassVar = {"ground", "text", "observed", "judged", "conduct", "reference"}
        special: ClassVar[set[str]] = set()
