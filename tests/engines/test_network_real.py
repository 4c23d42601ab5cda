"""Every published network at hand is read and reported without a fault, with the people and ties its index counts."""

import csv
import json
from pathlib import Path

import pytest

from beccaria.core.refusal import BadInput
from beccaria.engines.network.graph import build
from beccaria.engines.network.reading import read_attendance, read_ties
from beccaria.engines.network.report import document, of_attendance, of_ties

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def folder(name: str) -> Path:
    if not (DATA / name).is_dir():
        pytest.skip(f"The data set {name} is not beside this repository.")
    return DATA / name


def test_all_layers_of_the_covert_networks_load_and_report() -> None:
    covert = folder("networkdata_covert")
    with (covert / "INDEX.csv").open(encoding="utf-8") as file:
        layers = list(csv.DictReader(file))
    for layer in layers:
        edges, nodes = covert / f"{layer['file_stem']}.edges.csv", covert / f"{layer['file_stem']}.nodes.csv"
        ties = read_ties(edges, nodes=nodes)
        said = document(of_ties(ties, seeds=3))
        json.dumps(said, allow_nan=False)
        loops = int((ties.sources == ties.targets).sum())
        assert (said["nodes"], said["edges"] + loops) == (int(layer["nodes"]), int(layer["edges"])), layer[
            "file_stem"
        ]
        if layer["mode"] == "two-mode":
            found = read_attendance(edges, nodes=nodes)
            assert len(found.people) + len(found.events) == int(layer["nodes"])
            json.dumps(document(of_attendance(found, seeds=3)), allow_nan=False)


@pytest.mark.parametrize(
    ("path", "people", "ties"),
    [
        ("ucinet_covert_csv/morselli_caviar.csv", 110, 205),
        ("ucinet_covert_csv/natajaran_heroin.csv", 38, 87),
        ("koskinen_covert/everton.csv", 79, None),
        ("koskinen_covert/morselli.csv", 44, 103),
        ("koskinen_covert/StysRebels.csv", 81, 167),
        ("hijackers_911/9_11_HIJACKERS_ASSOCIATES.csv", 61, None),
        ("hijackers_911/before_9_11_edgelist.txt", 19, 33),
        ("prison_macrae/prison_matrix.dat", 67, 142),
        ("prison_macrae/edges.csv", 67, 142),
        ("oversize/oversize_WR.edges.csv", 182, 247),
        ("montagna/r2ergm_sightings.csv", 29, 37),
    ],
)
def test_published_counts_are_found(path: str, people: int, ties: int | None) -> None:
    graph = build(read_ties(folder(path.split("/", 1)[0]) / path.split("/", 1)[1]))
    assert graph.nodes == people
    assert ties is None or graph.edges == ties


def test_directions_are_counted_apart() -> None:
    caviar = build(read_ties(folder("ucinet_covert_csv") / "morselli_caviar.csv"))
    assert (caviar.arcs, caviar.edges) == (295, 205)


def test_a_table_of_attributes_is_no_network() -> None:
    with pytest.raises(BadInput, match="must be square"):
        read_ties(folder("hijackers_911") / "9_11_HIJACKERS_ATTR.csv")


def test_the_summits_give_a_score_to_everybody() -> None:
    said = document(of_attendance(read_attendance(folder("infinito") / "attendance.csv"), seeds=3))
    assert said["nodes"] == 146
    assert said["arcs"] == 454
    assert len({one["leader_score"] for one in said["people"]}) > 80


def test_crimes_and_who_was_in_them_are_read_either_way() -> None:
    crimes = folder("stlouis_crime")
    found = read_attendance(crimes / "crime.edges.csv", nodes=crimes / "crime.nodes.csv")
    assert (len(found.people), len(found.events), len(found.who)) == (870, 557, 1487)
