"""Renew requirements.txt: every package of running, developing and building, with its hashes and no address."""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Resolve for every platform and Python we support; uv is fetched when it is not installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    building = "\n".join(project["build-system"]["requires"])
    python = sys.executable
    if subprocess.run([python, "-m", "uv", "--version"], capture_output=True, check=False).returncode:
        subprocess.run([python, "-m", "pip", "install", "--quiet", "uv"], check=True)
    command = [python, "-m", "uv", "pip", "compile", "pyproject.toml", "-", "--extra", "dev", "--universal"]
    command += ["--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-annotate"]
    command += [
        "--no-emit-find-links",
        "--custom-compile-command",
        "make lock",
        "--quiet",
        "-o",
        "requirements.txt",
    ]
    subprocess.run([*command, *sys.argv[1:]], cwd=ROOT, input=building, text=True, check=True)


if __name__ == "__main__":
    main()
