"""The tables of networks: groups, memberships with their evidence, relations, scorecards, and loaded ties."""

from beccaria.networks.models.belonging import Challenge, Evidence, Membership, Review, RoleHypothesis
from beccaria.networks.models.grouping import Group, GroupRelation, RelationEvidence
from beccaria.networks.models.scoring import Scorecard
from beccaria.networks.models.ties import ChartPlaces, Tie

__all__ = [
    "Challenge",
    "ChartPlaces",
    "Evidence",
    "Group",
    "GroupRelation",
    "Membership",
    "RelationEvidence",
    "Review",
    "RoleHypothesis",
    "Scorecard",
    "Tie",
]
