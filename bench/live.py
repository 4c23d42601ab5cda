"""One question after a person against 200,000, over HTTP: how long it takes and whether the right one is offered."""

import hashlib
import secrets
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import httpx
import psycopg
from _live_people import Asked, Made, people, questions
from _live_service import empty
from _service import Service
from rapidfuzz import fuzz, process

from beccaria.config.benchmarking import Report
from beccaria.engines.names_fold import document_key, full_name, phone_key, search_words, sort_name
from beccaria.engines.persons_compare import describe, holding_keys
from beccaria.lib.embedded import Cluster
from beccaria.lib.failure import Failed

SIZES = (25_000, 50_000, 100_000, 200_000)
SITES, ASKED, FEW, TEN = 120, 400, 150, 10
# A user may ask sixty times a minute: many users ask in turn, so that the limit stays on.
_USERS, _WARM = 40, 20
_QUESTION = "one question, national duty, 95 % within"

_PRISONS = """
INSERT INTO places_establishment
  (id, code, name, folded, kind, category, sex, region, town, country, address, as_of, site, level, compartments,
   handling)
SELECT gen_random_uuid()::text, code, code, lower(code), '', '', '', '', '', '', '', current_date, code, 0, '{}', '{}'
FROM unnest(%(sites)s::text[]) code
"""
_PERSON = """
COPY people_person (id, cluster, source, key, role, name, number, born, sorts, searched, recorded_at, site, level,
  compartments, handling) FROM STDIN
"""
_IDENTITY = """
COPY people_identity (id, person_id, source, key, asserted_by, role, number, given_names, surname, aliases, born, sex,
  nationality, languages, document, document_key, phone, phone_key, address, since) FROM STDIN
"""
_KEYS = "COPY people_personkey (key, site, person_id) FROM STDIN"
_TOKENS = """
WITH made AS (
  INSERT INTO access_user (id, password, username, email, name, organisation, language, is_active)
  SELECT gen_random_uuid()::text, '!', %(prefix)s || n, '', 'Bench', '', '', true FROM generate_series(1, %(count)s) n
  RETURNING id
), held AS (
  INSERT INTO access_dutyheld (id, user_id, duty, sites, level, compartments, starts_at, given_by)
  SELECT gen_random_uuid()::text, id, %(duty)s, %(sites)s, 1, '{}', now() - interval '1 hour', 'bench' FROM made
  RETURNING id
), numbered AS (SELECT id, row_number() OVER () AS n FROM held)
INSERT INTO access_token (digest, duty_id, purpose, issued_at, expires_at)
SELECT (%(digests)s::text[])[n], id, 'intelligence', now() - interval '1 hour', now() + interval '6 hours' FROM numbered
"""


@dataclass(slots=True)
class Told:
    """What came of questions: how long each took in ms, whether the one meant was among ten, and the names offered."""

    took: list[float]
    found: list[bool]
    offered: list[list[str]]

    @property
    def p95(self) -> float:
        """95 % of the questions took no longer."""
        return statistics.quantiles(self.took, n=100)[94]

    @property
    def recall(self) -> float:
        """The share, in per cent, in which the one meant was among the first ten."""
        return 100 * sum(self.found) / len(self.found)


def run(report: Report) -> None:
    """Fill an empty service up step by step, ask at each step, then in all ways at full size, the peers on the same."""
    known = list(people(SIZES[-1]))
    with empty() as service:
        cluster = Cluster(service.home)
        with psycopg.connect(cluster.admin_url, dbname="beccaria", autocommit=True) as everything:
            sites = _sites(everything)
            national = _tokens(everything, "analyst", ["*"])
            local = _tokens(everything, "pio", [sites[0]])
            before = 0
            for size in SIZES:
                _fill(everything, known[before:size], sites, report)
                before = size
                if size != SIZES[-1]:
                    told = _ask(service, national, questions(known[:size], FEW, seed=size))
                    report.row(
                        "one question, national duty, 95 % within",
                        size=f"{size:,} persons",
                        ours=told.p95,
                        unit="ms",
                    )
        used = service.processor()
        told = _whole(report, known, lambda asked: _ask(service, national, asked))
        used = 1000 * (service.processor() - used) / (2 * (ASKED + _WARM))
        report.row(
            "processor time of one question, all parts", size=f"{SIZES[-1]:,} persons", ours=used, unit="ms"
        )
        _local(report, known, sites, lambda asked: _ask(service, local, asked))
        _logic(report, questions(known, ASKED, seed=1)[:FEW], told)
    report.note(
        f"The peer that scans is asked the first {FEW} questions."
        " Questions are asked one after the other over HTTP with bearer tokens, each recorded in the ledger with whom"
        " it showed. A question gives a name with a slip, in other letters or another order, and one more fact: birth"
        " date (as another register has it), telephone, or a document with one wrong figure. Peers: rapidfuzz"
        " token_sort_ratio over all 200,000 names in memory, by name alone, no rights and no record; nomenklatura"
        " logic-v2 ordering the candidates that ours offered, by name and birth date. Growth: the same questions at a"
        " quarter, half and more of the size. After each filling the tables are vacuumed by hand and the database has"
        " written everything: a service that loads while it is asked is slower."
    )


