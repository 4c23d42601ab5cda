"""`beccaria match`: find who in one list is who in another, or who stands twice in one."""

import json
import resource
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from beccaria.lib.failure import Failed

if TYPE_CHECKING:
    import pyarrow as pa

    from beccaria.engines.matching.link import Linked


@click.group()
def command() -> None:
    """Record linkage on files; nothing is loaded into the service."""


@command.command()
@click.argument("left", type=click.Path(path_type=Path))
@click.argument("right", type=click.Path(path_type=Path), required=False)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="The links: left_id, right_id, probability, why.",
)
@click.option(
    "--related",
    type=click.Path(path_type=Path),
    help="Where to write who is possibly related and no link; else beside OUT, as OUT-related.",
)
@click.option(
    "--model",
    "model_out",
    type=click.Path(path_type=Path),
    help="Also write the model that was used, as JSON.",
)
@click.option(
    "--columns", metavar="FIELD=HEADING,…", default="", help="Headings that are not recognised: name=…,born=…"
)
@click.option(
    "--on",
    type=click.Choice(["duckdb", "spark"]),
    default="duckdb",
    show_default=True,
    help="Where pairs are compared.",
)
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    help="The least probability of a link.",
)
@click.option(
    "--one-to-one/--many", default=None, help="Each record in one link at most (two files; else found out)."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def people(
    *,
    left: Path,
    right: Path | None,
    out: Path,
    related: Path | None,
    model_out: Path | None,
    columns: str,
    on: str,
    threshold: float | None,
    one_to_one: bool | None,
    as_json: bool,
) -> None:
    """Link the people of LEFT with those of RIGHT, or find who stands twice in LEFT: CSV, XLSX or Parquet."""
    from beccaria.config import matching  # noqa: PLC0415  `--help` needs no engine
    from beccaria.engines.matching.link import Options, dedupe, link  # noqa: PLC0415  the same

    started = time.monotonic()
    _places(out, related, model_out, inputs=(left, right))
    apart = related or matching.related_beside(out)
    with matching.bar() as show:
        tables = [matching.read_table(path) for path in (left, right) if path]
        options = Options(
            threshold=threshold, one_to_one=one_to_one, on=on, columns=_columns(columns), progress=show
        )
        found = link(tables[0], tables[1], options) if right else dedupe(tables[0], options)
        show("writing", 0.95)
        files: dict[Path, pa.Table | str] = {out: found.links}
        if found.related.num_rows or apart.exists():
            # Twins and families that were kept apart are told without being asked for: a person must look at them.
            # What an earlier run told of them is not left beside the links of this one.
            files[apart] = found.related
        if model_out:
            files[model_out] = found.model.as_json()
        matching.write_all(files)
    _tell(found, out, apart, seconds=round(time.monotonic() - started, 1), as_json=as_json)


def _places(*outputs: Path | None, inputs: tuple[Path | None, ...]) -> None:
    """Whether everything can be written where it is asked for, before anything is read."""
    taken = {path.resolve() for path in inputs if path}
    for each in filter(None, outputs):
        if not each.parent.is_dir():
            raise Failed(
                f"There is no folder {each.parent}: make it, or choose another place for {each.name}."
            )
        if each.resolve() in taken:
            raise Failed(f"{each.name} is given twice: choose another place for what is written.")
        taken.add(each.resolve())


def _tell(found: "Linked", out: Path, apart: Path, *, seconds: float, as_json: bool) -> None:
    if as_json:
        said = {
            "left": found.left,
            "right": found.right,
            "links": found.links.num_rows,
            "related": found.related.num_rows,
            "pairs": found.pairs,
            "notes": list(found.notes),
            "seconds": seconds,
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }
        click.echo(json.dumps(said, ensure_ascii=False))
        return
    for note in found.notes:
        click.echo(note, err=True)
    people_in = f"{found.left:,} and {found.right:,}" if found.right else f"{found.left:,}"
    click.echo(
        f"{found.links.num_rows:,} links among {people_in} records, written to {out} in {seconds} s; "
        f"{found.related.num_rows:,} pairs are possibly related and not linked"
        + (f", written to {apart}." if found.related.num_rows else ".")
    )


def _columns(text: str) -> dict[str, str]:
    """`name=Full name,born=DOB` as a mapping."""
    found = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        field, mark, heading = part.partition("=")
        if not mark or not field.strip() or not heading.strip():
            raise click.UsageError(f"--columns takes FIELD=HEADING,FIELD=HEADING; {part!r} is none.")
        found[field.strip()] = heading.strip()
    return found
