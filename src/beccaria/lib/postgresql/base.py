"""Hand out kept connections that live, keep plans of statements where one plan does for all, read moments quickly."""

import select
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Self

import psycopg
from django.db.backends.postgresql import base
from django.db.backends.postgresql.psycopg_any import BaseTzLoader
from psycopg.pq import ConnStatus

from beccaria.lib.many import are_many
from beccaria.lib.postgresql.schema import DatabaseSchemaEditor


class Moment(BaseTzLoader):  # type: ignore[misc]  # Django has no types
    """A moment as the database writes it, read by Python itself: a tenth of the time, and a chart has thousands."""

    timezone = UTC

    def load(self, data: Any) -> datetime:
        """A moment with its zone. Raises DataError for what no calendar of Python holds."""
        try:
            return datetime.fromisoformat(str(data, "ascii"))
        except ValueError:
            return super().load(data)  # type: ignore[no-any-return]  # as above


class Cursor(base.CursorMixin, psycopg.Cursor[Any]):
    """A statement that comes again is kept, planned; asked about many at once it is planned for those."""

    def execute(self, query: Any, params: Any = None, *, prepare: bool | None = None, **more: Any) -> Self:
        """As psycopg's. A kept plan for ten people took five times as long for five hundred (bench person_network)."""
        if prepare is None and _asks_many(params):
            prepare = False
        super().execute(query, params, prepare=prepare, **more)
        return self


def _asks_many(params: Any) -> bool:
    values: Iterable[Any] = params.values() if isinstance(params, Mapping) else params or ()
    return any(are_many(one) for one in values)


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, but a connection from the pool that died is thrown away before anybody uses it."""

    SchemaEditorClass = DatabaseSchemaEditor

    def get_connection_params(self) -> dict[str, Any]:
        """As Django's, with our cursor. Whether a connection lives is judged by its socket, not by a round trip."""
        said = super().get_connection_params()
        if self.timezone == UTC:
            said["context"].register_loader("timestamptz", Moment)
        return {**said, "cursor_factory": Cursor}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection that lives, of the pool if there is one. Raises OperationalError when none can be had."""
        while True:
            connection = super().get_new_connection(conn_params)
            pool = self.pool
            if pool is None or lives(connection):
                return connection
            connection.close()
            pool.putconn(connection)


def lives(connection: "psycopg.Connection[Any]") -> bool:
    """Whether the server has not hung up. A server that was killed closes its sockets: then there is an end to read.

    To a connection at rest nothing is said either way; one to which something was is not trusted, but replaced.
    """
    watch = select.poll()
    watch.register(connection.fileno(), select.POLLIN)
    return connection.pgconn.status == ConnStatus.OK and not watch.poll(0)
