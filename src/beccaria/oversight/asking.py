"""Turn what somebody filled in into what is asked of the ledger, or into the question whom he means."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from beccaria.core.actors import Actor
from beccaria.ledger.api import Wanted
from beccaria.oversight import queries


@dataclass(frozen=True, slots=True)
class Question:
    """What is wanted; `unknown` names fields whose words mean nobody, `choices` those that mean several."""

    wanted: Wanted
    unknown: tuple[str, ...] = ()
    choices: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    @property
    def is_clear(self) -> bool:
        """Whether every word means something and only one thing."""
        return not self.unknown and not self.choices


def question(said: dict[str, Any], *, by: Actor) -> Question:
    """Read the cleaned fields of a form; fields it does not have do not narrow."""
    unknown: list[str] = []
    choices: dict[str, tuple[tuple[str, str], ...]] = {}
    exactly: dict[str, tuple[str, ...]] = {"about": (), "user": ()}
    for name, find in (("about", queries.subjects_meant), ("user", queries.users_meant)):
        if not said.get(name):
            continue
        meant = find(said[name], by=by)
        exactly[name] = meant.exactly
        if meant.candidates:
            choices[name] = meant.candidates
        elif not meant.exactly:
            unknown.append(name)
    until: datetime | None = said.get("until") or said.get("on")
    wanted = Wanted(
        subjects=exactly["about"],
        actors=exactly["user"],
        act=said.get("act") or "",
        outcome=said.get("outcome") or "",
        session=said.get("session") or "",
        since=said.get("since"),
        until=until,
    )
    return Question(wanted, tuple(unknown), choices)
