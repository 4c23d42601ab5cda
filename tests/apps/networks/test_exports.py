"""Files of a chart: read again they hold the same people and ties, every part says how it is handled, nothing runs."""

import csv
import io
import re
import zipfile
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook

from beccaria.core.refusal import BadInput
from beccaria.engines.network.graph import Ties
from beccaria.engines.network.reading import read_ties
from beccaria.networks.exporting import FORMATS, made
from beccaria.networks.pages.drawing import clean
from tests.apps.networks.drawing_up import ALONE, EVIL, EVIL_NAME, KOVAC, NOW, ROSSI, picture, sheet

STRICTEST = "Confidential"
CONDITION = "do not act on it"


def _again(name: str, folder: Path) -> Ties:
    """The file as our own reader of networks reads it."""
    file = made(name, sheet(), at=NOW)
    path = folder / file.name
    path.write_bytes(file.content)
    if name != "csv":
        return read_ties(path)
    with zipfile.ZipFile(path) as parts:
        parts.extractall(folder)
    return read_ties(folder / "ties.csv", nodes=folder / "people.csv")


@pytest.mark.parametrize("name", ["graphml", "gexf", "xlsx", "csv"])
def test_read_again_it_is_the_same_network(name: str, tmp_path: Path) -> None:
    ties = _again(name, tmp_path)
    what = picture()
    assert set(ties.ids) == {dot.id for dot in what.dots} == {ROSSI, KOVAC, ALONE, EVIL}
    ends = {
        (frozenset((ties.ids[one], ties.ids[other])), float(weight))
        for one, other, weight in zip(ties.sources, ties.targets, ties.weights, strict=True)
    }
    assert ends == {(frozenset((line.one, line.other)), line.weight) for line in what.lines}
    assert not ties.directed
    assert ties.labels[ROSSI] == "Anna Rossi"
    assert ties.labels[KOVAC] == "Zoë Kovač"


def _tag(element: Element) -> str:
    return element.tag.rsplit("}", 1)[-1]


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_graph_person_and_tie_each_say_how_they_are_handled(name: str) -> None:
    root = fromstring(made(name, sheet(), at=NOW).content.decode())
    everything = "".join(root.itertext())
    assert STRICTEST in everything
    assert CONDITION in everything
    names = {
        one.get("id"): one.get("attr.name") or one.get("title")
        for one in root.iter()
        if _tag(one) in {"key", "attribute"}
    }
    for kind, count in (("node", 4), ("edge", 2)):
        found = [one for one in root.iter() if _tag(one) == kind]
        assert len(found) == count
        for one in found:
            said = {
                names.get(value.get("key") or value.get("for")): value.text or value.get("value")
                for value in one.iter()
                if _tag(value) in {"data", "attvalue"}
            }
            assert said["handling"]
            if kind == "edge" and EVIL in (one.get("source"), one.get("target")):
                assert str(said["handling"]).startswith("Restricted")
                assert CONDITION in str(said["handling"])


def test_the_workbook_has_two_sheets_of_i2_and_one_about_itself() -> None:
    book = load_workbook(io.BytesIO(made("xlsx", sheet(), at=NOW).content))
    assert book.sheetnames == ["Entities", "Links", "About"]
    entities = [list(row) for row in book["Entities"].iter_rows(values_only=True)]
    links = [list(row) for row in book["Links"].iter_rows(values_only=True)]
    assert entities[0][:3] == ["Entity ID", "Label", "Number"]
    assert links[0][:2] == ["End 1 ID", "End 2 ID"]
    assert all(row[entities[0].index("Handling")] for row in entities[1:])
    assert all(row[links[0].index("Handling")] for row in links[1:])
    assert "Confidential" in str(book["About"]["B2"].value)
    for page in book.worksheets:
        assert page.oddHeader is not None
        assert STRICTEST in str(page.oddHeader.center.text)
        assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)
    label = next(row[1] for row in entities if row[0] == EVIL)
    assert str(label).startswith("'=HYPERLINK")


def test_no_cell_of_the_csv_is_a_formula() -> None:
    with zipfile.ZipFile(io.BytesIO(made("csv", sheet(), at=NOW).content)) as parts:
        assert set(parts.namelist()) == {"handling.txt", "people.csv", "ties.csv"}
        assert STRICTEST in parts.read("handling.txt").decode()
        for name in ("people.csv", "ties.csv"):
            rows = list(csv.reader(io.StringIO(parts.read(name).decode())))
            assert not [cell for row in rows for cell in row if cell[:1] in set("=+@\t\r|%")]
            # A place left of the middle is a number, and stays one.
            assert all(
                re.fullmatch(r"-\d+(\.\d+)?", cell) for row in rows for cell in row if cell.startswith("-")
            )


def test_the_picture_is_whole_xml_without_script_style_or_anything_from_elsewhere() -> None:
    file = made("svg", sheet(), at=NOW)
    text = file.content.decode()
    root = fromstring(text)
    tags = {_tag(one) for one in root.iter()}
    assert tags <= {"svg", "title", "desc", "rect", "line", "polygon", "text", "g"}
    assert "style" not in {name for one in root.iter() for name in one.keys()}  # noqa: SIM118  an element is no dict
    assert "http://x" not in re.findall(r'(?:href|src)="([^"]*)"', text)
    said = " ".join(root.itertext())
    assert "Anna Rossi [1]" in said
    assert clean(EVIL_NAME)[:20] in said
    assert f"{STRICTEST} · {CONDITION}" in said
    assert "leader (hypothesis)" in said
    dashed = [one for one in root.iter() if _tag(one) == "line" and one.get("stroke-dasharray")]
    assert len(dashed) == 2, "the uncertain tie, and its line in the legend"


@pytest.mark.parametrize(("name", "begins"), [("pdf", b"%PDF-"), ("png", b"\x89PNG")])
def test_print_is_set_with_what_people_wrote_as_text_only(name: str, begins: bytes) -> None:
    file = made(name, sheet(), at=NOW)
    assert file.content.startswith(begins)
    assert len(file.content) > 5_000


@pytest.mark.parametrize("name", list(FORMATS))
def test_the_name_of_a_file_tells_nothing(name: str) -> None:
    assert re.fullmatch(r"chart-\d{8}-\d{6}\.\w+", made(name, sheet(), at=NOW).name)


def test_an_unknown_format_is_refused_in_one_sentence() -> None:
    with pytest.raises(BadInput, match="choose one of"):
        made("exe", sheet(), at=NOW)


def test_the_same_chart_gives_the_same_file() -> None:
    for name in ("graphml", "gexf", "csv", "svg", "png"):
        assert made(name, sheet(), at=NOW).content == made(name, sheet(), at=NOW).content
