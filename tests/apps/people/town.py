"""A database of a test's own, in which judgements are committed: judged as the web role, settled as the worker."""

from __future__ import annotations

import os
from collections import defaultdict
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from django.db import connections

from beccaria.access import queries as access
from beccaria.access.api import acting
from beccaria.core.actors import USUAL_PURPOSE, Actor, Duty, Level, system_actor
from beccaria.core.ids import PersonId
from beccaria.core.judging import Prompt, Verdict
from beccaria.core.persons import Role
from beccaria.lib import clock
from beccaria.people import actions
from beccaria.people.models import Person, Recognition
from tests import database
from tests.conftest import connect_as

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
Partition = frozenset[frozenset[str]]


class Town:
    """One database: told by the worker, judged by users of the seed, and looked at past every policy."""

    def __init__(self, cluster: Any, name: str) -> None:
        self.cluster, self.name, self._actors = cluster, name, dict[str, Actor]()

    @contextmanager
    def as_worker(self) -> Iterator[Actor]:
        """A transaction of the service itself."""
        connect_as(self.cluster, "worker", self.name)
        with acting(system_actor("resolver")) as actor:
            yield actor

    @contextmanager
    def as_web(self, username: str) -> Iterator[Actor]:
        """A transaction of a user of the seed, as the web role."""
        connect_as(self.cluster, "web", self.name)
        with acting(self.actor(username)) as actor:
            yield actor

    def as_nobody(self) -> None:
        """Whatever is asked next is asked as the web role, by nobody yet."""
        connect_as(self.cluster, "web", self.name)

    def actor(self, username: str) -> Actor:
        """A user of the seed in his duty."""
        if username not in self._actors:
            user = access.user_named(username)
            assert user is not None
            held = access.duties_of(user.pk, at=clock.now())[0]
            purpose = USUAL_PURPOSE[Duty(held.duty)]
            self._actors[username] = access.actor_from(held, purpose=purpose, session="test")
        return self._actors[username]

    def add(self, *keys: str, site: str = "NORTH", **said: Any) -> list[PersonId]:
        """Records of people, one for each key, named after it."""
        level, source = said.pop("level", Level.OFFICIAL), said.pop("source", "town")
        with self.as_worker() as worker:
            return [
                actions.add_person(
                    actions.Said(**({"role": Role.VISITOR, "given_names": key, "surname": "Town"} | said)),
                    site=site,
                    by=worker,
                    at=NOW,
                    level=level,
                    source=source,
                    key=key,
                )
                for key in keys
            ]

    def judge(self, one: str, other: str, verdict: Verdict, *, by: str = "nan", at: datetime = NOW) -> str:
        """Judge as a user; nothing is settled but what his own transaction settles."""
        with self.as_web(by) as actor:
            return actions.judge(one, other, verdict, by=actor, at=at, why="They told us")

    def undo(self, judgement: str, *, by: str = "nan", at: datetime = NOW) -> str | None:
        """Take back as a user."""
        with self.as_web(by) as actor:
            return actions.undo_judgement(judgement, by=actor, at=at)

    def rule(
        self, one: str, other: str, score: float, verdict: Verdict = Verdict.SAME, *, at: datetime = NOW
    ) -> str | None:
        """Judge by a rule, as the worker."""
        with self.as_worker() as worker:
            return actions.judge_by_rule(
                one,
                other,
                verdict,
                rule="test",
                score=score,
                because=["same_document"],
                prompt=Prompt.VISIT,
                prompt_at=NOW,
                by=worker,
                at=at,
            )

    def recognise(self, person: str, certainty: str = "almost certain") -> None:
        """Tell the owner of a record that somebody appeared elsewhere."""
        with self.as_worker():
            row = Person.objects.get(pk=person)
            Recognition.objects.create(
                person=row,
                prompt=Prompt.VISIT.value,
                certainty=certainty,
                because=["same_document"],
                occurred_at=NOW,
                recorded_at=NOW,
                site=row.site,
                level=row.level,
            )

    def settle(self) -> int:
        """What the job does."""
        with self.as_worker() as worker:
            return actions.settle_waiting(by=worker, at=NOW)

    def rows(self, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """What the tables really hold."""
        url = self.cluster.admin_url.replace("/postgres?", f"/{self.name}?")
        with psycopg.connect(url) as connection:
            return connection.execute(statement.encode(), parameters).fetchall()

    def partition(self, among: Sequence[str] | None = None) -> Partition:
        """Which records are together now."""
        groups: dict[str, set[str]] = defaultdict(set)
        for key, cluster in self.rows("SELECT id, cluster FROM people_person"):
            if among is None or key in among:
                groups[cluster].add(key)
        return frozenset(frozenset(group) for group in groups.values())

    def now(self, one: str, other: str) -> list[tuple[Any, ...]]:
        """What is held of a pair now: verdict and rule."""
        return self.rows(
            "SELECT verdict, rule FROM people_judgement WHERE until IS NULL AND left_id = %s AND right_id = %s",
            *sorted((one, other)),
        )


@contextmanager
def made(cluster: Any, django_db_blocker: Any, suffix: str = "") -> Iterator[Town]:
    """A town that is gone afterwards."""
    name = f"town{suffix}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    before = dict(connections.settings["default"])
    cluster.drop_database(name)
    cluster.create_database(name, template=database.TEMPLATE)
    with django_db_blocker.unblock():
        connect_as(cluster, "worker", name)
        yield Town(cluster, name)
        connections["default"].close()
    connections.settings["default"].update(before)
    cluster.drop_database(name)


@pytest.fixture
def town(cluster: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[Town]:
    """A town for one test."""
    del django_db_setup
    with made(cluster, django_db_blocker) as here:
        yield here
