"""Hand out kept connections that live, judged by their socket: Django's own check costs a round trip per request."""

import select
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg.pq import ConnStatus


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, but a connection from the pool that died is thrown away before anybody uses it."""

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
