"""`beccaria ledger`: prove that the ledger is whole, and print its signed head."""

import dataclasses
import json
import time
from pathlib import Path
from typing import Any

import click

from beccaria.lib.failure import Failed


@click.group()
def command() -> None:
    """Prove that the ledger is whole; print a signed checkpoint."""


def _kept(path: Path) -> tuple[int, str]:
    """The position and head in a checkpoint that somebody kept."""
    try:
        lines = dict(line.split(" ", 1) for line in path.read_text().splitlines()[1:])
        return int(lines["position"]), lines["head"]
    except (OSError, ValueError, KeyError) as bad:
        raise Failed(
            f"{path} is not a checkpoint: give the text that `ledger checkpoint --out` wrote."
        ) from bad


@command.command()
@click.option(
    "--checkpoint", "kept", type=click.Path(path_type=Path), help="A head kept earlier: compare with it too."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def verify(kept: Path | None, *, as_json: bool) -> None:
    """Check every entry and every link. Exit 1 when anything was altered, removed, inserted or reordered."""
    from beccaria.ledger import api as ledger  # noqa: PLC0415  needs Django set up

    started = time.monotonic()
    verdict = ledger.verify()
    fault: dict[str, Any] | None = dataclasses.asdict(verdict.fault) if verdict.fault else None
    if kept and not fault:
        position, head = _kept(kept)
        link = ledger.link_at(position) if position else None
        if position and (link is None or link.overall.hex() != head):
            what = "the ledger is not the one this checkpoint was made of"
            fault = {"position": position, "entry": None, "what": what}
    said: dict[str, Any] = {
        "entries": verdict.entries,
        "unsealed": verdict.unsealed,
        "whole": fault is None,
        "first_fault": fault,
        "head": verdict.head.hex(),
        "seconds": round(time.monotonic() - started, 2),
    }
    if as_json:
        click.echo(json.dumps(said))
    elif fault is None:
        click.echo(
            f"Whole: {verdict.entries} entries, {verdict.unsealed} waiting to be sealed ({said['seconds']} s)."
        )
    else:
        click.echo(
            f"NOT WHOLE at position {fault['position']}: {fault['what']} ({verdict.entries} before it are whole)."
        )
    if fault:
        raise SystemExit(1)


@command.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write head.txt, head.sig and key.pem there.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def checkpoint(out: Path | None, *, as_json: bool) -> None:
    """Print the head of the chain, signed (Ed25519). Keep it outside: it proves what came before."""
    from django.conf import settings  # noqa: PLC0415  needs Django set up

    from beccaria.access.api import acting  # noqa: PLC0415
    from beccaria.core.actors import system_actor  # noqa: PLC0415
    from beccaria.ledger import api as ledger  # noqa: PLC0415
    from beccaria.lib import clock  # noqa: PLC0415

    with acting(system_actor("auditor")):
        signed = ledger.sign(
            ledger.head(), key=ledger.signing_key(settings.DATA_DIR / "ledger.key.pem"), at=clock.now()
        )
    if out:
        out.mkdir(parents=True, exist_ok=True)
        (out / "head.txt").write_text(signed.message)
        (out / "head.sig").write_bytes(bytes.fromhex(signed.signature))
        (out / "key.pem").write_text(signed.public_key)
    if as_json:
        fields = ("position", "head", "at", "message", "signature", "public_key")
        click.echo(json.dumps({name: getattr(signed, name) for name in fields}))
    else:
        click.echo(f"{signed.message}signature {signed.signature}\n{signed.public_key}", nl=False)
