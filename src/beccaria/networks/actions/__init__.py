"""Everything that changes groups and networks."""

from beccaria.networks.actions.arranging import arrange
from beccaria.networks.actions.belonging import (
    NewEvidence,
    NewMembership,
    add_evidence,
    end_membership,
    open_membership,
    place_member,
    withdraw_evidence,
)
from beccaria.networks.actions.deciding import accept_proposal, reject_proposal
from beccaria.networks.actions.grouping import NewGroup, change_group, end_group, folded, write_group
from beccaria.networks.actions.proposing import propose_memberships
from beccaria.networks.actions.relating import NewRelation, add_relation_evidence, end_relation, relate
from beccaria.networks.actions.reviewing import answer, challenge, review
from beccaria.networks.actions.roles import end_role, suppose_role
from beccaria.networks.actions.scoring import NewScorecard, score_group
from beccaria.networks.actions.taking_down import Shown
from beccaria.networks.actions.taking_out import Taken, take_out

__all__ = [
    "NewEvidence",
    "NewGroup",
    "NewMembership",
    "NewRelation",
    "NewScorecard",
    "Shown",
    "Taken",
    "accept_proposal",
    "add_evidence",
    "add_relation_evidence",
    "answer",
    "arrange",
    "challenge",
    "change_group",
    "end_group",
    "end_membership",
    "end_relation",
    "end_role",
    "folded",
    "open_membership",
    "place_member",
    "propose_memberships",
    "reject_proposal",
    "relate",
    "review",
    "score_group",
    "suppose_role",
    "take_out",
    "withdraw_evidence",
    "write_group",
]
