"""Draw up tables as Django does, without the second index that it gives every identifier for searches with LIKE."""

from typing import Any

from django.db.backends.postgresql import schema


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    """Django's. Identifiers are random and nobody asks for their beginnings, but an index is written with every row."""

    def _create_like_index_sql(self, model: Any, field: Any) -> None:
        """None."""
