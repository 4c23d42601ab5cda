"""The tables of placement: keep-apart, covers, proposals, decisions, orders to move, escorts, arrivals, posts,
waiting lists.
"""

from beccaria.placement.models.apart import Dispersal, GroupApart, KeepApart
from beccaria.placement.models.covering import ClassRule, Cover
from beccaria.placement.models.deciding import MovementOrder, PlacementDecision, Proposal
from beccaria.placement.models.escorting import ArrivalTold, Cleared, Escort, EscortRoute
from beccaria.placement.models.rostering import NearLimit, RosterPlan, StaffLanguage, StaffShift
from beccaria.placement.models.rotating import Rotation, RotationRule
from beccaria.placement.models.waiting import Waiting
from beccaria.placement.models.working import Post, PostCheck, SkillFact

__all__ = [
    "ArrivalTold",
    "ClassRule",
    "Cleared",
    "Cover",
    "Dispersal",
    "Escort",
    "EscortRoute",
    "GroupApart",
    "KeepApart",
    "MovementOrder",
    "NearLimit",
    "PlacementDecision",
    "Post",
    "PostCheck",
    "Proposal",
    "RosterPlan",
    "Rotation",
    "RotationRule",
    "SkillFact",
    "StaffLanguage",
    "StaffShift",
    "Waiting",
]
