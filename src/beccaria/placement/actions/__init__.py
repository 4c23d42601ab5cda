"""Writes of placement."""

from beccaria.placement.actions.covering import NewCover, end_cover, open_cover, widen
from beccaria.placement.actions.deciding import NewPlacement, decide
from beccaria.placement.actions.deciding_many import decide_many
from beccaria.placement.actions.keeping import NewKeepApart, close_keep_apart, open_keep_apart
from beccaria.placement.actions.ordering import cancel_order, carry_out, follow
from beccaria.placement.actions.proposing import propose, solve
from beccaria.placement.actions.ruling import (
    NewDispersal,
    NewGroupApart,
    end_rule,
    set_dispersal,
    set_group_apart,
)

__all__ = [
    "NewCover",
    "NewDispersal",
    "NewGroupApart",
    "NewKeepApart",
    "NewPlacement",
    "cancel_order",
    "carry_out",
    "close_keep_apart",
    "decide",
    "decide_many",
    "end_cover",
    "end_rule",
    "follow",
    "open_cover",
    "open_keep_apart",
    "propose",
    "set_dispersal",
    "set_group_apart",
    "solve",
    "widen",
]
