"""Put together what of a person matters when he is taken out or given work: decided risks, statuses, skills."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.classification import Kind
from beccaria.core.escorts import Known
from beccaria.core.happenings import Family, Part
from beccaria.core.markings import Marking
from beccaria.core.working_places import Able
from beccaria.events import api as events
from beccaria.events.api import Lane
from beccaria.placement.queries.skills import SkillRead, skills_of
from beccaria.risk import api as risk

_ESCAPE, _VIOLENCE, _CRIME = "escape", "violence", "oc-prisoner"
# The bands of these instruments from the third on are called high, very high or exceptional.
_HIGH_FROM: Final = 2
_FLIGHTS: Final = frozenset({Family.ESCAPE.value, Family.ESCAPE_ATTEMPT.value})
_DONE_BY_HIM: Final = frozenset({Part.SUSPECT.value, Part.SUBJECT.value, Part.ASSAILANT.value})
_MOST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What is decided of somebody, as far as the reader may see; None where nobody has decided, or he may not see it.

    `records` are what it rests on, by the names the ledger uses; `level` and `handling` the strictest of them.
    """

    escape: str
    escape_high: bool | None
    violence: str
    violence_high: bool | None
    status: tuple[str, ...]
    crime_high: bool
    tried: bool
    skills: tuple[SkillRead, ...]
    asked_about_skills: bool
    records: tuple[str, ...]
    level: int
    handling: tuple[str, ...]

    @property
    def able(self) -> Able:
        """What the check of posts and places asks for."""
        known = frozenset(one.skill for one in self.skills if one.skill is not None)
        return Able(
            skills=known if self.asked_about_skills else None,
            escape_high=self.escape_high,
            restricted=bool(self.status) or self.crime_high,
        )

    def known(self, *, near: int = 0, help_outside: bool = False, tried: bool = False) -> Known:
        """What the rules of escorts ask for, with what somebody adds."""
        return Known(
            escape_high=self.escape_high,
            violence_high=self.violence_high,
            status=bool(self.status) or self.crime_high,
            near=near,
            help_outside=help_outside,
            tried=tried or self.tried,
        )

    def marking(self, site: str | None, *, least: Level = Level.RESTRICTED) -> Marking:
        """How strictly what is made of it is marked (rule 2)."""
        return Marking(site=site, level=max(least, Level(self.level)), handling=frozenset(self.handling))


def judged(person_id: str, *, by: Actor, at: datetime) -> Judged:
    """What is decided of somebody now, on all his records. Raises Hidden."""
    held = risk.in_force(person_id, by=by, at=at) if may_ever(Act.ASSESSMENT_READ, by) else ()
    stands = (
        risk.classifications_now(person_id, by=by, at=at) if may_ever(Act.CLASSIFICATION_READ, by) else ()
    )
    statuses = [one for one in stands if one.kind is Kind.STATUS]
    by_name = {one.instrument: one for one in held}
    used = [one for name in (_ESCAPE, _VIOLENCE, _CRIME) if (one := by_name.get(name))]
    skills = skills_of(person_id, by=by)
    flights = _flights(person_id, by=by)
    careful: list[tuple[int, Iterable[str]]] = [
        *((int(one.level), one.handling) for one in [each.marking for each in used]),
        *((int(one.level), one.handling) for one in [each.marking for each in statuses]),
        *((one.level, one.handling) for one in skills),
        *((one.level, one.handling) for one in flights),
    ]
    return Judged(
        escape=_band(by_name, _ESCAPE),
        escape_high=_high(by_name, _ESCAPE),
        violence=_band(by_name, _VIOLENCE),
        violence_high=_high(by_name, _VIOLENCE),
        status=tuple(one.value for one in statuses),
        crime_high=bool(_high(by_name, _CRIME)),
        tried=bool(flights),
        skills=tuple(one for one in skills if one.skill is not None),
        asked_about_skills=bool(skills),
        records=(
            *(f"assessment:{one.id}" for one in used),
            *(f"classification:{one.id}" for one in statuses),
            *(f"skill:{one.id}" for one in skills),
            *(f"event:{one.id}" for one in flights),
        ),
        level=max((level for level, _codes in careful), default=0),
        handling=_all(codes for _level, codes in careful),
    )


def _band(by_name: dict[str, risk.Line], name: str) -> str:
    return by_name[name].band if name in by_name else ""


def _high(by_name: dict[str, risk.Line], name: str) -> bool | None:
    """Whether the band that was decided is one of the high ones; None where nobody has decided."""
    line = by_name.get(name)
    if line is None or line.by is None:
        return None
    bands = [one.name for one in line.by.bands]
    return line.band in bands[_HIGH_FROM:]


def _flights(person_id: str, *, by: Actor) -> tuple[events.Happening, ...]:
    """Escapes and attempts in which he had a part of his own."""
    if not may_ever(Act.EVENT_READ, by):
        return ()
    told = events.timeline(person_id, by=by, lanes=frozenset({Lane.INCIDENTS}), at_most=_MOST).happenings
    return tuple(one for one in told if one.code in _FLIGHTS and _DONE_BY_HIM & set(one.parts))


def _all(several: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({code for codes in several for code in codes}))
