"""`load network`: every format, honest reports, nobody matched by name, twice as once, bombs refused."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from beccaria.core.refusal import BadInput
from beccaria.networks.loading import load_network
from tests import database
from tests.apps.loading.conftest import NOW, service

if TYPE_CHECKING:
    from tests.apps.loading.conftest import Service

__all__ = ["service"]
ROOT = Path(__file__).parents[3]
LIST = "from,to,weight\nA1001,K9,2\nK9,M7,1.5\nM7,Luca Ferri,1\n"
TIES = (
    "SELECT one.key, other.key, tie.weight FROM networks_tie tie JOIN people_person one ON one.id = tie.person_id"
    " JOIN people_person other ON other.id = tie.other_id ORDER BY 1, 2"
)


def beccaria(service: Service, *words: str) -> Any:
    environment = database.environment(service.cluster, "worker", service.name)
    environment["PYTHONPATH"] = str(ROOT / "src")
    return subprocess.run(
        [sys.executable, "-m", "beccaria", "load", "network", *words],
        env=environment, cwd=service.folder, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_only_a_number_says_who_somebody_is(service: Service) -> None:
    """A1001 is the prison number of one we know; “Luca Ferri” is a name, and a name is not a person."""
    path = service.write("Quarry ties.csv", LIST)
    outcome = service.load(load_network, path, site="NORTH")
    assert (outcome.rows, outcome.new, outcome.changed, outcome.rejected) == (3, 3, 0, 0)
    assert outcome.counts == {"people": 4, "people_new": 3, "people_known": 1, "arcs": 3}
    found = service.rows(TIES)
    assert {(*sorted((one, other)), weight) for one, other, weight in found} == {
        ("K9", "seed-mts", 2.0), ("K9", "M7", 1.5), ("Luca Ferri", "M7", 1.0),
    }  # fmt: skip
    made = service.rows(
        "SELECT key, name, role, site, level FROM people_person WHERE source = 'network:quarry-ties' ORDER BY key"
    )
    assert made == [
        ("K9", "K9", "contact", "NORTH", 1),
        ("Luca Ferri", "Luca Ferri", "contact", "NORTH", 1),
        ("M7", "M7", "contact", "NORTH", 1),
    ]
    assert any("Nobody was matched by name" in note for note in outcome.notes)
    assert not service.count("people_judgement")


def test_twice_is_as_once_and_a_changed_weight_is_a_change(service: Service) -> None:
    path = service.write("net.csv", LIST)
    service.load(load_network, path)
    before = [
        service.rows(f"SELECT * FROM {table} ORDER BY id") for table in ("networks_tie", "people_person")
    ]
    again = service.load(load_network, path)
    assert (again.new, again.changed, again.unchanged, again.counts["people_new"]) == (0, 0, 3, 0)
    after = [
        service.rows(f"SELECT * FROM {table} ORDER BY id") for table in ("networks_tie", "people_person")
    ]
    assert after == before
    service.write("net.csv", "from,to,weight\nA1001,K9,5\nK9,Q8,1\n")
    third = service.load(load_network, path)
    assert (third.new, third.changed) == (1, 1)
    assert any("2 ties loaded earlier are not in this file: they stay" in note for note in third.notes)
    assert service.count("networks_tie") == 4


def test_what_is_repaired_is_said_one_sentence_each(service: Service) -> None:
    path = service.write(
        "bad.csv",
        "from,to,weight\nA,A,1\nA,B,2\nA,B,3\nB,A,1\nC,D,-2\nC,E,\nE,F,0\nG,,1\n",
    )
    outcome = service.load(load_network, path)
    said = " ".join(outcome.notes)
    for words in (
        "1 tie of somebody with himself left out",
        "1 row repeated a tie: their weights were added",
        "stood in both directions: made one",
        "negative weight: left out, for hostility is not contact",
        "no weight: counted as 1",
        "weight 0: no tie",
        "no second name: left out",
        "Directions, if the file has any, were not used",
        "only national duties see it",
    ):
        assert words in said, words
    assert {weight for _one, _other, weight in service.rows(TIES)} == {6.0, 1.0}
    assert outcome.counts["arcs"] == 3
    assert outcome.rows == 2


GRAPHML = """<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="l" for="node" attr.name="label" attr.type="string"/>
<graph edgedefault="directed"><node id="n1"><data key="l">Old Tesa</data></node><node id="n2"/><node id="n3"/>
<edge source="n1" target="n2"/><edge source="n2" target="n1"/></graph></graphml>"""
GEXF = """<?xml version="1.0"?><gexf xmlns="http://gexf.net/1.3" version="1.3"><graph defaultedgetype="undirected">
<nodes><node id="n1" label="Old Tesa"/><node id="n2" label="n2"/></nodes>
<edges><edge id="0" source="n1" target="n2" weight="2"/></edges></graph></gexf>"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.graphml", GRAPHML),
        ("a.gexf", GEXF),
        ("a.csv", ",n1,n2\nn1,0,1\nn2,1,0\n"),
        ("a.txt", "n1;n2\n"),
    ],
)
def test_every_format_loads(service: Service, name: str, text: str) -> None:
    outcome = service.load(load_network, service.write(name, text), name="Op")
    assert [sorted(row[:2]) for row in service.rows(TIES)] == [["n1", "n2"]]
    assert outcome.rows == 1
    if "Old Tesa" in text:
        assert service.rows("SELECT name FROM people_person WHERE source = 'network:op' AND key = 'n1'") == [
            ("Old Tesa",)
        ]


