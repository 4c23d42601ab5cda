"""Loading commits, as the worker: each test gets a database of its own, copied from the planted template."""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
from django.db import connections

from beccaria.access.api import acting
from beccaria.core.actors import system_actor
from beccaria.lib.staging import Job, Outcome
from tests import database
from tests.conftest import connect_as

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


class Service:
    """One database: load into it as the worker, ask it as anybody."""

    def __init__(self, cluster: Any, name: str, folder: Path) -> None:
        self.cluster, self.name, self.folder = cluster, name, folder

    def load(
        self, work: Callable[..., Outcome], path: Path, *, at: datetime = NOW, **options: Any
    ) -> Outcome:
        """Load a file as `beccaria load` does: one transaction, the loader, committed."""
        connect_as(self.cluster, "worker", self.name)
        with acting(system_actor("loader")) as actor:
            return work(
                Job(path=path, at=at, zone=ZoneInfo("Europe/Rome"), otherwise=self.folder, **options),
                by=actor,
            )

    def write(self, name: str, text: str) -> Path:
        """A file to load."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def rows(self, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """What the tables really hold, past every policy."""
        url = self.cluster.admin_url.replace("/postgres?", f"/{self.name}?")
        with psycopg.connect(url) as connection:
            return connection.execute(statement, parameters).fetchall()

    def count(self, table: str) -> int:
        """How many rows a table holds."""
        return int(self.rows(f'SELECT count(*) FROM "{table}"')[0][0])

    @contextmanager
    def as_web(self, actor: Any) -> Iterator[Any]:
        """Ask as the web role does for this actor."""
        connect_as(self.cluster, "web", self.name)
        with acting(actor) as entered:
            yield entered


@pytest.fixture
def service(cluster: Any, django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[Service]:
    """A database of this test's own."""
    del django_db_setup
    name = f"load_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    before = dict(connections.settings["default"])
    cluster.drop_database(name)
    database.copy(cluster, name)
    with django_db_blocker.unblock():
        yield Service(cluster, name, tmp_path)
        connections["default"].close()
    connections.settings["default"].update(before)
    cluster.drop_database(name)
