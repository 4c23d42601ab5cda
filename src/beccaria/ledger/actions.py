"""Write to the ledger. One statement, inside the transaction of the act: an act that is not recorded is undone."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from django.db import connection

from beccaria.core.actors import Actor
from beccaria.core.acts import Act

Plain = str | int | bool | None | list[str]

_LONGEST_DETAIL = 200


def record(
    act: Act,
    *,
    by: Actor,
    subjects: Sequence[str] = (),
    at: datetime,
    detail: Mapping[str, Plain] | None = None,
    outcome: Literal["done", "refused"] = "done",
    as_pseudonym: str | None = None,
) -> None:
    """Record that an act was done, or refused, once for all the records it touched or showed.

    `subjects` are references such as ``person:ID``. `detail` holds codes, counts and digests, never contents: a text
    of more than 200 characters or with more than one line is refused as a mistake of the caller (ValueError).
    `as_pseudonym` replaces the actor for acts done as reporter (rule 12); the duty and the session are then left out
    too, for they would narrow the choice.
    """
    said = dict(detail or {})
    for key, value in said.items():
        _refuse_contents(key, value)
    for subject in subjects:
        _refuse_contents("subjects", subject)
    if by.broken_glass:
        said["broken_glass"] = True
    actor, duty, session = (as_pseudonym, "", "") if as_pseudonym else (by.user, by.duty.value, by.session)
    # Plain SQL, because the model's insert would ask for the new number back, and who writes here may not read here.
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_entry (at, act, outcome, actor, duty, purpose, session, subjects, detail)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s::text[], %s::jsonb)",
            [
                at,
                act.value,
                outcome,
                actor,
                duty,
                by.purpose.value,
                session,
                list(subjects),
                json.dumps(said),
            ],
        )


def _refuse_contents(key: str, value: Plain) -> None:
    for text in value if isinstance(value, list) else [value]:
        if isinstance(text, str) and (len(text) > _LONGEST_DETAIL or "\n" in text):
            raise ValueError(f"The ledger holds no contents: shorten or drop {key!r}.")
