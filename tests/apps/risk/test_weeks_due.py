"""Counts kept with each write: who writes at the same time does not wait, and all adds up, as counted anew."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import psycopg

if TYPE_CHECKING:
    from tests.apps.warnings.estate import Estate

_JUDGED = """
INSERT INTO risk_assessment (id, person_id, instrument, version, digest, state, assessor, started_at, saved_at,
  finished_at, what, to_whom, "when", how_likely, what_would_change, likelihood, confidence, proposed_band, band_low,
  band_high, second_person, second_words, decided_band, decided_by, decided_at, override, override_reason, review_due,
  superseded_why, site, level, compartments, handling)
SELECT %(id)s, id, 'oc-prisoner', 1, '', 'decided', 'x', now(), now(), now(), '', '', '', '', '', '', '', 'high', '',
  '', '', '', 'high', 'x', now(), '', '', %(due)s::date, '', 'NORTH', 0, '{}', '{}'
FROM people_person WHERE key = 'seed-mts'
"""
_KEPT = "SELECT monday::text, sum(days[1]), sum(days[7]) FROM risk_weekdue WHERE monday > '2031-01-01'"
_BY_WEEK = f"{_KEPT} GROUP BY monday ORDER BY monday"
MONDAY, NEXT_SUNDAY = "2031-03-03", "2031-03-16"


def judged(connection: psycopg.Connection[Any], due: str) -> str:
    key = str(uuid.uuid4())
    connection.execute(_JUDGED.encode(), {"id": key, "due": due})
    return key


def test_two_who_write_at_once_neither_wait_nor_lose_a_count(estate: Estate) -> None:
    def begins() -> psycopg.Connection[Any]:
        connection = psycopg.connect(estate.cluster.admin_url, dbname=estate.name)
        connection.execute("SET statement_timeout = '5s'")
        return connection

    with begins() as sown:
        first = judged(sown, MONDAY)
        judged(sown, NEXT_SUNDAY)
    with begins() as one, begins() as other, begins() as undone:
        # Each has both weeks in hand at once, in opposite order: whoever waited for the other would wait for ever.
        judged(one, MONDAY)
        judged(other, NEXT_SUNDAY)
        judged(undone, MONDAY)
        judged(one, NEXT_SUNDAY)
        judged(other, MONDAY)
        one.execute("UPDATE risk_assessment SET review_due = %s WHERE id = %s", [NEXT_SUNDAY, first])
        undone.rollback()
    kept = [("2031-03-03", 2, 0), ("2031-03-10", 0, 4)]
    assert estate.rows(_BY_WEEK) == kept
    estate.write("SELECT risk_count_due_anew()")
    assert estate.rows(_BY_WEEK) == kept
    assert estate.rows(f"SELECT count(*) FROM ({_KEPT} GROUP BY id, monday) each") == [(2,)]
    estate.write("DELETE FROM risk_assessment WHERE review_due > '2031-01-01'")
    assert estate.rows(_BY_WEEK) == []
    estate.write("TRUNCATE risk_assessment CASCADE")
    assert estate.rows("SELECT count(*) FROM risk_weekdue WHERE until IS NULL AND level < 3") == [(0,)]
