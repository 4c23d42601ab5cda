"""Run a benchmark of `bench/` and tell what it found: as a table, as JSON, or in the reference."""

import importlib
import os
import platform
import re
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import psutil

from beccaria.lib.failure import Failed

FOLDER = Path(__file__).resolve().parents[3] / "bench"
PAGE = FOLDER.parent / "docs" / "reference" / "benchmarks.md"
_HEAD = """# Benchmarks

Each is run by `beccaria bench NAME`; `--write` renews its part of this page. Ratio is ours over the peer's.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: ours, the peer's where there is one, and what was promised where something was."""

    what: str
    size: str
    ours: float | str | None
    peer: float | str | None
    ratio: float | None
    unit: str
    target: str | None = None
    met: bool | None = None


@dataclass(slots=True)
class Report:
    """What a benchmark fills in: `run(report)` of `bench/NAME.py` gets one."""

    bench: str
    say: Callable[[str], None]
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    files: dict[Path, str] = field(default_factory=dict)  # what else `--write` renews

    def row(
        self,
        what: str,
        *,
        size: str,
        ours: float | str,
        unit: str,
        peer: float | str | None = None,
        most: float | None = None,
        least: float | None = None,
    ) -> None:
        """Add a figure; `most` or `least` is what was promised."""
        number = float(ours) if isinstance(ours, int | float) else None
        ratio = (
            round(number / peer, 3) if number is not None and isinstance(peer, int | float) and peer else None
        )
        target, met = None, None
        if most is not None:
            target, met = f"≤ {most:g}", number is not None and number <= most
        elif least is not None:
            target, met = f"≥ {least:g}", number is not None and number >= least
        made = Row(what, size, _short(ours), _short(peer), ratio, unit, target, met)
        self.rows.append(made)
        self.say(f"{made.what}: {made.ours} {unit}" + (f" (promised {target})" if target else ""))

    def note(self, sentence: str) -> None:
        """Add a sentence that a reader of the figures must know."""
        self.notes.append(sentence)

    def document(self) -> dict[str, Any]:
        """Return everything as one JSON document."""
        rows = [asdict(row) for row in self.rows]
        return {"bench": self.bench, "machine": machine(), "rows": rows, "notes": self.notes}


# A benchmark whose name the standard library has too stands in a file that begins so.
_OWN = "bench_"


def names() -> list[str]:
    """Return the benchmarks there are."""
    stems = (path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("_"))
    return sorted(stem.removeprefix(_OWN) for stem in stems)


def run(name: str, say: Callable[[str], None]) -> Report:
    """Run one benchmark and return its figures."""
    if not FOLDER.is_dir():
        raise Failed("The benchmarks are in the source repository: clone it and run `make bench`.")
    if name not in names():
        raise Failed(f"There is no benchmark {name!r}: choose one of {', '.join(names())}.")
    sys.path.insert(0, str(FOLDER))
    report = Report(name, say)
    own = (FOLDER / f"{_OWN}{name}.py").exists()
    importlib.import_module(f"{_OWN}{name}" if own else name).run(report)
    return report


def machine() -> str:
    """Say on what the figures were measured."""
    memory = psutil.virtual_memory().total / 2**30
    return (
        f"{_processor()}, {len(os.sched_getaffinity(0))} cores, {memory:.0f} GB, "
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    )


def write(report: Report, *, on: date) -> None:
    """Put the figures into the reference, between the benchmark's own marks."""
    opening, closing = f"<!-- bench {report.bench} -->", f"<!-- /bench {report.bench} -->"
    part = f"{opening}\n{_section(report, on)}{closing}\n"
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else _HEAD
    if opening in page:
        page = re.sub(f"{re.escape(opening)}.*?{re.escape(closing)}\n", lambda _: part, page, flags=re.DOTALL)
    else:
        page = f"{page.rstrip()}\n\n{part}"
    PAGE.write_text(page, encoding="utf-8")
    for path, text in report.files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _section(report: Report, on: date) -> str:
    lines = [f"## {report.bench}", "", f"{on.isoformat()}; {machine()}.", ""]
    lines += [
        "| what | size | ours | peer | ratio | unit | promised |",
        "| --- | --- | --: | --: | --: | --- | --- |",
    ]
    for row in report.rows:
        kept = f"{row.target} {'' if row.met else '(missed)'}".strip() if row.target else ""
        cells = (row.what, row.size, row.ours, row.peer, row.ratio, row.unit, kept)
        lines.append("| " + " | ".join("" if cell is None else str(cell) for cell in cells) + " |")
    lines += ["", *report.notes] if report.notes else []
    return "\n".join(lines) + "\n"


def _short(value: float | str | None) -> float | str | None:
    """Three digits that mean something; counts stay whole."""
    if not isinstance(value, float):
        return value
    return round(value) if abs(value) >= 1000 else float(f"{value:.3g}")  # noqa: PLR2004  a thousand, as said above


def _processor() -> str:
    try:
        found = re.search(
            r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE
        )
    except OSError:
        found = None
    return found[1] if found else platform.processor() or "unknown processor"


def table(report: Report) -> str:
    """Return the figures as a table for a terminal."""
    from rich.console import Console  # noqa: PLC0415  only for people
    from rich.table import Table  # noqa: PLC0415  the same

    made = Table(title=f"{report.bench} — {machine()}")
    for heading in ("what", "size", "ours", "peer", "ratio", "unit", "promised"):
        made.add_column(heading, justify="right" if heading in {"ours", "peer", "ratio"} else "left")
    for row in report.rows:
        kept = f"{row.target} {'kept' if row.met else 'MISSED'}" if row.target else ""
        cells = (row.what, row.size, row.ours, row.peer, row.ratio, row.unit, kept)
        made.add_row(*("" if cell is None else str(cell) for cell in cells))
    console = Console(width=120)
    with console.capture() as caught:
        console.print(made, *report.notes, sep="\n")
    return caught.get().rstrip()