def test_people_without_ties_are_people_and_a_directed_file_says_so(service: Service) -> None:
    outcome = service.load(load_network, service.write("d.graphml", GRAPHML))
    assert outcome.counts["people"] == 3
    assert any("The ties have directions; they were read without" in note for note in outcome.notes)
    assert service.rows("SELECT directed FROM networks_tie") == [(False,)]


def test_the_two_sheets_of_i2(service: Service) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    links = book.active
    assert links is not None
    links.title = "Links"
    for row in (("Source", "Target", "Weight"), ("e1", "e2", 3)):
        links.append(row)
    entities = book.create_sheet("Entities")
    for entity in (("Id", "Label"), ("e1", "Old Tesa"), ("e2", "=CMD()")):
        entities.append(entity)
    path = service.folder / "i2.xlsx"
    book.save(path)
    outcome = service.load(load_network, path)
    assert outcome.rows == 1
    assert {row[0] for row in service.rows("SELECT key FROM people_person WHERE source = 'network:i2'")} == {
        "e1",
        "e2",
    }


def test_short_numbers_and_numbers_of_several_are_nobodys(service: Service) -> None:
    url = service.cluster.admin_url.replace("/postgres?", f"/{service.name}?")
    import psycopg

    with psycopg.connect(url) as connection:
        connection.execute("UPDATE people_person SET number = '12' WHERE number = 'A1001'")
        connection.execute("UPDATE people_person SET number = 'A1003' WHERE number = 'A1002'")
    outcome = service.load(load_network, service.write("n.csv", "from,to\n12,A1003\nA1004,12\n"))
    assert (outcome.counts["people_known"], outcome.counts["people_new"]) == (1, 2)
    assert any("belong to several people" in note for note in outcome.notes)


def test_two_numbers_of_one_person_are_not_tied(service: Service) -> None:
    person = service.rows("SELECT id FROM people_person WHERE number = 'A1001'")[0][0]
    outcome = service.load(load_network, service.write("n.csv", f"from,to\n{person},A1001\nA1001,K9\n"))
    assert (outcome.new, outcome.counts["people_known"]) == (1, 2)
    assert any("between two numbers of one person left out" in note for note in outcome.notes)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("empty.csv", "", "empty"),
        ("w.csv", "from,to,weight\nA,B,much\n", "not a number"),
        ("inf.csv", "from,to,weight\nA,B,inf\n", "not finite"),
        ("long.csv", f"from,to\n{'x' * 300},B\n", "plain characters"),
    ],
)
def test_what_cannot_be_loaded_is_refused_whole(service: Service, name: str, text: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        service.load(load_network, service.write(name, text))
    assert not service.count("networks_tie")


def test_an_establishment_nobody_knows_is_refused(service: Service) -> None:
    with pytest.raises(BadInput, match="no establishment"):
        service.load(load_network, service.write("n.csv", LIST), site="NOWHERE")


BOMB = """<?xml version="1.0"?><!DOCTYPE graphml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<graph edgedefault="undirected"><node id="&c;"/></graph></graphml>"""


def test_the_command_loads_says_and_refuses(service: Service) -> None:
    path = service.write("net.csv", LIST)
    dry = beccaria(service, str(path), "--dry-run", "--json", "--name", "Quarry", "--site", "NORTH")
    assert dry.returncode == 0, dry.stderr
    assert json.loads(dry.stdout)["new"] == 3
    assert not service.count("networks_tie")
    done = beccaria(service, str(path), "--name", "Quarry", "--site", "NORTH")
    assert "network: 3 rows, 3 new, 0 changed, 0 rejected." in done.stdout
    assert service.rows("SELECT DISTINCT source, site FROM networks_tie") == [("network:quarry", "NORTH")]
    (told,) = service.rows("SELECT subjects, detail FROM ledger_entry WHERE act = 'network.load'")
    assert "K9" not in json.dumps(told)
    bomb = beccaria(service, str(service.write("bomb.graphml", BOMB)))
    assert bomb.returncode == 1
    assert "can hide a bomb: refused" in bomb.stderr + bomb.stdout
    assert "Traceback" not in bomb.stderr


def test_a_larger_network_loads_whole(service: Service) -> None:
    rows = "".join(f"x{number},x{(number * 7 + 1) % 5000}\n" for number in range(5_000))
    outcome = service.load(load_network, service.write("l.csv", f"from,to\n{rows}"), at=NOW)
    assert outcome.counts["people"] == 5_000
    assert service.count("networks_tie") == outcome.rows
