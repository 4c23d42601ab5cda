"""The tables of measures: what is restricted from when until when, its reasons, the facts it rests on."""

from datetime import timedelta
from typing import ClassVar, Final

from django.db import models
from django.db.models import F, Q

from beccaria.access.api import HELD_HERE, MARKING, Marked, Rows, decision_rules
from beccaria.core.acts import Act
from beccaria.core.classification import Ground
from beccaria.core.countries import MANDELA_DAYS
from beccaria.core.measures import APART, Kind, State
from beccaria.lib.columns import done, identifier, one_of
from beccaria.measures.models.columns import CARRIED_OUT, OF_MEASURE, person

_LIMIT: Final = timedelta(days=MANDELA_DAYS.count)


class Measure(Marked):
    """One restriction of one person, from a minute to a minute. Its end never moves: a longer one is decided anew.

    It is marked as its person is: whoever carries it out must know it. Why it was decided stands in its reasons, which
    are marked as strictly as everything they rest on.
    """

    id = identifier()
    person = person()
    kind = models.TextField()
    regime = models.TextField(
        default="", blank=True, help_text="the regime of the country pack it is a part of"
    )
    what = models.TextField(help_text="what exactly is restricted, in words for whoever carries it out")
    pack = models.TextField(default="", blank=True, help_text="the country pack that held; empty: none")
    article = models.TextField(help_text="the law or rule it rests on")
    office = models.TextField(help_text="the office that answers for it, never a name")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    review_due = models.DateTimeField()
    contact_hours = models.DecimalField(
        max_digits=3, decimal_places=1, null=True, help_text="hours a day among others that it promises"
    )
    isolates = models.BooleanField(
        default=False, help_text="by what it promises he is alone 22 hours or more"
    )
    limit_told = models.TextField(
        default="", blank=True, help_text="the authority that is told when he was alone for as long as may be"
    )
    remedy = models.TextField(help_text="where he can turn to, besides the service")
    not_told = models.BooleanField(default=False, help_text="the person must not be made aware of it")
    renews = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="renewals")
    part_of = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.PROTECT,
        related_name="parts",
        help_text="the regime that consists of it and of others",
    )
    alike = models.PositiveSmallIntegerField(
        null=True, help_text="how much of its reasons stood in those it renews, in per cent"
    )
    state = models.TextField(default=State.PROPOSED.value)
    proposed_by = models.TextField()
    proposed_at = models.DateTimeField()
    designated_by = models.TextField(default="", blank=True)
    designated_note = models.TextField(default="", blank=True, help_text="day and number of its decision")
    decided_by = models.TextField(default="", blank=True)
    decided_at = models.DateTimeField(null=True)
    second_by = models.TextField(default="", blank=True)
    second_at = models.DateTimeField(null=True)
    in_force_at = models.DateTimeField(null=True, help_text="when the decision was complete")
    ended_by = models.TextField(default="", blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.TextField(default="", blank=True)
    lapsed_at = models.DateTimeField(null=True, help_text="when the service wrote down that it was over")

    rows = Rows(
        see=(Act.MEASURE_READ,),
        add=(Act.MEASURE_PROPOSE,),
        change=(Act.MEASURE_DECIDE, Act.MEASURE_LAPSE),
        reaches=HELD_HERE,
        open=CARRIED_OUT,
    )

    class Meta:
        constraints: ClassVar = [
            one_of("kind", Kind, name="measure_kind_known"),
            one_of("state", State, name="measure_state_known"),
            models.CheckConstraint(
                condition=~Q(article="") & ~Q(what="") & ~Q(office="") & ~Q(remedy=""),
                name="measure_has_a_ground",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at"))
                & Q(review_due__gt=F("starts_at"))
                & Q(review_due__lte=F("ends_at")),
                name="measure_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(isolates=False) | (Q(ends_at__lte=F("starts_at") + _LIMIT) & ~Q(limit_told="")),
                name="measure_isolation_has_a_limit",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(APART), contact_hours__isnull=False)
                | (~Q(kind__in=sorted(APART)) & Q(contact_hours=None, isolates=False)),
                name="measure_apart_promises_contact",
            ),
            models.CheckConstraint(
                condition=Q(isolates=True) | Q(contact_hours=None) | Q(contact_hours__gt=2),
                name="measure_isolates_by_its_hours",
            ),
            models.CheckConstraint(
                condition=(Q(kind=Kind.REGIME) & ~Q(regime="")) | (~Q(kind=Kind.REGIME) & Q(regime="")),
                name="measure_regime_is_named",
            ),
            models.CheckConstraint(
                condition=Q(part_of=None) | ~Q(kind__in=sorted(APART)), name="measure_part_keeps_nobody_apart"
            ),
            models.CheckConstraint(
                condition=Q(renews=None, alike=None) | Q(renews__isnull=False, alike__lte=100),
                name="measure_renewal_is_compared",
            ),
            *decision_rules("measure"),
            models.CheckConstraint(
                condition=~Q(state__in=[State.DECIDED, State.ENDED])
                | (
                    Q(in_force_at__isnull=False, decided_at__isnull=False)
                    & (~Q(designated_by="") | Q(second_at__isnull=False))
                ),
                name="measure_decided_by_the_law_or_two",
            ),
            done("ended", name="measure_ended_with_reason"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "-starts_at"], name="measure_of_person"),
            models.Index(fields=["site", "ends_at"], name="measure_ends", condition=Q(state=State.DECIDED)),
            models.Index(
                fields=["proposed_at"],
                name="measure_waiting",
                condition=Q(state__in=[State.PROPOSED, State.FIRST]),
            ),
        ]

    class Labels:
        public: ClassVar = {
            *("id", *MARKING, "pack", "state", "starts_at", "ends_at", "review_due", "renews", "proposed_at"),
            *("part_of", "decided_at", "second_at", "in_force_at", "ended_at", "lapsed_at"),
        }
        personal: ClassVar = {
            *(
                "person",
                "kind",
                "regime",
                "what",
                "article",
                "office",
                "contact_hours",
                "isolates",
                "limit_told",
            ),
            *("remedy", "not_told", "alike", "proposed_by", "designated_by", "designated_note", "decided_by"),
            *("second_by", "ended_by", "ended_why"),
        }
        special: ClassVar[set[str]] = set()


