"""`beccaria network`: what a network of people looks like, and what it would lose without some of them."""

import csv
import heapq
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from beccaria.config.handing_over import handovers
from beccaria.config.proposing import propose
from beccaria.lib.failure import Failed

_SHOWN: Final = 20
_PATH: Final = click.Path(path_type=Path)
Work = TypeVar("Work", bound=Callable[..., Any])


@click.group()
def command() -> None:
    """Report on a network and try its disruption, from any file of ties; propose memberships from the records;
    find phones that replaced others.
    """


command.add_command(propose)
command.add_command(handovers)


def _reads_ties(work: Work) -> Work:
    """Add what every command on a file of ties takes."""
    for option in (
        click.argument("edges", type=_PATH),
        click.option(
            "--nodes", type=_PATH, metavar="FILE", help="People without ties, and labels: id, name."
        ),
        click.option("--two-mode", is_flag=True, help="EDGES holds rows of person and event."),
        click.option(
            "--headings/--no-headings",
            default=None,
            help="Whether the first row is headings.  [default: look]",
        ),
        click.option("--once", is_flag=True, help="Count a repeated tie once instead of adding its weights."),
        click.option("--json", "as_json", is_flag=True, help="Print one JSON document."),
    ):
        work = option(work)
    return work


@command.command()
@_reads_ties
@click.option(
    "--before", type=_PATH, metavar="FILE", help="The same network earlier: say what changed since."
)
@click.option("--sampled", is_flag=True, help="Estimate betweenness from a sample, with its error.")
@click.option(
    "--seeds",
    type=click.IntRange(1, 200),
    help="Divisions compared.  [default: 20; 3 above two million ties]",
)
@click.option("--out", type=_PATH, metavar="FILE.csv", help="Write the people, one a row.")
def report(
    *, edges: Path, nodes: Path | None, two_mode: bool, headings: bool | None, once: bool, as_json: bool,
    before: Path | None, sampled: bool, seeds: int | None, out: Path | None,
) -> None:  # fmt: skip
    """Say who is tied to whom in EDGES: a CSV list, matrix, DL, GraphML, GEXF or XLSX.

    Gives components, degree, betweenness, closeness, cores, brokerage, communities with their stability, cut points,
    and for each person a role as a hypothesis, with reasons. Directions are not used. Equals stand in id order, in
    which 2 comes before 10; "007" is not "7".
    """
    from beccaria.engines.network import periods  # noqa: PLC0415  compiled loops only when needed
    from beccaria.engines.network import report as reporting  # noqa: PLC0415  the same

    def made(path: Path) -> reporting.NetworkReport:
        if two_mode:
            return reporting.of_attendance(
                _attendance(path, nodes, headings=headings), sampled=sampled, seeds=seeds
            )
        return reporting.of_graph(
            _graph(path, nodes, headings=headings, once=once), sampled=sampled, seeds=seeds
        )

    found = made(edges)
    said = reporting.figures(found)
    changed = periods.change(made(before), found) if before else None
    if changed:
        said["change"] = periods.document(changed)
    if out:
        _write(out, reporting.people(found))
    if as_json:
        _print_whole(said, reporting.people(found))
        return
    click.echo(_report_in_words(said, reporting.people(found)))
    if changed:
        click.echo(periods.in_words(changed))
    if out:
        click.echo(f"The people are in {out}.")


@command.command()
@_reads_ties
@click.option(
    "--strategy", type=click.Choice(["betweenness", "degree", "pagerank", "best"]), default="betweenness",
    show_default=True, help="Whom to take out first.",
)  # fmt: skip
@click.option(
    "--block", type=click.IntRange(1), default=1, show_default=True, metavar="K", help="People a step."
)
@click.option("--steps", type=click.IntRange(1), default=10, show_default=True, metavar="N", help="Steps.")
@click.option(
    "--weighted",
    is_flag=True,
    help="Let weights count: strength, and short ways where there is much contact.",
)
def disrupt(
    *, edges: Path, nodes: Path | None, two_mode: bool, headings: bool | None, once: bool, as_json: bool,
    strategy: str, block: int, steps: int, weighted: bool,
) -> None:  # fmt: skip
    """Say what share of the largest component of EDGES is left when people are taken out, K at a time, N times.

    The centrality is computed anew after each step; equals are taken in id order. `best` searches for the people whose
    absence leaves least. `low` and `high` are the share left had 10-15 % of the ties been missed when choosing.
    """
    from beccaria.engines.disruption.removing import Plan  # noqa: PLC0415  compiled loops only when needed
    from beccaria.engines.disruption.report import disrupt as disrupted  # noqa: PLC0415  the same
    from beccaria.engines.disruption.report import document  # noqa: PLC0415  the same
    from beccaria.engines.network.two_mode import together  # noqa: PLC0415  the same

    graph = (
        together(_attendance(edges, nodes, headings=headings))
        if two_mode
        else _graph(edges, nodes, headings=headings, once=once)
    )
    said = document(disrupted(graph, Plan(strategy, block, steps, weighted)))
    click.echo(json.dumps(said, ensure_ascii=False) if as_json else _disruption_in_words(said))


