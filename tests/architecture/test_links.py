"""Documents point to what is there: links, headings, named tests and files; and every setting is explained."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from beccaria.config.commands.load import LOADERS
from beccaria.core.feedfiles import DOORS, SERVICE_FILES
from beccaria.core.feedfiles_bulk import FEED_FILES
from beccaria.core.feedfiles_circumstances import CIRCUMSTANCE_FILES
from beccaria.core.feedfiles_mapping import MAPPING_FILES
from beccaria.core.feedfiles_roster import ROSTER, STAFF_LANGUAGES
from beccaria.core.feeds import REGISTER

ROOT = Path(__file__).resolve().parents[2]
_FILES = (
    SERVICE_FILES
    | FEED_FILES
    | MAPPING_FILES
    | CIRCUMSTANCE_FILES
    | {one.name: one for one in (DOORS, REGISTER, ROSTER, STAFF_LANGUAGES)}
)
_LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
_CODE = re.compile(r"^(`{3,}|~{3,}).*?^\1\s*$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_ELSEWHERE = re.compile(r"^([a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_NAMED_TEST = re.compile(r"`(test_[a-z0-9_]+)`")
_READ = re.compile(r"(?:environ(?:\.\w+)?[(\[]|flag\(|secret\()\s*\"([A-Z][A-Z_]+)\"|\"(BECCARIA_[A-Z_]+)\"")
_NAMED_FILE = re.compile(r"`((?:tests|src|docs|scripts|bench)/[\w./-]+\.\w+)`")


def _documents() -> list[Path]:
    """Every page of the project; nothing that was installed, built or cached."""
    folders = (ROOT / "docs", ROOT / "src", ROOT / "tests", ROOT / "bench")
    inside = [page for folder in folders for page in folder.rglob("*.md") if "node_modules" not in page.parts]
    return sorted([*ROOT.glob("*.md"), *inside])


def _links(page: Path) -> list[str]:
    text = _CODE.sub("", page.read_text(encoding="utf-8"))
    return [found for found in _LINK.findall(text) if not _ELSEWHERE.match(found)]


def _headings(page: Path) -> set[str]:
    """The anchors that a forge makes of a page's headings."""
    text = re.sub(
        r"^(`{3,}|~{3,}).*?^\1\s*$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    lines = re.findall(r"^#{1,6}\s+(.+?)\s*#*$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in lines}


def _broken(page: Path) -> list[str]:
    told = []
    for link in _links(page):
        name, _, part = unquote(link).partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.is_relative_to(ROOT):
            told.append(f"{link} leaves the project")
        elif not target.exists():
            told.append(f"{link} does not exist")
        elif part and target.suffix == ".md" and part not in _headings(target):
            told.append(f"{link}: there is no such heading")
    return told


@pytest.mark.parametrize("page", _documents(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    assert not _broken(page)


def test_the_links_are_really_read() -> None:
    assert "docs/how-to/run-a-service.md" in _links(ROOT / "README.md")
    assert len(_documents()) > 20


def test_every_page_of_the_documents_can_be_reached() -> None:
    """Nobody finds a page that no other page names; decisions are reached by their folder."""
    reached = {
        (page.parent / unquote(link).partition("#")[0]).resolve()
        for page in _documents()
        for link in _links(page)
    }
    lonely = [
        str(page.relative_to(ROOT))
        for page in (ROOT / "docs").rglob("*.md")
        if page not in reached and page.parent not in reached
    ]
    assert not lonely


def test_every_test_and_file_that_a_document_names_is_there() -> None:
    known = set(
        re.findall(
            r"def (test_\w+)",
            "\n".join(one.read_text(encoding="utf-8") for one in (ROOT / "tests").rglob("test_*.py")),
        )
    )
    files = {path.stem for path in (ROOT / "tests").rglob("test_*.py")}
    told = []
    for page in _documents():
        text = page.read_text(encoding="utf-8")
        told += [f"{page.name}: {name}" for name in _NAMED_TEST.findall(text) if name not in known | files]
        told += [f"{page.name}: {name}" for name in _NAMED_FILE.findall(text) if not (ROOT / name).exists()]
    assert not told


def test_every_setting_is_explained() -> None:
    """What the program reads from the environment stands in the table for administrators."""
    told = (ROOT / "docs/how-to/run-a-service.md").read_text(encoding="utf-8")
    read = {
        name
        for path in (ROOT / "src/beccaria").rglob("*.py")
        for found in _READ.findall(path.read_text(encoding="utf-8"))
        for name in found
        if name
    } - {"PATH"}
    assert {"SECRET_KEY", "BECCARIA_OIDC", "OIDC_SECRET", "DATABASE_URL"} <= read, (
        "the pattern finds too little"
    )
    assert sorted(name for name in read if f"`{name}`" not in told) == []


# A network is no table of our columns.
@pytest.mark.parametrize("kind", [kind for kind in LOADERS if kind != "network"])
def test_every_column_of_a_file_is_explained(kind: str) -> None:
    page = (ROOT / "docs/how-to/load-files.md").read_text(encoding="utf-8")
    part = page.partition(f"\n### {kind}\n")[2].partition("\n### ")[0]
    told = {(bool(bold), name) for bold, name in re.findall(r"^\| (\*\*)?`(\w+)`", part, re.MULTILINE)}
    assert told == {(column.required, column.name) for column in _FILES[kind].columns}
