"""What must stay hidden, found in the planted database by somebody who may see it."""

from typing import Any

import psycopg
import pytest
from django.db import connections

from tests.attacks.hidden import Hidden
from tests.seed_reports import WORD

# Bo, Bea and Cy work on it, Nan is national; Ana wrote it. Nobody else has the word.
MAY_SEE = frozenset({"ana", "bo", "bea", "cy", "nan"})

# By what addresses call them; a table whose rows are many is asked for a few.
_TABLES = {
    "observation": "reports_observation",
    "report": "reports_report",
    "item": "reports_item",
    "version": "(SELECT id FROM reports_version WHERE original)",
    "warning": "warnings_warning",
    "alert": "detection_alert",
    "group": "(SELECT id FROM networks_group LIMIT 1)",
    "relation": "(SELECT id FROM networks_grouprelation LIMIT 1)",
    "membership": "(SELECT id FROM networks_membership LIMIT 1)",
    "evidence": "(SELECT id FROM networks_evidence LIMIT 1)",
    "role": "(SELECT id FROM networks_rolehypothesis LIMIT 1)",
    "challenge": "(SELECT id FROM networks_challenge LIMIT 1)",
    "scorecard": "(SELECT id FROM networks_scorecard LIMIT 1)",
    "assessment": "(SELECT id FROM risk_assessment LIMIT 1)",
    "classification": "(SELECT id FROM risk_classification LIMIT 1)",
    "letter": "(SELECT id FROM risk_letter LIMIT 1)",
    "contest": "(SELECT id FROM risk_contest LIMIT 1)",
    "keep_apart": "placement_keepapart",
    "apart_rule": "placement_dispersal",
    "proposal": "placement_proposal",
    "order": "placement_movementorder",
    "escort": "placement_escort",
    "skill": "placement_skillfact",
    "check": "placement_postcheck",
    "weak_point": "places_weakpoint",
    "home": "people_home",
    "need": "people_needofperson",
    "hearing": "events_hearing",
    "waits": "placement_waiting",
    "measure": "measures_measure",
    "measure_contest": "measures_measurecontest",
    "contact": "measures_contactasked",
    "brought": "feeds_import",
    "held": "feeds_held",
    "person": "(SELECT id FROM people_person WHERE site = 'NORTH' LIMIT 3)",
}


@pytest.fixture
def hidden(cluster: Any, db: None) -> Hidden:
    """Every record of North's observations and report."""
    del db
    name = str(connections.settings["default"]["NAME"])
    with psycopg.connect(cluster.admin_url, dbname=name) as connection:

        def ids(statement: str) -> list[str]:
            return [str(row[0]) for row in connection.execute(statement.encode()).fetchall()]

        kinds = {name: ids(f"SELECT id FROM {table} AS one") for name, table in _TABLES.items()}
        reference = ids("SELECT reference FROM reports_observation ORDER BY received_at LIMIT 1")[0]
        reporter = ids("SELECT id FROM access_user WHERE username = 'ana'")[0]
    assert all(kinds.values()), "the planted database lacks a kind of record"
    return Hidden(
        {name: tuple(found) for name, found in kinds.items()},
        WORD,
        reference,
        reporter,
        "Ana Officer",
        MAY_SEE,
    )
