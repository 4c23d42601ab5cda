"""Write several new rows in one message to the database: what is asked fifty times a second must not wait for each."""

from functools import cache
from typing import Any

from django.db import DatabaseError, OperationalError, connection
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
    with connection.cursor() as cursor:
        try:
            cursor.execute("; ".join(statements), values)
        except OperationalError:
            raise  # the server is away: there is nothing to go back to
        except DatabaseError:
            cursor.execute(f"ROLLBACK TO SAVEPOINT {_MARK}")
            raise


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
