"""The tables of networks: groups, memberships and proposals with their evidence, relations, scorecards, loaded ties."""

from beccaria.networks.models.belonging import Challenge, Evidence, Membership, Review, RoleHypothesis
from beccaria.networks.models.grouping import Group, GroupRelation, RelationEvidence
from beccaria.networks.models.proposing import OutsideLead, Proposal, ProposalEvidence
from beccaria.networks.models.scoring import Scorecard
from beccaria.networks.models.ties import ChartPlaces, Tie

__all__ = [
    "Challenge",
    "ChartPlaces",
    "Evidence",
    "Group",
    "GroupRelation",
    "Membership",
    "OutsideLead",
    "Proposal",
    "ProposalEvidence",
    "RelationEvidence",
    "Review",
    "RoleHypothesis",
    "Scorecard",
    "Tie",
]
