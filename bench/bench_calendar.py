"""The review calendar over HTTP with permissions: the whole service's and one prison's, and how it grows."""

import os
import statistics
import time
from typing import Any, Final

import httpx
import psycopg
from _live_service import empty, settle
from _service import Service
from live import _sites, _tokens

from beccaria.config.benchmarking import Report
from beccaria.lib.embedded import Cluster

SIZES: Final = tuple(
    int(one) for one in os.environ.get("BECCARIA_BENCH_SIZES", "1000,10000,100000").split(",")
)
PRISONS, ASKED, WARM = 120, 100, 10
PROMISED_AT: Final = 100_000

SETUP: Final = """
CREATE OR REPLACE FUNCTION pg_temp.pid(n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT '00000000-0000-4000-8000-' || lpad(n::text, 12, '0') $$;
CREATE OR REPLACE FUNCTION pg_temp.prison(n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT 'B' || lpad((n % 120)::text, 3, '0') $$;
"""
FILL: Final = (
    """
INSERT INTO people_person (id, cluster, source, key, role, name, number, born, sorts, searched, recorded_at, site,
  level, compartments, handling)
SELECT pg_temp.pid(n), pg_temp.pid(n), 'bench', n::text, 'prisoner', 'Person ' || n, 'N' || n, NULL, 'person ' || n, '',
  now(), pg_temp.prison(n), 0, '{}', '{}' FROM generate_series(0, %(many)s - 1) n
""",
    """
INSERT INTO people_custodyperiod (id, person_id, source, key, establishment, wing, cell, status, category, starts_at,
  recorded_at)
SELECT pg_temp.pid(n), pg_temp.pid(n), 'bench', n::text, pg_temp.prison(n), 'W' || n / 120 %% 12, '', '', '',
  now() - interval '300 days', now() FROM generate_series(0, %(many)s - 1) n
""",
    # Judged over the last half year, so that they fall due over the next; one of twenty is late.
    """
INSERT INTO risk_assessment (id, person_id, instrument, version, digest, state, assessor, started_at, saved_at,
  finished_at, what, to_whom, "when", how_likely, what_would_change, likelihood, confidence, proposed_band, band_low,
  band_high, second_person, second_words, decided_band, decided_by, decided_at, override, override_reason, review_due,
  superseded_why, site, level, compartments, handling)
SELECT pg_temp.pid(n), pg_temp.pid(n), 'oc-prisoner', 1, '', 'decided', 'x', now() - interval '90 days',
  now() - interval '90 days', now() - interval '90 days', repeat('What could happen. ', 8), 'To staff.', 'At night.',
  'Likely.', 'A move.', 'likely', 'moderate', 'high', 'moderate', 'high', '', '', 'high', 'x', now(),
  '', '', current_date - 9 + (hashint8(n) & 1048575)::integer %% 180, '', pg_temp.prison(n), 1, '{}', '{}'
FROM generate_series(0, %(many)s - 1) n
""",
    # Two in a hundred had something found with them since: the database itself makes their reviews due.
    """
INSERT INTO events_find (id, source, key, at, recorded_at, site, level, compartments, handling, wing, cell, item, unit,
  how, person_id, found_by, text)
SELECT pg_temp.pid(n), 'bench', n::text, now() - interval '1 day', now() - interval '1 day', pg_temp.prison(n), 0, '{}',
  '{}', '', '', 'phone', '', '', pg_temp.pid(n), '', '' FROM generate_series(0, %(many)s - 1, 50) n
""",
)
TABLES: Final = "risk_change, risk_assessment, events_find, people_custodyperiod, people_person"


def run(report: Report) -> None:
    """Fill an empty service with ever more people, and ask for the calendar at each size."""
    with empty() as service:
        cluster = Cluster(service.home)
        with psycopg.connect(cluster.admin_url, dbname="beccaria", autocommit=True) as everything:
            sites = _sites(everything)
            national = _tokens(everything, "analyst", ["*"])
            local = _tokens(everything, "assessor", [sites[0]])
            for size in SIZES:
                _fill(everything, size, report)
                _measure(service, report, size, national, local)
    report.note(
        "The page itself, asked one after the other over HTTP with bearer tokens: bars by week, reviews by unit, the"
        " first 25 people with what changed. Each look is recorded in the ledger with everybody shown. One assessment a"
        f" person at {PRISONS} prisons, two in a hundred with a change since. No peer: a peer's list knows no change"
        " that some may not see."
    )


def _measure(service: Service, report: Report, size: int, national: list[str], local: list[str]) -> None:
    words = f"{size:,} persons, {PRISONS} prisons"
    promised = 150.0 if size == PROMISED_AT else None
    asked = (
        ("calendar of the whole service", "/reviews/", national),
        ("what is overdue in the whole service", "/reviews/?standing=overdue", national),
        ("calendar of one prison", "/reviews/", local),
    )
    for what, address, tokens in asked:
        took = _ask(service, tokens, address)
        report.row(f"{what}, 95 % within", size=words, ours=_p95(took), unit="ms", most=promised)


def _p95(took: list[float]) -> float:
    return statistics.quantiles(took, n=100)[94]


def _ask(service: Service, tokens: list[str], address: str) -> list[float]:
    took = []
    with httpx.Client(base_url=service.address, timeout=60) as client:
        for turn in range(WARM + ASKED):
            headers = {"Authorization": f"Bearer {tokens[turn % len(tokens)]}"}
            began = time.perf_counter()
            answer = client.get(address, headers=headers).raise_for_status()
            took.append(1000 * (time.perf_counter() - began))
            if "Person " not in answer.text:
                raise RuntimeError(f"{address} shows nobody.")
    return took[WARM:]


def _fill(everything: psycopg.Connection[Any], size: int, report: Report) -> None:
    began = time.monotonic()
    everything.execute(SETUP.encode())
    everything.execute(f"TRUNCATE {TABLES} CASCADE".encode())
    for statement in FILL:
        everything.execute(statement.encode(), {"many": size})
    settle(everything)
    report.say(f"{size:,} persons judged in {time.monotonic() - began:.0f} s.")
