"""Decide several people's places as one answer proposes them: each is judged anew by himself, and all hold or none."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction

from beccaria.core.actors import Actor
from beccaria.core.refusal import BadInput, Cannot, Hidden, Phrase
from beccaria.placement.actions.deciding import NewPlacement, decide
from beccaria.placement.queries import proposals

# Each is judged against the whole estate as it is now; more would keep who waits for the page too long.
MOST: Final = 40


@transaction.atomic
def decide_many(
    proposal_id: str, chosen: Sequence[str], *, due: datetime, by: Actor, at: datetime
) -> tuple[str, ...]:
    """Decide for each of these the place the answer proposes for him, and order the moves; returns the orders.

    Every one is a decision of his own, worked out anew as things are now; what is set aside only in words is not set
    aside here. If anything stands against one of them nothing is decided, and the sentence names him. Raises BadInput,
    Cannot, Hidden, Refused.
    """
    if not chosen:
        raise BadInput("Choose at least one.")
    if len(chosen) > MOST:
        raise BadInput("These are %(count)s: decide at most %(most)s at once.", count=len(chosen), most=MOST)
    asking = proposals.proposal(proposal_id, by=by)
    places = asking.moving
    if not places.keys() >= set(chosen):
        raise Hidden("There is no such person in this answer, or he is not moved by it.")
    made, against = [], []
    for person in dict.fromkeys(chosen):
        new = NewPlacement(person=person, wing=places[person], due=due, proposal=proposal_id)
        try:
            made.append(decide(new, by=by, at=at))
        except (BadInput, Cannot) as said:
            against.append((person, said))
    if against:
        person, first = against[0]
        raise Cannot(
            "Nothing was decided: something stands against %(count)s of them. %(name)s: %(why)s "
            "Take him out of the list, or decide for him alone.",
            count=len(against),
            name=asking.persons[person].name,
            why=Phrase(first.sentence, first.values),
        ) from first
    return tuple(made)
