"""Run patterns on what has to do with new rows, and on nothing else: they find what they would find in all rows."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import ibis
import pyarrow as pa
from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

from beccaria.core.feedfiles import SERVICE_FILES
from beccaria.core.patterns import Found, Pattern, Value, ranked
from beccaria.engines.detection.reading import arrow
from beccaria.engines.detection.running import computing, run
from beccaria.engines.detection.shared import FEW
from beccaria.engines.detection.summaries import OnTheSpot
from beccaria.engines.detection.tables import Tables

People = Callable[[Collection[str], Collection[str]], Sequence[Mapping[str, Any]]]
"""The register's records with one of these identifiers, and those with one of these telephones."""


@dataclass(frozen=True, slots=True)
class Near:
    """What a pattern needs to judge new rows: its feeds cut to that, and the keys that the cut leaves whole.

    A key that is not among them may lack rows: what is found under it is not told. None: all are whole.
    """

    tables: Mapping[str, Table]
    keys: Collection[str] | None = None


class Around:
    """New rows of one kind, and the feeds around them as of a moment."""

    def __init__(self, con: Backend, tables: Tables, new: Table, people: People) -> None:
        """Keep them. `people` asks the register."""
        self._con = con
        self.tables = tables
        self.new = new
        self.records = people

    def kept(self, rows: Table) -> Table:
        """These rows, read once and laid down until the connection is closed."""
        return self._con.create_table(ibis.util.gen_name("near"), rows, temp=True)

    def among(self, rows: Table, column: str, wanted: Collection[str]) -> Table:
        """The rows whose column is one of these."""
        if len(wanted) <= FEW:
            return rows.filter(rows[column].isin(sorted(wanted)))
        said = pa.table({column: pa.array(sorted(wanted), pa.string())})
        return rows.semi_join(self._seen(said), column)

    def people(self, records: Iterable[Mapping[str, Any]]) -> Table:
        """Records of people as their table, each once."""
        each = {record["person_id"]: record for record in records}
        return self._seen(arrow(SERVICE_FILES["people"], list(each.values())))

    def _seen(self, rows: Any) -> Table:
        """An Arrow table as one of the database's."""
        name = ibis.util.gen_name("near")
        self._con.con.register(name, rows)
        return self._con.table(name)


def looks_near(one: Pattern) -> bool:
    """Whether the pattern can be run on what has to do with new rows."""
    return hasattr(computing(one.id), "near")


def run_near(
    patterns: Iterable[Pattern],
    tables: Mapping[str, Table],
    new: Table,
    people: People,
    *,
    until: datetime,
    parameters: Mapping[str, Mapping[str, Value]] | None = None,
) -> list[Found]:
    """What the patterns find that rests on a row of `new`, the strongest first; `tables` hold those rows too.

    Each module of these patterns has `near(around)`: what it needs of all rows to judge the new ones, or None when
    nothing can rest on them. Raises BadInput as `run` does.
    """
    found: list[Found] = []
    con = new.get_backend()
    for one in patterns:
        around = Around(con, Tables(tables, until, OnTheSpot()), new, people)
        near: Near | None = computing(one.id).near(around)
        if near is None:
            continue
        part = run([one], near.tables, until=until, parameters=parameters)
        found += [each for each in part if near.keys is None or _key(each) in near.keys]
    return ranked(found)


def _key(one: Found) -> str:
    return one.key.partition(":")[2]


def values(rows: Table, column: str) -> list[str]:
    """The different values of a column that says something, in order."""
    said = rows.filter(rows[column].notnull()).select(column).distinct()
    return sorted(said.to_pyarrow()[column].to_pylist())
