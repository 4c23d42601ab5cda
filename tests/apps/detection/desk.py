"""Findings as the engine gives them, received in a town of the test and answered by users of the seed."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from beccaria.access.api import acting
from beccaria.core.actors import Actor, Duty, Level, Purpose
from beccaria.core.alerts import Answer
from beccaria.core.ids import UserId
from beccaria.core.patterns import Evidence, Found, Unusual
from beccaria.detection.actions.answering import answer
from beccaria.detection.actions.receiving import Received, receive
from beccaria.detection.queries import alerts as queries
from tests.apps.people.town import NOW, Town
from tests.conftest import connect_as

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from beccaria.detection.queries.shapes import AlertLine, AlertRead

PATTERN = "payer-of-many"
STAFF = "lookups-without-need"


def piece(row: str, *, kind: str = "payments", site: str = "NORTH", person: str = "") -> Evidence:
    """A row of a feed."""
    return Evidence(kind, row, NOW - timedelta(days=2), f"Row {row} at {site}", person, site)


def found(key: str = "k", *rows: Evidence, people: tuple[str, ...] = (), **said: Any) -> Found:
    """A finding at North, unless its rows lie elsewhere."""
    rows = rows or (piece(f"{key}-1"), piece(f"{key}-2"))
    sites = tuple(sorted({row.establishment for row in rows if row.establishment}))
    one = Found(
        pattern=PATTERN,
        version=1,
        key=key,
        at=NOW - timedelta(days=1),
        since=NOW - timedelta(days=9),
        people=people,
        establishments=sites,
        sentence=f"Secret sentence of {key}.",
        values={},
        evidence=rows,
        unusual=Unusual("Nobody else pays so many.", 7.0, 1.0, "all who pay"),
        innocent_if=("He is a charity.",),
        check_next=("Who is he?",),
        strength=9.0,
    )
    return replace(one, **said)


def officer(*sites: str) -> Actor:
    """The integrity officer: in the compartment, and nothing else."""
    return Actor(
        user=UserId("ivy"),
        duty=Duty.INTEGRITY,
        sites=frozenset(sites or ("*",)),
        level=Level.SECRET,
        purpose=Purpose.OVERSIGHT,
        compartments=frozenset({"integrity"}),
    )


class Desk:
    """Alerts in a town."""

    def __init__(self, town: Town) -> None:
        self.town = town

    def receive(self, *several: Found, at: datetime = NOW) -> Received:
        """As the worker."""
        with self.town.as_worker() as worker:
            return receive(several, at=at, by=worker)

    def one(self, one: Found, at: datetime = NOW) -> str:
        """Receive a finding that raises an alert, and return the alert."""
        received = self.receive(one, at=at)
        assert len(received.raised) == 1
        return received.raised[0]

    @contextmanager
    def by(self, who: str | Actor) -> Iterator[Actor]:
        """As a user of the seed, or an actor of the test, on the web role."""
        if isinstance(who, str):
            with self.town.as_web(who) as actor:
                yield actor
            return
        connect_as(self.town.cluster, "web", self.town.name)
        with acting(who) as actor:
            yield actor

    def does(self, who: str | Actor, act: Callable[..., Any], *args: Any, **said: Any) -> Any:
        """Let somebody do something."""
        with self.by(who) as actor:
            return act(*args, by=actor, **said)

    def queue(self, who: str | Actor, heap: str = "new", at: datetime = NOW) -> tuple[AlertLine, ...]:
        """What lies on somebody's desk."""
        lines: tuple[AlertLine, ...] = self.does(who, lambda by: queries.queue(heap, by=by, at=at).items)
        return lines

    def read(self, who: str | Actor, alert: str) -> AlertRead:
        """One alert as somebody reads it."""
        read: AlertRead = self.does(who, queries.alert, alert)
        return read

    def answer(
        self, who: str | Actor, alert: str, said: Answer = Answer.INNOCENT, *, at: datetime = NOW
    ) -> str:
        """Answer an alert, with a reason."""
        with self.by(who) as actor:
            return answer(alert, said, reason="We looked", by=actor, at=at)
