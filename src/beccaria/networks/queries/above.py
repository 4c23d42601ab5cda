"""What a group is a part of, up to the top, and whether its parts go in a circle that the reader sees whole.

Who writes a group sees no circle that leads through a group hidden from him, and must not be told of one: it is found
when somebody reads who sees every group of it. Two who write at one moment can close a circle too.
"""

from typing import Final

from beccaria.networks.models import Group

DEEPEST: Final = 50


def circle_of(row: Group) -> tuple[Group, ...]:
    """The groups of a circle this one is in, each a part of the next, itself first; empty when the reader sees none."""
    steps = [row]
    while len(steps) <= DEEPEST and steps[-1].parent_id:
        if steps[-1].parent_id == row.id:
            return tuple(steps)
        above = Group.objects.filter(pk=steps[-1].parent_id).first()
        if above is None:
            break
        steps.append(above)
    return ()
