"""The tables of placement: keep-apart, rules for groups, covers, proposals, decisions, orders to move."""

from beccaria.placement.models.apart import Dispersal, GroupApart, KeepApart
from beccaria.placement.models.covering import ClassRule, Cover
from beccaria.placement.models.deciding import MovementOrder, PlacementDecision, Proposal

__all__ = [
    "ClassRule",
    "Cover",
    "Dispersal",
    "GroupApart",
    "KeepApart",
    "MovementOrder",
    "PlacementDecision",
    "Proposal",
]
