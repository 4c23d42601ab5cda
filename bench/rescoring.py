"""Every current assessment scored by a newer version, proposed, approved and due: how long it takes, and its report."""

import json
import os
import subprocess
import time
from pathlib import Path
from typing import Any, Final

import psycopg
import yaml
from _service import BECCARIA, ROOT, directory
from bench_calendar import FILL, SETUP, TABLES
from live import _sites, _tokens

from beccaria.config.benchmarking import Report
from beccaria.core.instruments import instrument_from
from beccaria.lib.embedded import Cluster
from beccaria.lib.instruments import FOLDER

SIZES: Final = tuple(
    int(one) for one in os.environ.get("BECCARIA_BENCH_SIZES", "1000,10000,90000").split(",")
)
PROMISED_AT: Final = 90_000
_TRIGGERS: Final = "ALTER TABLE risk_rating {verb} TRIGGER USER"
_PROPOSAL: Final = """
INSERT INTO risk_rescoring (id, instrument, version, why, stage, asked_by, asked_at, total, done, last, answered_by,
  answer, site, level, compartments, handling)
VALUES (%(id)s, 'oc-prisoner', 2, 'bench', 'computing', 'x', now(), 0, 0, '', '', '', NULL, 0, '{}', '{}')
"""
# As the worker does it, one helping a transaction; then what an approval makes due, and the report as it is read.
_WORK: Final = """
import json, sys, time
import django
django.setup()
from beccaria.access import queries as access
from beccaria.access.api import acting
from beccaria.core.actors import system_actor
from beccaria.lib import clock
from beccaria.risk.actions import restating
from beccaria.risk.models import Rescoring
key = sys.argv[1]
began = time.perf_counter()
more = True
while more:
    with acting(system_actor("rescoring")) as system:
        more = restating.compute_some(key, by=system, at=clock.now())
scored = time.perf_counter() - began
with acting(system_actor("rescoring")):
    Rescoring.objects.filter(pk=key).update(stage="approved", answered_by="y", answered_at=clock.now(), answer="bench")
began = time.perf_counter()
with acting(system_actor("rescoring")) as system:
    due = restating.fall_due(key, by=system, at=clock.now())
print(json.dumps([scored, time.perf_counter() - began, due]))
"""
_REPORT: Final = """
import json, sys, time
import django
django.setup()
from beccaria.access import queries as access
from beccaria.access.api import acting
from beccaria.core.actors import USUAL_PURPOSE, Duty
from beccaria.lib import clock
from beccaria.risk.queries import rescorings
held = access.duties_of(access.user_named("bench-head-1").pk, at=clock.now())[0]
by = access.actor_from(held, purpose=USUAL_PURPOSE[Duty(held.duty)], session="bench")
took = []
for _ in range(6):
    began = time.perf_counter()
    with acting(by):
        found = rescorings.report(sys.argv[1], by=by)
    took.append(time.perf_counter() - began)
print(json.dumps([sorted(took)[3], sum(found.moves.all.values())]))
"""


def run(report: Report) -> None:
    """Fill a service with assessments, change the weights, and work out what that does to everybody."""
    with directory() as path:
        home, own = path / "data", path / "instruments"
        own.mkdir()
        items = _newer(own)
        for words in (("migrate",), ("database", "start")):
            _beccaria(home, *words)
        try:
            with psycopg.connect(Cluster(home).admin_url, dbname="beccaria", autocommit=True) as everything:
                _sites(everything)
                _tokens(everything, "head", ["*"])
                for size in SIZES:
                    _fill(everything, size, items, report)
                    _measure(home, own, everything, size, report)
        finally:
            _beccaria(home, "database", "stop")
    report.note(
        f"One assessment a person by all {len(items)} items of one instrument, whose weights a second version changes;"
        " read, scored and written in helpings of 5,000, each one transaction. Approved by somebody else, what moved"
        " falls due in one statement. No peer."
    )


def _newer(own: Path) -> dict[str, list[str]]:
    """Write the second version, in which every third item weighs twice as much; returns items and their answers."""
    said = yaml.safe_load((FOLDER / "oc-prisoner.yaml").read_text(encoding="utf-8"))
    said["version"] = 2
    for item in said["items"][::3]:
        item["weight"] = 2 * item.get("weight", 1)
    (own / "oc-prisoner.yaml").write_text(yaml.safe_dump(said), encoding="utf-8")
    one = instrument_from(said)
    return {item.id: [*(level.name for level in item.levels), "unknown"] for item in one.items}


def _fill(
    everything: psycopg.Connection[Any], size: int, items: dict[str, list[str]], report: Report
) -> None:
    began = time.monotonic()
    everything.execute(SETUP.encode())
    everything.execute(f"TRUNCATE risk_restated, risk_rescoring, risk_rating, {TABLES} CASCADE".encode())
    for statement in FILL:
        everything.execute(statement.encode(), {"many": size})
    everything.execute(_TRIGGERS.format(verb="DISABLE").encode())
    for number, (item, levels) in enumerate(items.items()):
        said = {"item": item, "levels": levels, "seed": number, "many": len(levels)}
        everything.execute(
            b"INSERT INTO risk_rating (id, assessment_id, item, level, because, against, looked_against, weak, seal,"
            b" rated_by, rated_at) SELECT gen_random_uuid()::text, id, %(item)s, (%(levels)s::text[])[1 +"
            b" (hashtextextended(id, %(seed)s) & 1048575) %% %(many)s], 'x', '', true, false, '', 'x', now()"
            b" FROM risk_assessment",
            said,
        )
    everything.execute(_TRIGGERS.format(verb="ENABLE").encode())
    everything.execute(b"VACUUM ANALYZE")
    report.say(f"{size:,} assessments with {len(items)} ratings each in {time.monotonic() - began:.0f} s.")


def _measure(home: Path, own: Path, everything: psycopg.Connection[Any], size: int, report: Report) -> None:
    key, words = f"rescoring-{size}", f"{size:,} assessments"
    everything.execute(_PROPOSAL.encode(), {"id": key})
    scored, due, many = _python(home, own, "worker", _WORK, key)
    read, counted = _python(home, own, "web", _REPORT, key)
    if counted != size:
        raise RuntimeError(f"{counted} of {size} assessments are in the report.")
    report.row(
        "scored by the newer version and written down",
        size=words,
        ours=scored,
        unit="s",
        most=60.0 if size == PROMISED_AT else None,
    )
    report.row("made due once approved", size=words, ours=due, unit="s")
    report.row("whose band moves", size=words, ours=many, unit="assessments")
    report.row("the report before and after, read by the head", size=words, ours=1000 * read, unit="ms")


def _python(home: Path, own: Path, role: str, what: str, key: str) -> list[float]:
    environment = {
        **os.environ,
        "BECCARIA_DATA_DIR": str(home),
        "BECCARIA_INSTRUMENTS": str(own),
        "DATABASE_URL": _beccaria(home, "database", "url", "--role", role),
        "BECCARIA_ROLE": role,
        "BECCARIA_DEMONSTRATION": "yes",
        "SECRET_KEY": "only for this benchmark",
        "DJANGO_SETTINGS_MODULE": "beccaria.config.settings",
    }
    done = subprocess.run(
        [BECCARIA[0], "-c", what, key], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found: list[float] = json.loads(done.stdout)
    return found


def _beccaria(home: Path, *words: str) -> str:
    done = subprocess.run(
        [*BECCARIA, *words, "--data-dir", str(home)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"beccaria {' '.join(words)}: {done.stdout}{done.stderr}")
    return done.stdout.strip()
