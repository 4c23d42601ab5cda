"""The tables of proposals: that somebody may belong, on what, and what a human said. A proposal is no membership."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from beccaria.access.api import MARKING, Marked, Rows
from beccaria.core.acts import Act
from beccaria.core.groups import NEEDED, Basis
from beccaria.lib.columns import identifier, one_of
from beccaria.networks.models.belonging import Membership
from beccaria.networks.models.grouping import Group

_LEADS_MOST = 3


class Proposal(Marked):
    """A calculation proposes that somebody belongs to a circle; a human accepts or rejects it, with a reason.

    Marked as strictly as everything it rests on; what rests on records of two prisons belongs to the national service.
    """

    id = identifier()
    circle = models.TextField(help_text="the same for everybody proposed of one circle")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, null=True, related_name="+", help_text="a known group it may be"
    )
    bases = models.PositiveSmallIntegerField()
    because = ArrayField(models.TextField(), default=list)
    against = ArrayField(models.TextField(), default=list)
    lead = models.PositiveSmallIntegerField(null=True, help_text="his place among those who may lead, from 1")
    lead_because = models.TextField(default="", blank=True)
    lead_against = models.TextField(default="", blank=True)
    proposed_at = models.DateTimeField()
    accepted = models.BooleanField(null=True)
    decided_by = models.TextField(default="", blank=True)
    decided_at = models.DateTimeField(null=True)
    why = models.TextField(default="", blank=True)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")

    rows = Rows(
        see=(Act.PROPOSAL_READ,),
        add=(Act.PROPOSAL_MAKE,),
        change=(Act.PROPOSAL_JUDGE,),
        remove=(Act.PROPOSAL_MAKE,),
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(bases__gte=NEEDED), name="proposal_has_two_bases"),
            models.CheckConstraint(
                condition=Q(accepted=None, decided_by="", decided_at=None, why="", membership=None)
                | (Q(accepted__isnull=False, decided_at__isnull=False) & ~Q(decided_by="")),
                name="proposal_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(accepted=None) | Q(accepted=True, membership__isnull=False)
                | (Q(accepted=False, membership=None) & ~Q(why="")),
                name="proposal_rejected_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(lead=None, lead_because="", lead_against="")
                | (Q(lead__gte=1, lead__lte=_LEADS_MOST) & ~Q(lead_because="") & ~Q(lead_against="")),
                name="proposal_lead_has_both_sides",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["circle"], name="proposal_of_circle"),
            models.Index(fields=["person"], name="proposal_of_person"),
            models.Index(fields=["proposed_at", "id"], name="proposal_open", condition=Q(accepted=None)),
        ]

    class Labels:
        public: ClassVar = {"id", *MARKING, "proposed_at", "decided_at"}
        personal: ClassVar = {
            *("circle", "person", "group", "bases", "because", "against", "lead", "lead_because"),
            *("lead_against", "accepted", "decided_by", "why", "membership"),
        }
        special: ClassVar[set[str]] = set()


class OutsideLead(Marked):
    """A calculation supposes that somebody outside may lead a circle of proposals. He belongs to nothing by that.

    Shown only to who may read contacts of his with two of those proposed. It goes when the circle is proposed anew.
    """

    id = identifier()
    circle = models.TextField(help_text="the circle of the proposals")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField(help_text="his place among those who may lead, from 1")
    because = models.TextField()
    against = models.TextField()
    proposed_at = models.DateTimeField()

    rows = Rows(see=(Act.PROPOSAL_READ,), add=(Act.PROPOSAL_MAKE,), remove=(Act.PROPOSAL_MAKE,))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["circle", "person"], name="outside_lead_once"),
            models.CheckConstraint(
                condition=Q(place__gte=1, place__lte=_LEADS_MOST) & ~Q(because="") & ~Q(against=""),
                name="outside_lead_has_both_sides",
            ),
        ]

    class Labels:
        public: ClassVar = {"id", *MARKING, "proposed_at"}
        personal: ClassVar = {"circle", "person", "place", "because", "against"}
        special: ClassVar[set[str]] = set()


class ProposalEvidence(models.Model):
    """One record a proposal rests on: read again, as the reader may see it, whenever the proposal is shown."""

    id = identifier()
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="evidence")
    basis = models.TextField()
    kind = models.TextField(help_text="what was seen: together, visit, payment …")
    origin = models.TextField()
    reference = models.TextField(help_text="such as event:ID or observation:ID")
    observed = models.DateField()
    others = ArrayField(models.TextField(), default=list, help_text="with or through whom, by identifier")

    rows = Rows(
        within=("proposal_id", "networks_proposal"), add=(Act.PROPOSAL_MAKE,), remove=(Act.PROPOSAL_MAKE,)
    )

    class Meta:
        constraints: ClassVar = [
            one_of("basis", Basis, name="proposal_basis_known"),
            models.CheckConstraint(
                condition=~Q(reference="") & ~Q(origin=""), name="proposal_evidence_cites"
            ),
        ]

    class Labels:
        public: ClassVar = {"id", "proposal"}
        personal: ClassVar = {"basis", "kind", "origin", "reference", "observed", "others"}
        special: ClassVar[set[str]] = set()
