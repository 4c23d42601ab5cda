"""Documents that are generated are fresh, and every dependency has its line."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    names = {re.split(r"[\[>=<;]", line)[0].strip() for line in project["dependencies"]}
    told = set(
        re.findall(
            r"^\| ([A-Za-z0-9_.-]+) \|", (ROOT / "docs/reference/dependencies.md").read_text(), re.MULTILINE
        )
    )
    assert names - told == set()
    assert told - names - {"package", "---"} == set()


def test_the_generated_reference_is_fresh() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "generate_reference.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "beccaria.config.settings"},
    )
    assert done.returncode == 0, done.stderr


def test_nothing_names_a_registry_or_an_address_of_packages() -> None:
    lock = (ROOT / "requirements.txt").read_text()
    assert "://" not in lock
    assert "--hash=sha256:" in lock
    assert '"resolved"' not in (ROOT / "frontend" / "package-lock.json").read_text()
