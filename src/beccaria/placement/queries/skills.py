"""Read what people can do: dated facts with their source, and whether anybody ever asked."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from beccaria.access.api import may_ever, may_go, only
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.refusal import Hidden
from beccaria.core.working_places import Skill
from beccaria.people import api as people
from beccaria.placement.models import SkillFact


@dataclass(frozen=True, slots=True)
class SkillRead:
    """One fact. `skill` None: he was asked and named nothing."""

    id: str
    skill: Skill | None
    words: str
    reference: str
    observed: date
    level: int
    handling: tuple[str, ...]


def skills_of(person_id: str, *, by: Actor) -> tuple[SkillRead, ...]:
    """What somebody can do, newest first, on all his records; none for duties that do not read it. Raises Hidden."""
    records = people.records_of(person_id, by)
    if not records:
        raise Hidden("There is no such person, or he is not yours to see.")
    if not may_ever(Act.SKILL_READ, by):
        return ()
    rows = seen(by=by).filter(person__in=records, withdrawn_at=None).order_by("-observed", "id")
    return tuple(map(_read, rows))


def seen(*, by: Actor) -> QuerySet[SkillFact]:
    """Those the reader may see; what handling keeps at its prison is for that prison's duties (rule 2)."""
    return SkillFact.objects.filter(may_go(by))


def row_of(skill_id: str, *, by: Actor) -> SkillFact:
    """One row, to be changed. Raises Hidden."""
    return only(seen(by=by).filter(pk=skill_id).select_for_update())


def _read(row: SkillFact) -> SkillRead:
    return SkillRead(
        row.id,
        Skill(row.skill) if row.skill else None,
        row.words,
        row.reference,
        row.observed,
        row.level,
        tuple(row.handling),
    )
