"""Households: payers and visitors without birth dates, twins and namesakes; beside Splink as its manual shows it."""

import logging
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from _households import Register, register, twice

from beccaria.config.benchmarking import Report
from beccaria.engines.matching.link import Linked, dedupe, link

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "pseudopeople"
SEEDS = (1, 2, 3)
_ADDRESS = ("street_number", "street_name", "unit_number", "po_box", "city", "state", "zipcode")
_SEEN = ("rec_id", "first_name", "middle_initial", "last_name", *_ADDRESS)


@dataclass(frozen=True, slots=True)
class Row:
    """One figure; `run` puts them into a report, and the benchmark of linkage takes them from `rows`."""

    what: str
    size: str
    ours: float
    unit: str
    peer: float | None = None
    least: float | None = None
    most: float | None = None


def run(report: Report) -> None:
    """All rows, and what must be known to read them."""
    for row in rows():
        report.row(
            row.what,
            size=row.size,
            ours=row.ours,
            unit=row.unit,
            peer=row.peer,
            least=row.least,
            most=row.most,
        )
    report.note(
        "Payers are the persons of the simulated tax forms, visitors those of the simulated census (pseudopeople), by"
        " names and addresses only. No label is used in learning; the values it begins with were written with these"
        " tables in view. Who comes again: a second register of three in ten people, names and streets miswritten in"
        " one of twelve, births missing in one of thirty-three. The peer is Splink with the comparisons its manual"
        " recommends, trained on the same tables, at the best of its thresholds 0.5, 0.9, 0.95 and 0.99 by the truth."
    )
    if not DATA.is_dir():
        report.note("The simulated households are not here: only the made-up register was measured.")


def rows() -> list[Row]:
    """Every figure of this benchmark."""
    found = list(_twins())
    if DATA.is_dir():
        found += _payers()
    return found


def _twins() -> list[Row]:
    joined, flagged, all_twins, wrong, links, truths = 0, 0, 0, 0, 0, 0
    for seed in SEEDS:
        people = register(seed)
        alone = dedupe(pa.Table.from_pylist(people.rows()))
        joined += alone.links.num_rows
        flagged += _flagged(people, alone)
        all_twins += len(people.twins)
        again, truth = twice(people, seed)
        found = link(pa.Table.from_pylist(people.rows()), pa.Table.from_pylist(again))
        pairs = _pairs(found.links)
        wrong += len(pairs - truth)
        links += len(pairs & truth)
        truths += len(truth)
    size = f"{len(SEEDS)} registers of 1,000, 100 pairs of twins and 50 shared names each"
    peer = _peer_wrong()
    return [
        Row("people joined who are not one", size, joined, "pairs", peer=peer, most=0),
        Row("pairs of twins flagged", size, round(100 * flagged / all_twins, 1), "%", peer=0, least=100),
        Row("people who come again taken for another", size, wrong, "pairs", most=0),
        Row("people who come again found", size, round(100 * links / truths, 1), "%", least=95),
    ]


def _flagged(people: Register, found: Linked) -> int:
    told = {
        frozenset((row["left_id"], row["right_id"]))
        for row in found.related.to_pylist()
        if "twins" in row["why"]
    }
    return sum(frozenset((f"p{one}", f"p{other}")) in told for one, other in people.twins)


def _peer_wrong() -> int:
    """How many pairs Splink calls one person, 0.95 and more, where nobody stands twice."""
    wrong = 0
    for seed in SEEDS:
        people = pa.Table.from_pylist(register(seed).rows())
        names = ["given_name", "surname"]
        compared = [
            ("born", "date_of_birth"),
            ("exact", "street_number"),
            ("exact", "postcode"),
            ("text", "street_name"),
        ]
        found = _splink(
            [people],
            "id",
            [("name", name) for name in names] + compared,
            [
                names,
                ["surname", "date_of_birth"],
                ["street_number", "street_name"],
            ],
        )
        wrong += sum(probability >= 0.95 for *_, probability in found)
    return wrong


