"""What higher apps may ask of groups and networks."""

from beccaria.networks.actions import (
    NewEvidence,
    NewGroup,
    NewMembership,
    NewRelation,
    Shown,
    add_evidence,
    answer,
    challenge,
    open_membership,
    relate,
    review,
    suppose_role,
    write_group,
)
from beccaria.networks.queries import group, groups, marks, membership, of_person

__all__ = [
    "NewEvidence",
    "NewGroup",
    "NewMembership",
    "NewRelation",
    "Shown",
    "add_evidence",
    "answer",
    "challenge",
    "group",
    "groups",
    "marks",
    "membership",
    "of_person",
    "open_membership",
    "relate",
    "review",
    "suppose_role",
    "write_group",
]
