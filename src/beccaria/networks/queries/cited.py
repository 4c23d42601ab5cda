"""Say how strictly memberships are handled, for whoever cites them."""

from collections.abc import Collection

from beccaria.core.actors import Actor
from beccaria.core.markings import Marking, derived
from beccaria.networks.queries import seen


def markings_of(membership_ids: Collection[str], *, by: Actor) -> dict[str, Marking]:
    """The markings of those of these memberships that the reader may see, as strict as evidence he sees of them."""
    found = {row.id: row.marking for row in seen.memberships(by=by).filter(pk__in=list(membership_ids))}
    for piece in seen.evidence(by=by).filter(membership__in=list(found), withdrawn_at=None):
        mine = found[piece.membership_id]
        strict = derived(mine, piece.marking)
        found[piece.membership_id] = Marking(
            site=mine.site, level=strict.level, compartments=strict.compartments, handling=strict.handling
        )
    return found
