"""Files of ties: every layout is recognised, what is repaired is said, what cannot be read is refused in a sentence."""

import tracemalloc
from pathlib import Path

import pytest
from openpyxl import Workbook

from beccaria.core.refusal import BadInput
from beccaria.engines.network import collecting
from beccaria.engines.network.graph import Graph, build
from beccaria.engines.network.ids import in_order
from beccaria.engines.network.reading import read_attendance, read_ties


def written(folder: Path, text: str | bytes, name: str = "ties.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def read(folder: Path, text: str | bytes, name: str = "ties.csv") -> Graph:
    return build(read_ties(written(folder, text, name)))


def ties(graph: Graph) -> set[tuple[str, str, float]]:
    first, second, weights = graph.pairs()
    return {
        (graph.ids[one], graph.ids[other], weight)
        for one, other, weight in zip(first.tolist(), second.tolist(), weights.tolist(), strict=True)
    }


LIST = {("a", "b", 2.0), ("b", "c", 1.0)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("source,target,weight\na,b,2\nb,c,1\n", "headings.csv"),
        ("a,b,2\nb,c,1\n", "bare.csv"),
        ("a\tb\t2\nb\tc\t1\n", "tabs.tsv"),
        ("a b 2\nb c 1\n", "blanks.txt"),
        ("# made by hand\na;b;2\n\nb;c;1\n", "comment.csv"),
        ("i,j,weight\ra,b,2\rb,c,1\r", "returns.csv"),
        ("\ufeffWeight,Type,From,To\n2,x,a,b\n1,x,b,c\n", "order.csv"),
        ('"",a,b,c\na,0,2,0\nb,2,0,1\nc,0,1,0\n', "matrix.csv"),
        ("who,c,b,a\na,0,2,0\nb,1,0,2\nc,0,1,0\n", "shuffled.csv"),
        ("dl n=3 format=edgelist1\nlabels:\na b c\ndata:\n1 2 2\n2 3 1\n", "list.dl"),
        ("DL\nN=3\nLABELS: a,b,c\nDATA:\n0 2 0\n2 0 1\n0 1 0\n", "matrix.dat"),
    ],
)
def test_every_layout_of_text_gives_the_same_network(tmp_path: Path, text: str, name: str) -> None:
    if name == "shuffled.csv":
        text = text.replace("who", "")
    assert ties(read(tmp_path, text, name)) == LIST


def test_graphml_gives_weights_labels_and_says_that_directions_were_not_used(tmp_path: Path) -> None:
    graph = read(
        tmp_path,
        """<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">
        <key id="d0" for="edge" attr.name="weight" attr.type="double"/><key id="d1" for="node" attr.name="label"/>
        <graph edgedefault="directed"><node id="a"><data key="d1">Ada</data></node><node id="b"/><node id="c"/>
        <node id="z"/><edge source="a" target="b"><data key="d0">2</data></edge><edge source="b" target="c"/>
        </graph></graphml>""",
        "net.graphml",
    )
    assert ties(graph) == LIST
    assert graph.ids == ["a", "b", "c", "z"]
    assert graph.labels == {"a": "Ada"}
    assert any("directions" in note for note in graph.notes)


def test_gexf_is_read(tmp_path: Path) -> None:
    graph = read(
        tmp_path,
        """<gexf xmlns="http://gexf.net/1.3"><graph defaultedgetype="undirected"><nodes><node id="a" label="Ada"/>
        <node id="b"/></nodes><edges><edge id="0" source="a" target="b" weight="2"/><edge id="1" source="b" target="c"/>
        </edges></graph></gexf>""",
        "net.gexf",
    )
    assert ties(graph) == LIST
    assert not any("directions" in note for note in graph.notes)


def test_the_two_sheets_of_i2_are_joined_and_zeros_kept(tmp_path: Path) -> None:
    book = Workbook()
    entities = book.active
    assert entities is not None
    entities.title = "Entities"
    for row in (("Entity ID", "Label"), ("007", "Ada"), (7, "Bo"), ("lone", "Cy")):
        entities.append(row)
    links = book.create_sheet("Links")
    links.append(("Entity 1 ID", "Entity 2 ID", "Strength"))
    links.append(("007", 7, 3))
    path = tmp_path / "i2.xlsx"
    book.save(path)
    graph = build(read_ties(path))
    assert ties(graph) == {("007", "7", 3.0)}
    assert graph.labels == {"007": "Ada", "7": "Bo", "lone": "Cy"}
    assert list(graph.ids) == ["007", "7", "lone"]


def test_a_file_of_nodes_adds_those_without_ties_and_says_who_is_not_in_it(tmp_path: Path) -> None:
    nodes = written(tmp_path, "id,name\na,Ada\nd,Dee\n", "nodes.csv")
    graph = build(read_ties(written(tmp_path, "source,target\na,b\n"), nodes=nodes))
    assert list(graph.ids) == ["a", "b", "d"]
    assert any("1 of those with ties" in note for note in graph.notes)


def test_identifiers_are_text_and_stand_in_the_order_a_person_expects(tmp_path: Path) -> None:
    graph = read(tmp_path, "source,target\n007,7\n10,2\nJosé Ñ,  Anna Maria \n")
    assert list(graph.ids) == ["2", "007", "7", "10", "Anna Maria", "José Ñ"]
    assert in_order(["p10", "p9", "P1"]) == ["P1", "p9", "p10"]


