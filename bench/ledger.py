"""The ledger at a million entries: how fast they are sealed and verified; an altered entry is found."""

import hashlib
import json
import os
import subprocess
import time
from pathlib import Path

import psycopg
from _service import BECCARIA, ROOT, directory

from beccaria.config.benchmarking import Report

ENTRIES = 1_000_000
# A second's worth of a busy service, sealed as it goes: what the threat model promises to hide for no longer.
BUSY = 1_000
_FILL = """
INSERT INTO ledger_entry (at, act, outcome, actor, duty, purpose, session, subjects, detail)
SELECT timestamptz '2026-01-01' + number * interval '20 seconds', 'person.read', 'done',
  md5((number %% 400)::text)::uuid::text, 'pio', 'intelligence', left(md5((number / 50)::text), 16),
  ARRAY['person:' || md5((number %% 90000)::text)::uuid, 'place:N' || number %% 120],
  jsonb_build_object('shown', number %% 25, 'page', 'first')
FROM generate_series(1, %(many)s) number
"""
_SEAL = """
import django
django.setup()
from beccaria.access.api import acting
from beccaria.core.actors import system_actor
from beccaria.ledger.api import seal_waiting
while True:
    with acting(system_actor("sealer")):
        if not seal_waiting():
            break
"""
# The same rows of the same two tables in the same order: whoever checks the ledger must at least read and hash these.
_READ = """
COPY (SELECT l.position, l.entry, l.day, l.overall, l.daily, e.* FROM ledger_link l
JOIN ledger_entry e ON e.id = l.entry ORDER BY l.position) TO STDOUT
"""


def run(report: Report) -> None:
    """Fill, seal, verify, alter one entry in the middle, verify again; the peer reads and hashes the same rows."""
    with directory() as path:
        home = path / "data"
        _beccaria(home, "migrate")
        _beccaria(home, "database", "start")
        try:
            _measure(home, report)
        finally:
            _beccaria(home, "database", "stop")
    report.note(
        "Peer of verifying: `COPY … TO STDOUT` of the same joined rows through one SHA-256, the least anybody must"
        " do to read and hash this ledger; it checks no link. Sealing has no peer: an unchained log does not do it."
    )


def _measure(home: Path, report: Report) -> None:
    size = f"{ENTRIES:,} entries"
    report.say(f"Writing {size} ...")
    _fill(home, ENTRIES)
    began = time.monotonic()
    _seal(home)
    sealing = time.monotonic() - began
    report.row("sealing what waits", size=size, ours=ENTRIES / sealing, unit="entries per second")
    _fill(home, BUSY)
    began = time.monotonic()
    _seal(home)
    report.row(
        "sealing one busy second, program start included",
        size=f"{BUSY:,} entries",
        ours=time.monotonic() - began,
        unit="s",
    )
    began = time.monotonic()
    whole = _verify(home)
    seconds = time.monotonic() - began
    _must(whole["whole"] is True and whole["entries"] == ENTRIES + BUSY, whole)
    report.row("beccaria ledger verify", size=size, ours=seconds, peer=_peer(home), unit="s", most=20)
    middle = ENTRIES // 2
    _alter(home, middle)
    found = _verify(home)
    fault = found["first_fault"]
    _must(isinstance(fault, dict) and fault["position"] == middle, found)
    report.row("first altered entry found at position", size=size, ours=str(middle), unit="")


def _must(is_so: object, said: object) -> None:
    if not is_so:
        raise RuntimeError(f"The ledger said {said}.")


def _beccaria(home: Path, *words: str) -> str:
    done = subprocess.run(
        [*BECCARIA, *words, "--data-dir", str(home)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode and not done.stdout.startswith("{"):
        raise RuntimeError(f"beccaria {' '.join(words)}: {done.stdout}{done.stderr}")
    return done.stdout.strip()


def _url(home: Path, role: str) -> str:
    return _beccaria(home, "database", "url", "--role", role)


def _fill(home: Path, many: int) -> None:
    with psycopg.connect(_url(home, "worker")) as connection:
        connection.execute(_FILL, {"many": many})
    with psycopg.connect(_url(home, "owner"), autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE ledger_entry")


def _seal(home: Path) -> None:
    environment = {
        **os.environ,
        "BECCARIA_DATA_DIR": str(home),
        "DATABASE_URL": _url(home, "worker"),
        "BECCARIA_ROLE": "worker",
        "SECRET_KEY": "only for this benchmark",
        "DJANGO_SETTINGS_MODULE": "beccaria.config.settings",
    }
    subprocess.run([BECCARIA[0], "-c", _SEAL], cwd=ROOT, env=environment, check=True)


def _verify(home: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads(_beccaria(home, "ledger", "verify", "--json"))
    return found


def _peer(home: Path) -> float:
    began = time.monotonic()
    sum_of_all = hashlib.sha256()
    with psycopg.connect(_url(home, "auditor")) as connection, connection.cursor().copy(_READ) as rows:
        for block in rows:
            sum_of_all.update(block)
    return time.monotonic() - began


def _alter(home: Path, position: int) -> None:
    with psycopg.connect(_url(home, "owner")) as connection:
        connection.execute("ALTER TABLE ledger_entry DISABLE TRIGGER USER")
        connection.execute(
            "UPDATE ledger_entry SET actor = 'somebody else' WHERE id ="
            " (SELECT entry FROM ledger_link WHERE position = %s)",
            [position],
        )
        connection.execute("ALTER TABLE ledger_entry ENABLE TRIGGER USER")
