"""Print a letter or another paper as PDF. Typst sets it; what people wrote reaches it as data only, never as markup.

The file says nothing of itself but what it is: no name, no moment, no program's trace of who made it.
"""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from beccaria.lib.papers import Paper

_TEMPLATE: Final = Path(__file__).with_name("letter.typ")
_KEPT: Final = frozenset("\t\n")


def pdf(paper: Paper) -> bytes:
    """The letter, ready to hand over."""
    return printed(_TEMPLATE, asdict(paper))


def printed(template: Path, said: Mapping[str, Any]) -> bytes:
    """A paper set by a template of our own from data that people wrote."""
    compiler = typst.Compiler(_template(template))
    made = compiler.compile(format="pdf", sys_inputs={"said": json.dumps(_clean(dict(said)))})
    first = made[0] if isinstance(made, list) else made
    if first is None:
        raise RuntimeError("The paper was not set: typst gave nothing.")
    return first


@cache
def _template(path: Path) -> bytes:
    return path.read_bytes()


def _clean(value: Any) -> Any:
    """The same without control characters, which no paper shows."""
    if isinstance(value, str):
        return "".join(one for one in value if one in _KEPT or unicodedata.category(one) != "Cc")
    if isinstance(value, dict):
        return {name: _clean(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(one) for one in value]
    return value
