"""What refuses somebody on a page keeps its sentence whole: put together from values it could not be translated."""

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from scripts import words

SOURCES = Path(__file__).parents[2] / "src" / "beccaria"
FAMILIES = {"Spoken", "Refused", "Cannot", "BadInput", "TooFast"}
# What only commands, loaders and calculations say stays in English.
PAGES = (
    "access",
    "core",
    "events",
    "feeds",
    "lib",
    "measures",
    "networks",
    "oversight",
    "people",
    "places",
    "reports",
    "risk",
    "warnings",
)
# A cell is refused in the list of what was rejected, which is read with the file.
OF_FILES = {"CellRefused"}
_SAYING = {"add_error", "error", "ValidationError"}
_PLACE = re.compile(r"%\(\w+\)s")


@lru_cache
def _trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SOURCES.rglob("*.py"))}


def _modules() -> Iterator[tuple[Path, ast.Module]]:
    for path, tree in _trees().items():
        if path.relative_to(SOURCES).parts[0] in PAGES:
            yield path, tree


@lru_cache
def _kinds() -> frozenset[str]:
    """Every class that descends from a family of refusals."""
    bases = {
        node.name: {_name(base) for base in node.bases}
        for tree in _trees().values()
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    }
    known = set(FAMILIES)
    while more := {name for name, above in bases.items() if above & known} - known:
        known |= more
    return frozenset(known - OF_FILES)


def _name(called: ast.expr) -> str:
    """The last word of what is called, whether it is `Cannot` or `refusal.Cannot`."""
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""


def _put_together(given: ast.expr) -> bool:
    """Whether a text is made here from pieces: an f-string, a sum, a `%`, `.format()` or `.join()`."""
    if isinstance(given, ast.Call):
        return isinstance(given.func, ast.Attribute) and given.func.attr in {"format", "join", "format_map"}
    return isinstance(given, ast.JoinedStr | ast.BinOp)


def faults(tree: ast.Module, kinds: frozenset[str]) -> Iterator[int]:
    """The lines on which a refusal is given a sentence that was put together, directly or by way of a name."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and node.args
            and _name(node.func) in kinds
            and _put_together(node.args[0])
        ):
            yield node.lineno
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _by_way_of_a_name(node, kinds)
        if isinstance(node, ast.ClassDef) and node.name in kinds:
            yield from _own_beginning(node)


def _by_way_of_a_name(function: ast.AST, kinds: frozenset[str]) -> Iterator[int]:
    inside = list(ast.walk(function))
    made = {
        target.id
        for node in inside
        if isinstance(node, ast.Assign) and _put_together(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in inside if made else ():
        if isinstance(node, ast.Call) and node.args and _name(node.func) in kinds:
            given = node.args[0]
            if isinstance(given, ast.Name) and given.id in made:
                yield node.lineno


def _own_beginning(owner: ast.ClassDef) -> Iterator[int]:
    """The same where a refusal's own class words it."""
    for node in ast.walk(owner):
        begins = isinstance(node, ast.Call) and _name(node.func) == "__init__"
        if begins and isinstance(node, ast.Call) and node.args and _put_together(node.args[0]):
            yield node.lineno


def test_no_refusal_on_a_page_is_put_together() -> None:
    kinds = _kinds()
    found = {
        f"{path.relative_to(SOURCES)}:{line}" for path, tree in _modules() for line in faults(tree, kinds)
    }
    assert found == set(), (
        'write the sentence whole, and its values beside it: BadInput("… %(name)s …", name=x)'
    )


@pytest.mark.parametrize(
    "source",
    [
        'raise BadInput(f"There is no {x}.")',
        'raise Cannot("There is no " + x)',
        'raise refusal.BadInput("There is no %s" % x)',
        'raise BadHandling("There is no {}".format(x))',
        'class Cannot(Spoken):\n    def __init__(self, x):\n        super().__init__(f"No {x}.")',
        'def f(x):\n    said = f"There is no {x}"\n    raise BadInput(said)',
    ],
)
def test_such_a_sentence_would_be_found(source: str) -> None:
    assert list(faults(ast.parse(source), _kinds()))


@pytest.mark.parametrize(
    "source", ['raise BadInput("There is no %(x)s.", x=f"{x}")', "raise Cannot(why)", "raise Hidden"]
)
def test_whole_sentences_are_left_alone(source: str) -> None:
    assert not list(faults(ast.parse(source), _kinds()))


def _said_in_english(tree: ast.Module) -> Iterator[int]:
    """Where a form or a message is given `str(…)` of what was caught, which is English."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and node.name:
            calls = [inside for inside in ast.walk(node) if isinstance(inside, ast.Call)]
            for call in calls:
                english = f"str({node.name})" in map(ast.unparse, call.args)
                if english and _name(call.func) in _SAYING:
                    yield call.lineno


def test_forms_and_messages_say_it_in_the_readers_language() -> None:
    found = {
        f"{path.relative_to(SOURCES)}:{line}" for path, tree in _modules() for line in _said_in_english(tree)
    }
    assert found == set(), "say `lib.spoken.in_words(said)`"
    known = "try:\n    act()\nexcept Cannot as said:\n    form.add_error(None, str(said))"
    assert list(_said_in_english(ast.parse(known))) == [4]


def test_every_place_in_a_sentence_has_its_value() -> None:
    kinds, checked = _kinds(), 0
    for path, tree in _modules():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.keywords or _name(node.func) not in kinds:
                continue
            names = {word.arg for word in node.keywords}
            if node.args and isinstance(node.args[0], ast.Constant) and None not in names:
                sentence = str(node.args[0].value)
                assert {f"%({name})s" for name in names} == set(_PLACE.findall(sentence)), (path, node.lineno)
                assert "%(" not in sentence % dict.fromkeys(map(str, names), "value")
                checked += 1
    assert checked > 50


def test_what_is_refused_with_is_collected_for_translators(tmp_path: Path) -> None:
    module = tmp_path / "refusing.py"
    module.write_text(
        'NOT_BASES = {"faith": "A faith shows nothing."}\n'
        'words(text, what="The answer")\n'
        'raise CannotMove("This is %(stage)s.", stage=stage)\n'
        "class Flagged(Cannot):\n    def __init__(self):\n        super().__init__('Change it.')\n"
        'what = Phrase("Item %(position)s", {"position": 3})\n'
        'needed(text, "Say why.", 500)\n'
        "def why_not_told():\n    if paper:\n        return 'It rests on a paper.'\n"
        'raise Failed("Only on the command line.")\n'
    )
    assert {sentence for sentence, _line in words.refusals(module)} == {
        "A faith shows nothing.",
        "The answer",
        "This is %(stage)s.",
        "Change it.",
        "Item %(position)s",
        "Say why.",
        "It rests on a paper.",
    }
