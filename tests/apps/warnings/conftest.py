"""People acting on warnings: each step is done by a named person, in the database as that person."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from beccaria.access.api import acting
from beccaria.core.actors import Actor
from beccaria.core.happenings import Outcome
from beccaria.core.ids import PersonId
from beccaria.core.warning import Certainty, WarningKind
from beccaria.events import api as events
from beccaria.lib import clock
from beccaria.warnings import actions
from beccaria.warnings.api import NewWarning, Subject, Told

NAME, BORN, DOCUMENT = "Zorka Petkova-Lindh", date(1984, 3, 17), "PL4471902"


@pytest.fixture
def at() -> datetime:
    """One moment for the whole test; later steps add to it."""
    return clock.now()


@pytest.fixture
def does(actor_named: Callable[..., Actor]) -> Callable[..., Any]:
    """`does("bo", queries.warnings)` calls a query or action as Bo, in the database as Bo."""

    def call(name: str, what: Callable[..., Any], /, *args: Any, **said: Any) -> Any:
        with acting(actor_named(name)) as actor:
            return what(*args, by=actor, **said)

    return call


def told(text: str = "Do not let her in; call the manager on duty.", **more: Any) -> Told:
    """What a warning says, with a description unless another is given."""
    more.setdefault("subject", Subject(names=(NAME,), born=BORN, document=DOCUMENT))
    return Told(
        text=text, reason="Tablets were found on her at the gate.", certainty=Certainty.ESTABLISHED, **more
    )


@pytest.fixture
def written(does: Callable[..., Any], at: datetime) -> Callable[..., Any]:
    """Bo at North (or somebody else) writes a warning to all prisons, or as asked."""

    def write(name: str = "bo", **more: Any) -> Any:
        more.setdefault("told", told())
        more.setdefault("kind", WarningKind.VISITOR_REFUSED)
        moment = more.pop("at", at)
        return does(name, actions.write, NewWarning(**more), at=moment)

    return write


@pytest.fixture
def planted(as_role: Callable[[str], Any]) -> Callable[[str], str]:
    """The identifier of a planted person by its key, read as the owner, who sees all."""

    def find(key: str) -> str:
        with as_role("owner") as connection:
            row = connection.execute("SELECT id FROM people_person WHERE key = %s", [key]).fetchone()
        assert row is not None, key
        return str(row[0])

    return find


@pytest.fixture
def booked(does: Callable[..., Any], planted: Callable[[str], str], at: datetime) -> Callable[..., str]:
    """A visit booked at South for later today, to somebody held there; `visitor` says who comes."""

    def book(visitor: str = NAME, born: date | None = BORN, **more: Any) -> str:
        who = more.pop("by", "oli")
        site = more.pop("site", "SOUTH")
        held = more.pop("prisoner", None) or planted("seed-elsewhere" if site == "SOUTH" else "seed-mts")
        happened = events.Happened(site=site, occurred_at=at + more.pop("ahead", timedelta(seconds=1)))
        visit = events.NewVisit(
            happened=happened,
            prisoner=PersonId(held),
            visitor_name=visitor,
            born=born,
            outcome=Outcome.BOOKED,
            relationship="friend",
            **more,
        )
        return str(does(who, events.add_visit, visit, at=at))

    return book
