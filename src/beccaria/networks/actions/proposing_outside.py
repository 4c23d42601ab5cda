"""Write down who may lead a circle of proposals from outside: a hypothesis beside them, never a membership."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from beccaria.core.actors import Actor
from beccaria.core.groups import NEEDED
from beccaria.core.markings import Marking, columns, derived
from beccaria.engines.membership import Lead, Shown
from beccaria.networks.models import OutsideLead
from beccaria.people import api as people


@dataclass(frozen=True, slots=True)
class Outside:
    """Somebody outside who may lead a circle: his place, and the contacts of each person proposed with him."""

    circle: str
    site: str | None
    place: int
    lead: Lead
    contacts: Mapping[str, tuple[Shown, ...]]


def stand_outside(
    wanted: Iterable[Outside], markings: Mapping[str, Marking], *, by: Actor, at: datetime
) -> None:
    """Make the hypotheses on people outside those that are wanted. Within the transaction that proposes.

    Only on who is shown in touch with two of those proposed: whoever may not read that must not read the hypothesis.
    """
    keep = [one for one in wanted if len(one.contacts) >= NEEDED]
    everybody = {key for one in keep for key in (one.lead.person, *one.contacts)}
    marked = people.markings(everybody, by=by)
    rows = {
        (one.circle, one.lead.person): _row(one, markings, marked, at=at)
        for one in keep
        if one.lead.person in marked
    }
    OutsideLead.objects.all().delete()
    OutsideLead.objects.bulk_create(rows.values())


def _row(
    one: Outside, markings: Mapping[str, Marking], marked: Mapping[str, Marking], *, at: datetime
) -> OutsideLead:
    """As strict as every contact it rests on, and everybody in them; of the prison whose circle it is, or of none."""
    rests_on = [markings[piece.reference] for pieces in one.contacts.values() for piece in pieces]
    about = [marked[key] for key in (one.lead.person, *one.contacts) if key in marked]
    strict = derived(*rests_on, *about)
    marking = Marking(
        site=one.site, level=strict.level, compartments=strict.compartments, handling=strict.handling
    )
    return OutsideLead(
        circle=one.circle,
        person_id=one.lead.person,
        place=one.place,
        because=one.lead.because,
        against=one.lead.against,
        proposed_at=at,
        **columns(marking),
    )
