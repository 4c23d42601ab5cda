"""`beccaria bench`: measure, ours and the peer in one run."""

import json

import click

from beccaria.lib.failure import Failed


@click.command()
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--write", is_flag=True, help="Put the figures into docs/reference/benchmarks.md.")
@click.option("--strict", is_flag=True, help="Exit 1 when something promised was missed.")
def command(name: str | None, *, as_json: bool, write: bool, strict: bool) -> None:
    """Run the benchmark NAME of the folder `bench`, or `all` of them.

    Each makes its own service in a temporary directory and ends it.
    """
    from beccaria.config import benchmarking  # noqa: PLC0415  `--help` needs none of it
    from beccaria.lib import clock  # noqa: PLC0415  the same

    if name is None:
        raise click.UsageError(f"Name a benchmark: {', '.join([*benchmarking.names(), 'all'])}.")
    missed = []
    for each in benchmarking.names() if name == "all" else [name]:
        report = benchmarking.run(each, lambda sentence: click.echo(sentence, err=True))
        click.echo(json.dumps(report.document()) if as_json else benchmarking.table(report))
        if write:
            benchmarking.write(report, on=clock.today())
        missed += [f"{each}: {row.what}" for row in report.rows if row.met is False]
    if missed and strict:
        raise Failed(f"Promised and missed: {'; '.join(missed)}.")
