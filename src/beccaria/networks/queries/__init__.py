"""Everything that is read of groups and networks."""

from beccaria.networks.queries.groups import group, groups, may_change
from beccaria.networks.queries.marks import marks
from beccaria.networks.queries.memberships import (
    counts_due,
    may,
    may_withdraw,
    membership,
    of_person,
    to_answer,
    to_review,
)
from beccaria.networks.queries.shapes import (
    ChallengeShown,
    Change,
    ChangeKind,
    DueShown,
    EvidenceShown,
    GroupLine,
    GroupRead,
    MemberLine,
    MembershipRead,
    RelationShown,
    ReviewShown,
    RoleShown,
)

__all__ = [
    "ChallengeShown",
    "Change",
    "ChangeKind",
    "DueShown",
    "EvidenceShown",
    "GroupLine",
    "GroupRead",
    "MemberLine",
    "MembershipRead",
    "RelationShown",
    "ReviewShown",
    "RoleShown",
    "counts_due",
    "group",
    "groups",
    "marks",
    "may",
    "may_change",
    "may_withdraw",
    "membership",
    "of_person",
    "to_answer",
    "to_review",
]
