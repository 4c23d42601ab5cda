"""Read YAML against its schema: reviewable text in, plain values out, one sentence when something is wrong."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from beccaria.lib.failure import Failed

FOLDER = Path(__file__).resolve().parent.parent / "reference"
_LARGEST = 5_000_000
# Ten times as fast, but what is nested deeply enough ends the process: for files of this release only.
_QUICK = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(path: Path, schema: Path) -> Mapping[str, Any]:
    """The values of one YAML file, of the shape its schema asks. Raises Failed with one sentence."""
    try:
        if path.stat().st_size > _LARGEST:
            raise Failed(f"{path.name} is larger than {_LARGEST // 1_000_000} MB: no file of this kind is.")
        loader = _QUICK if path.is_relative_to(FOLDER) else yaml.SafeLoader
        said = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506  both loaders are safe ones
    except OSError as gone:
        raise Failed(f"{path} cannot be read ({gone.strerror}): give another file.") from gone
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as bad:
        raise Failed(f"{path.name} is not YAML: {_first_line(bad)}.") from bad
    if not isinstance(said, dict):
        raise Failed(f"{path.name} holds no names and values: begin with `id:`.")
    wrong = best_match(Draft202012Validator(json.loads(schema.read_text(encoding="utf-8"))).iter_errors(said))
    if wrong is not None:
        where = ".".join(str(part) for part in wrong.absolute_path) or "the file"
        raise Failed(f"{path.name}, {where}: {wrong.message[:200]}.")
    return said


def _first_line(bad: Exception) -> str:
    return next((line.strip() for line in str(bad).splitlines() if line.strip()), "it cannot be read")
