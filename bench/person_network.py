"""The network around a person, two steps and 500 people, over HTTP with permissions: how long, and how it grows."""

import json
import os
import random
import statistics
import subprocess
import time
from typing import Any, Final

import httpx
import psycopg
from _live_service import empty, settle
from _service import BECCARIA, ROOT, Service
from live import _sites, _tokens

from beccaria.config.benchmarking import Report
from beccaria.lib.embedded import Cluster

# Half of them prisoners, at twenty prisons; the others visit, pay and are called.
SIZES: Final = (10_000, 20_000, 40_000)
PRISONS, ASKED, WARM = 20, 100, 10
PROMISED_AT: Final = 20_000
_SAID = "network of a person, 2 steps, at most 500 people"

_SETUP = """
CREATE OR REPLACE FUNCTION pg_temp.pid(n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT '00000000-0000-4000-8000-' || lpad(n::text, 12, '0') $$;
CREATE OR REPLACE FUNCTION pg_temp.any_of(n bigint, k bigint, seed bigint, many bigint) RETURNS bigint LANGUAGE sql
IMMUTABLE AS $$ SELECT (hashint8extended(n * 64 + k, seed) & 1152921504606846975) % many $$;
CREATE OR REPLACE FUNCTION pg_temp.prison(n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT 'B' || lpad((n % 20)::text, 3, '0') $$;
CREATE OR REPLACE FUNCTION pg_temp.ago(n bigint, k bigint) RETURNS timestamptz LANGUAGE sql STABLE AS
$$ SELECT now() - interval '1 hour' * (1 + pg_temp.any_of(n, k, 9, 20000)) $$;
"""
# Numbers below %(half)s are prisoners, as many after that are outside.
_FILL: Final = {
    "persons": """
INSERT INTO people_person (id, cluster, source, key, role, name, number, born, sorts, searched, recorded_at, site,
  level, compartments, handling)
SELECT pg_temp.pid(n), pg_temp.pid(n), 'bench', n::text, CASE WHEN n < %(half)s THEN 'prisoner' ELSE 'contact' END,
  'Person ' || n, CASE WHEN n < %(half)s THEN 'N' || n ELSE '' END, NULL, 'person ' || n, '', now(),
  pg_temp.prison(n), 0, '{}', '{}' FROM generate_series(0, 2 * %(half)s - 1) n
""",
    "identities": """
INSERT INTO people_identity (id, person_id, source, key, asserted_by, role, number, given_names, surname, aliases, sex,
  nationality, languages, document, document_key, phone, phone_key, address, since)
SELECT pg_temp.pid(n), pg_temp.pid(n), 'bench', n::text, 'bench', CASE WHEN n < %(half)s THEN 'prisoner' ELSE 'contact'
  END, '', 'Person', n::text, '{}', '', '', '{}', '', '', '', '', '', now()
FROM generate_series(0, 2 * %(half)s - 1) n
""",
    # Five stays each, two to a cell; whom one meets changes with the stay.
    "custody": """
INSERT INTO people_custodyperiod (id, person_id, source, key, establishment, wing, cell, status, category, starts_at,
  ends_at, recorded_at, ended_recorded_at)
SELECT gen_random_uuid()::text, pg_temp.pid(n), 'bench', n || '@' || k, pg_temp.prison(n), 'W',
  'C' || (pg_temp.any_of((n / 20 + k * 7 * (n / 20 %% 2)) / 2, 0, 0, 1000000)), '', '',
  now() - interval '60 days' * (5 - k), CASE WHEN k < 4 THEN now() - interval '60 days' * (4 - k) END, now(),
  CASE WHEN k < 4 THEN now() END
FROM generate_series(0, %(half)s - 1) n CROSS JOIN generate_series(0, 4) k
""",
    # Eight visitors, who come twice or three times each.
    "visits": """
INSERT INTO events_visit (id, source, key, at, recorded_at, site, level, compartments, handling, prisoner_id,
  visitor_id, visitor_name, visitor_document, visitor_phone, visitor_address, relationship, kind, outcome, reason)
SELECT gen_random_uuid()::text, 'bench', n || '-' || k, pg_temp.ago(n, k), now(), pg_temp.prison(n), 0, '{}', '{}',
  pg_temp.pid(n), pg_temp.pid(%(half)s + pg_temp.any_of(n, k %% 8, 1, %(half)s)), 'Visitor', '', '', '',
  CASE WHEN k %% 8 = 0 THEN 'brother' ELSE 'friend' END, 'social', 'completed', ''
FROM generate_series(0, %(half)s - 1) n CROSS JOIN generate_series(0, 19) k
""",
    "payments": """
INSERT INTO events_payment (id, source, key, at, recorded_at, site, level, compartments, handling, prisoner_id,
  described_id, payer_name, payer_account, payer_address, amount, currency, direction, method)
SELECT gen_random_uuid()::text, 'bench', n || '-' || k, pg_temp.ago(n, 100 + k), now(), pg_temp.prison(n), 0, '{}',
  '{}', pg_temp.pid(n), pg_temp.pid(%(half)s + pg_temp.any_of(n, k %% 4, 2, %(half)s)), 'Payer', '', '', 20,
  'EUR', 'in', ''
FROM generate_series(0, %(half)s - 1) n CROSS JOIN generate_series(0, 11) k
""",
    "wishes to call": """
INSERT INTO events_callrequest (id, source, key, at, recorded_at, site, level, compartments, handling, prisoner_id,
  described_id, contact_name, number, relationship, decision, reason)
SELECT gen_random_uuid()::text, 'bench', n || '-' || k, pg_temp.ago(n, 200 + k), now(), pg_temp.prison(n), 0, '{}',
  '{}', pg_temp.pid(n), pg_temp.pid(%(half)s + pg_temp.any_of(n, k, 3, %(half)s)), 'Contact', '555010', '',
  'allowed', ''
FROM generate_series(0, %(half)s - 1) n CROSS JOIN generate_series(0, 2) k
""",
    # Half as many incidents as prisoners, each with four of one prison.
    "incidents": """
INSERT INTO events_incident (id, source, key, at, recorded_at, site, level, compartments, handling, wing, family,
  severity, text)
SELECT pg_temp.pid(n), 'bench', n::text, pg_temp.ago(n, 300), now(), pg_temp.prison(n), 0, '{}', '{}', '', 'assault',
  '', '' FROM generate_series(0, %(half)s / 2 - 1) n
""",
    "parts": """
INSERT INTO events_incidentpart (id, incident_id, person_id, part)
SELECT gen_random_uuid()::text, pg_temp.pid(n),
  pg_temp.pid(n %% 20 + 20 * pg_temp.any_of(n, k, 4, %(half)s / 20)), 'fighter'
FROM generate_series(0, %(half)s / 2 - 1) n CROSS JOIN generate_series(0, 3) k ON CONFLICT DO NOTHING
""",
    "reports": """
INSERT INTO reports_report (id, reference, site, level, compartments, handling, title, provenance, provenance_scheme,
  provenance_source, provenance_information, happened_at, opened_at, opened_by, stage, revision, folded)
SELECT pg_temp.pid(n), 'B' || n, pg_temp.prison(n), 1, '{}', '{}', 'T', '', '', '', '', pg_temp.ago(n, 400), now(), 'x',
  'graded', 1, '' FROM generate_series(0, 2 * %(half)s - 1) n
""",
    "items": """
INSERT INTO reports_item (id, report_id, position, text, nature, underlying, subject, threats, currency, reliability,
  concreteness, scheme, source, information, handling, handling_note, graded_by, graded_at)
SELECT pg_temp.pid(n), pg_temp.pid(n), 1, 'T', 'fact', '', '', '{}', 'unknown', 'unknown', 'unknown', '3x5x2', '1', 'A',
  '{3x5x2:P}', '', 'x', now() FROM generate_series(0, 2 * %(half)s - 1) n
""",
    # One of ten items names somebody of another prison.
    "links": """
INSERT INTO reports_itemlink (id, item_id, reference, relation, linked_by, linked_at, ended_by)
SELECT gen_random_uuid()::text, pg_temp.pid(n), 'person:' || pg_temp.pid(CASE
    WHEN k = 0 THEN n %% %(half)s WHEN n %% 10 = 0 THEN pg_temp.any_of(n, k, 5, %(half)s)
    ELSE n %% 20 + 20 * pg_temp.any_of(n, k, 6, %(half)s / 20) END),
  CASE WHEN k = 0 THEN 'about' ELSE 'contact_of' END, 'x', now(), ''
FROM generate_series(0, 2 * %(half)s - 1) n CROSS JOIN generate_series(0, 1) k ON CONFLICT DO NOTHING
""",
}
_TABLES = (
    *("reports_itemlink", "reports_item", "reports_report", "events_incidentpart", "events_incident"),
    *("events_callrequest", "events_payment", "events_visit", "people_custodyperiod", "people_identity"),
    "people_person",
)
_QUERY = """
import json, statistics, sys, time
import django
django.setup()
from beccaria.access import queries as access
from beccaria.access.api import acting
from beccaria.core.actors import USUAL_PURPOSE, Duty
from beccaria.lib import clock
from beccaria.networks import queries
from beccaria.networks.queries.chart_shapes import Shown
at = clock.now()
held = access.duties_of(access.user_named("bench-analyst-1").pk, at=at)[0]
by = access.actor_from(held, purpose=USUAL_PURPOSE[Duty(held.duty)], session="bench")
took, figured = [], []
for person in json.load(sys.stdin):
    with acting(by):
        began = time.perf_counter()
        found = queries.chart(f"person:{person}", Shown(), by=by, at=at)
        took.append(1000 * (time.perf_counter() - began))
        began = time.perf_counter()
        queries.placed(found, by=by)
        figured.append(1000 * (time.perf_counter() - began))
print(json.dumps([took[10:], figured[10:], len(found.nodes), len(found.edges)]))
"""


