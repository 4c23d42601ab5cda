"""Write several new rows in one message to the database: what is asked fifty times a second must not wait for each."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import psycopg
from django.db import connection
from django.db.models import Model

_MARK = "together"


def insert(*rows: Model) -> None:
    """Insert rows in this order, under row security like any others: all of them, or none.

    As one message of several statements, each of which sees what the one before it wrote. When one is refused the
    transaction goes on from before the first. Raises what the database says (IntegrityError and its like).
    """
    parts = [_prepared(type(row)) for row in rows]
    values = [
        field.get_db_prep_save(field.pre_save(row, add=True), connection)
        for row, (_sql, fields) in zip(rows, parts, strict=True)
        for field in fields
    ]
    statements = [f"SAVEPOINT {_MARK}", *(sql for sql, _fields in parts), f"RELEASE SAVEPOINT {_MARK}"]
    with one_message() as cursor:
        try:
            cursor.execute("; ".join(statements), values)
        except psycopg.OperationalError:
            raise  # the server is away: there is nothing to go back to
        except psycopg.DatabaseError:
            cursor.execute(f"ROLLBACK TO SAVEPOINT {_MARK}")
            raise


@contextmanager
def one_message() -> "Iterator[psycopg.ClientCursor[tuple[Any, ...]]]":
    """A cursor that puts the values inside the message, so that one message can be several statements.

    Everywhere else the server binds the values, and a statement that comes again is not planned again.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.ClientCursor(connection.connection) as cursor:
        yield cursor


@cache
def _prepared(model: type[Model]) -> tuple[str, tuple[Any, ...]]:
    fields = tuple(
        field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)
    )
    quoted = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join(_place(field) for field in fields)
    return f'INSERT INTO "{model._meta.db_table}" ({quoted}) VALUES ({places})', fields  # noqa: S608  names from our own models


def _place(field: Any) -> str:
    made = getattr(field, "get_placeholder", None)
    return str(made(None, None, connection)) if made else "%s"
