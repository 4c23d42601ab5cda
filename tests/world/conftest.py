"""One simulated service for all tests of the world: small enough for seconds, large enough for every storyline."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv
import pyarrow.parquet as pq
import pytest

from beccaria.core.feedfiles import SERVICE_FILES
from beccaria.world.making import make_world
from beccaria.world.plan import Plan
from beccaria.world.simulate import simulate
from beccaria.world.world import World

PLAN = Plan(seed=7, sites=12, prisoners=2_400, days=150)


@dataclass
class Service:
    """The files of a service, and its truth."""

    folder: Path
    tables: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def truth(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads((self.folder / "truth.json").read_text(encoding="utf-8"))
        return document

    def table(self, name: str) -> Any:
        if name not in self.tables:
            path = self.folder / f"{name}.csv"
            if path.exists():
                text = {column.name: pa.string() for column in SERVICE_FILES[name].columns}
                self.tables[name] = pcsv.read_csv(
                    path, convert_options=pcsv.ConvertOptions(column_types=text)
                )
            else:
                self.tables[name] = pq.read_table(self.folder / f"{name}.parquet")
        return self.tables[name]

    def column(self, name: str, column: str) -> list[Any]:
        values: list[Any] = self.table(name).column(column).to_pylist()
        return [None if value == "" else value for value in values]

    def rows(self, name: str, most: int | None = None) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.table(name).slice(0, most).to_pylist()
        return rows

    def where(self, name: str, column: str, values: Iterable[str]) -> list[dict[str, Any]]:
        """The rows with one of these values in a column."""
        table = self.table(name)
        rows: list[dict[str, Any]] = table.filter(
            pc.is_in(table.column(column), pa.array(sorted(values)))
        ).to_pylist()
        return rows

    @cached_property
    def by_trace(self) -> dict[tuple[str, str], dict[str, Any]]:
        """Rows by file and identifier, of every file that a trace points into."""
        found = {}
        for name in sorted({name for name, _ in self.traces}):
            key = SERVICE_FILES[name].key
            wanted = {ident for file, ident in self.traces if file == name}
            found.update({(name, row[key]): row for row in self.where(name, key, wanted)})
        return found

    @cached_property
    def stories(self) -> dict[str, dict[str, Any]]:
        return {**self.truth["storylines"], **self.truth["innocents"]}

    @cached_property
    def traces(self) -> set[tuple[str, str]]:
        everything = [*self.stories.values(), *self.truth["groups"]]
        return {(trace["file"], trace["id"]) for story in everything for trace in story["traces"]}

    def traces_of(self, key: str, file: str) -> list[dict[str, Any]]:
        """The rows that one storyline left in one file, in order of time."""
        wanted = [trace["id"] for trace in self.stories[key]["traces"] if trace["file"] == file]
        return [self.by_trace[file, ident] for ident in wanted]

    def records(self, key: str, role: str) -> list[str]:
        """The register's identifiers of those who play a role."""
        people = self.stories[key]["cast"][role]
        return [code for person in people for code in self.truth["people"][person]]


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("world") / "service"
    simulate(PLAN, folder, processes=1)
    return Service(folder)


@pytest.fixture(scope="session")
def world() -> World:
    return make_world(PLAN)
