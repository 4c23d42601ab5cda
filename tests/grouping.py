"""People acting on groups: each step by a named person, in the database as that person. All of it is invented."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from beccaria.access.api import acting
from beccaria.core.actors import Actor, Level
from beccaria.core.grading import Grade
from beccaria.lib import clock
from beccaria.networks import actions
from beccaria.networks.api import NewEvidence, NewGroup, NewMembership, NewRelation, Shown

Does = Callable[..., Any]
GOOD = Grade.read("3x5x2", "1", "A")


def days_ago(at: datetime, days: int) -> date:
    """The day so many days before."""
    return at.date() - timedelta(days=days)


def shown(at: datetime, days: int = 10, **more: Any) -> Shown:
    """Something that shows something."""
    said: dict[str, Any] = {
        "text": "Seen in the yard with the two others.",
        "observed": days_ago(at, days),
        "grade": GOOD,
    }
    return Shown(**(said | more))


def evidence(at: datetime, basis: str = "association", **more: Any) -> NewEvidence:
    """A piece of evidence; its origin is named after its basis unless another is given."""
    level, origin = more.pop("level", Level.OFFICIAL), more.pop("origin", f"origin of {basis}")
    return NewEvidence(basis=basis, origin=origin, level=level, shown=shown(at, **more))


def new_group(name: str = "The Quarry", **more: Any) -> NewGroup:
    """A group known everywhere, unless otherwise said."""
    said = {
        "name": name,
        "kind": "street_gang",
        "definition": "untoc",
        "determined_by": "police",
        "reaches": ["*"],
    }
    return NewGroup(**(said | more))


@pytest.fixture
def at() -> datetime:
    """One moment for the whole test; later steps add to it."""
    return clock.now()


@pytest.fixture
def does(actor_named: Callable[..., Actor]) -> Does:
    """`does("bo", queries.groups)` calls a query or action as Bo, in the database as Bo."""

    def call(name: str, what: Callable[..., Any], /, *args: Any, **said: Any) -> Any:
        with acting(actor_named(name)) as actor:
            return what(*args, by=actor, **said)

    return call


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
def group(does: Does, at: datetime) -> Callable[..., str]:
    """Bo at North (or somebody else) writes down a group, or as asked."""

    def write(name: str = "The Quarry", by: str = "bo", **more: Any) -> str:
        return str(does(by, actions.write_group, new_group(name, **more), at=at))

    return write


@pytest.fixture
def member(does: Does, at: datetime, planted: Callable[[str], str]) -> Callable[..., str]:
    """Somebody may belong to a group, by a first piece of evidence."""

    def write(group: str, key: str = "seed-mts", by: str = "bo", **more: Any) -> str:
        first = more.pop("evidence", None) or evidence(more.get("at", at))
        moment = more.pop("at", at)
        new = NewMembership(group=group, person=planted(key), evidence=first, **more)
        return str(does(by, actions.open_membership, new, at=moment))

    return write


@pytest.fixture
def add(does: Does, at: datetime) -> Callable[..., str]:
    """One more piece of evidence."""

    def write(membership: str, basis: str = "sign", by: str = "bo", **more: Any) -> str:
        return str(does(by, actions.add_evidence, membership, evidence(at, basis, **more), at=at))

    return write


@pytest.fixture
def related(does: Does, at: datetime) -> Callable[..., str]:
    """Two groups stand to each other."""

    def write(group: str, other: str, kind: str = "feud", by: str = "bo", **more: Any) -> str:
        new = NewRelation(group=group, other=other, kind=kind, shown=shown(at), **more)
        return str(does(by, actions.relate, new, at=at))

    return write
