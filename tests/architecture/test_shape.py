"""Files and functions stay small, and every module says in one sentence what it answers for."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(
    path
    for path in (ROOT / "src").rglob("*.py")
    if "migrations" not in path.parts and "node_modules" not in path.parts
)
LONGEST_FILE, LONGEST_FUNCTION = 400, 60


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_a_module_is_small_and_says_what_it_is_for(path: Path) -> None:
    text = path.read_text()
    assert text.count("\n") <= LONGEST_FILE, "split it by noun into a package of the same name"
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "begin with one sentence saying what this module answers for"
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in _functions(tree)
        if node.end_lineno is not None and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert not long


@pytest.mark.parametrize("name", ["actions", "queries", "api"])
def test_public_functions_of_the_front_rooms_are_explained(name: str) -> None:
    silent = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in SOURCES
        if name in {path.stem, path.parent.name}
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert not silent


def test_decisions_are_numbered_without_gaps_or_doubles() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "adr").glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers, "there are no decision records"
