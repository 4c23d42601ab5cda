"""`beccaria network handovers`: phones that replaced other phones, read from any table of calls."""

import json
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import click

from beccaria.core.feedfiles import CALLS, Column, FileKind
from beccaria.lib.clock import now
from beccaria.lib.failure import Failed
from beccaria.lib.tables import Bad, CannotRead, Good, Table, open_table

# Calls between phones, as companies hand them over.
BETWEEN: Final = FileKind(
    "calls between phones",
    (
        Column("from", required=True, also=(
            "caller", "source", "sender", "calling", "calling number", "a number", "from number", "origin")),
        Column("to", required=True, also=(
            "called", "callee", "destination", "target", "receiver", "called number", "b number", "to number")),
        Column("at", "moment", required=True, also=(
            "datetime", "date time", "timestamp", "when", "start", "started", "time", "date", "data")),
        Column("seconds", also=("duration", "duration seconds", "measure", "length")),
        Column("tower", also=("cell tower", "cell", "antenna", "site", "base station", "mast")),
    ),
)  # fmt: skip
_ONCE: Final = ("from", "to", "at", "seconds", "tower")
_SHOWN: Final = 3


@click.command()
@click.argument("calls", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def handovers(*, calls: Path, as_json: bool) -> None:
    """Say which phones in CALLS replaced other phones, how sure that is, and why: the surest first.

    CALLS is CSV, XLSX or Parquet with the columns from, to, at, and if there are seconds and tower; or calls as
    `beccaria load calls` takes them. Only what the tool stands behind is said. Nothing is known of whose phones
    they are: a new phone is no offence.
    """
    from beccaria.engines.handovers.calls import collect  # noqa: PLC0415  compiled loops only when needed
    from beccaria.engines.handovers.replacing import handovers as replaced  # noqa: PLC0415  the same
    from beccaria.engines.handovers.words import document  # noqa: PLC0415  the same

    rows = read_calls(calls)
    found = replaced(collect(rows.one, rows.two, rows.at, rows.tower))
    for sentence in rows.said:
        click.echo(sentence, err=True)
    if as_json:
        click.echo(json.dumps([document(one) for one in found], ensure_ascii=False))
        return
    click.echo(_in_words([document(one) for one in found], len(rows.at)))


class Rows:
    """The columns of a table of calls, and what is to be said about reading it."""

    def __init__(self) -> None:
        self.one: list[str] = []
        self.two: list[str] = []
        self.at: list[datetime] = []
        self.tower: list[str | None] = []
        self.said: list[str] = []


def read_calls(path: Path) -> Rows:
    """Read the calls of a file. Raises Failed or CannotRead with one sentence."""
    table = _open(path)
    rows, bad, first = Rows(), 0, ""
    with closing(table):
        for row in table.rows():
            if isinstance(row, Bad):
                bad += 1
                first = first or f"row {row.number}: {row.why}"
            else:
                _keep(rows, row)
    if not rows.at:
        raise Failed(f"{path.name} has no call that can be read{f' ({first})' if first else ''}.")
    if bad:
        said = f"{bad:,} row was" if bad == 1 else f"{bad:,} rows were"
        rows.said.append(f"{said} left out, the first for this reason: {first}")
    return rows


def _open(path: Path) -> Table:
    """As calls between phones, else as the calls of a service."""
    when = now()
    try:
        return open_table(path, BETWEEN, now=when, zone=UTC, unique=_ONCE)
    except CannotRead as first:
        try:
            return open_table(path, CALLS, now=when, zone=UTC)
        except CannotRead:
            raise first from None


def _keep(rows: Rows, row: Good) -> None:
    values: Any = row.values
    one, two = values.get("from"), values.get("to")
    if "number" in values:
        inside = values["prisoner_id"] or values["account"]
        if not inside:
            return
        one, two = f"inside:{inside}", values["number"]
        if values["direction"] == "in":
            one, two = two, one
    rows.one.append(one)
    rows.two.append(two)
    rows.at.append(values["at"])
    rows.tower.append(values.get("tower"))


def _in_words(found: list[dict[str, Any]], calls: int) -> str:
    read = f"{calls:,} call{'' if calls == 1 else 's'} read"
    if not found:
        return f"{read}: no phone is held to have replaced another."
    lines = [f"{read}; phones that replaced another, the surest first:"]
    lines += [f"{one['old']} → {one['new']}  {one['confidence']:.1%}  {one['why']}" for one in found]
    return "\n".join(lines)