def run(report: Report) -> None:
    """Fill an empty service with ever more people, and ask for networks at each size."""
    with empty() as service:
        cluster = Cluster(service.home)
        with psycopg.connect(cluster.admin_url, dbname="beccaria", autocommit=True) as everything:
            sites = _sites(everything)[:PRISONS]
            national = _tokens(everything, "analyst", ["*"])
            local = _tokens(everything, "pio", [sites[0]])
            for size in SIZES:
                _fill(everything, size, report)
                _measure(service, report, size, national, local)
    report.note(
        "Asked one after the other over HTTP with bearer tokens; each answer is recorded in the ledger with everybody"
        " it shows, and every source is read under its own row policy. Each prisoner has 20 visits of 8 visitors, 12"
        " payments of 4 payers, 3 wishes to call, 5 cells, 1 incident of four or so, 2 graded items. No peer:"
        " peers draw from files without permissions. Growth: the same questions at half and at twice the size."
    )


def _measure(service: Service, report: Report, size: int, national: list[str], local: list[str]) -> None:
    rng = random.Random(size)  # noqa: S311  the same people each time, nothing secret
    asked = [_id(rng.randrange(size // 2)) for _ in range(WARM + ASKED)]
    here = [_id(20 * rng.randrange(size // 40)) for _ in range(WARM + ASKED)]
    size_words = f"{size:,} persons, {PRISONS} prisons"
    promised = 200.0 if size == PROMISED_AT else None
    took, people = _ask(service, national, asked)
    report.row(
        f"{_SAID}, national duty, 95 % within", size=size_words, ours=_p95(took), unit="ms", most=promised
    )
    report.row("people in it, median", size=size_words, ours=statistics.median(people), unit="people")
    took, people = _ask(service, local, here)
    report.row(
        f"{_SAID}, local duty, 95 % within", size=size_words, ours=_p95(took), unit="ms", most=promised
    )
    report.row(
        "people in it, local duty, median", size=size_words, ours=statistics.median(people), unit="people"
    )
    queried, placed = _query(service, asked)
    report.row("the query alone, national duty, 95 % within", size=size_words, ours=_p95(queried), unit="ms")
    report.row(
        "working out where everybody stands, 95 % within", size=size_words, ours=_p95(placed), unit="ms"
    )


def _id(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def _p95(took: list[float]) -> float:
    return statistics.quantiles(took, n=100)[94]


def _ask(service: Service, tokens: list[str], asked: list[str]) -> tuple[list[float], list[int]]:
    took, people = [], []
    with httpx.Client(base_url=service.address, timeout=60) as client:
        for turn, person in enumerate(asked):
            headers = {"Authorization": f"Bearer {tokens[turn % len(tokens)]}"}
            began = time.perf_counter()
            answer = client.get(f"/api/v1/persons/{person}/graph", headers=headers).raise_for_status()
            took.append(1000 * (time.perf_counter() - began))
            people.append(len(answer.json()["nodes"]))
    return took[WARM:], people[WARM:]


def _query(service: Service, asked: list[str]) -> tuple[list[float], list[float]]:
    url = service.command("database", "url", "--role", "web")
    environment = {
        **os.environ, "BECCARIA_DATA_DIR": str(service.home), "DATABASE_URL": url, "BECCARIA_ROLE": "web",
        "SECRET_KEY": "only for this benchmark", "DJANGO_SETTINGS_MODULE": "beccaria.config.settings",
        "BECCARIA_DEMONSTRATION": "yes",
    }  # fmt: skip
    done = subprocess.run(
        [BECCARIA[0], "-c", _QUERY], cwd=ROOT, env=environment, input=json.dumps(asked), capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    took, placed, _people, _edges = json.loads(done.stdout)
    return took, placed


def _fill(everything: psycopg.Connection[Any], size: int, report: Report) -> None:
    began = time.monotonic()
    everything.execute(_SETUP.encode())
    everything.execute(f"TRUNCATE {', '.join(_TABLES)} CASCADE".encode())
    for statement in _FILL.values():
        everything.execute(statement.encode(), {"half": size // 2})
    settle(everything)
    report.say(f"{size:,} persons and what ties them in {time.monotonic() - began:.0f} s.")
