"""Write a chart as GraphML or GEXF; the graph, every person and every tie carries how it must be handled."""

import io
from typing import Any
from xml.etree.ElementTree import SubElement

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from beccaria.networks.exporting import rows
from beccaria.networks.exporting.sheet import Sheet
from beccaria.networks.pages.drawing import clean, colour


def graphml(sheet: Sheet) -> bytes:
    """GraphML 1.0 (graphml.graphdrawing.org)."""
    out = io.BytesIO()
    nx.write_graphml_xml(_graph(sheet), out, encoding="utf-8")
    return out.getvalue()


def gexf(sheet: Sheet) -> bytes:
    """GEXF 1.2 (gexf.net), with places and colours; what it is and how it is handled stands in its `meta`."""
    graph = _graph(sheet)
    for dot in sheet.what.dots:
        red, green, blue = (int(colour(dot.tag)[at : at + 2], 16) for at in (1, 3, 5))
        placed = graph.nodes[dot.id]
        placed["viz"] = {
            "position": {"x": placed["x"], "y": -placed["y"], "z": 0.0},
            "color": {"r": red, "g": green, "b": blue, "a": 1.0},
        }
    writer = GEXFWriter(encoding="utf-8", version="1.2draft")
    writer.add_graph(graph)
    _describe(writer.xml, sheet)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _graph(sheet: Sheet) -> Any:
    graph = nx.Graph(
        title=clean(sheet.title),
        handling=clean(sheet.banner),
        taken=clean(sheet.taken),
        description=clean(" ".join(sheet.lead)),
    )
    for dot in sheet.what.dots:
        columns = rows.person(dot, sheet)
        graph.add_node(columns.pop("id"), **columns)
    for line in sheet.what.lines:
        graph.add_edge(line.one, line.other, **rows.tie(line, sheet))
    return graph


def _describe(root: Any, sheet: Sheet) -> None:
    """Put our words in place of the library's name and clock."""
    space = str(root.tag).rpartition("}")[0]
    tag = f"{space}}}" if space else ""
    old = root.find(f"{tag}meta")
    if old is not None:
        root.remove(old)
    meta = SubElement(root, f"{tag}meta")
    root.remove(meta)
    root.insert(0, meta)
    for name, said in (
        ("creator", "Beccaria"),
        ("keywords", sheet.banner),
        ("description", " ".join((sheet.banner, sheet.title, *sheet.lead, sheet.taken))),
    ):
        SubElement(meta, f"{tag}{name}").text = clean(said)
