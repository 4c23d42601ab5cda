"""Find one record for somebody: what he may not see raises the same Hidden as what never was."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from beccaria.access.api import require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.handling import HELD_BACK
from beccaria.core.refusal import Hidden
from beccaria.reports.models import Authorship, Observation, Report

Rows = TypeVar("Rows", bound=Model)


def one(rows: QuerySet[Rows]) -> Rows:
    """The only row, or Hidden."""
    found = rows.first()
    if found is None:
        raise Hidden("There is no such record, or it is not yours to see.")
    return found


def sites(by: Actor) -> Q:
    """The establishments of a local duty, said to the database so that it can use the index; all for a national."""
    return Q() if by.everywhere else Q(site__in=sorted(by.sites))


def elsewhere(by: Actor) -> Q:
    """What handling keeps at its establishment is left out of what a national duty searches, counts or draws."""
    return ~Q(handling__overlap=HELD_BACK) if by.everywhere else Q()


def wrote(observation_id: str, *, by: Actor) -> bool:
    """Whether the acting user wrote this observation. Nobody can ask that about somebody else."""
    return Authorship.objects.filter(observation_id=observation_id, reporter=by.user).exists()


def wrote_one(report_id: str, *, by: Actor) -> bool:
    """Whether the acting user wrote one of the observations of this report."""
    return Authorship.objects.filter(observation__report_id=report_id, reporter=by.user).exists()


def observation(observation_id: str, act: Act, *, by: Actor, lock: bool = False) -> tuple[Observation, bool]:
    """An observation for an act, and whether the acting user wrote it. Raises Hidden or Refused."""
    rows = Observation.objects.filter(pk=observation_id)
    found = one(rows.select_for_update() if lock else rows)
    mine = wrote(observation_id, by=by)
    require(act, by, found.marking_for(author=by.user if mine else None))
    return found, mine


def report(report_id: str, act: Act, *, by: Actor, lock: bool = False) -> tuple[Report, bool]:
    """A report for an act, and whether the acting user wrote one of its observations. Raises Hidden or Refused."""
    rows = Report.objects.filter(pk=report_id)
    found = one(rows.select_for_update() if lock else rows)
    mine = wrote_one(report_id, by=by)
    require(act, by, found.marking_for(author=by.user if mine else None))
    return found, mine
