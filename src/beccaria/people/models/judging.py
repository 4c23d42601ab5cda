"""The tables of judgement: whether two records are one person, and what the owner of a record is told of it."""

from typing import ClassVar, Final

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, FloatField, GeneratedField, Q, Value, When
from django.db.models.functions import Coalesce

from beccaria.access.api import MARKING, Marked, Rows
from beccaria.core.acts import Act
from beccaria.core.judging import Prompt, Verdict
from beccaria.lib.columns import identifier, one_of
from beccaria.people.models.persons import Person

# What a human is asked: a rule was unsure, or a join does not hold because of what else was judged.
WAITS: Final = Q(until=None) & (
    (Q(verdict=Verdict.UNSURE.value) & ~Q(rule="")) | Q(verdict=Verdict.SAME.value, apart=True)
)
# Who is like another because he belongs to him (a twin, a son) comes after those who may be him.
_CERTAINTY: Final = Coalesce(F("score"), Value(0.0), output_field=FloatField()) * Case(
    When(related="", then=Value(1.0)), default=Value(0.5), output_field=FloatField()
)


def _record(name: str) -> "models.ForeignKey[Person, Person]":
    return models.ForeignKey(Person, on_delete=models.PROTECT, related_name=name)


class Judgement(Marked):
    """What is held of two records: same, not the same, or unsure; by whom or by which rule, why, from when to when.

    A judgement is never overwritten: another ends it. `apart` and `settled` only repeat what all judgements together
    come to (engines.resolving). Its marking is derived from both records, so that two
    establishments make it a national one (rule 2). An `unsure` that holds now waits for a human.
    """

    id = identifier()
    left = _record("+")
    right = _record("+")
    verdict = models.TextField()
    rule = models.TextField(default="", blank=True, help_text="the rule that judged; empty when a human did")
    by = models.TextField(help_text="the user who judged, or system:part")
    score = models.FloatField(null=True, help_text="0 to 1, as the comparison gave it")
    because = ArrayField(models.TextField(), default=list, help_text="codes of what was compared")
    why = models.TextField(default="", blank=True, help_text="reasons in the judge's own words")
    related = models.TextField(
        default="", blank=True, help_text="how the two may be related, if not the same"
    )
    prompt = models.TextField(help_text="what brought the two together")
    prompt_ref = models.TextField(default="", blank=True, help_text="kind:key of the row that arrived")
    prompt_at = models.DateTimeField(help_text="when that happened")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    ended_by = models.TextField(default="", blank=True)
    ended_why = models.TextField(default="", blank=True)
    apart = models.BooleanField(
        default=False, help_text="judged the same, but not joined: a contradiction or a weak chain"
    )
    settled = models.BooleanField(default=False, help_text="whether the clusters repeat this already")
    # Kept, not calculated when asked: under row security only a column can be walked in its order.
    certainty = GeneratedField(expression=_CERTAINTY, output_field=FloatField(), db_persist=True)

    rows = Rows(see=(Act.PERSON_REVIEW,), add=(Act.PERSON_JUDGE,), change=(Act.PERSON_JUDGE,))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["left", "right"], condition=Q(until=None), name="judgement_one_now_per_pair"
            ),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="judgement_left_before_right"),
            one_of("verdict", Verdict, name="judgement_verdict_known"),
            one_of("prompt", Prompt, name="judgement_prompt_known"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="judgement_ends_after_start"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["left"], name="judgement_left"),
            models.Index(fields=["right"], name="judgement_right"),
            models.Index(
                fields=["verdict", "site", "since"], name="judgement_waiting", condition=Q(until=None)
            ),
            models.Index(fields=["since"], name="judgement_apart", condition=Q(until=None, apart=True)),
            models.Index(fields=["since"], name="judgement_unsettled", condition=Q(settled=False)),
            # The queue, in the order in which it is gone through: by who works everywhere, and at one establishment.
            models.Index(fields=["-certainty", "id"], name="judgement_queue", condition=WAITS),
            models.Index(fields=["site", "-certainty", "id"], name="judgement_queue_site", condition=WAITS),
            models.Index(fields=["since", "id"], name="judgement_queue_oldest", condition=WAITS),
            models.Index(fields=["by", "since"], name="judgement_by_humans", condition=Q(rule="")),
        ]

    class Labels:
        public: ClassVar = {
            "id",
            "site",
            "level",
            "compartments",
            "handling",
            "since",
            "until",
            "rule",
            "settled",
        }
        personal: ClassVar = {
            *("left", "right", "verdict", "by", "score", "because", "why", "related"),
            *("prompt", "prompt_ref", "prompt_at", "ended_by", "ended_why", "apart", "certainty"),
        }
        special: ClassVar[set[str]] = set()


class Recognition(Marked):
    """Tells the owner of a record that the same person seems to have appeared where the owner may not look.

    It carries the marking of the owner's record and says nothing of the other one: not where, not who wrote it.
    """

    id = identifier()
    person = _record("+")
    prompt = models.TextField()
    certainty = models.TextField(help_text="almost certain, likely, possible")
    because = ArrayField(models.TextField(), default=list)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    answered_by = models.TextField(default="", blank=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(default="", blank=True)

    rows = Rows(see=(Act.RECOGNITION_READ,), add=(Act.PERSON_LOAD,), change=(Act.RECOGNITION_ANSWER,))

    class Meta:
        constraints: ClassVar = [
            one_of("prompt", Prompt, name="recognition_prompt_known"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["site", "recorded_at"], name="recognition_waiting", condition=Q(answered_at=None)
            ),
            models.Index(fields=["person"], name="recognition_person"),
        ]

    class Labels:
        public: ClassVar = {"id", *MARKING, "recorded_at"}
        personal: ClassVar = {
            *("person", "prompt", "certainty", "because", "occurred_at"),
            *("answered_by", "answered_at", "answer"),
        }
        special: ClassVar[set[str]] = set()