def _whole(report: Report, known: list[Made], ask: Callable[[Sequence[Asked]], Told]) -> Told:
    size = f"{len(known):,} persons, {SITES} prisons"
    asked = questions(known, ASKED, seed=1)
    told, scan = ask(asked), _scan(known, asked[:FEW])
    report.row(_QUESTION, size=size, ours=told.p95, peer=scan.p95, unit="ms", most=50)
    report.row(
        "the one meant among ten, national duty",
        size=size,
        ours=told.recall,
        peer=scan.recall,
        unit="%",
        least=99,
    )
    for kind, places in _by_kind(asked).items():
        ours = 100 * sum(told.found[place] for place in places) / len(places)
        scanned = [place for place in places if place < FEW]
        peer = 100 * sum(scan.found[place] for place in scanned) / len(scanned)
        report.row(f"among ten: {kind}", size=f"{len(places)} questions", ours=ours, peer=peer, unit="%")
    by_name = ask([Asked("", one.name, None, "", "", one.meant) for one in asked])
    report.row(
        "among ten: the name and nothing else", size=f"{ASKED} questions", ours=by_name.recall, unit="%"
    )
    return told


def _local(
    report: Report, known: list[Made], sites: list[str], ask: Callable[[Sequence[Asked]], Told]
) -> None:
    mine = [one for one in known if sites[one.number % SITES] == sites[0]]
    here = ask(questions(mine, ASKED, seed=2))
    size = f"{len(mine):,} of {len(known):,} persons"
    report.row("one question, local duty, 95 % within", size=size, ours=here.p95, unit="ms", most=50)
    report.row("the one meant among ten, local duty", size=size, ours=here.recall, unit="%", least=99)


def _sites(everything: psycopg.Connection[Any]) -> list[str]:
    sites = [f"B{number:03}" for number in range(SITES)]
    everything.execute(_PRISONS, {"sites": sites})
    return sites


def _tokens(everything: psycopg.Connection[Any], duty: str, sites: list[str]) -> list[str]:
    texts = ["bcc_" + secrets.token_urlsafe(32) for _ in range(_USERS)]
    said = {
        "prefix": f"bench-{duty}-",
        "count": _USERS,
        "duty": duty,
        "sites": sites,
        "digests": [hashlib.sha256(text.encode()).hexdigest() for text in texts],
    }
    everything.execute(_TOKENS, said)
    return texts


def _fill(
    everything: psycopg.Connection[Any], some: Sequence[Made], sites: list[str], report: Report
) -> None:
    began = time.monotonic()
    rows: list[tuple[Callable[[Made, str], Iterator[Sequence[Any]]], str]] = [
        (_person, _PERSON), (_identity, _IDENTITY), (_person_keys, _KEYS),
    ]  # fmt: skip
    with everything.cursor() as cursor:
        for make, statement in rows:
            with cursor.copy(statement) as copy:
                for one in some:
                    for row in make(one, sites[one.number % SITES]):
                        copy.write_row(row)
    # Swept by hand, so that the server does not begin to sweep what was loaded just when somebody asks.
    for table in ("people_person", "people_identity", "people_personkey"):
        everything.execute(f"ALTER TABLE {table} SET (autovacuum_enabled = false)".encode())
        everything.execute(f"VACUUM ANALYZE {table}".encode())
    # What loading left to be written goes to the disk now, not while somebody asks.
    everything.execute("CHECKPOINT")
    report.say(f"{len(some):,} more persons in {time.monotonic() - began:.0f} s.")


def _id(one: Made) -> str:
    return f"00000000-0000-4000-8000-{one.number:012d}"


def _person(one: Made, site: str) -> Iterator[Sequence[Any]]:
    given, surname = one.name.given, one.name.surname
    words = " ".join(f"'{word}'" for word in search_words(given, surname))
    name, sorts = full_name(given, surname), sort_name(given, surname)
    yield (
        *(_id(one), _id(one), "bench", str(one.number), "visitor", name, "", one.born, sorts, words),
        *("2026-01-01T00:00:00Z", site, 0, [], []),
    )


