"""A refusal at one prison until it shows at 120 others; and what a kill at any moment loses: nothing may be lost."""

import asyncio
import hashlib
import os
import secrets
import signal
import statistics
import time
import uuid

import psutil
import psycopg
from _service import Service, running
from _watchers import Client, Watcher

from beccaria.config.benchmarking import Report
from beccaria.lib.embedded import Cluster

OTHERS, SILENT = 120, 12
_QUIET, _KILLED, _APART = 12, 12, 8.0
_KINDS = ("web", "worker", "database")
_UNTIL_PASSED_ON = 120.0

_ESTATE = """
INSERT INTO places_establishment (id, site, level, compartments, handling, code, name, folded, kind, category, sex,
  region, town, country, address, as_of)
SELECT gen_random_uuid()::text, code, 0, '{}', '{}', code, 'Bench ' || code, 'bench ' || lower(code), '', '', '', '',
  '', 'ZZ', '', now() FROM (SELECT 'B' || lpad(n::text, 3, '0') AS code FROM generate_series(1, %s) n) made
"""
_OFFICER = """
WITH made AS (
  INSERT INTO access_user (id, password, username, email, name, organisation, language, is_active)
  VALUES (gen_random_uuid()::text, '!', %(name)s, '', 'Bench', '', '', true) RETURNING id
), held AS (
  INSERT INTO access_dutyheld (id, user_id, duty, sites, level, compartments, starts_at, given_by)
  SELECT gen_random_uuid()::text, id, 'officer', ARRAY[%(site)s], 0, '{}', now() - interval '1 hour', 'bench' FROM made
  RETURNING id
)
INSERT INTO access_token (digest, duty_id, purpose, issued_at, expires_at)
SELECT %(digest)s, id, 'safety', now() - interval '1 hour', now() + interval '6 hours' FROM held
"""
_OPEN = """
SELECT count(*) FROM warnings_delivery WHERE acknowledged_at IS NULL AND escalated_at IS NULL AND superseded_at IS NULL
"""

_SENT = """
SELECT count(*) FROM warnings_delivery sent JOIN warnings_version said ON said.warning_id = sent.warning_id
WHERE said.text LIKE 'Do not let her in, bench %'
"""
_READ = "SELECT count(*) FROM warnings_delivery WHERE acknowledged_at IS NOT NULL"
_TIME_IS_UP = """
UPDATE warnings_delivery SET sent_at = now() - interval '2 hours', due_at = now() - interval '1 hour'
WHERE acknowledged_at IS NULL
"""


def run(report: Report) -> None:
    """Write and watch; write, kill and watch; let the time run out for those who never answer; then count."""
    with running() as service:
        writer = service.command("token", "pio")
        with psycopg.connect(Cluster(service.home).admin_url, dbname="beccaria", autocommit=True) as plain:
            watchers = _watchers(service, plain)
        written = asyncio.run(_all(service, writer, watchers, report))
        _whole(report, service, watchers, written)
    report.note(
        f"Each of {OTHERS} prisons asks for the piece of Today that the page asks for, at its pace of"
        " four times in three seconds, as an officer of its own with a bearer token; the clock starts when the writer"
        " sends the warning and stops when the answer that shows it has come. Web, worker, database and all clients"
        f" share the machine. {SILENT} prisons never answer: the administrator moves their time to the past, and the"
        " worker passes their warnings on. The others say after 1.5 to 5.5 seconds that they have read it."
        " No peer: no open system does this."
    )


def _watchers(service: Service, plain: "psycopg.Connection[tuple[object, ...]]") -> list[Watcher]:
    """An officer at each of 120 prisons other than the writer's."""
    known = [
        str(row[0]) for row in plain.execute("SELECT code FROM places_establishment ORDER BY code").fetchall()
    ]
    plain.execute(_ESTATE, [OTHERS + 1 - len(known)])
    own = plain.execute(
        "SELECT duty.sites[1] FROM access_dutyheld duty JOIN access_user person ON person.id = duty.user_id"
        " WHERE person.username = 'pio'"
    ).fetchone()
    rows = plain.execute("SELECT code FROM places_establishment ORDER BY code").fetchall()
    sites = [str(row[0]) for row in rows if own is None or row[0] != own[0]]
    made = []
    for number, site in enumerate(sites):
        text = "bcc_" + secrets.token_urlsafe(32)
        said = {
            "name": f"bench-gate-{site}",
            "site": site,
            "digest": hashlib.sha256(text.encode()).hexdigest(),
        }
        plain.execute(_OFFICER, said)
        made.append(Watcher(Client(service.address, text), answers=number >= SILENT))
    return made


