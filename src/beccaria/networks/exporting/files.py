"""Make the file that was asked for: which format, its name, which tells nothing, and what kind of content it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from beccaria.core.refusal import BadInput
from beccaria.networks.exporting import printing
from beccaria.networks.exporting.sheet import Sheet
from beccaria.networks.pages import drawing


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its ending, its media type, what writes it."""

    ending: str
    media: str
    write: Callable[[Sheet], bytes]


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made."""

    name: str
    media: str
    content: bytes


def _graphml(sheet: Sheet) -> bytes:
    from beccaria.networks.exporting import graphs  # noqa: PLC0415  networkx takes long to import; only who takes such a file out waits for it

    return graphs.graphml(sheet)


def _gexf(sheet: Sheet) -> bytes:
    from beccaria.networks.exporting import graphs  # noqa: PLC0415  the same

    return graphs.gexf(sheet)


def _workbook(sheet: Sheet) -> bytes:
    from beccaria.networks.exporting import tables  # noqa: PLC0415  openpyxl takes long to import; only who takes a table out waits for it

    return tables.workbook(sheet)


def _csv_files(sheet: Sheet) -> bytes:
    from beccaria.networks.exporting import tables  # noqa: PLC0415  the same

    return tables.csv_files(sheet)


def _svg(sheet: Sheet) -> bytes:
    return drawing.svg(sheet.what, title=sheet.title, lead=sheet.lead, banner=sheet.banner).encode()


FORMATS: Final[dict[str, Format]] = {
    "graphml": Format("graphml", "application/graphml+xml", _graphml),
    "gexf": Format("gexf", "application/gexf+xml", _gexf),
    "xlsx": Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _workbook),
    "csv": Format("zip", "application/zip", _csv_files),
    "svg": Format("svg", "image/svg+xml", _svg),
    "png": Format("png", "image/png", printing.png),
    "pdf": Format("pdf", "application/pdf", printing.pdf),
}


def made(name: str, sheet: Sheet, *, at: datetime) -> Made:
    """The file of this format. Raises BadInput for a format we do not write."""
    found = FORMATS.get(name)
    if found is None:
        raise BadInput(
            "This is no format for a network: choose one of %(choices)s.", choices=", ".join(FORMATS)
        )
    # A file name is seen by mail servers and over shoulders: it names nobody.
    return Made(f"chart-{at.astimezone(UTC):%Y%m%d-%H%M%S}.{found.ending}", found.media, found.write(sheet))
