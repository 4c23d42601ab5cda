"""From a feed's row over HTTP to the alert on the page: how long the live rules take, beside a store of some size.

BENCH_LIVE_VISITS says how many other visits lie in the store, BENCH_LIVE_ROWS how often it is measured.
"""

import csv
import os
import statistics
import subprocess
import sys
import time
import uuid
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import psycopg
from _service import ROOT, Service, running

from beccaria.config.benchmarking import Report
from beccaria.lib import clock
from beccaria.lib.embedded import Cluster

VISITS = int(os.environ.get("BENCH_LIVE_VISITS", "300000"))
ROWS = int(os.environ.get("BENCH_LIVE_ROWS", "40"))
_PATIENCE, _PACE = 60.0, 0.1
_A_DAY = 2  # a prison is told of five a day, of which the demonstration has some
_DESK = 30  # a desk shows sixty, the strongest first: so few may lie there before
_COLUMNS = (
    *("visit_id", "at", "establishment", "prisoner_id", "visitor_name", "visitor_born", "visitor_document"),
    *("kind", "outcome"),
)
_PRISONERS = """
SELECT DISTINCT ON (person.key) person.key, lower(said.surname), held.establishment FROM people_person person
JOIN people_custodyperiod held ON held.person_id = person.id AND held.ends_at IS NULL
JOIN people_identity said ON said.person_id = person.id AND said.until IS NULL
WHERE person.role = 'prisoner' AND person.source = 'register'
  AND person.level <= 1 AND person.compartments = '{}' AND person.handling = '{}'
  AND NOT EXISTS (SELECT FROM detection_alertperson one WHERE one.person_id = person.id)
ORDER BY person.key
"""
_HOME = """
SELECT duty.sites[1] FROM access_dutyheld duty JOIN access_user one ON one.id = duty.user_id WHERE one.username = 'pio'
"""
_WAITING = """
SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'detection.live' AND status IN ('todo', 'doing')
"""
_TAKE = """
import sys
from pathlib import Path
from zoneinfo import ZoneInfo
from beccaria.config import running
with running.django_as("worker"):
    from beccaria.access.api import acting
    from beccaria.core.actors import system_actor
    from beccaria.core.feeds import Feed, Way
    from beccaria.feeds.actions import Wish, take
    from beccaria.lib import clock
    path = Path(sys.argv[1])
    wish = Wish(kind=Feed.VISITS, source=path, name=path.name, way=Way.FILE, zone=ZoneInfo("UTC"))
    with acting(system_actor("bench")) as by:
        print(take(wish, by=by, at=clock.now()).outcome.new)
"""


class Prisoner(NamedTuple):
    """Somebody to visit."""

    key: str
    family: str
    site: str


class Visitor(NamedTuple):
    """Who came to two of one prison, and comes to a third man at another."""

    document: str
    before: tuple[Prisoner, Prisoner]
    then: Prisoner
    day: datetime


def run(report: Report) -> None:
    """Lay a store down, then send one row after the other and look at the desk until its alert is there."""
    with (
        running() as service,
        psycopg.connect(Cluster(service.home).admin_url, dbname="beccaria", autocommit=True) as everything,
    ):
        visitors, others = _visitors(everything)
        _lay_down(service, visitors, others, report)
        _settle(everything, time.monotonic() + 10 * _PATIENCE)
        sender, reader = _client(service, "pio"), _client(service, "analyst")
        _clear(reader)
        took = []
        for visitor in visitors:
            took.append(_measure(sender, reader, visitor))
            _settle(everything, time.monotonic() + _PATIENCE)
    size = f"{len(took) - 1} rows, {VISITS:,} other visits in the store"
    report.row(
        "row to alert, 95 %", size=size, ours=statistics.quantiles(took[1:], n=100)[94], unit="s", most=5
    )
    report.row("row to alert, half", size=size, ours=statistics.median(took[1:]), unit="s")
    report.row("row to alert, the slowest", size=size, ours=max(took[1:]), unit="s")
    report.row("row to alert, the first after the start", size="1 row", ours=took[0], unit="s")
    report.note(
        "A visit is sent to the batch address by the unit of one prison; it makes its visitor one of three unrelated"
        f" prisoners in two prisons. The national analyst's desk is asked every {_PACE} s until the alert stands on it."
        " Web, worker, database and both clients share the machine. No peer: no open system does this."
    )


