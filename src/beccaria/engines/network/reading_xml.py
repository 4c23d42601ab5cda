"""Reads GraphML and GEXF in little memory; definitions of entities and other documents are refused."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from beccaria.core.refusal import BadInput
from beccaria.engines.network.collecting import Collector
from beccaria.engines.network.graph import Ties

_LABELS: Final = ("label", "name", "fullname")


def read_graphml(path: Path) -> Ties:
    """Read GraphML: identifiers are the nodes' ids, weights the edges' data called weight. Hyperedges are refused."""
    collected, names = Collector(), dict[str, str]()
    directed: bool | None = None
    for tag, found in _elements(path, {"key", "graph", "node", "edge", "hyperedge"}):
        values = {names.get(one.get("key", ""), ""): one.text or "" for one in found if _tag(one) == "data"}
        match tag:
            case "key":
                names[found.get("id", "")] = (found.get("attr.name") or found.get("id", "")).casefold()
            case "graph":
                directed = found.get("edgedefault") == "directed"
            case "node":
                collected.person(
                    _needed(found, "id", path), next((values[one] for one in _LABELS if values.get(one)), "")
                )
            case "edge":
                collected.tie(
                    found.get("source", ""), found.get("target", ""), values.get("weight"),
                    f"edge {found.get('id') or found.get('source', '?')}",
                )  # fmt: skip
            case _:
                raise BadInput(f"{path.name} has hyperedges: give ties between two people.")
    return collected.ties(directed=directed, notes=("Read as GraphML.",))


def read_gexf(path: Path) -> Ties:
    """Read GEXF: identifiers are the nodes' ids, weights the edges' attribute; periods are not used."""
    collected, directed = Collector(), False
    for tag, found in _elements(path, {"graph", "node", "edge"}):
        match tag:
            case "graph":
                directed = directed or found.get("defaultedgetype") == "directed"
            case "node":
                collected.person(_needed(found, "id", path), found.get("label", ""))
            case _:
                directed = directed or found.get("type") == "directed"
                collected.tie(
                    found.get("source", ""), found.get("target", ""), found.get("weight"),
                    f"edge {found.get('id') or found.get('source', '?')}",
                )  # fmt: skip
    return collected.ties(directed=directed, notes=("Read as GEXF.",))


READERS: Final[dict[str, Callable[[Path], Ties]]] = {"graphml": read_graphml, "gexf": read_gexf}


def _elements(path: Path, wanted: set[str]) -> Iterator[tuple[str, Any]]:
    """The wanted elements as they end (`graph` as it begins); each is forgotten once it has been looked at."""
    open_ones: list[Element] = []
    try:
        for moment, found in iterparse(str(path), events=("start", "end"), forbid_dtd=True):
            tag = _tag(found)
            if moment == "start":
                open_ones.append(found)
                if tag == "graph" and tag in wanted:
                    yield tag, found
                continue
            open_ones.pop()
            if tag in wanted and tag != "graph":
                yield tag, found
                if open_ones:
                    open_ones[-1].remove(found)
    except DefusedXmlException as bomb:
        raise BadInput(
            f"{path.name} defines entities or a document type, which can hide a bomb: refused. Export it without them."
        ) from bomb
    except ParseError as bad:
        raise BadInput(f"{path.name} is not whole XML ({bad}): export it again.") from bad


def _tag(found: Any) -> str:
    return str(found.tag).rsplit("}", 1)[-1]


def _needed(found: Any, name: str, path: Path) -> str:
    value = str(found.get(name) or "")
    if not value.strip():
        raise BadInput(f"{path.name} has a node without {name}: export it again.")
    return value
