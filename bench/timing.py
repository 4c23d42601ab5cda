"""Time as an attack: can a stranger tell a hidden record from one that never was by how long the answer takes?"""

import http.client
import json
import os
import random
import re
import time
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

import numpy as np
import psycopg
from _service import Service, running
from numpy.typing import NDArray

from beccaria.config.benchmarking import Report
from beccaria.lib.embedded import Cluster

STRANGER = "pio-elsewhere"
PAIRS, _WARM, _TOGETHER, _DRAWS = 400, 20, 10, 2000
_FEWEST, _MOST = 0.45, 0.55
_REFILL = 20
_OTHER = str.maketrans("aeiourstlnmdcg", "eiouastrnlgcdm")

_SITES = (
    "SELECT sites FROM access_dutyheld held JOIN access_user one ON one.id = held.user_id WHERE username = %s"
)
_REPORTS = "SELECT id FROM reports_report WHERE site <> ALL (%s) ORDER BY id LIMIT 8"
_REMARKS = "SELECT id FROM reports_observation WHERE site <> ALL (%s) ORDER BY id LIMIT 8"
_PEOPLE = "SELECT id FROM people_person WHERE site <> ALL (%s) ORDER BY id LIMIT 8"
# Only names that nobody whom the stranger sees bears; of one country, so that names put together of their parts are as
# usual as they are: a strange name has fewer that are like it, and is answered sooner, wherever anybody is.
_NAMES = r"""
SELECT person.name FROM people_person person JOIN people_identity said ON said.person_id = person.id
WHERE person.name ~ '^\w+ \w+$' AND said.nationality = 'IT'
GROUP BY person.name HAVING bool_and(person.site <> ALL (%s)) ORDER BY md5(person.name) LIMIT 24
"""
# Only words that no report of the stranger's own holds: the others he may find.
_WORDS = """
SELECT word FROM reports_report, unnest(string_to_array(folded, ' ')) word WHERE word ~ '^[a-z]{7,9}$'
GROUP BY word HAVING bool_and(site <> ALL (%s)) ORDER BY word LIMIT 8
"""

Times = NDArray[np.float64]


@dataclass
class Line:
    """One kept connection of the stranger, as a browser or as a program."""

    service: Service
    headers: dict[str, str] = field(default_factory=dict)
    connection: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, body: str | None = None) -> tuple[int, bytes, float]:
        """Status, body and milliseconds; connecting is not counted, nor an answer that broke off."""
        for left in (True, False):
            try:
                return self._asked(method, path, body)
            except ConnectionError:
                self.connection = None
                if not left:
                    raise
        raise AssertionError("the loop returns or raises")

    def _asked(self, method: str, path: str, body: str | None) -> tuple[int, bytes, float]:
        line = self.connection or http.client.HTTPConnection(
            urlsplit(self.service.address).netloc, timeout=60
        )
        if line.sock is None:
            line.connect()
        self.connection = line
        began = time.perf_counter()
        line.request(method, path, body, self.headers)
        answer = line.getresponse()
        said = answer.read()
        took = (time.perf_counter() - began) * 1000
        if answer.will_close:
            line.close()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self._keep(value.partition(";")[0])
        return answer.status, said, took

    def _keep(self, cookie: str) -> None:
        name = cookie.partition("=")[0]
        others = [
            one
            for one in self.headers.get("Cookie", "").split("; ")
            if one and not one.startswith(f"{name}=")
        ]
        self.headers["Cookie"] = "; ".join([*others, cookie])


@dataclass(frozen=True)
class Door:
    """One thing to ask about: what it is called, who asks how, and the two kinds of records."""

    what: str
    line: Line
    method: str
    path: str
    hidden: list[str]
    never: list[str]
    body: str | None = None

    def ask(self, which: str) -> tuple[int, float]:
        """Status and milliseconds of asking for one record."""
        typed = which if "{}" in self.path and "q=" not in self.path else urlencode({"": which})[1:]
        body = self.body and self.body.replace("{}", which)
        status, _said, took = self.line.ask(self.method, self.path.replace("{}", typed), body)
        return status, took


def run(report: Report) -> None:
    """Ask for hidden records and for ones that never were, in turn and in random order; compare the times."""
    with (
        running() as service,
        psycopg.connect(Cluster(service.home).admin_url, dbname="beccaria", autocommit=True) as everything,
    ):
        page, program = _sign_in(service), Line(service)
        program.headers = {
            "Authorization": f"Bearer {service.command('token', STRANGER)}",
            "Content-Type": "application/json",
        }
        doors = _doors(everything, page, program)
        before = os.getloadavg()[0]
        for number, door in enumerate(doors):
            hidden, never = _times(door, everything, random.Random(number))  # noqa: S311  an order, not a secret
            _tell(report, door.what, hidden, never)
    report.note(
        f"The load on {os.cpu_count()} processors was {before:.1f} at the beginning and"
        f" {os.getloadavg()[0]:.1f} at the end, this benchmark included. Above one a"
        " processor, noise hides small differences and makes some up: read the intervals."
    )
    report.note(
        f"The stranger is intelligence officer of another prison. Each line: {PAIRS} requests for hidden records and"
        f" {PAIRS} for ones that never were, in random order over one kept connection, on the same machine: nearer than"
        " any attacker. `told apart` is the chance that a hidden record's answer takes longer than the other's (the"
        f" area under the ROC curve; 0.5 is guessing), of single answers and of the medians of {_TOGETHER} answers."
        " The control compares two kinds that never were: what it shows is the noise. Names that never were are"
        " given names and surnames of the hidden ones put together otherwise, for parts of names are shared with people"
        " whom the stranger may see; words are hidden ones with letters exchanged. Searches are limited"
        " to 60 a minute for a user; the benchmark refills that bucket."
    )