async def _all(service: Service, token: str, watchers: list[Watcher], report: Report) -> dict[int, float]:
    ending = asyncio.Event()
    pace = [asyncio.create_task(one.watch(n / 160, ending)) for n, one in enumerate(watchers)]
    await asyncio.sleep(5)
    writer, written = Client(service.address, token), dict[int, float]()
    report.say(f"{_QUIET} warnings, watched by {len(watchers)} prisons ...")
    before, began = sum(one.looks for one in watchers), time.monotonic()
    for number in range(_QUIET):
        written[number] = await _write(writer, number)
        await asyncio.sleep(_APART)
    looks = (sum(one.looks for one in watchers) - before) / (time.monotonic() - began)
    _quick(report, watchers, written, looks)
    for number in range(_QUIET, _QUIET + _KILLED):
        writing = asyncio.create_task(_write(writer, number))
        if (number - _QUIET) % 4 == 1:
            kind = _KINDS[(number - _QUIET) // 4]
            report.say(f"kill -9 of the {kind} ...")
            _kill(kind, service)
        written[number] = await writing
        await asyncio.sleep(_APART)
    deadline = time.monotonic() + 60
    while any(one.is_behind(len(written)) for one in watchers) and time.monotonic() < deadline:  # noqa: ASYNC110  any of 120
        await asyncio.sleep(0.2)
    ending.set()
    await asyncio.gather(*pace)
    slow = max(one.seen.get(number, float("inf")) - at for one in watchers for number, at in written.items())
    report.row(
        "slowest showing, kills of all three included", size=f"{_KILLED} warnings", ours=slow, unit="s"
    )
    return written


async def _write(writer: Client, number: int) -> float:
    """Write one warning, again under the same key until it is answered; when it was first sent."""
    began, key = time.monotonic(), str(uuid.uuid4())
    body = {
        "kind": "visitor_refused",
        "text": f"Do not let her in, bench {number}.",
        "reason": "Tablets were found on her.",
        "certainty": "established",
        "subject": {"names": [f"Benchmark Nr {number}x"], "born": "1984-03-17"},
        "within_minutes": 60,
    }
    status, text = await writer.until_answered("/api/v1/warnings", body, key)
    if status not in (200, 201):
        raise RuntimeError(f"A warning was refused: {status} {text[:300]}")
    return began


def _quick(report: Report, watchers: list[Watcher], written: dict[int, float], looks: float) -> None:
    never = 60.0
    took = [one.seen.get(number, at + never) - at for one in watchers for number, at in written.items()]
    size = f"{len(watchers)} prisons, {len(written)} warnings"
    report.row("shown within, 95 %", size=size, ours=statistics.quantiles(took, n=100)[94], unit="s", most=1)
    report.row("shown within, half", size=size, ours=statistics.median(took), unit="s")
    report.row("shown within, the slowest", size=size, ours=max(took), unit="s")
    report.row("looks answered", size=f"{len(watchers)} prisons", ours=looks, unit="per second")


def _kill(kind: str, service: Service) -> None:
    if kind == "database":
        os.kill(service.database(), signal.SIGKILL)
        return
    part = psutil.Process(service.part("serve" if kind == "web" else kind))
    for one in (part, *part.children(recursive=True)):
        one.kill()


def _whole(report: Report, service: Service, watchers: list[Watcher], written: dict[int, float]) -> None:
    """Every warning that was answered is there once, at every prison, acknowledged or passed on."""
    url = Cluster(service.home).admin_url
    with psycopg.connect(url, dbname="beccaria", autocommit=True) as plain:

        def count(statement: str) -> int:
            row = plain.execute(statement.encode()).fetchone()
            return int(row[0]) if row else 0

        size, unit = f"{len(written)} warnings", "warnings"
        there = count("SELECT count(*) FROM warnings_version WHERE text LIKE 'Do not let her in, bench %'")
        report.row("warnings lost", size=size, ours=max(0, len(written) - there), unit=unit, most=0)
        report.row("warnings written twice", size=size, ours=max(0, there - len(written)), unit=unit, most=0)
        everywhere = len(written) * len(watchers)
        unit = "deliveries"
        sent = count(_SENT)
        report.row("deliveries missing", size=f"{everywhere:,}", ours=everywhere - sent, unit=unit, most=0)
        unseen = sum(len(written) - len(one.seen) for one in watchers)
        report.row("not shown to who looked", size=f"{everywhere:,}", ours=unseen, unit=unit, most=0)
        # The time to acknowledge runs out for everybody who has not: an hour passes in a moment.
        for statement in (
            "SET session_replication_role = replica",
            _TIME_IS_UP,
            "SET session_replication_role = origin",
        ):
            plain.execute(statement.encode())
        _kill("worker", service)
        began = time.monotonic()
        while count(_OPEN) and time.monotonic() - began < _UNTIL_PASSED_ON:
            time.sleep(0.2)
        passed = time.monotonic() - began
        report.row(
            "overdue until passed on, the worker killed first",
            size=f"{SILENT} prisons",
            ours=passed,
            unit="s",
        )
        report.row(
            "neither acknowledged nor passed on", size=f"{everywhere:,}", ours=count(_OPEN), unit=unit, most=0
        )
        report.row("acknowledged by an officer", size=f"{everywhere:,}", ours=count(_READ), unit=unit)
    ledger = service.ledger()
    whole = 1 if ledger["whole"] else 0
    report.row("ledger whole", size=f"{ledger['entries']} entries", ours=whole, unit="1 is yes", least=1)
