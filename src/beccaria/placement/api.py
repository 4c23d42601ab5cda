"""What higher apps may ask of placement."""

from beccaria.placement.actions.escorting import NewEscort, NewRoute, Planned, send_handover, write_escort
from beccaria.placement.actions.working import (
    NewPost,
    NewSkill,
    add_skill,
    check_post,
    decide_post,
    write_post,
)

__all__ = [
    "NewEscort",
    "NewPost",
    "NewRoute",
    "NewSkill",
    "Planned",
    "add_skill",
    "check_post",
    "decide_post",
    "send_handover",
    "write_escort",
    "write_post",
]
