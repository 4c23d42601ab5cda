"""A sentence that somebody reads stands where it is said: by way of a name the translators never see it."""

import ast
from collections.abc import Iterator
from pathlib import Path

from scripts import words


def _literals(tree: ast.Module) -> dict[str, str]:
    """Names to which a module gives a text, tables of the translators apart."""
    return {
        target.id: node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }


def unseen(path: Path) -> Iterator[int]:
    """The lines on which a refusal or a phrase is given such a name, of a text that is collected nowhere else."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named, collected = _literals(tree), {sentence for sentence, _line in words.refusals(path)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in words.REFUSALS:
            given = node.args[0] if node.args else None
            if isinstance(given, ast.Name) and named.get(given.id, "") not in {"", *collected}:
                yield node.lineno


def test_translators_see_every_sentence() -> None:
    found = [
        f"{path.relative_to(words.ROOT)}:{line}"
        for part in words.SPOKEN_TO_PEOPLE
        for path in sorted((words.SOURCES / part).rglob("*.py"))
        if "migrations" not in path.parts
        for line in unseen(path)
    ]
    assert found == [], 'write the sentence inside: Cannot("…")'


def test_one_by_way_of_a_name_would_be_found(tmp_path: Path) -> None:
    module = tmp_path / "saying.py"
    module.write_text('WHY = "It is full."\n\n\ndef go():\n    raise Cannot(WHY)\n')
    assert list(unseen(module)) == [5]
    module.write_text('def changed():\n    return Cannot("Propose it anew.")\n')
    assert list(unseen(module)) == []
