"""Everything that is read of groups and networks."""

from beccaria.networks.queries.chart import centre_of, chart, evidence_of
from beccaria.networks.queries.figuring import (
    Figures,
    Standing,
    Without,
    changed,
    figures,
    is_against,
    without,
)
from beccaria.networks.queries.groups import group, groups, may_change
from beccaria.networks.queries.layout import arranged, placed
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
    "Figures",
    "GroupLine",
    "GroupRead",
    "MemberLine",
    "MembershipRead",
    "RelationShown",
    "ReviewShown",
    "RoleShown",
    "Standing",
    "Without",
    "arranged",
    "centre_of",
    "changed",
    "chart",
    "counts_due",
    "evidence_of",
    "figures",
    "group",
    "groups",
    "is_against",
    "marks",
    "may",
    "may_change",
    "may_withdraw",
    "membership",
    "of_person",
    "placed",
    "to_answer",
    "to_review",
    "without",
]
