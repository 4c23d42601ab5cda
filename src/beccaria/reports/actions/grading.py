"""Grade items and provenance; every grade that was ever given stays."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from beccaria.core import links
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.grading import Grade
from beccaria.core.handling import Handling
from beccaria.core.refusal import BadInput
from beccaria.core.reporting import Stage
from beccaria.core.wording import words
from beccaria.ledger import api as ledger
from beccaria.reports.actions import changing
from beccaria.reports.actions.observing import follow_report
from beccaria.reports.models import Item, ItemGrade, Report
from beccaria.reports.queries import seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a grader says of one item. Source and information are judged apart; handling comes with its scheme."""

    grade: Grade
    handling: Handling
    nature: str = links.Nature.FACT
    underlying: str = ""
    subject: str = links.Subject.OTHER
    threats: tuple[str, ...] = field(default=())
    currency: str = links.Currency.UNKNOWN
    reliability: str = links.Firmness.UNKNOWN
    concreteness: str = links.Firmness.UNKNOWN

    def __post_init__(self) -> None:
        for name, kind in _WORDS.items():
            if getattr(self, name) not in set(kind):
                raise BadInput(
                    "%(name)s is “%(value)s”: write one of %(choices)s.",
                    name=name,
                    value=getattr(self, name),
                    choices=", ".join(kind),
                )
        if unknown := sorted(set(self.threats) - set(links.Threat)):
            raise BadInput(
                "“%(unknown)s” is not a threat: write one of %(choices)s.",
                unknown=unknown[0],
                choices=", ".join(links.Threat),
            )
        if self.nature == links.Nature.ASSESSMENT and not self.underlying.strip():
            raise BadInput("An assessment says who keeps what it rests on: write that.")
        if not self.handling.codes:
            raise BadInput("Say how this may be handled: choose a handling code.")


_WORDS: Mapping[str, type[StrEnum]] = {
    "nature": links.Nature,
    "subject": links.Subject,
    "currency": links.Currency,
    "reliability": links.Firmness,
    "concreteness": links.Firmness,
}


@transaction.atomic
def grade(
    *,
    report_id: str,
    judgements: Mapping[str, Judgement],
    by: Actor,
    at: datetime,
    provenance: tuple[str, Grade] | None = None,
    revision: int | None = None,
) -> None:
    """Grade items (by identifier) and, if given, the provenance: its words and its grade.

    When every item and the provenance have a grade the report and its observations are graded. A version that was
    sanitised before is stale from then on. Raises BadInput, Cannot, Changed, Hidden, Refused.
    """
    row, mine = changing.report_to_change(report_id, Act.REPORT_GRADE, revision=revision, by=by)
    changing.two_people(Act.REPORT_GRADE, by=by, mine=mine, sanitiser=None, handling=Handling())
    if not judgements and provenance is None:
        raise BadInput("Nothing was graded: grade at least one item or the provenance.")
    for item_id, judgement in judgements.items():
        _grade(seen.one(row.items.filter(pk=item_id)), judgement, by=by, at=at)
    if provenance is not None:
        said, given = provenance
        row.provenance = words(said, what="The provenance", longest=500)
        row.provenance_scheme, row.provenance_source = given.scheme.value, given.source
        row.provenance_information = given.information
    row.graded_at = at
    _settle(row, by=by, at=at)
    ledger.record(
        Act.REPORT_GRADE,
        by=by,
        subjects=[f"report:{row.id}", *(f"item:{one}" for one in judgements)],
        at=at,
        detail={"provenance": provenance is not None},
    )


@transaction.atomic
def grade_item(
    *,
    report_id: str,
    item_id: str,
    judgement: Judgement,
    by: Actor,
    at: datetime,
    revision: int | None = None,
) -> None:
    """Grade one item; see `grade`."""
    grade(report_id=report_id, judgements={item_id: judgement}, by=by, at=at, revision=revision)


@transaction.atomic
def grade_provenance(
    *,
    report_id: str,
    provenance: str,
    grade_of_it: Grade,
    by: Actor,
    at: datetime,
    revision: int | None = None,
) -> None:
    """Grade how a report was learned; see `grade`."""
    grade(
        report_id=report_id,
        judgements={},
        provenance=(provenance, grade_of_it),
        by=by,
        at=at,
        revision=revision,
    )


def _grade(item: Item, judgement: Judgement, *, by: Actor, at: datetime) -> None:
    item.scheme, item.source = judgement.grade.scheme.value, judgement.grade.source
    item.information = judgement.grade.information
    item.handling = sorted(judgement.handling.codes)
    item.handling_note = " ".join(sorted(judgement.handling.notes))
    item.nature, item.underlying = judgement.nature, judgement.underlying.strip()
    item.subject, item.threats = judgement.subject, sorted(judgement.threats)
    item.currency, item.reliability = judgement.currency, judgement.reliability
    item.concreteness = judgement.concreteness
    item.graded_by, item.graded_at = by.user, at
    item.save()
    ItemGrade.objects.create(
        item=item,
        scheme=item.scheme,
        source=item.source,
        information=item.information,
        handling=item.handling,
        graded_by=by.user,
        graded_at=at,
    )


def _settle(row: Report, *, by: Actor, at: datetime) -> None:
    whole = bool(row.provenance_scheme) and row.items.exists() and not row.items.filter(scheme="").exists()
    changing.save(row, at=at, by=by, to=Stage.GRADED if whole else None)
    if whole:
        waiting = row.observations.filter(stage=Stage.SUBMITTED).select_for_update()
        follow_report(list(waiting), Stage.GRADED, by=by, at=at)
