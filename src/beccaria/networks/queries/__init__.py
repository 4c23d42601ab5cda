"""Everything that is read of groups and networks."""

from beccaria.networks.queries.chart import centre_of, chart, evidence_of
from beccaria.networks.queries.figuring import Figures, Standing, Without, changed
from beccaria.networks.queries.groups import group, group_names, group_of_relation, groups, may_change
from beccaria.networks.queries.here import here
from beccaria.networks.queries.layout import placed
from beccaria.networks.queries.marks import marks
from beccaria.networks.queries.memberships import (
    counts_due,
    may,
    may_withdraw,
    membership,
    membership_of,
    of_person,
    to_answer,
    to_review,
)
from beccaria.networks.queries.scorecards import compared, scorecard, scorecards_due, scorecards_of
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
    "centre_of",
    "changed",
    "chart",
    "compared",
    "counts_due",
    "evidence_of",
    "group",
    "group_names",
    "group_of_relation",
    "groups",
    "here",
    "marks",
    "may",
    "may_change",
    "may_withdraw",
    "membership",
    "membership_of",
    "of_person",
    "placed",
    "scorecard",
    "scorecards_due",
    "scorecards_of",
    "to_answer",
    "to_review",
]
