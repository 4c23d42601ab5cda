"""Where may he live? One person among a whole service, over HTTP with permissions: how long, and how it grows."""

import os
import random
import statistics
import time
from typing import Any, Final

import httpx
import psycopg
from _live_service import empty, settle
from _service import Service
from live import _tokens

from beccaria.config.benchmarking import Report
from beccaria.lib.embedded import Cluster

# People placed; a hundred to a wing, and seven or eight wings to a prison. 90,000 on demand: it takes a while to fill.
SIZES: Final = (1_000, 10_000, *([90_000] if os.environ.get("BECCARIA_BENCH_PLACING") == "nation" else []))
PROMISED: Final = {90_000: 1_000.0}
ASKED, WARM, GROUPS = 40, 5, 40

_SETUP: Final = """
CREATE OR REPLACE FUNCTION pg_temp.pid(n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT '00000000-0000-4000-8000-' || lpad(n::text, 12, '0') $$;
CREATE OR REPLACE FUNCTION pg_temp.prison(w bigint) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT 'P' || lpad((w * 2 / 15)::text, 3, '0') $$;
CREATE OR REPLACE FUNCTION pg_temp.wing(w bigint) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT pg_temp.prison(w) || '-W' || w $$;
"""
_EMPTY: Final = (
    "DELETE FROM placement_proposal",
    "DELETE FROM placement_keepapart",
    "TRUNCATE networks_grouprelation, networks_membership, networks_group, people_person, places_unit CASCADE",
    "DELETE FROM places_establishment WHERE code LIKE 'P___'",
)
_FILL: Final = (
    """
INSERT INTO places_establishment (id, code, name, folded, kind, category, sex, region, town, country, address,
  latitude, longitude, as_of, site, level, compartments, handling)
SELECT gen_random_uuid()::text, code, code, lower(code), '', '', 'male', '', '', '', '', 45 + random(), 9 + random(),
  current_date, code, 0, '{}', '{}'
FROM (SELECT DISTINCT pg_temp.prison(w) AS code FROM generate_series(0, %(wings)s - 1) w) made
""",
    """
INSERT INTO places_unit (id, code, establishment_id, kind, name, use, category, sex, open, site, level, compartments,
  handling)
SELECT gen_random_uuid()::text, pg_temp.wing(w), prison.id, 'wing', 'W' || w, '', (ARRAY['B', 'C'])[1 + w %% 2], '',
  true, prison.code, 0, '{}', '{}'
FROM generate_series(0, %(wings)s - 1) w JOIN places_establishment prison ON prison.code = pg_temp.prison(w)
""",
    """
INSERT INTO places_unitstatement (id, unit_id, as_of, source, capacity)
SELECT gen_random_uuid()::text, id, current_date, 'bench', 108 FROM places_unit
""",
    """
INSERT INTO people_person (id, cluster, source, key, role, name, number, born, sorts, searched, recorded_at, site,
  level, compartments, handling)
SELECT pg_temp.pid(n), pg_temp.pid(n), 'bench', n::text, 'prisoner', 'Person ' || n, 'N' || n, date '1980-01-01',
  'person ' || n, '', now(), pg_temp.prison(n / 100), 0, '{}', '{}' FROM generate_series(0, %(many)s - 1) n
""",
    """
INSERT INTO people_identity (id, person_id, source, key, asserted_by, role, number, given_names, surname, aliases, sex,
  nationality, languages, document, document_key, phone, phone_key, address, since)
SELECT pg_temp.pid(n), pg_temp.pid(n), 'bench', n::text, 'bench', 'prisoner', '', 'Person', n::text, '{}', 'male', '',
  '{}', '', '', '', '', '', now() FROM generate_series(0, %(many)s - 1) n
""",
    """
INSERT INTO people_custodyperiod (id, person_id, source, key, establishment, wing, cell, status, category, starts_at,
  recorded_at)
SELECT pg_temp.pid(n), pg_temp.pid(n), 'bench', n::text, pg_temp.prison(n / 100), pg_temp.wing(n / 100), '',
  'sentenced', (ARRAY['B', 'C'])[1 + n / 100 %% 2], now() - interval '300 days', now()
FROM generate_series(0, %(many)s - 1) n
""",
    # One of ten may belong to one of forty groups, by a court's finding; each group feuds with the next.
    """
INSERT INTO networks_group (id, source, key, name, folded, other_names, kind, definition, definition_note,
  determined_by, determined_note, summary, reaches, not_to_subject, written_by, written_at, ended_why, site, level,
  compartments, handling)
SELECT pg_temp.pid(g), 'bench', g::text, 'Group ' || g, 'group ' || g, '{}', 'street_gang', 'own', '', 'prison', '', '',
  '{*}', false, 'bench', now(), '', NULL, 0, '{}', '{}' FROM generate_series(0, %(groups)s - 1) g
""",
    """
INSERT INTO networks_membership (id, group_id, person_id, position, determined_by, review_due, written_by, written_at,
  ended_why, site, level, compartments, handling)
SELECT pg_temp.pid(n), pg_temp.pid(n / 10 %% %(groups)s), pg_temp.pid(n), 'unknown', '', current_date + 90, 'bench',
  now(), '', pg_temp.prison(n / 100), 0, '{}', '{}' FROM generate_series(0, %(many)s - 1, 10) n
""",
    """
INSERT INTO networks_evidence (id, membership_id, basis, origin, reference, text, observed, scheme, source_grade,
  information_grade, added_by, added_at, withdrawn_why, site, level, compartments, handling)
SELECT pg_temp.pid(n), pg_temp.pid(n), 'court_finding', 'court', '', 'Found by a court.', current_date - 30, '3x5x2',
  '1', 'A', 'bench', now(), '', pg_temp.prison(n / 100), 0, '{}', '{}' FROM generate_series(0, %(many)s - 1, 10) n
""",
    """
INSERT INTO networks_grouprelation (id, group_id, other_id, kind, reaches, written_by, written_at, ended_why, site,
  level, compartments, handling)
SELECT pg_temp.pid(g), pg_temp.pid(g), pg_temp.pid((g + 1) %% %(groups)s), 'feud', '{*}', 'bench', now(), '', NULL, 0,
  '{}', '{}' FROM generate_series(0, %(groups)s - 1) g
""",
    # Everybody has an enemy somewhere.
    """
INSERT INTO placement_keepapart (id, one_id, other_id, one_part, other_part, apart, cause, why, reference, review_due,
  opened_by, opened_at, closed_by, closed_why, site, level, compartments, handling)
SELECT pg_temp.pid(n), pg_temp.pid(n), pg_temp.pid(n + %(many)s / 2), 'both', 'both', 'wing', 'violence', 'A fight.',
  '', current_date + 90, 'bench', now(), '', '', pg_temp.prison(n / 100), 0, '{}', '{}'
FROM generate_series(0, %(many)s / 2 - 1) n
""",
)