def _identity(one: Made, _site: str) -> Iterator[Sequence[Any]]:
    yield (
        *(
            _id(one),
            _id(one),
            "bench",
            str(one.number),
            "bench",
            "visitor",
            "",
            one.name.given,
            one.name.surname,
            [],
        ),
        *(one.born, "", "", [], one.document, document_key(one.document), one.phone, phone_key(one.phone)),
        *(one.address, "2026-01-01T00:00:00Z"),
    )


def _person_keys(one: Made, site: str) -> Iterator[Sequence[Any]]:
    described = describe(
        (one.name.full,),
        born=one.born,
        phones=(one.phone,),
        documents=(one.document,),
        addresses=(one.address,),
    )
    for key in sorted(holding_keys(described)):
        yield key, site, _id(one)


def _ask(service: Service, tokens: list[str], asked: Sequence[Asked]) -> Told:
    told = Told([], [], [])
    with httpx.Client(base_url=service.address, timeout=60) as client:
        for turn, one in enumerate([*asked[:_WARM], *asked]):
            body = {"name": one.name, "phone": one.phone, "document": one.document}
            said = body | ({"born": one.born.isoformat()} if one.born else {})
            headers = {"Authorization": f"Bearer {tokens[turn % len(tokens)]}"}
            began = time.perf_counter()
            answer = client.post("/api/v1/persons/match", json=said, headers=headers)
            took = 1000 * (time.perf_counter() - began)
            found = answer.raise_for_status().json()["candidates"]
            if turn >= _WARM:
                told.took.append(took)
                wanted = f"00000000-0000-4000-8000-{one.meant:012d}"
                told.found.append(wanted in [each["person"] for each in found[:TEN]])
                told.offered.append([f"{each['name']}|{each['born'] or ''}" for each in found])
    return told


def _scan(known: list[Made], asked: Sequence[Asked]) -> Told:
    """The peer that looks at every name."""
    names = [sort_name(one.name.given, one.name.surname) for one in known]
    told = Told([], [], [])
    for one in asked:
        began = time.perf_counter()
        best = process.extract(sort_name("", one.name), names, scorer=fuzz.token_sort_ratio, limit=TEN)
        told.took.append(1000 * (time.perf_counter() - began))
        told.found.append(one.meant in [place for _name, _score, place in best])
    return told


def _by_kind(asked: Sequence[Asked]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(asked):
        places[one.kind].append(place)
    return places


def _logic(report: Report, asked: Sequence[Asked], told: Told) -> None:
    """The peer that compares with care, on the candidates that ours offered."""
    try:
        from followthemoney import model  # noqa: PLC0415  the peer need not be installed
        from nomenklatura.matching import get_algorithm  # noqa: PLC0415  the same
    except ImportError as absent:
        raise Failed("The peer is not installed: `pip install nomenklatura`, then run it again.") from absent
    algorithm: Any = get_algorithm("logic-v2")
    config = algorithm.default_config()

    def entity(name: str, born: str) -> Any:
        made = model.make_entity("Person")
        made.id = secrets.token_hex(8)
        made.add("name", name)
        if born:
            made.add("birthDate", born)
        return made

    algorithm.compare(entity("Ada Rossi", ""), entity("Ada Russo", ""), config)  # it reads its lists once
    took, pairs = 0.0, 0
    for place, one in enumerate(asked):
        query = entity(one.name, one.born.isoformat() if one.born else "")
        others = [entity(*offered.split("|")) for offered in told.offered[place]]
        began = time.perf_counter()
        for other in others:
            algorithm.compare(query, other, config)
        took += time.perf_counter() - began
        pairs += len(others)
    report.row(
        "comparing one candidate",
        size=f"{pairs:,} candidates",
        ours=_compare_speed(asked, told),
        peer=1000 * took / max(1, pairs),
        unit="ms",
    )


def _compare_speed(asked: Sequence[Asked], told: Told) -> float:
    from beccaria.engines.persons_compare import compare  # noqa: PLC0415  beside the peer's

    compare(describe(("Ada Rossi",)), describe(("Ada Russo",)))  # it reads its lists once
    took, pairs = 0.0, 0
    for place, one in enumerate(asked):
        query = describe((one.name,), born=one.born, phones=(one.phone,), documents=(one.document,))
        others = [describe((offered.split("|")[0],)) for offered in told.offered[place]]
        began = time.perf_counter()
        for other in others:
            compare(query, other)
        took += time.perf_counter() - began
        pairs += len(others)
    return 1000 * took / max(1, pairs)
