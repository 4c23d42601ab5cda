"""A store of its own for every test, and files to take in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pytest

from beccaria.access.api import acting
from beccaria.core.feeds import Feed, Way

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
ROME = ZoneInfo("Europe/Rome")
# Moments as numbers: what DuckDB gives for one with a zone needs a package that nothing else here needs.
PLAIN = '* REPLACE (epoch_us("at") AS "at")'
CALLS = "call_id,at,seconds,establishment,prisoner_id,number,direction,outcome"


def call(key: int, *, at: str = "", number: str = "+393331234567", site: str = "NORTH") -> str:
    """One call as a source writes it: of 20 November, each at its own second, unless told."""
    second = key % 86_400
    said = at or f"2026-11-20 {second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
    return f"C{key:06},{said},{60 + key % 7},{site},P{key % 5},{number},out,answered"


def brought() -> Any:
    """What a test brought in: not what the seed planted."""
    from beccaria.feeds.models import Import

    return Import.objects.exclude(sha256="0" * 64)


def held() -> Any:
    """The same of near misses."""
    from beccaria.feeds.models import Held

    return Held.objects.exclude(digest="0" * 64)


class Store:
    """Take files in as somebody, and look at what the store holds."""

    def __init__(self, folder: Path, actor: Any) -> None:
        self.folder, self.actor = folder, actor

    def file(self, *rows: str, name: str = "calls.csv", heading: str = CALLS) -> Path:
        """A file to take in."""
        path = self.folder / name
        path.write_text("\n".join((heading, *rows, "")), encoding="utf-8")
        return path

    def take(self, path: Path, kind: Feed = Feed.CALLS, *, at: datetime = NOW, **more: Any) -> Any:
        """Take it in."""
        from beccaria.feeds.actions import Wish, take

        wish = Wish(kind=kind, source=path, name=path.name, way=Way.FILE, zone=ROME, **more)
        with acting(self.actor) as actor:
            return take(wish, by=actor, at=at)

    def rows(self, kind: Feed = Feed.CALLS, columns: str = PLAIN) -> list[tuple[Any, ...]]:
        """What is kept, by identifier."""
        from beccaria.feeds import api

        with acting(self.actor) as actor:
            paths = api.tables([kind], None, None, by=actor)[kind.value]
        if not paths:
            return []
        names = [str(path) for path in paths]
        return duckdb.execute(
            f"SELECT {columns} FROM read_parquet($paths, union_by_name = true) ORDER BY 1", {"paths": names}
        ).fetchall()

    def files(self) -> list[Path]:
        """Every file under the store's folder."""
        return sorted(path for path in (self.folder / "data" / "feeds").rglob("*") if path.is_file())


@pytest.fixture
def data(tmp_path: Path, settings: Any) -> Path:
    """A data directory of one's own."""
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    return Path(settings.DATA_DIR)


@pytest.fixture
def store(tmp_path: Path, data: Path, actor_named: Callable[..., Any]) -> Store:
    """As Bo, who works at North."""
    del data
    return Store(tmp_path, actor_named("bo"))


@pytest.fixture
def enter(actor_named: Callable[..., Any]) -> Callable[..., None]:
    """Enter entries into the register of the privileged."""

    def write(*rows: Mapping[str, str]) -> None:
        from beccaria.feeds.actions.register import enter as really

        with acting(actor_named("kit")) as kit:
            really(rows, by=kit, at=NOW)

    return write
