"""Load a network from a file: its people become records of that network alone, unless a number says who somebody is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from django.db import connection

from beccaria.access.api import require
from beccaria.core.actors import Actor, Level
from beccaria.core.acts import Act
from beccaria.core.refusal import BadInput
from beccaria.engines.folding import fold
from beccaria.engines.network.graph import Graph, build, counted
from beccaria.engines.network.reading import read_ties
from beccaria.ledger import api as ledger
from beccaria.lib.staging import Job, Outcome, ask, learn, run
from beccaria.lib.tables import sha256_of
from beccaria.people import api as people
from beccaria.places import api as places

_LONGEST_ID: Final = 200
_LONGEST_NAME: Final = 60
_AT_ONCE: Final = 50_000
# As for observations: a loaded tie is intelligence, not a public fact.
_LEVEL: Final = Level.RESTRICTED
_SEPARATOR: Final = "\u241f"

_INCOMING: Final = """
CREATE TEMPORARY TABLE incoming_tie (key text, person text, other text, weight double precision) ON COMMIT DROP
"""
_COPY: Final = "COPY incoming_tie (key, person, other, weight) FROM STDIN"
_ADD: Final = """
WITH added AS (
  INSERT INTO networks_tie (id, source, key, person_id, other_id, kind, directed, weight, scheme, source_grade,
    information_grade, recorded_at, site, level, compartments, handling)
  SELECT gen_random_uuid()::text, %(source)s, key, person, other, '', false, weight, '', '', '', %(at)s, %(site)s,
    %(level)s, '{}', '{}'
  FROM incoming_tie ORDER BY key
  ON CONFLICT (source, key) DO UPDATE
  SET weight = EXCLUDED.weight, person_id = EXCLUDED.person_id, other_id = EXCLUDED.other_id
  WHERE (networks_tie.weight, networks_tie.person_id, networks_tie.other_id)
    IS DISTINCT FROM (EXCLUDED.weight, EXCLUDED.person_id, EXCLUDED.other_id)
  RETURNING xmax = 0 AS is_new
)
SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM added
"""
_GONE: Final = """
SELECT count(*) FROM networks_tie known
WHERE known.source = %(source)s AND NOT EXISTS (SELECT 1 FROM incoming_tie WHERE incoming_tie.key = known.key)
"""


@dataclass(frozen=True, slots=True)
class _Owned:
    """How the network is called, and to whom it belongs: an establishment, or the whole service."""

    source: str
    site: str | None


def load_network(job: Job, *, by: Actor) -> Outcome:
    """Load who is tied to whom: CSV, matrix, DL, GraphML, GEXF, or XLSX with links and entities.

    Every repair is said in a sentence. Ties have no direction here; repeats are added up. A person is one we know only
    where his identifier in the file is our record's, the register's or a prison number: never by a name. Loading a
    file twice changes nothing. Raises Refused, BadInput; on an error nothing is loaded.
    """
    require(Act.NETWORK_LOAD, by)
    owned = _owned(job, by=by)
    graph = build(read_ties(job.path))
    _check(graph)
    job.tell(0.4)
    notes = list(graph.notes)
    who, counts = _people(graph, owned, job, notes, by=by)
    job.tell(0.7)
    new, changed = _take_over(graph, who, owned, job, notes)
    digest = sha256_of(job.path)
    told: dict[str, str | int] = {
        "kind": "network",
        "rows": graph.edges,
        "new": new,
        "changed": changed,
        **counts,
    }
    ledger.record(Act.NETWORK_LOAD, by=by, subjects=[f"file:{digest}"], at=job.at, detail=dict(told))
    job.tell(1.0)
    return Outcome(
        kind="network", sha256=digest, rows=graph.edges, new=new, changed=changed, rejected=0,
        rejected_file=None, notes=tuple(notes), counts=counts | {"arcs": graph.arcs},
    )  # fmt: skip


def _owned(job: Job, *, by: Actor) -> _Owned:
    name = "-".join(fold(job.name or job.path.stem).split())[:_LONGEST_NAME]
    if not name:
        raise BadInput("The network has no name: give one with --name.")
    site = places.site_finder(by=by)(job.site) if job.site else None
    if job.site and site is None:
        raise BadInput("There is no establishment %(site)s: load the estate first.", site=job.site)
    return _Owned(f"network:{name}", site)


def _check(graph: Graph) -> None:
    for one in graph.ids:
        if len(one) > _LONGEST_ID or "\x00" in one or _SEPARATOR in one:
            raise BadInput(
                "The identifier “%(one)s”… is not one: give up to %(longest_id)s plain characters.",
                one=one[:40],
                longest_id=_LONGEST_ID,
            )


def _people(
    graph: Graph, owned: _Owned, job: Job, notes: list[str], *, by: Actor
) -> tuple[list[str], dict[str, int]]:
    """Whose record everybody of the network is, in the order of `graph.ids`; records are made for the unknown."""
    known = people.numbered(graph.ids, by=by)
    if several := sorted(known.several):
        notes.append(
            f"{counted(len(several), 'identifier')} belong to several people we know, first {several[0]}:"
            " taken for none of them."
        )
    names = {one: _name(graph, one) for one in graph.ids if one not in known.found}
    made, new = people.take_listed(
        names, source=owned.source, site=owned.site, level=_LEVEL, by=by, at=job.at
    )
    notes.append(
        f"{counted(len(known.found), 'identifier')} of {graph.nodes:,} are numbers of people we know; the others became"
        f" records of {owned.source}. Nobody was matched by name."
    )
    if owned.site is None:
        notes.append(
            "The network belongs to the whole service: only national duties see it. --site gives it to a prison."
        )
    whole: Mapping[str, str] = made | known.found
    return [whole[one] for one in graph.ids], {
        "people": graph.nodes,
        "people_new": new,
        "people_known": len(known.found),
    }


def _name(graph: Graph, one: str) -> str:
    return graph.labels.get(one, "").replace("\x00", " ").strip()[:_LONGEST_ID]


def _take_over(graph: Graph, who: list[str], owned: _Owned, job: Job, notes: list[str]) -> tuple[int, int]:
    own = 0
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.incoming_tie")
        cursor.execute(_INCOMING)
        with cursor.copy(_COPY) as copy:
            for one, other, weight in _pairs(graph):
                if who[one] == who[other]:
                    own += 1
                    continue
                key = f"{graph.ids[one]}{_SEPARATOR}{graph.ids[other]}"
                copy.write_row((key, who[one], who[other], weight))
        cursor.execute("ANALYZE incoming_tie")
    if own:
        notes.append(f"{counted(own, 'tie')} between two numbers of one person left out.")
    said = {"source": owned.source, "site": owned.site, "level": int(_LEVEL), "at": job.at}
    (gone,) = ask(_GONE, said)
    if gone:
        notes.append(f"{counted(gone, 'tie')} loaded earlier are not in this file: they stay.")
    new, changed = ask(_ADD, said)
    learn("networks_tie")
    run("DROP TABLE incoming_tie")
    return int(new), int(changed)


def _pairs(graph: Graph) -> Iterator[tuple[int, int, float]]:
    """Every tie once; numbers are made as they are asked for, so that millions are not held at once."""
    first, second, weights = graph.pairs()
    for start in range(0, first.size, _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        yield from zip(
            first[some].tolist(), second[some].tolist(), np.round(weights[some], 9).tolist(), strict=True
        )