class Reasons(Marked):
    """Why a measure is held to be lawful and right: the five answers of PLANN, and what milder was considered."""

    id = identifier()
    measure = models.OneToOneField(Measure, on_delete=models.PROTECT, related_name="reasons")
    proportionate = models.TextField()
    accountable = models.TextField(help_text="who answers for it, and how it is recorded and looked at")
    necessary = models.TextField()
    non_discriminatory = models.TextField(help_text="whether others in his place are treated so")
    alternatives = models.TextField(help_text="what milder was considered, and why it does not do")
    told = models.TextField(default="", blank=True, help_text="the reasons in words for him")
    names_a_trait = models.BooleanField(default=False)
    answer = models.TextField(default="", blank=True, help_text="the words of who decided")

    rows = Rows(
        see=(Act.MEASURE_REASONS,),
        add=(Act.MEASURE_PROPOSE,),
        change=(Act.MEASURE_DECIDE,),
        reaches=OF_MEASURE,
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(proportionate="")
                & ~Q(accountable="")
                & ~Q(necessary="")
                & ~Q(non_discriminatory="")
                & ~Q(alternatives=""),
                name="measurereasons_are_whole",
            )
        ]

    class Labels:
        public: ClassVar = {"id", "measure", *MARKING}
        personal: ClassVar = {
            *("proportionate", "accountable", "necessary", "non_discriminatory", "alternatives", "told"),
            *("names_a_trait", "answer"),
        }
        special: ClassVar[set[str]] = set()


class MeasureFact(Marked):
    """One fact that a measure rests on, marked as what it cites. Never changed."""

    id = identifier()
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="facts")
    ground = models.TextField()
    text = models.TextField()
    observed = models.DateField()
    judged = models.BooleanField(default=False)
    conduct = models.BooleanField(default=False)
    reference = models.TextField(default="", blank=True)

    rows = Rows(see=(Act.MEASURE_REASONS,), add=(Act.MEASURE_PROPOSE,), reaches=OF_MEASURE)

    class Meta:
        constraints: ClassVar = [
            one_of("ground", Ground, name="measurefact_ground_known"),
            models.CheckConstraint(condition=~Q(text=""), name="measurefact_says_something"),
        ]

    class Labels:
        public: ClassVar = {"id", "measure", *MARKING}
        personal: ClassVar = {"ground", "text", "observed", "judged", "conduct", "reference"}
        special: ClassVar[set[str]] = set()
