"""Starting: from a fresh clone, again, and what the service weighs while nobody uses it."""

import os
import shutil
import subprocess
import time

from _service import ROOT, directory, start

from beccaria.config.benchmarking import Report

_IDLE = 30


def run(report: Report) -> None:
    """A clone with nothing installed, `make demo` until a page comes; ended; again; left alone; weighed."""
    with directory() as path:
        clone, home = path / "clone", path / "data"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        # Packages are fetched, not taken from an earlier installation's cache.
        os.environ |= {"PIP_NO_CACHE_DIR": "1", "npm_config_cache": str(path / "npm")}
        os.environ.pop("PYTHONPATH", None)
        report.say("Cold start ...")
        service = start(home, ("make", "demo"), cwd=clone)
        report.row(
            "first make demo until a page comes", size="fresh clone", ours=service.seconds, unit="s", most=300
        )
        service.stop()
        service = start(home, ("make", "demo"), cwd=clone)
        report.row("second make demo", size="demonstration loaded", ours=service.seconds, unit="s", most=15)
        report.say(f"Waiting {_IDLE} s ...")
        time.sleep(_IDLE)
        report.row(
            "idle memory of all parts (PSS)",
            size="demonstration loaded",
            ours=service.memory(),
            unit="MB",
            most=600,
        )
        installed = sum(
            file.stat().st_size for file in clone.rglob("*") if file.is_file() and not file.is_symlink()
        )
        report.row("disk, everything installed", size="clone with .venv", ours=installed / 1e6, unit="MB")
        began = time.monotonic()
        service.stop()
        report.row(
            "end",
            size="Ctrl-C until all processes are gone",
            ours=time.monotonic() - began,
            unit="s",
            most=15,
        )
        shutil.rmtree(clone)
    report.note(
        "The first start fetches all packages: it depends on the line to the package index. Memory is the"
        " proportional set size summed over supervisor, web, worker and PostgreSQL."
    )
