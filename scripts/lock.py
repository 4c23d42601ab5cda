"""Renew requirements.txt: what running, developing and building need, with hashes and no address."""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = (
    *("--extra", "dev", "--universal", "--python-version", "3.11", "--generate-hashes", "--no-annotate"),
    *("--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "make lock", "--quiet"),
    *("-o", "requirements.txt"),
)


def main() -> None:
    """Resolve for every platform and Python we support; uv is fetched when it is not installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    # The last is what the builder asks for when it installs in place.
    building = "\n".join([*project["build-system"]["requires"], "editables>=0.5"])
    python = sys.executable
    if subprocess.run([python, "-m", "uv", "--version"], capture_output=True, check=False).returncode:
        subprocess.run([python, "-m", "pip", "install", "--quiet", "uv"], check=True)
    compiling = [python, "-m", "uv", "pip", "compile", "pyproject.toml", "-", *OPTIONS, *sys.argv[1:]]
    subprocess.run(compiling, cwd=ROOT, input=building, text=True, check=True)


if __name__ == "__main__":
    main()
