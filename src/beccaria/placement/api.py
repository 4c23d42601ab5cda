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
from beccaria.placement.actions.roster_plans import propose_roster
from beccaria.placement.actions.rostering import NewNearLimit, set_near_limit
from beccaria.placement.actions.rotating import NewRotationRule, plan_rotations, set_rotation_rule
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
from beccaria.placement.queries.rotating import due_soon

__all__ = [
    "Asked",
    "NewDispersal",
    "NewEscort",
    "NewKeepApart",
    "NewNearLimit",
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
    "due_soon",
    "open_keep_apart",
    "plan_rotations",
    "proposal",
    "propose",
    "propose_roster",
    "send_handover",
    "set_dispersal",
    "set_near_limit",
    "set_rotation_rule",
    "write_escort",
    "write_post",
    "write_waiting",
]
