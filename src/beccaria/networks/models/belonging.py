"""The tables of memberships: that somebody may belong, the evidence, his role, reviews and challenges."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from beccaria.access.api import HELD_HERE, MARKING, Contested, Marked, Rows
from beccaria.core.acts import Act
from beccaria.core.groups import Basis, Position, Role
from beccaria.lib.columns import identifier, one_of
from beccaria.networks.models.columns import EVIDENCE_OF_MEMBERSHIP, OF_MEMBERSHIP, ended, graded
from beccaria.networks.models.grouping import Group

_CHANGES = (Act.MEMBERSHIP_WRITE, Act.MEMBERSHIP_REVIEW, Act.GROUP_LOAD)


class Membership(Marked):
    """Somebody may belong to a group. Whether that is supported follows from the evidence (core.groups) each time.

    `site` wrote it; the prison that holds the person sees it too, wherever he is moved.
    """

    id = identifier()
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    position = models.TextField(default=Position.UNKNOWN.value)
    determined_by = models.TextField(
        default="", blank=True, help_text="who determined it, when not the prison"
    )
    review_due = models.DateField(help_text="somebody looks again on this day at the latest")
    written_by = models.TextField()
    written_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_why = models.TextField(default="", blank=True)

    rows = Rows(
        see=(Act.MEMBERSHIP_READ,),
        add=(Act.MEMBERSHIP_WRITE, Act.GROUP_LOAD),
        change=_CHANGES,
        reaches=HELD_HERE,
    )

    class Meta:
        constraints: ClassVar = [
            one_of("position", Position, name="membership_position_known"),
            # With site and level, so that nobody learns by being refused of one he may not see.
            models.UniqueConstraint(
                fields=["group", "person", "site", "level"],
                condition=Q(ended_at=None),
                name="membership_once",
            ),
            ended(name="membership_ended_with_reason"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person"], name="membership_of_person", condition=Q(ended_at=None)),
            models.Index(fields=["review_due"], name="membership_review", condition=Q(ended_at=None)),
        ]

    class Labels:
        public: ClassVar = {"id", *MARKING, "review_due", "written_at", "ended_at"}
        personal: ClassVar = {"group", "person", "position", "determined_by", "written_by", "ended_why"}
        special: ClassVar[set[str]] = set()


class Evidence(Marked):
    """One thing that shows membership: dated, graded, from somewhere. Withdrawn, it stays and no longer counts."""

    id = identifier()
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="evidence")
    basis = models.TextField()
    origin = models.TextField(help_text="where it came from; two things of one origin are one voice")
    reference = models.TextField(default="", blank=True, help_text="such as report:ID, event:ID, or empty")
    text = models.TextField(help_text="what was seen or found, in a sentence")
    observed = models.DateField()
    scheme = models.TextField()
    source_grade = models.TextField()
    information_grade = models.TextField()
    added_by = models.TextField()
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.TextField(default="", blank=True)

    rows = Rows(
        see=(Act.MEMBERSHIP_READ,),
        add=(Act.MEMBERSHIP_WRITE, Act.GROUP_LOAD),
        change=_CHANGES,
        reaches=EVIDENCE_OF_MEMBERSHIP,
    )

    class Meta:
        constraints: ClassVar = [
            one_of("basis", Basis, name="membership_basis_known"),
            graded(name="membership_evidence_graded"),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(origin=""), name="membership_evidence_says_something"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_why="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why="")),
                name="membership_evidence_withdrawn_with_reason",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["reference"], name="membership_evidence_by_record")]

    class Labels:
        public: ClassVar = {"id", "membership", *MARKING, "added_at", "withdrawn_at"}
        personal: ClassVar = {
            *("basis", "origin", "reference", "text", "observed", "added_by", "withdrawn_why"),
            *("scheme", "source_grade", "information_grade"),
        }
        special: ClassVar[set[str]] = set()


class RoleHypothesis(Marked):
    """What somebody may do in the group: what speaks for it and what against, until somebody ends it."""

    id = identifier()
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="roles")
    role = models.TextField()
    because = models.TextField()
    against = models.TextField(help_text="what speaks against it, or that nothing was found")
    by_rule = models.TextField(
        default="", blank=True, help_text="the calculation that proposed it, if one did"
    )
    added_by = models.TextField()
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_why = models.TextField(default="", blank=True)

    rows = Rows(
        see=(Act.MEMBERSHIP_READ,),
        add=(Act.MEMBERSHIP_WRITE, Act.GROUP_LOAD),
        change=_CHANGES,
        reaches=OF_MEMBERSHIP,
    )

    class Meta:
        constraints: ClassVar = [
            one_of("role", Role, name="membership_role_known"),
            models.CheckConstraint(
                condition=~Q(because="") & ~Q(against=""), name="membership_role_has_both_sides"
            ),
            models.UniqueConstraint(
                fields=["membership", "role", "site", "level"],
                condition=Q(ended_at=None),
                name="membership_role_once",
            ),
            ended(name="membership_role_ended_with_reason"),
        ]

    class Labels:
        public: ClassVar = {"id", "membership", *MARKING, "added_at", "ended_at", "by_rule"}
        personal: ClassVar = {"role", "because", "against", "added_by", "ended_why"}
        special: ClassVar[set[str]] = set()


class Review(Marked):
    """Somebody looked at a membership again and said why it stays or ends. Never changed."""

    id = identifier()
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="reviews")
    kept = models.BooleanField()
    why = models.TextField()
    support = models.TextField(help_text="what the evidence came to on that day")
    next_due = models.DateField(null=True)
    reviewed_by = models.TextField()
    reviewed_at = models.DateTimeField()

    rows = Rows(see=(Act.MEMBERSHIP_READ,), add=(Act.MEMBERSHIP_REVIEW,), reaches=OF_MEMBERSHIP)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(why=""), name="membership_review_has_a_reason")
        ]

    class Labels:
        public: ClassVar = {"id", "membership", *MARKING, "next_due", "reviewed_at"}
        personal: ClassVar = {"kept", "why", "support", "reviewed_by"}
        special: ClassVar[set[str]] = set()


class Challenge(Contested, Marked):
    """Somebody contests a membership, himself or through counsel; what he said, and what was answered."""

    id = identifier()
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="challenges")

    rows = Rows(
        see=(Act.MEMBERSHIP_READ,),
        add=(Act.MEMBERSHIP_CHALLENGE,),
        change=(Act.MEMBERSHIP_REVIEW,),
        reaches=OF_MEMBERSHIP,
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="membership_challenge_says_something"),
            models.CheckConstraint(
                condition=Q(answered_at=None, upheld=None, answer="")
                | (Q(answered_at__isnull=False, upheld__isnull=False) & ~Q(answer="")),
                name="membership_challenge_answered_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(answered_by="") | ~Q(answered_by=F("received_by")),
                name="membership_challenge_answered_by_another",
            ),
        ]

    class Labels:
        public: ClassVar = {"id", "membership", *MARKING, "received_at", "due", "answered_at"}
        personal: ClassVar = {"raised_for", "text", "received_by", "upheld", "answer", "answered_by"}
        special: ClassVar[set[str]] = set()
