"""Hold the shape of the code: short files, short functions, a first sentence, nothing left to do."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("src", "tests", "bench", "scripts")
LONGEST_FILE, LONGEST_FUNCTION = 400, 60
# A test tells a story from beginning to end; cut in two, neither half would say what it proves.
LONGEST_TEST_FILE, LONGEST_STORY = 500, 90
# Written with brackets, so that this file does not find itself.
LEFT_TO_DO = re.compile(r"\b(T[O]DO|FIX[M]E|X[X]X)\b|NotImplemented[E]rror")
_CODES = r"\s*[A-Z]+[0-9]+"
IGNORE = re.compile(rf"#\s*(type:\s*ignore(?:\[[\w, -]+\])?|noqa(?::{_CODES}(?:,{_CODES})*)?)(.*)$")


def faults(path: Path) -> Iterator[str]:
    """Yield what is wrong with one file, as lines that an editor can jump to."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    test = path.parts[0] == "tests"
    most_lines, most = (LONGEST_TEST_FILE, LONGEST_STORY) if test else (LONGEST_FILE, LONGEST_FUNCTION)
    if len(lines) > most_lines and "migrations" not in path.parts:
        yield f"{path}:1: {len(lines)} lines (at most {most_lines}): split it by noun"
    for number, line in enumerate(lines, 1):
        if LEFT_TO_DO.search(line):
            yield f"{path}:{number}: something is left to do"
    yield from _ignores(path, lines)
    tree = ast.parse(text)
    if text.strip() and not ast.get_docstring(tree) and "migrations" not in path.parts:
        yield f"{path}:1: no sentence saying what the module answers for"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > most:
                yield f"{path}:{node.lineno}: {node.name} has {length} lines (at most {most})"


def _ignores(path: Path, lines: list[str]) -> Iterator[str]:
    """Yield ignores for which the file gives no reason; one reason for the same rule is enough."""
    found = [(number, match) for number, line in enumerate(lines, 1) if (match := IGNORE.search(line))]
    explained = {match[1] for _, match in found if match[2].strip(" #")}
    for number, match in found:
        if match[1] not in explained:
            yield f"{path}:{number}: an ignore without its reason beside it"


def main() -> int:
    """Check every Python file of ours."""
    found = [
        fault
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "node_modules" not in path.parts
        for fault in faults(path.relative_to(ROOT))
    ]
    for fault in found:
        sys.stdout.write(f"{fault}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