def _graph(path: Path, nodes: Path | None, *, headings: bool | None, once: bool) -> Any:
    from beccaria.engines.network.graph import build  # noqa: PLC0415  compiled loops only when needed
    from beccaria.engines.network.reading import read_ties  # noqa: PLC0415  the same

    _say(f"Reading {path.name} …")
    graph = build(read_ties(path, nodes=nodes, headings=headings), summed=not once)
    _say(f"{graph.nodes:,} people, {graph.edges:,} ties: computing …")
    return graph


def _say(sentence: str) -> None:
    """Tell somebody who waits at a terminal what is being done."""
    if sys.stderr.isatty():
        click.echo(sentence, err=True)


def _attendance(path: Path, nodes: Path | None, *, headings: bool | None) -> Any:
    from beccaria.engines.network.reading import read_attendance  # noqa: PLC0415  compiled loops only when needed

    return read_attendance(path, nodes=nodes, headings=headings)


def _print_whole(said: dict[str, Any], people: Iterator[dict[str, Any]]) -> None:
    """One JSON document, written as it is made: a million people are not held as text."""
    click.echo(json.dumps(said, ensure_ascii=False, allow_nan=False)[:-1] + ', "people": [', nl=False)
    for number, one in enumerate(people):
        click.echo((", " if number else "") + json.dumps(one, ensure_ascii=False, allow_nan=False), nl=False)
    click.echo("]}")


def _write(path: Path, people: Iterator[dict[str, Any]]) -> None:
    first = next(people)
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, first.keys())
            writer.writeheader()
            for one in chain((first,), people):
                writer.writerow({name: _harmless(value) for name, value in one.items()})
    except OSError as bad:
        raise Failed(f"{path} cannot be written: {bad.strerror}. Choose another place.") from bad


def _harmless(value: Any) -> Any:
    """A name that a spreadsheet would run as a formula gets a mark before it."""
    return (
        f"'{value}"
        if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r"))
        else value
    )


def _report_in_words(said: dict[str, Any], everybody: Iterator[dict[str, Any]]) -> str:
    from beccaria.engines.network.graph import counted  # noqa: PLC0415  compiled loops only when needed

    stable = said["stability"]
    size = f"{counted(said['nodes'], 'person', 'people')}, {counted(said['edges'], 'tie')}"
    divided = (
        f"{counted(said['communities'], 'community', 'communities')}, modularity {said['modularity']:.3f}"
    )
    kept = f"over {stable['seeds']} seeds {stable['over_seeds']:.0%} of a community stays together"
    cut = counted(len(said["cut_points"]), "person", "people")
    lines = [
        f"{size}, {counted(said['components'], 'component')}, the largest of {said['largest_component']:,}.",
        f"{divided}; {kept}, with 10-15 % of the ties missed {stable['with_missing']:.0%}.",
        f"{cut} without whom the network falls apart somewhere.",
    ]
    people = heapq.nsmallest(_SHOWN, everybody, key=lambda one: -one["leader_score"])
    columns = (
        "id",
        "role",
        "leader_score",
        "degree",
        "strength",
        "betweenness",
        "closeness",
        "community",
        "community_stability",
    )
    rows = [[str(one[name]) for name in columns] for one in people]
    lines.append(_table(columns, rows))
    if said["nodes"] > _SHOWN:
        lines.append(
            f"The first {_SHOWN} of {said['nodes']:,} by leader score; --out writes all, with reasons."
        )
    return "\n".join([*lines, *said["notes"]])


def _disruption_in_words(said: dict[str, Any]) -> str:
    start = said["start"]
    columns = ["removed", "people", "largest", "share left"] + (
        ["if ties were missed"] if "confidence" in said else []
    )
    rows = []
    for step in said["steps"]:
        row = [
            str(step["removed"]),
            ", ".join(step["people"]),
            str(step["largest"]),
            f"{step['largest_share']:.3f}",
        ]
        rows.append(row + ([f"{step['low']:.2f} to {step['high']:.2f}"] if "low" in step else []))
    head = (
        f"{start['nodes']:,} people, {start['edges']:,} ties, the largest component of {start['largest']:,}; by "
        f"{said['strategy']}, {said['block']} at a time."
    )
    return "\n".join([head, _table(columns, rows), *said["notes"]])


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    from rich.console import Console  # noqa: PLC0415  only for people
    from rich.table import Table  # noqa: PLC0415  the same
    from rich.text import Text  # noqa: PLC0415  names may hold marks that rich would obey

    made = Table(*[name.replace("_", " ") for name in columns])
    for row in rows:
        made.add_row(*[Text(cell) for cell in row])
    console = Console(width=120)
    with console.capture() as caught:
        console.print(made)
    return caught.get().rstrip()
