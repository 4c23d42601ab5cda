"""Charts of people: who is tied to somebody or to the members of a group, and by what; as the reader may see it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.links import Pole, reference
from beccaria.core.refusal import BadInput, Hidden, Refused
from beccaria.networks.queries import seen
from beccaria.networks.queries.chart_shapes import Chart, Mark, Node, Shown, TieEvidence
from beccaria.networks.queries.marks import marks
from beccaria.networks.queries.walking import Walk
from beccaria.people import api as people

MOST_STEPS, MOST_NODES = 4, 2_000


def chart(about: str, shown: Shown, *, by: Actor, at: datetime) -> Chart:
    """The chart about `person:ID` or `group:ID`: people by steps from there, and everything that ties those drawn.

    It is cut at `shown.at_most` people, nearest first, then the most strongly tied; whoever the reader may not see is
    on no way and in no count. Of a group the visible members stand in the middle. Raises Hidden, Refused, BadInput.
    """
    centre = centre_of(about, by=by)
    if not 0 <= shown.steps <= MOST_STEPS or not 1 <= shown.at_most <= MOST_NODES:
        raise BadInput(
            "A chart has up to %(steps)s steps and 1 to %(people)s people: ask for less.",
            steps=MOST_STEPS,
            people=MOST_NODES,
        )
    if shown.since and shown.until and shown.until <= shown.since:
        raise BadInput("The period ends before it begins: exchange the two days.")
    walk = Walk(shown, by, at)
    walk.go(centre)
    return Chart(about, _nodes(walk, by=by, at=at), walk.edges(), walk.left_out)


def evidence_of(one: str, other: str, shown: Shown, *, by: Actor, at: datetime) -> tuple[TieEvidence, ...]:
    """Every record that ties two people of a chart, each by itself, the newest first.

    Raises Hidden when one of them is hidden; of two who are both seen and not tied there is nothing.
    """
    _may_read(by)
    if any(not people.is_known(who, by=by) for who in (one, other)):
        raise Hidden("There is no such person, or he is not yours to see.")
    return Walk(shown, by, at).between(one, other)


def centre_of(about: str, *, by: Actor) -> tuple[str, ...]:
    """The records a chart about `person:ID` or `group:ID` begins with. Raises Hidden, Refused, BadInput."""
    _may_read(by)
    asked = reference(about)
    if asked.kind is Pole.PERSON:
        if records := people.records_of(asked.id, by):
            return records
        raise Hidden("There is no such person, or he is not yours to see.")
    if asked.kind is not Pole.GROUP:
        raise BadInput("A chart is about a person or a group: write person or group, a colon and its number.")
    seen.one_group(asked.id)
    members = seen.memberships(by=by).filter(group_id=asked.id, ended_at=None).order_by("id")
    return tuple(members.values_list("person_id", flat=True))


def _may_read(by: Actor) -> None:
    if not may_ever(Act.NETWORK_READ, by):
        raise Refused("Your duty does not include this.")


def _nodes(walk: Walk, *, by: Actor, at: datetime) -> tuple[Node, ...]:
    known = people.named(walk.records_of(walk.step), by=by)
    marked = marks(known, by=by, at=at)
    return tuple(
        Node(one, _whole(known, walk.records_of([one])), step, _together(marked, walk.records_of([one])))
        for one, step in walk.step.items()
    )


def _whole(known: Mapping[str, people.PersonShown], records: Sequence[str]) -> people.PersonShown:
    """A person by the record that leads, his others beside it."""
    first, *others = (known[one] for one in records)
    return replace(first, also=tuple(others)) if others else first


def _together(marked: dict[str, tuple[Mark, ...]], records: Iterable[str]) -> tuple[Mark, ...]:
    """The marks of all of somebody's records, of each group the first."""
    found = {mark.group: mark for record in reversed(list(records)) for mark in marked.get(record, ())}
    return tuple(found.values())