def test_repairs_are_made_and_said(tmp_path: Path) -> None:
    text = "source,target,weight\na,a,1\na,b,1\na,b,4\nb,a,2\nc,d,-1\nc,e,0\nf,g,\nh,,1\n"
    graph = read(tmp_path, text)
    assert ties(graph) == {("a", "b", 7.0), ("f", "g", 1.0)}
    assert graph.arcs == 3
    said = " ".join(graph.notes)
    for part in (
        "1 tie of somebody with himself left out, first of a",
        "1 row repeated a tie: their weights were added",
        "1 tie stood in both directions",
        "1 row with a negative weight: left out",
        "1 row with weight 0",
        "1 row with no weight: counted as 1 (first at line 8)",
        "1 row with no second name: left out (first at line 9)",
    ):
        assert part in said
    assert {"c", "d", "e"} <= set(graph.ids)


def test_repeats_may_count_once_and_a_list_that_stands_twice_is_one(tmp_path: Path) -> None:
    once = build(read_ties(written(tmp_path, "source,target,weight\na,b,5\na,b,1\n")), summed=False)
    assert ties(once) == {("a", "b", 5.0)}
    twice = read(tmp_path, "source,target\na,b\nb,a\nb,c\nc,b\n")
    assert ties(twice) == {("a", "b", 1.0), ("b", "c", 1.0)}
    assert any("taken once" in note for note in twice.notes)


def test_windows_letters_are_read_and_said(tmp_path: Path) -> None:
    graph = read(tmp_path, "source,target\nJosé,Ana\n".encode("cp1252"))
    assert list(graph.ids) == ["Ana", "José"]
    assert any("not UTF-8" in note for note in graph.notes)


def test_a_name_that_stands_twice_in_a_matrix_is_two_people(tmp_path: Path) -> None:
    graph = read(tmp_path, ",Ali,Ben,Ali\nAli,0,1,0\nBen,1,0,1\nAli,0,1,0\n")
    assert ties(graph) == {("Ali", "Ben", 1.0), ("Ali (2)", "Ben", 1.0)}


BOMB = """<?xml version="1.0"?><!DOCTYPE g [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>
<graphml><graph edgedefault="undirected"><node id="&b;"/></graph></graphml>"""


@pytest.mark.parametrize(
    ("text", "name", "sentence"),
    [
        ("", "empty.csv", "is empty"),
        ("\n \n", "blank.csv", "is empty"),
        ("# nothing\n", "comments.csv", "nothing but comments"),
        ("alone\nalso\n", "one.csv", "no columns"),
        ("source,target\n", "nobody.csv", "names nobody"),
        ("source,target,weight\na,b,much\n", "words.csv", "'much', not a number"),
        ("source,target,weight\na,b,inf\n", "infinite.csv", "not finite"),
        (",a,b,c\na,0,1,0\nb,1,0,1\n", "oblong.csv", "2 rows and 3 columns"),
        (",a,b\na,0,1\nx,1,0\n", "names.csv", "other names"),
        ("0,1,0,1,0,1\n1,0,1,0,1,0\n", "bare.csv", "must be square"),
        ("DL\nN=3\nDATA:\n0 1\n", "short.dl", "promises 3 x 3"),
        (BOMB, "bomb.graphml", "can hide a bomb"),
        ("<graphml><graph>", "cut.graphml", "not whole XML"),
        ("<html></html>", "page.html", "neither GraphML nor GEXF"),
        (b"\x7fELF\x00\x01\x02", "program", "is not text"),
        (b"PK\x03\x04broken", "broken.xlsx", "not an Excel workbook"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(
    tmp_path: Path, text: str | bytes, name: str, sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        read(tmp_path, text, name)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"no file nobody\.csv"):
        read_ties(tmp_path / "nobody.csv")


def test_attendance_keeps_people_and_events_apart_and_counts_once(tmp_path: Path) -> None:
    found = read_attendance(written(tmp_path, "person,event\n1,1\n1,2\n2,1\n2,1\n"))
    assert found.people == ("1", "2")
    assert found.events == ("1", "2")
    assert found.sizes.tolist() == [2, 1]
    assert any("counted once" in note for note in found.notes)


def test_the_file_of_nodes_tells_which_column_holds_the_people(tmp_path: Path) -> None:
    nodes = written(tmp_path, "id,type,name\n0,False,P\n1,False,Q\n9,True,E\n", "nodes.csv")
    found = read_attendance(written(tmp_path, "source,target\n9,0\n9,1\n"), nodes=nodes)
    assert found.people == ("0", "1")
    assert found.events == ("9",)


def test_three_ties_between_numbers_are_a_list_and_an_empty_diagonal_a_matrix(tmp_path: Path) -> None:
    assert ties(read(tmp_path, "1,2,1\n2,3,4\n3,1,1\n")) == {
        ("1", "2", 1.0),
        ("2", "3", 4.0),
        ("1", "3", 1.0),
    }
    assert ties(read(tmp_path, "0,1,0\n1,0,2\n0,2,0\n")) == {("1", "2", 1.0), ("2", "3", 2.0)}


def test_a_large_list_is_read_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("source,target\n")
        file.writelines(f"{n % 5000},{n * 7 % 4999}\n" for n in range(200_000))
    tracemalloc.start()
    found = read_ties(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.sources.size == 200_000
    assert peak < 200_000 * 100


def test_too_many_ties_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collecting, "MOST_TIES", 3)
    with pytest.raises(BadInput, match="more than 3 ties"):
        read(tmp_path, "source,target\na,b\nb,c\nc,d\na,b\n")