def _visitors(everything: "psycopg.Connection[tuple[Any, ...]]") -> tuple[list[Visitor], list[Prisoner]]:
    """Visitors of prisoners whom no alert names yet; and the others, who are visited by their own."""
    home = str((everything.execute(_HOME.encode()).fetchone() or [""])[0])
    people = [Prisoner(*row) for row in everything.execute(_PRISONERS.encode()).fetchall()]
    here = [one for one in people if one.site == home]
    away = [one for one in people if one.site != home]
    now = clock.now().replace(hour=9, minute=0, second=0, microsecond=0)
    made: list[Visitor] = []
    while len(made) <= ROWS and here and len(away) > 1:
        then, one = here.pop(), away.pop()
        other = next((each for each in away if each.site == one.site and each.family != one.family), None)
        if other is None or then.family in {one.family, other.family}:
            continue
        away.remove(other)
        day = now - timedelta(days=1 + len(made) // _A_DAY)
        made.append(Visitor(f"BENCH{len(made):04}", (one, other), then, day))
    if len(made) < 2:
        raise RuntimeError("The demonstration has too few prisoners to measure with.")
    return made, here + away


def _lay_down(service: Service, visitors: list[Visitor], others: list[Prisoner], report: Report) -> None:
    """Visits of half a year that no rule minds, and the first two of each visitor."""
    path = service.home.parent / "visits.csv"
    now = clock.now().replace(microsecond=0)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_COLUMNS)
        for number in range(VISITS):
            one = others[number % len(others)]
            at = now - timedelta(seconds=86_400 + number * 170 * 86_400 // VISITS)
            writer.writerow(_visit(f"BF{number:08}", at, one, f"F{one.key}-{number % 5}"))
        for visitor in visitors:
            for turn, one in enumerate(visitor.before):
                name = f"B{visitor.document}-{turn}"
                writer.writerow(_visit(name, visitor.day - timedelta(days=60 + turn), one, visitor.document))
    began = time.monotonic()
    new = _take(service, path)
    report.say(f"{new} visits taken in, in {time.monotonic() - began:.0f} s.")


def _visit(key: str, at: datetime, one: Prisoner, document: str) -> tuple[str, ...]:
    return (
        *(key, at.isoformat(), one.site, one.key, f"Visitor {document}", "1980-02-03", document),
        *("social", "completed"),
    )


def _take(service: Service, path: Path) -> str:
    environment = {**os.environ, "BECCARIA_DATA_DIR": str(service.home)}
    done = subprocess.run(
        [sys.executable, "-c", _TAKE, str(path)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"The visits were not taken in: {done.stdout}{done.stderr[-2000:]}")
    return done.stdout.strip()


def _settle(everything: "psycopg.Connection[tuple[Any, ...]]", until: float) -> None:
    """Wait until no live rules are waiting to run."""
    while (everything.execute(_WAITING.encode()).fetchone() or [0])[0]:
        if time.monotonic() > until:
            raise RuntimeError("The live rules did not end.")
        time.sleep(_PACE)


def _client(service: Service, user: str) -> httpx.Client:
    token = service.command("token", user)
    return httpx.Client(
        base_url=service.address, headers={"Authorization": f"Bearer {token}"}, timeout=_PATIENCE
    )


def _measure(sender: httpx.Client, reader: httpx.Client, visitor: Visitor) -> float:
    """Seconds from sending the row until the desk shows its alert."""
    row = dict(
        zip(
            _COLUMNS,
            _visit(f"B{visitor.document}-2", visitor.day, visitor.then, visitor.document),
            strict=True,
        )
    )
    before = _shown(reader)
    began = time.monotonic()
    said = sender.post(
        "/api/v1/feeds/visits", json={"rows": [row]}, headers={"Idempotency-Key": str(uuid.uuid4())}
    )
    if said.status_code != httpx.codes.OK or said.json()["new"] != 1:
        raise RuntimeError(f"The row was not taken in: {said.status_code} {said.text[:300]}")
    while not _shown(reader) - before:
        if time.monotonic() - began > _PATIENCE:
            raise RuntimeError(f"No alert came of {visitor.document}.")
        time.sleep(_PACE)
    return time.monotonic() - began


def _clear(reader: httpx.Client) -> None:
    """Answer what lies on the desk already: what comes must not stand behind it on a page that is not read."""
    until = time.monotonic() + 10 * _PATIENCE
    while len(there := _desk(reader)) > _DESK:
        for one in there:
            said = reader.post(
                f"/api/v1/alerts/{one['id']}/triage",
                json={"answer": "known", "reason": "It was there before the measurement."},
                headers={"Idempotency-Key": str(uuid.uuid4())},
            )
            said.raise_for_status()
        if time.monotonic() > until:
            raise RuntimeError("The desk does not empty.")


def _shown(reader: httpx.Client) -> set[str]:
    return {str(one["id"]) for one in _desk(reader) if one["rule"] == "visitor-several-prisons"}


def _desk(reader: httpx.Client) -> list[dict[str, Any]]:
    said = reader.get("/api/v1/alerts")
    said.raise_for_status()
    found: list[dict[str, Any]] = said.json()["items"]
    return found
