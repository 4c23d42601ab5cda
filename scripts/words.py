"""Collect the words of the interface and bring the translations up to date: `python scripts/words.py`.

Reads every `_("…")` of Python and of the templates, the words of the library of patterns, what the columns of feeds
mean, and the sentences with which the service refuses: those are raised in plain words where no translation is known,
and translated when they are shown. What is new appears in the `.po` files without a translation, what is gone is
removed; a test refuses both.
"""

import ast
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from beccaria.core import feeds
from beccaria.lib import patterns

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "src" / "beccaria"
LOCALE = SOURCES / "web" / "locale"
METHODS = [("**/migrations/**.py", "ignore"), ("**.py", "python"), ("**/templates/**.html", "jinja2")]
TEMPLATES = {"**/templates/**.html": {"extensions": "jinja2.ext.i18n,jinja2.ext.do", "silent": "false"}}
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
# Whoever raises one of these words an answer to a person; what only commands and loaders say stays in English.
REFUSALS = frozenset(
    {
        *("BadInput", "BadHandling", "BadReference", "CannotCross", "CannotGrade", "CannotRead"),
        *("Cannot", "CannotMove", "Changed", "NeedsAnother", "TooFast", "Phrase"),
    }
)
# Tables of sentences and phrases that refusals are made of; and the argument that names a field in one.
TABLES = frozenset({"NOT_BASES", "NOT_GROUNDS", "_MUST_CITE", "_NOT_KEPT", "_OWN"})
NAMES_A_FIELD = "what"
# Asks for a text and is told, second, what to say when it is empty.
ASKS = "needed"
# What these give back is why not, in a sentence.
REASONS = frozenset(
    {
        *("gives_away", "why_no_letter", "why_not_answered", "why_not_given_to", "why_not_told", "_why_not"),
        "why_somebody_else",
    }
)
SPOKEN_TO_PEOPLE = (
    "access",
    "core",
    "detection",
    "engines/monitoring",
    "events",
    "feeds",
    "lib",
    "measures",
    "networks",
    "oversight",
    "people",
    "placement",
    "places",
    "reports",
    "risk",
    "warnings",
)
FIRST_DAY = datetime(2026, 11, 21, tzinfo=UTC)
NOT_ON_PAGES = ("loading", "registers", "rest", "migrations")


def collected() -> Catalog:
    """Every message of the interface, with where it stands."""
    found = Catalog(project="Beccaria", charset="utf-8", fuzzy=False)
    for name, line, message, comments, context in extract_from_dir(
        SOURCES, METHODS, TEMPLATES, keywords=KEYWORDS, callback=None
    ):
        found.add(
            message, locations=[(f"src/beccaria/{name}", line)], auto_comments=comments, context=context
        )
    for path in (path for part in SPOKEN_TO_PEOPLE for path in sorted((SOURCES / part).rglob("*.py"))):
        place = str(path.relative_to(ROOT))
        if not any(word in Path(place).parts or Path(place).stem == word for word in NOT_ON_PAGES):
            for sentence, line in refusals(path):
                found.add(sentence, locations=[(place, line)])
    for file in feeds.KINDS.values():
        for column in file.columns:
            if column.means:
                found.add(column.means, locations=[("src/beccaria/core/feeds.py", 1)])
    for one in patterns.every().values():
        place = str((patterns.FOLDER / f"{one.id}.yaml").relative_to(ROOT))
        for text in one.texts():
            found.add(text, locations=[(place, 1)])
    return found


def refusals(path: Path) -> Iterator[tuple[str, int]]:
    """The sentences a module raises as refusals and the phrases inside them, with their lines."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        for given in (*_said(node), *_listed(node), *_returned(node)):
            if isinstance(given, ast.Constant) and isinstance(given.value, str) and given.value:
                yield given.value, given.lineno


def _said(node: ast.AST) -> Iterator[ast.expr]:
    if not isinstance(node, ast.Call):
        return
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    begins = isinstance(node.func, ast.Attribute) and node.func.attr == "__init__"
    if name in REFUSALS or begins:
        yield from node.args[:1]
    if name == ASKS:
        yield from node.args[1:2]
    yield from (word.value for word in node.keywords if word.arg == NAMES_A_FIELD)


def _listed(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict):
        names = node.targets if isinstance(node, ast.Assign) else [node.target]
        if any(isinstance(name, ast.Name) and name.id in TABLES for name in names):
            yield from node.value.values


def _returned(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.FunctionDef) and node.name in REASONS:
        yield from (one.value for one in ast.walk(node) if isinstance(one, ast.Return) and one.value)


def catalogues() -> Iterator[tuple[Path, Catalog]]:
    """Each translation that is kept, with its file."""
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        with path.open("rb") as words:
            yield path, read_po(words, locale=path.parent.parent.name)


def main() -> int:
    """Bring every translation up to date; say how many messages still need one."""
    template = collected()
    for path, catalogue in catalogues():
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        # No names and addresses in the head of the file, and no date that changes with every run.
        catalogue.version = catalogue.msgid_bugs_address = catalogue.last_translator = (
            catalogue.language_team
        ) = ""
        catalogue.creation_date = catalogue.revision_date = FIRST_DAY
        with path.open("wb") as out:
            # Without line numbers: they change with every edit and tell a translator nothing.
            write_po(out, catalogue, width=110, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
        missing = [one for one in catalogue if one.id and not translated(one.string)]
        name = path.relative_to(ROOT)
        sys.stdout.write(f"{name}: {len(catalogue)} messages, {len(missing)} without translation\n")
    return 0


def translated(words: object) -> bool:
    """Whether a message, in all its plural forms, has words."""
    return all(words) if isinstance(words, (tuple, list)) else bool(words)


if __name__ == "__main__":
    raise SystemExit(main())
