"""A database of a test's own, in which warnings are committed: written as the web role, passed on as the worker."""

from __future__ import annotations

import os
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from django.db import connections

from beccaria.access import queries as access
from beccaria.access.api import acting
from beccaria.core.actors import USUAL_PURPOSE, Duty, system_actor
from beccaria.lib import clock
from tests import database
from tests.conftest import connect_as

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from beccaria.core.actors import Actor


class Estate:
    """One database; everything done in it is committed."""

    def __init__(self, cluster: Any, name: str) -> None:
        self.cluster, self.name = cluster, name

    def web(self, username: str, what: Callable[..., Any], /, *args: Any, **said: Any) -> Any:
        """Do something as a user of the seed, in the web's login."""
        connect_as(self.cluster, "web", self.name)
        with acting(self._actor(username)) as actor:
            return what(*args, by=actor, **said)

    def worker(self, what: Callable[..., Any], /, *args: Any, **said: Any) -> Any:
        """Do something as the service itself, in the worker's login."""
        connect_as(self.cluster, "worker", self.name)
        with acting(system_actor("warnings")) as system:
            return what(*args, by=system, **said)

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """What is really there, past every policy."""
        with psycopg.connect(self.cluster.admin_url, dbname=self.name) as connection:
            return connection.execute(statement.encode()).fetchall()

    def write(self, statement: str) -> None:
        """Change something past every policy, as somebody who plants what a register would have told."""
        with psycopg.connect(self.cluster.admin_url, dbname=self.name) as connection:
            connection.execute(statement.encode())

    def _actor(self, username: str) -> Actor:
        user = access.user_named(username)
        assert user is not None
        held = access.duties_of(user.pk, at=clock.now())[0]
        return access.actor_from(held, purpose=USUAL_PURPOSE[Duty(held.duty)], session="test")


@contextmanager
def made(cluster: Any, blocker: Any) -> Iterator[Estate]:
    """A fresh copy of the planted database, gone afterwards; Django's connection is what it was."""
    name = f"estate_{os.getpid()}_{uuid.uuid4().hex[:8]}"
    cluster.create_database(name, template=database.TEMPLATE)
    was = str(connections.settings["default"]["NAME"])
    with blocker.unblock():
        try:
            yield Estate(cluster, name)
        finally:
            connections["default"].close()
            connect_as(cluster, "web", was)
            cluster.drop_database(name)


@pytest.fixture
def estate(cluster: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[Estate]:
    """A database in which everything is committed."""
    del django_db_setup
    with made(cluster, django_db_blocker) as found:
        yield found
