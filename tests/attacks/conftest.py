"""What must stay hidden, found in the planted database by somebody who may see it."""

from typing import Any

import psycopg
import pytest
from django.db import connections

from tests.attacks.hidden import Hidden
from tests.seed_reports import WORD

# Bo, Bea and Cy work on it, Nan is national; Ana wrote it. Nobody else has the word.
MAY_SEE = frozenset({"ana", "bo", "bea", "cy", "nan"})


@pytest.fixture
def hidden(cluster: Any, db: None) -> Hidden:
    """Every record of North's observations and report."""
    del db
    name = str(connections.settings["default"]["NAME"])
    with psycopg.connect(cluster.admin_url, dbname=name) as connection:

        def ids(statement: str) -> list[str]:
            return [str(row[0]) for row in connection.execute(statement.encode()).fetchall()]

        records = [
            *ids("SELECT id FROM reports_observation"),
            *ids("SELECT id FROM reports_report"),
            *ids("SELECT id FROM reports_item"),
            *ids("SELECT id FROM reports_version WHERE original"),
            *ids("SELECT id FROM warnings_warning"),
            *(
                one
                for table in (
                    "group",
                    "grouprelation",
                    "membership",
                    "evidence",
                    "rolehypothesis",
                    "challenge",
                    "scorecard",
                )
                for one in ids(f"SELECT id FROM networks_{table} LIMIT 1")
            ),
            *ids("SELECT id FROM people_person WHERE site = 'NORTH' LIMIT 3"),
        ]
        reference = ids("SELECT reference FROM reports_observation ORDER BY received_at LIMIT 1")[0]
        reporter = ids("SELECT id FROM access_user WHERE username = 'ana'")[0]
    assert len(records) > 5, "the planted database is empty"
    return Hidden(tuple(records), WORD, reference, reporter, "Ana Officer", MAY_SEE)
