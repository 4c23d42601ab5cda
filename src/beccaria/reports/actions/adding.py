"""Add observations to a report that is already open, and send an observation together with its files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.markings import derived
from beccaria.core.refusal import BadInput, Cannot
from beccaria.core.reporting import Kind, Stage
from beccaria.ledger import api as ledger
from beccaria.reports.actions import changing
from beccaria.reports.actions.attaching import attach
from beccaria.reports.actions.observing import Submitted, submit_observation
from beccaria.reports.queries import seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it arrives: what its owner called it, and its bytes in pieces."""

    name: str
    chunks: Iterable[bytes]


@transaction.atomic
def add_observation(*, report_id: str, observation_id: str, by: Actor, at: datetime) -> None:
    """Put an observation into a report in work; the report inherits the stricter marking of both.

    Raises BadInput when they belong to different establishments, Cannot when either has moved on, Hidden, Refused.
    """
    report, _ = changing.report_to_change(report_id, Act.REPORT_LINK, revision=None, by=by)
    told, _ = seen.observation(observation_id, Act.OBSERVATION_READ, by=by, lock=True)
    if told.report_id or told.stage != Stage.SUBMITTED:
        raise Cannot("%(reference)s is already taken up: open its report instead.", reference=told.reference)
    if told.site != report.site:
        raise BadInput(
            "The observation and the report belong to different establishments: open a new report."
        )
    marking = derived(report.marking, told.marking)
    report.level, report.compartments = marking.level, sorted(marking.compartments)
    told.report = report
    told.save(update_fields=["report"])
    changing.save(report, at=at, by=by)
    ledger.record(Act.REPORT_LINK, by=by, subjects=[f"report:{report.id}", f"observation:{told.id}"], at=at)


@transaction.atomic
def send_observation(
    *,
    text: str,
    occurred_at: datetime,
    by: Actor,
    at: datetime,
    kind: str = Kind.OTHER,
    place: str = "",
    people: Sequence[str] = (),
    site: str | None = None,
    draft_id: str | None = None,
    files: Sequence[Upload] = (),
) -> Submitted:
    """Take in an observation and its files together: all of it is there, or nothing. See `submit_observation`."""
    made = submit_observation(
        text=text,
        occurred_at=occurred_at,
        by=by,
        at=at,
        kind=kind,
        place=place,
        people=people,
        site=site,
        draft_id=draft_id,
    )
    for file in files:
        attach(observation_id=made.id, name=file.name, chunks=file.chunks, by=by, at=at)
    return made
