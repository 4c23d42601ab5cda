"""Read what owners of records are told: that their person, or one like him, appeared where they may not look."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from beccaria.core.actors import Actor, Level
from beccaria.core.judging import Prompt
from beccaria.core.markings import Marking
from beccaria.people.models import Recognition
from beccaria.people.queries.reading import named
from beccaria.people.queries.shapes import PersonShown

AT_MOST: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionShown:
    """A person of the reader's was recognised elsewhere: by what, how sure, and when. Never where, and by whom."""

    id: str
    person: PersonShown
    prompt: Prompt
    certainty: str
    because: tuple[str, ...]
    occurred_at: datetime
    answer: str
    answered_at: datetime | None
    marking: Marking


def the_recognition(recognition_id: str, *, by: Actor) -> str:
    """The identifier of a recognition that the reader may see. Raises Recognition.DoesNotExist for any other."""
    del by  # judged by the row policy of this transaction
    return Recognition.objects.only("id").get(pk=recognition_id).pk


def recognitions(
    *, by: Actor, answered: bool = False, at_most: int = AT_MOST
) -> tuple[RecognitionShown, ...]:
    """What waits for an answer, the newest first; or what was answered."""
    rows = Recognition.objects.filter(answered_at__isnull=not answered).order_by("-occurred_at", "id")[
        :at_most
    ]
    persons = named((row.person_id for row in rows), by=by)
    return tuple(
        RecognitionShown(
            id=row.id,
            person=persons[row.person_id],
            prompt=Prompt(row.prompt),
            certainty=row.certainty,
            because=tuple(row.because),
            occurred_at=row.occurred_at,
            answer=row.answer,
            answered_at=row.answered_at,
            marking=Marking(site=row.site, level=Level(row.level)),
        )
        for row in rows
        if row.person_id in persons
    )
