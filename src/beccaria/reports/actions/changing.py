"""What every change of a report has in common: lock it, see that nobody else changed it, fold it, move it."""

from datetime import datetime

from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.handling import Handling, from_codes, strictest
from beccaria.core.refusal import Cannot
from beccaria.core.reporting import (
    Hands,
    Paper,
    Stage,
    may_still_change,
    move,
    why_somebody_else,
)
from beccaria.engines.folding import fold
from beccaria.reports.models import Item, Report, ReportStage
from beccaria.reports.queries import seen

LONGEST = 20_000


class Changed(Cannot):
    """Somebody else changed the report in the meantime."""


class NeedsAnother(Cannot):
    """The doctrine wants somebody else for this step: a second pair of hands."""


def report_to_change(
    report_id: str, act: Act, *, revision: int | None, by: Actor, editing: bool = True
) -> tuple[Report, bool]:
    """A locked report for a change, and whether the acting user wrote into it.

    Raises Hidden, Refused, Changed when `revision` is not the one it has now, Cannot when it may no longer change.
    """
    row, mine = seen.report(report_id, act, by=by, lock=True)
    if revision is not None and revision != row.revision:
        raise Changed("Somebody else changed this report: load it again, then repeat your change.")
    if editing and not may_still_change(Stage(row.stage)):
        raise Cannot("This report does not change any more at its stage: open a new one.")
    return row, mine


def two_people(act: Act, *, by: Actor, mine: bool, sanitiser: str | None, handling: Handling) -> None:
    """Stop when the doctrine wants somebody else for this step. Raises NeedsAnother."""
    hands = Hands(author=by.user if mine else None, sanitiser=sanitiser)
    if why := why_somebody_else(act, user=by.user, hands=hands, handling=handling):
        raise NeedsAnother(why)


def handling_of(items: list[Item]) -> Handling:
    """The strictest of several items and of the observations they come from: what the whole inherits."""
    told = (from_codes(one.observation.handling) for one in items if one.observation is not None)
    return strictest(*(from_codes(one.handling, {one.handling_note} - {""}) for one in items), *told)


def save(row: Report, *, at: datetime, by: Actor, words_with_it: str = "", to: Stage | None = None) -> None:
    """Write a changed report: its handling, what it is found by, its stage, and the next revision.

    It inherits the handling of its items and of its observations, those among them of which nothing is told yet.
    """
    items = list(row.items.select_related("observation"))
    told = [from_codes(codes) for codes in row.observations.values_list("handling", flat=True)]
    row.handling = sorted(strictest(handling_of(items), *told).codes)
    row.folded = fold(" ".join((row.reference, row.title, row.provenance, *(one.text for one in items))))
    row.revision += 1
    if to is not None and to != row.stage:
        before, row.stage = row.stage, move(Paper.REPORT, Stage(row.stage), to)
        ReportStage.objects.create(
            report=row, before=before, after=row.stage, at=at, who=by.user, words=words_with_it
        )
    row.save()
