"""What the browser downloads: built, small, from nowhere else, and built again only when something changed."""

import json
import re
import shutil
from pathlib import Path

import hatch_build
import pytest

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = ROOT / hatch_build.BUNDLE


def test_the_bundle_is_that_of_the_sources() -> None:
    assert (BUNDLE / hatch_build.STAMP).read_text() == hatch_build.fingerprint(ROOT / "frontend"), (
        "The bundle is older than its sources: run `make setup`."
    )


def test_the_first_page_is_small() -> None:
    # As files; whitenoise serves them compressed, about a quarter of this.
    assert sum((BUNDLE / name).stat().st_size for name in ("app.css", "app.js")) <= 220_000


def test_nothing_comes_from_elsewhere() -> None:
    style = (BUNDLE / "app.css").read_text()
    assert not re.findall(r"url\((?!\"?#|data:)[^)]*\)|@import|GDS Transport|crown", style)
    script = (BUNDLE / "app.js").read_text()
    addresses = set(re.findall(r"https?://[^\"'` )]+", script))
    assert {one for one in addresses if "w3.org" not in one} == set()


def test_the_lock_names_what_not_where() -> None:
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text())
    packages = {name: one for name, one in lock["packages"].items() if name}
    assert packages
    assert all("resolved" not in one and one["integrity"] for one in packages.values())


def test_an_unchanged_source_is_not_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "frontend" / "styles", tmp_path / "frontend" / "styles")
    stamp = tmp_path / hatch_build.BUNDLE / hatch_build.STAMP
    stamp.parent.mkdir(parents=True)
    stamp.write_text(hatch_build.fingerprint(tmp_path / "frontend"))
    monkeypatch.setattr(hatch_build, "node", lambda *_words: pytest.fail("built again"))
    assert hatch_build.build(tmp_path) is False


def test_a_failed_build_leaves_the_old_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "frontend").mkdir()
    (tmp_path / "frontend" / "package-lock.json").write_text("{}")
    old = tmp_path / hatch_build.BUNDLE / "app.css"
    old.parent.mkdir(parents=True)
    old.write_text("old")

    def fails(*_words: object) -> None:
        raise SystemExit("no")

    monkeypatch.setattr(hatch_build, "install_packages", lambda _path: None)
    monkeypatch.setattr(hatch_build, "node", fails)
    with pytest.raises(SystemExit):
        hatch_build.build(tmp_path)
    assert old.read_text() == "old"
