"""What higher apps may ask of placement."""

from beccaria.placement.actions import (
    NewDispersal,
    NewKeepApart,
    NewPlacement,
    decide,
    open_keep_apart,
    propose,
    set_dispersal,
)
from beccaria.placement.actions.escorting import NewEscort, NewRoute, Planned, send_handover, write_escort
from beccaria.placement.actions.rotating import NewRotationRule, set_rotation_rule
from beccaria.placement.actions.waiting import NewWaiting, write_waiting
from beccaria.placement.actions.working import (
    NewPost,
    NewSkill,
    add_skill,
    check_post,
    decide_post,
    write_post,
)
from beccaria.placement.queries.instance import Asked
from beccaria.placement.queries.proposals import proposal

__all__ = [
    "Asked",
    "NewDispersal",
    "NewEscort",
    "NewKeepApart",
    "NewPlacement",
    "NewPost",
    "NewRotationRule",
    "NewRoute",
    "NewSkill",
    "NewWaiting",
    "Planned",
    "add_skill",
    "check_post",
    "decide",
    "decide_post",
    "open_keep_apart",
    "proposal",
    "propose",
    "send_handover",
    "set_dispersal",
    "set_rotation_rule",
    "write_escort",
    "write_post",
    "write_waiting",
]