def _sign_in(service: Service) -> Line:
    line = Line(service)
    _status, page, _took = line.ask("GET", "/accounts/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.decode())
    if token is None:
        raise RuntimeError("The sign-in page has no form.")
    form = {"login": STRANGER, "password": "beccaria", "csrfmiddlewaretoken": token[1]}
    line.headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": service.address}
    status, _page, _took = line.ask("POST", "/accounts/login/", urlencode(form))
    if status != 302 or line.ask("GET", "/")[0] != 200:
        raise RuntimeError(f"{STRANGER} cannot sign in.")
    return line


def _doors(everything: psycopg.Connection[Any], page: Line, program: Line) -> list[Door]:
    theirs = everything.execute(_SITES, [STRANGER]).fetchone()

    def column(statement: str) -> list[str]:
        return [str(row[0]) for row in everything.execute(statement.encode(), theirs).fetchall()]

    reports, remarks, people, names, words = (
        column(one) for one in (_REPORTS, _REMARKS, _PEOPLE, _NAMES, _WORDS)
    )
    known = {str(row[0]) for row in everything.execute("SELECT name FROM people_person").fetchall()}
    strangers = _recombined(names, known)
    match = json.dumps({"name": "{}"})
    with_id = [
        ("page of an observation", page, "/observations/{}/", remarks),
        ("page of a report", page, "/reports/{}/", reports),
        ("page of a person", page, "/people/{}/", people),
        ("what reports say about a person", page, "/reports/about/{}/", people),
        ("REST: observation", program, "/api/v1/observations/{}", remarks),
        ("REST: report", program, "/api/v1/reports/{}", reports),
        ("REST: person", program, "/api/v1/persons/{}", people),
    ]
    doors = [Door(what, line, "GET", path, ids, _invented(len(ids))) for what, line, path, ids in with_id]
    doors += [
        Door("suggestions for a name", page, "GET", "/people/suggest/?q={}", names, strangers),
        Door("search for a name", page, "GET", "/search/?q={}", names, strangers),
        Door("search for a word of a report", page, "GET", "/reports/search/?q={}", words, _misspelt(words)),
        Door(
            "REST: who could be meant",
            program,
            "POST",
            "/api/v1/persons/match",
            names,
            strangers,
            match,
        ),
        Door(
            "control: two that never were", program, "GET", "/api/v1/reports/{}", _invented(8), _invented(8)
        ),
    ]
    if not all(door.hidden for door in doors):
        raise RuntimeError("The demonstration is not as this benchmark knows it.")
    return doors


def _invented(how_many: int) -> list[str]:
    return [str(uuid.uuid4()) for _ in range(how_many)]


def _misspelt(words: list[str]) -> list[str]:
    return [word.translate(_OTHER) for word in words]


def _recombined(names: list[str], known: set[str]) -> list[str]:
    """The same given names with each other's surnames, as far as nobody is called so."""
    parts = [name.split() for name in names]
    turned = [*parts[len(parts) // 2 :], *parts[: len(parts) // 2]]
    made = [f"{given} {surname}" for (given, _), (_, surname) in zip(parts, turned, strict=True)]
    return [name for name in made if name not in known]


def _times(door: Door, everything: psycopg.Connection[Any], order: random.Random) -> tuple[Times, Times]:
    told: dict[bool, list[float]] = {True: [], False: []}
    statuses = set()
    for number in range(_WARM + PAIRS):
        if number % _REFILL == 0:
            everything.execute("UPDATE access_bucket SET at = at - interval '5 minutes'")
        kinds = [True, False]
        order.shuffle(kinds)
        for hidden in kinds:
            among = door.hidden if hidden else door.never
            status, took = door.ask(among[number % len(among)])
            statuses.add(status)
            if number >= _WARM:
                told[hidden].append(took)
    if len(statuses) != 1 or statuses & {429, 500, 503}:
        raise RuntimeError(f"{door.what}: answered with {sorted(statuses)}.")
    return np.array(told[True]), np.array(told[False])


def _tell(report: Report, what: str, hidden: Times, never: Times) -> None:
    drawn = np.random.default_rng(7)
    differences = [
        float(np.median(drawn.choice(hidden, hidden.size)) - np.median(drawn.choice(never, never.size)))
        for _ in range(_DRAWS)
    ]
    low, high = np.quantile(differences, [0.025, 0.975])
    size = f"{hidden.size} + {never.size} requests"
    between = f"{what}: median of hidden less never, ms (95 %: {low:+.2f} to {high:+.2f})"
    report.row(between, size=size, ours=float(np.median(hidden) - np.median(never)), unit="ms")
    once = _auc(hidden, never)
    report.row(f"{what}: told apart by one answer", size=size, ours=once, unit="AUC, 0.5 is guessing")
    far = abs(once - 0.5)
    report.row(f"{what}: distance from guessing", size=size, ours=far, unit="AUC", most=_MOST - 0.5)
    many = _auc(_medians(hidden, drawn), _medians(never, drawn))
    report.row(
        f"{what}: told apart by {_TOGETHER} answers", size=size, ours=many, unit="AUC, 0.5 is guessing"
    )


def _medians(times: Times, drawn: np.random.Generator) -> Times:
    return np.array([np.median(drawn.choice(times, _TOGETHER)) for _ in range(_DRAWS)])


def _auc(hidden: Times, never: Times) -> float:
    """Mann and Whitney's U as a share: how often one of `hidden` is above one of `never`, ties half."""
    ordered = np.sort(never)
    below = np.searchsorted(ordered, hidden, side="left") + np.searchsorted(ordered, hidden, side="right")
    return float(below.sum() / (2 * hidden.size * never.size))
