"""One linkage, ours or Splink as its manual shows it, in a process of its own: prints figures as one JSON line."""

import json
import logging
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from _register import register

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@dataclass(frozen=True, slots=True)
class Task:
    """The tables, the SQL of the truth from an id, and the columns nobody may look at."""

    files: tuple[str, ...]
    truth: str
    hidden: tuple[str, ...] = ()


TASKS = {
    "FEBRL 4": Task(
        ("febrl/dataset4a.csv", "febrl/dataset4b.csv"),
        r"regexp_extract(rec_id, 'rec-(\d+)', 1)",
        ("soc_sec_id",),
    ),
    "FEBRL 3": Task(("febrl/dataset3.csv",), r"regexp_extract(rec_id, 'rec-(\d+)', 1)", ("soc_sec_id",)),
    "historical_50k": Task(("splink/historical_figures_with_errors_50k.parquet",), "cluster"),
    "dsgen A": Task(("febrl_dsgen/dataset_A_10000.csv",), "substr(rec_id, 1, length(rec_id) - 1)"),
    "dsgen D": Task(
        ("febrl_dsgen/dataset_D_org_10000.csv", "febrl_dsgen/dataset_D_dup_10000.csv"),
        "substr(rec_id, 1, length(rec_id) - 1)",
    ),
    "fake_1000": Task(("splink/fake_1000.csv",), "cluster"),
    "RLdata10000": Task(("rldata/RLdata10000.csv",), "ent_id"),
}
IDS = {"historical_50k": "unique_id", "fake_1000": "unique_id"}


def tables(name: str) -> tuple[list[pa.Table], dict[str, str]]:
    """The tables as text without what must not be seen, and who each id really is."""
    con = duckdb.connect()
    if name.startswith("register "):
        whole = pq.read_table(name.removeprefix("register "))
        truth = dict(zip(whole["unique_id"].to_pylist(), map(str, whole["cluster"].to_pylist()), strict=True))
        return [whole.drop_columns(["cluster"])], truth
    task, found, truth = TASKS[name], [], {}
    for file in task.files:
        path = DATA / file
        source = f"'{path}'" if path.suffix == ".parquet" else f"read_csv('{path}', all_varchar = true)"
        headings = [row[0] for row in con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]  # noqa: S608  names of ours
        named = ", ".join(f'nullif(trim(CAST("{h}" AS VARCHAR)), \'\') AS "{h.strip()}"' for h in headings)
        table = con.execute(f"SELECT {named} FROM {source}").to_arrow_table()  # noqa: S608  names of ours
        con.register("listed", table)
        key = IDS.get(name, "rec_id")
        truth |= dict(con.execute(f"SELECT {key}, {task.truth} FROM listed").fetchall())  # noqa: S608  names of ours
        hidden = [h for h in (*task.hidden, "cluster", "ent_id") if h in table.column_names]
        found.append(table.drop_columns(hidden))
    return found, truth


def ours(given: list[pa.Table]) -> list[tuple[str, str]]:
    """The pairs of our links file."""
    from beccaria.engines.matching.link import dedupe, link  # noqa: PLC0415  the peer's process needs none of it

    found = link(*given).links if len(given) > 1 else dedupe(given[0]).links
    return list(zip(found["left_id"].to_pylist(), found["right_id"].to_pylist(), strict=True))


def judged(
    pairs: list[tuple[str, str]], truth: dict[str, str], *, sides: list[pa.Table], key: str
) -> dict[str, float]:
    """Precision, recall and F1 of pairs."""
    right = sum(truth[one] == truth[other] for one, other in pairs)
    counted: list[dict[str, int]] = []
    for side in sides:
        count: dict[str, int] = {}
        for one in side[key].to_pylist():
            count[truth[one]] = count.get(truth[one], 0) + 1
        counted.append(count)
    if len(counted) > 1:
        true = sum(count * counted[1].get(who, 0) for who, count in counted[0].items())
    else:
        true = sum(count * (count - 1) // 2 for count in counted[0].values())
    precision, recall = right / max(len(pairs), 1), right / true
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(precision + recall, 1e-9),
    }


def closed(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """All pairs inside the groups that these pairs make."""
    head: dict[str, str] = {}

    def root(one: str) -> str:
        while head.setdefault(one, one) != one:
            head[one] = head[head[one]]
            one = head[one]
        return one

    for one, other in pairs:
        head[root(one)] = root(other)
    groups: dict[str, list[str]] = {}
    for one in sorted(head):
        groups.setdefault(root(one), []).append(one)
    return [
        (one, other)
        for group in groups.values()
        for place, one in enumerate(group)
        for other in group[place + 1 :]
    ]


def main() -> None:
    """`ours|peer NAME`."""
    who, name = sys.argv[1:3]
    given, truth = tables(name)
    key = "unique_id" if "unique_id" in given[0].column_names else "rec_id"
    logging.getLogger("splink").setLevel(logging.ERROR)
    started = time.perf_counter()
    if who == "ours":
        found = [ours(given)]
    else:
        import _linkage_peer  # noqa: PLC0415  our process needs none of it

        at = _linkage_peer.link(name, given)
    said: dict[str, Any] = {"seconds": round(time.perf_counter() - started, 1)}
    said["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if who == "peer":
        found = [at(weight) for weight in _linkage_peer.WEIGHTS]
    said["pairs"] = max(
        (judged(pairs, truth, sides=given, key=key) for pairs in found), key=lambda one: one["f1"]
    )
    together = [closed(pairs) if len(given) == 1 else pairs for pairs in found]
    said["clusters"] = max(
        (judged(pairs, truth, sides=given, key=key) for pairs in together), key=lambda one: one["f1"]
    )
    print(json.dumps(said))


def make(path: str, records: int, seed: int = 42) -> None:
    """Write a register for both to read."""
    pq.write_table(register(records, seed), path)


if __name__ == "__main__":
    main()
