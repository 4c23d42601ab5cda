"""Link two tables, or find who stands twice in one: from tables to settled links with a probability and a reason."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import duckdb
import numpy as np
import pyarrow as pa

from beccaria.core.refusal import BadInput
from beccaria.engines.matching import comparisons, guards, keys, model, payers, settle, spark, why
from beccaria.engines.matching.columns import Columns, recognise, shared
from beccaria.engines.matching.prepare import FIELDS, ROW, prepare
from beccaria.engines.matching.sqltext import literal

_MEMORY_MB: Final = 2_500
_LINK: Final = 0.5
_KEPT_WEIGHT: Final = -8.0
_LIKELY: Final = -2.0
_LARGEST_SPELT_OUT: Final = 100


@dataclass(frozen=True, slots=True)
class Options:
    """How to link. `threshold` is the least probability of a link; None leaves it to us."""

    threshold: float | None = None
    one_to_one: bool | None = None
    on: str = "duckdb"
    memory_mb: int = _MEMORY_MB
    threads: int | None = None
    columns: dict[str, str] = field(default_factory=dict)
    progress: Callable[[str, float], None] | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """What was found: `links` and `related` have left_id, right_id, probability, why; `clusters` id, cluster."""

    links: pa.Table
    related: pa.Table
    clusters: pa.Table
    left: int
    right: int
    pairs: int
    notes: tuple[str, ...]
    model: model.Model


def link(left: pa.Table, right: pa.Table, options: Options | None = None) -> Linked:
    """Who of `left` is who in `right`. Raises BadInput with a sentence."""
    return _run([left, right], options or Options())


def dedupe(table: pa.Table, options: Options | None = None) -> Linked:
    """Who stands in `table` more than once. Raises BadInput with a sentence."""
    return _run([table], options or Options())


def _run(tables: list[pa.Table], options: Options) -> Linked:
    if options.on == "spark" and (wanting := spark.missing()):
        raise BadInput(wanting)
    with tempfile.TemporaryDirectory(prefix="beccaria-match-") as folder, _connection(folder, options) as con:
        return _Linkage(con, tables, options, Path(folder)).run()


def _connection(folder: str, options: Options) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect(str(Path(folder) / "linkage.duckdb"))
    con.execute(f"SET memory_limit = '{int(options.memory_mb)}MB'")
    con.execute(f"SET temp_directory = {literal(folder)}")
    con.execute("SET preserve_insertion_order = false")
    con.execute(f"SET threads = {options.threads or os.cpu_count() or 1}")
    return con


class _Linkage:
    """One run, step by step, on one DuckDB connection."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, tables: list[pa.Table], options: Options, folder: Path
    ) -> None:
        self.con, self.tables, self.options, self.folder = con, tables, options, folder
        self.two_sides = len(tables) > 1

    def run(self) -> Linked:
        """Do all steps."""
        self._say("reading", 0.0)
        self._prepare()
        if payers.suits(self.filled):
            return self._without_births()
        self._say("choosing pairs", 0.2)
        made = keys.make_keys(self.con, self.filled, two_sides=self.two_sides, records=self.records)
        if not made.columns:
            raise BadInput(
                "No two records share anything that tells persons apart: "
                + (made.notes[0] if made.notes else "the columns are empty or different in every row.")
            )
        self._say("learning", 0.3)
        settings = model.settings_of(
            self.compared, made.columns, two_sides=self.two_sides, records=self.records
        )
        learnt = model.learn(self.con, settings, self.filled, two_sides=self.two_sides)
        self._say("comparing", 0.5)
        self._score(learnt)
        self._say("settling", 0.8)
        self._settle()
        return self._result(made, learnt)

    def _without_births(self) -> Linked:
        """Nobody's birth is known: households are the danger, and have a model of their own."""
        self._say("comparing", 0.3)
        answer = payers.match(
            self.con,
            self.filled,
            two_sides=self.two_sides,
            threshold=self.options.threshold,
            unique=bool(self.options.one_to_one),
        )
        self._say("settling", 0.9)
        at = {name: [getattr(one, name) for one in answer.links] for name in ("left", "right")}
        self.cluster = settle.groups(self.records, *(np.array(at[side], dtype=np.int64) for side in at))
        return self._linked(
            payers.as_table(self.con, answer.links),
            payers.as_table(self.con, answer.related),
            len(answer.links) + len(answer.related),
            answer.notes,
            model.Model(answer.model),
        )

    def _say(self, step: str, done: float) -> None:
        if self.options.progress:
            self.options.progress(step, done)

    def _prepare(self) -> None:
        found: list[tuple[str, Columns]] = []
        for side, table in enumerate(self.tables):
            if not table.num_rows:
                raise BadInput("A table has no rows below its headings: there is nobody to link.")
            self.con.register(f"input_{side}", table.append_column(ROW, pa.array(range(table.num_rows))))
            found.append((f"input_{side}", recognise(table.column_names, self.options.columns)))
        if self.two_sides:
            shared(found[0][1], found[1][1])
        prepare(self.con, found)
        counts = self._row(
            "SELECT count(*), "
            + ", ".join(f"count({f}) FILTER (side = 0), count({f}) FILTER (side = 1)" for f in FIELDS)
            + " FROM records"
        )
        self.records = int(counts[0])
        pairs = zip(counts[1::2], counts[2::2], strict=True)
        self.filled = frozenset(
            field
            for field, (left, right) in zip(FIELDS, pairs, strict=True)
            if left and (right or not self.two_sides)
        )
        self.compared = comparisons.usable(self.filled)
        left, right = (
            int(self._row(f"SELECT count(*) FROM input_{side}")[0]) for side in (0, len(found) - 1)
        )
        self.possible = left * right if self.two_sides else max(1.0, left * (left - 1) / 2)

    def _row(self, sql: str) -> tuple[Any, ...]:
        row = self.con.execute(sql).fetchone()
        return tuple(row or ())

    def _score(self, learnt: model.Model) -> None:
        """The table `scored`: l, r, weight (in bits, the prior included), and as arrays."""
        with model.quiet():
            source, drop = self._predicted(learnt)
        self.con.execute(
            f"CREATE TABLE scored AS SELECT unique_id_l AS l, unique_id_r AS r, match_weight AS weight FROM {source}"
        )
        drop()
        got = self.con.execute("SELECT l, r, weight FROM scored ORDER BY l, r").fetchnumpy()
        prior = float(learnt.settings["probability_two_random_records_match"])
        weight, share = settle.calibrated(np.round(got["weight"], 6), prior, self.possible)
        learnt.settings["probability_two_random_records_match"] = share
        self.left, self.right = got["l"].astype(np.int64), got["r"].astype(np.int64)
        likely = weight >= _LIKELY
        may = np.ones(len(weight), dtype=bool)
        pairs = self.left[likely], self.right[likely], settle.probability(weight[likely])
        may[likely] = guards.allowed(self.con, self.records, pairs, two_sides=self.two_sides)
        self.weight = settle.forbidden(weight, may)

    def _predicted(self, learnt: model.Model) -> tuple[str, Callable[[], None]]:
        """The table or file of Splink's predictions, and how to let go of it."""
        if self.options.on == "spark":
            read = spark.score(
                self.con,
                learnt.settings,
                self.compared,
                two_sides=self.two_sides,
                folder=self.folder,
                least=_KEPT_WEIGHT,
            )
            return read, lambda: None
        linker = model.open_linker(self.con, learnt.settings, two_sides=self.two_sides)
        found = linker.inference.predict(threshold_match_weight=_KEPT_WEIGHT, warning_mode="never")
        return str(found.physical_name), found.drop_table_from_database_and_remove_from_cache

    def _settle(self) -> None:
        """The table `settled`: l, r, probability, and each record's cluster."""
        least = settle.bits(self.options.threshold or _LINK)
        if self.two_sides:
            kept = settle.across(
                self.left, self.right, self.weight, least, one_to_one=self.options.one_to_one
            )
            left, right, weight = self.left[kept], self.right[kept], self.weight[kept]
            self.cluster = settle.groups(self.records, left, right)
            found = pa.table({"l": left, "r": right, "probability": settle.probability(weight)})
            self.con.register("found", found)
            self.con.execute("CREATE TABLE settled AS SELECT *, false AS through FROM found")
            return
        clustered = settle.within(self.records, self.left, self.right, self.weight, least)
        self.cluster = clustered.cluster
        self._write_clusters(clustered)

    def _write_clusters(self, clustered: settle.Settled) -> None:
        """All pairs inside each cluster; of very large clusters only those that were compared."""
        found = pa.table({"one": range(self.records), "c": clustered.cluster, "weakest": clustered.weakest})
        weighed = pa.table({"l": self.left, "r": self.right, "weight": self.weight})
        self.con.register("clustered", found)
        self.con.register("weighed", weighed)
        self.con.execute(
            "CREATE TABLE settled AS WITH member AS (SELECT *, count(*) OVER (PARTITION BY c) AS size FROM clustered), "
            "joined AS (SELECT * FROM member WHERE size > 1), "
            f"pair AS (SELECT a.one AS l, b.one AS r, a.weakest FROM joined a JOIN joined b ON a.c = b.c "
            f"AND a.one < b.one WHERE a.size <= {_LARGEST_SPELT_OUT} "
            "UNION ALL SELECT w.l, w.r, a.weakest FROM weighed w JOIN joined a ON a.one = w.l "
            f"JOIN joined b ON b.one = w.r AND a.c = b.c WHERE a.size > {_LARGEST_SPELT_OUT}) "
            "SELECT l, r, 1 / (1 + power(2, -greatest(weakest, coalesce(weight, weakest)))) AS probability, "
            "coalesce(weight, -1) < 0 AS through FROM pair LEFT JOIN weighed USING (l, r)"
        )

    def _result(self, made: keys.Keys, learnt: model.Model) -> Linked:
        links = why.explained(self.con, "settled", self.compared)
        scored = int(self._row("SELECT count(*) FROM scored")[0])
        return self._linked(
            links, guards.as_table(self.con, two_sides=self.two_sides), scored, made.notes, learnt
        )

    def _linked(
        self, links: pa.Table, related: pa.Table, pairs: int, notes: tuple[str, ...], learnt: model.Model
    ) -> Linked:
        self.con.register("cluster_of", pa.table({"unique_id": range(self.records), "cluster": self.cluster}))
        clusters = self.con.execute(
            "SELECT id, cluster FROM records JOIN cluster_of USING (unique_id) ORDER BY unique_id"
        ).to_arrow_table()
        sides = dict(self.con.execute("SELECT side, count(*) FROM records GROUP BY side").fetchall())
        return Linked(
            links=links,
            related=related,
            clusters=clusters,
            left=sides.get(0, 0),
            right=sides.get(1, 0),
            pairs=pairs,
            notes=notes,
            model=learnt,
        )
