"""Read in which languages people can be spoken with, and which are spoken by those who work on a wing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import connection
from django.db.models import Q

from beccaria.access.api import may_go, only, require
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.markings import Marking
from beccaria.lib.moments import day_of
from beccaria.lib.tongues import compared, own_name
from beccaria.people import api as people
from beccaria.placement.models import StaffLanguage

# Who works on a wing: whoever had a shift there within a month, or has one in the coming week.
_BEHIND, _AHEAD = timedelta(days=28), timedelta(days=7)
_HOLDS: Final = "told.until IS NULL AND told.languages <> '{}'"
_SPOKEN: Final = "SELECT wing, language FROM placement_languages_spoken(%s, %s, %s, %s)"


@dataclass(frozen=True, slots=True)
class SpokenRead:
    """A language of somebody, as it is compared, and how his record is marked."""

    language: str
    marking: Marking

    @property
    def name(self) -> str:
        """As those who speak it call it."""
        return own_name(self.language)


@dataclass(frozen=True, slots=True)
class StaffLanguageRead:
    """A language that one member of staff speaks."""

    id: str
    staff: str
    language: str
    name: str


def languages(ids: Iterable[str], *, by: Actor, on: date) -> dict[str, tuple[SpokenRead, ...]]:
    """In which languages each of these people can be spoken with, as the register of people says. One statement.

    Linguistic needs are to be met (European Prison Rules, 38.3). It says nothing of where somebody is from and never
    counts as a risk: placing weighs whether somebody of staff on a wing can speak with him.
    """
    found: dict[str, dict[str, SpokenRead]] = defaultdict(dict)
    rows = people.standing(
        "people_identity", ("languages",), ids, order="told.since", holds=_HOLDS, by=by, on=on
    )
    for record, said, marking in rows:
        for one in map(compared, said):
            found[record].setdefault(one, SpokenRead(one, marking))
    return {record: tuple(some.values()) for record, some in found.items()}


def of_staff(site: str, *, by: Actor, at: datetime) -> tuple[StaffLanguageRead, ...]:
    """Which languages the staff of a prison speak, by staff number. Raises Refused."""
    require(Act.ROSTER_READ, by, Marking(site=site))
    holds = Q(over_from=None) | Q(over_from__gt=day_of(at))
    rows = StaffLanguage.objects.filter(may_go(by), holds, site=site)
    return tuple(
        StaffLanguageRead(row.id, row.staff, row.language, row.name)
        for row in rows.order_by("staff", "language", "id")
    )


def staff_row(language_id: str, *, by: Actor) -> StaffLanguage:
    """One row, locked. Raises Hidden."""
    return only(StaffLanguage.objects.filter(may_go(by), pk=language_id).select_for_update())


def spoken_on(sites: Iterable[str], *, by: Actor, at: datetime) -> Mapping[str, frozenset[str]]:
    """By wing of these prisons the languages that somebody who works there speaks. Who it is, nobody is told by this.

    For whoever places people; one statement.
    """
    del by  # judged by the function itself
    found: dict[str, set[str]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(_SPOKEN, [sorted(set(sites)), at - _BEHIND, at + _AHEAD, day_of(at)])
        for wing, language in cursor.fetchall():
            found[wing].add(language)
    return {wing: frozenset(some) for wing, some in found.items()}
