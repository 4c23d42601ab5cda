"""Find the report or observation that somebody cites, with what must be inherited from it."""

from dataclasses import dataclass, replace

from beccaria.access.api import refusal
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.handling import cited_at
from beccaria.core.markings import Marking
from beccaria.core.refusal import BadInput
from beccaria.core.wording import words
from beccaria.events import api as events
from beccaria.reports.models import Observation, Report

_SHORT = 200
_READ = ((Report, "report", Act.REPORT_READ), (Observation, "observation", Act.OBSERVATION_READ))


@dataclass(frozen=True, slots=True)
class Cited:
    """A paper: `reference` is `report:ID` or `observation:ID`, `number` what people call it."""

    reference: str
    number: str
    marking: Marking


def cited(text: str, *, by: Actor) -> Cited | None:
    """The paper with this number or this `report:ID`; None for hidden and invented ones alike."""
    kind, colon, key = text.strip().partition(":")
    for model, name, act in _READ:
        wanted = {"pk": key} if colon and kind == name else {"reference": kind.upper()}
        if colon and kind != name:
            continue
        row = model.objects.filter(**wanted).first()
        if row is not None and refusal(act, by, row.marking) is None:
            return Cited(f"{name}:{row.pk}", row.reference, _strictest(row))
    return None


def rests_on(text: str, *, site: str | None, by: Actor) -> tuple[str, Marking | None]:
    """The record that somebody cites, `event:ID` or a paper, and the marking that what rests on it inherits.

    `site` writes it down: what handling keeps at its prison is cited by that prison only. Nothing cited is no marking.
    Raises BadInput for what the writer may not read.
    """
    said = words(text, what="What it rests on", longest=_SHORT, empty=True)
    if not said:
        return "", None
    kind, _colon, key = said.partition(":")
    if kind == "event":
        marking = events.marking_of(key, by=by)
        if marking is not None:
            return said, cited_at(site, marking)
    elif paper := cited(said, by=by):
        return paper.reference, cited_at(site, paper.marking)
    raise BadInput(
        "“%(said)s” is no record you may read: write the number of a report, or choose one.", said=said[:60]
    )


def _strictest(row: Report | Observation) -> Marking:
    """Of a report as strict as each of its items: who cites the whole cites them all (rule 2)."""
    if isinstance(row, Observation):
        return row.marking
    codes = {code for found in row.items.values_list("handling", flat=True) for code in found}
    return replace(row.marking, handling=row.marking.handling | codes)