def run(report: Report) -> None:
    """Fill an empty service with ever more people, and ask for one of them at each size."""
    with empty() as service:
        cluster = Cluster(service.home)
        with psycopg.connect(cluster.admin_url, dbname="beccaria", autocommit=True) as everything:
            national = _tokens(everything, "placement", ["*"])
            everything.execute(b"UPDATE access_token SET purpose = 'placement'")
            for size in SIZES:
                _fill(everything, size, report)
                _measure(service, report, size, national)
    report.note(
        "Asked one after the other over HTTP with a bearer token of a placement officer for the whole service; every"
        " answer is kept with all its reasons and recorded in the ledger. One of ten may belong to a group that feuds"
        " with two others, everybody has an enemy. No peer: the solver alone is measured in `bench placement`."
    )


def _fill(everything: psycopg.Connection[Any], many: int, report: Report) -> None:
    began = time.monotonic()
    everything.execute(_SETUP)
    everything.execute("SET session_replication_role = replica")
    for statement in _EMPTY:
        everything.execute(statement.encode())
    for statement in _FILL:
        everything.execute(statement, {"many": many, "wings": many // 100, "groups": GROUPS})
    everything.execute("SET session_replication_role = DEFAULT")
    settle(everything)
    report.say(f"{many:,} people on {many // 100} wings in {time.monotonic() - began:.0f} s.")


def _measure(service: Service, report: Report, many: int, tokens: list[str]) -> None:
    rng = random.Random(many)  # noqa: S311  the same people each time, nothing secret
    took, offered = [], []
    with httpx.Client(base_url=service.address, timeout=120) as client:
        for number in range(WARM + ASKED):
            # Every other one belongs to a group, so that its people and its enemies are read too.
            person = rng.randrange(many // 10) * 10 + number % 2
            began = time.perf_counter()
            answer = client.post(
                "/api/v1/placements/propose",
                json={"people": [f"00000000-0000-4000-8000-{person:012}"]},
                headers={"Authorization": f"Bearer {tokens[number % len(tokens)]}"},
            )
            answer.raise_for_status()
            if number >= WARM:
                took.append(1000 * (time.perf_counter() - began))
                offered.append(len(answer.json()["options"]))
    size = f"{many:,} people, {many // 100} wings"
    p95 = statistics.quantiles(took, n=20)[-1]
    report.row("options with reasons, 95 % within", size=size, ours=p95, unit="ms", most=PROMISED.get(many))
    report.row("options told, median", size=size, ours=statistics.median(offered), unit="places")