def _payers() -> list[Row]:
    left, right, who = _two_sides()
    truth = {(a, b) for b, one in who[1].items() for a in who[0].get(one, ())}
    began = time.perf_counter()
    ours = _pairs(link(left, right).links)
    took = time.perf_counter() - began
    began = time.perf_counter()
    both = [column for column in left.column_names if column in right.column_names]
    scored = _splink([left.select(both), right.select(both)], "rec_id", _PEER, _PEER_BLOCKS)
    peer_took = time.perf_counter() - began
    best = max(
        (_figures({(a, b) for a, b, p in scored if p >= least}, truth) for least in (0.5, 0.9, 0.95, 0.99)),
        key=lambda figures: figures[2],
    )
    size = f"{left.num_rows:,} visitors, {right.num_rows:,} payers"
    mine = _figures(ours, truth)
    return [
        Row("payer against visitor, precision", size, mine[0], "", peer=best[0], least=0.9),
        Row("payer against visitor, recall", size, mine[1], "", peer=best[1]),
        Row("payer against visitor, F1", size, mine[2], "", peer=best[2], least=0.85),
        Row("payer against visitor, time", size, round(took, 1), "s", peer=round(peer_took, 1)),
    ]


def _two_sides() -> tuple[pa.Table, pa.Table, tuple[dict[str, list[str]], dict[str, str]]]:
    """Both tables without births and numbers, and who is truly whom: simulant -> rows left, row right -> simulant."""
    con = duckdb.connect()
    tables, who = [], []
    for name in ("decennial_census_2020", "tax_1040_2020"):
        file = DATA / f"{name}_noised.csv.gz"
        table = con.execute(
            f"SELECT row_number() OVER () AS rec_id, * FROM read_csv('{file}', all_varchar = true)"  # noqa: S608  a path of our own
        ).to_arrow_table()
        who.append(
            dict(zip(map(str, table["rec_id"].to_pylist()), table["simulant_id"].to_pylist(), strict=True))
        )
        renamed = table.rename_columns([c.removeprefix("mailing_address_") for c in table.column_names])
        tables.append(renamed.select([c for c in renamed.column_names if c in _SEEN]))
    rows_of: dict[str, list[str]] = {}
    for row, simulant in who[0].items():
        rows_of.setdefault(simulant, []).append(row)
    return tables[0], tables[1], (rows_of, who[1])


def _pairs(links: pa.Table) -> set[tuple[str, str]]:
    return set(zip(links["left_id"].to_pylist(), links["right_id"].to_pylist(), strict=True))


def _figures(found: set[tuple[str, str]], truth: set[tuple[str, str]]) -> tuple[float, float, float]:
    """Precision, recall, F1."""
    right = len(found & truth)
    precision, recall = right / max(1, len(found)), right / max(1, len(truth))
    both = 2 * precision * recall / max(1e-9, precision + recall)
    return round(precision, 4), round(recall, 4), round(both, 4)


_PEER = [
    *(("name", "first_name"), ("name", "last_name"), ("exact", "middle_initial")),
    *(("exact", "street_number"), ("text", "street_name"), ("exact", "zipcode")),
]
_PEER_BLOCKS = [
    ["first_name", "last_name"],
    ["street_number", "street_name"],
    ["last_name", "street_name"],
    ["first_name", "street_name"],
    ["last_name", "middle_initial"],
]


def _splink(
    tables: list[pa.Table], identifier: str, compared: list[tuple[str, str]], blocks: list[list[str]]
) -> list[tuple[str, str, float]]:
    """Splink as its manual shows it: pairs with their probabilities."""
    import splink.comparison_library as cl  # noqa: PLC0415  two seconds of import
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on  # noqa: PLC0415  the same

    logging.disable(logging.CRITICAL)
    made: dict[str, Any] = {
        "name": cl.NameComparison,
        "born": lambda column: cl.DateOfBirthComparison(column, input_is_string=True),
        "text": lambda column: cl.JaroWinklerAtThresholds(column, [0.9, 0.7]),
        "exact": lambda column: cl.ExactMatch(column).configure(term_frequency_adjustments=True),
    }
    api = DuckDBAPI()
    both = len(tables) > 1
    both_names = ("a", "b") if both else ("a",)
    registered = [api.register(t, dataset_display_name=n) for t, n in zip(tables, both_names, strict=True)]
    settings = SettingsCreator(
        link_type="link_only" if both else "dedupe_only",
        unique_id_column_name=identifier,
        comparisons=[made[how](column) for how, column in compared],
        blocking_rules_to_generate_predictions=[block_on(*block) for block in blocks],
    )
    linker = Linker(registered if both else registered[0], settings)
    linker.training.estimate_probability_two_random_records_match([block_on(*blocks[0])], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    for block in blocks[:2]:
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*block))
    found = linker.inference.predict(threshold_match_probability=0.5).as_record_list()
    logging.disable(logging.NOTSET)
    return [
        (str(row[f"{identifier}_l"]), str(row[f"{identifier}_r"]), float(row["match_probability"]))
        for row in found
    ]
