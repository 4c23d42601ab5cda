"""The store as the worker keeps it: large files as small ones, retention, joining, and what a killed import leaves."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from beccaria.access.api import acting
from beccaria.core.actors import system_actor
from beccaria.core.feeds import Feed, Way
from beccaria.feeds import api
from beccaria.feeds.actions import Wish, keeping, take, tidying
from beccaria.feeds.loading import load_calls
from beccaria.feeds.store import folders
from beccaria.feeds.taking import sources
from tests.apps.feeds.conftest import CALLS, PLAIN, ROME, call
from tests.apps.loading.conftest import NOW, service
from tests.conftest import connect_as

if TYPE_CHECKING:
    from pathlib import Path

    from tests.apps.loading.conftest import Service

__all__ = ["service"]


@pytest.fixture(autouse=True)
def data(service: Service, settings: Any) -> Path:
    """A data directory of one's own."""
    settings.DATA_DIR = service.folder / "data"
    settings.DATA_DIR.mkdir()
    folder: Path = settings.DATA_DIR
    return folder


def _file(service: Service, *rows: str, name: str = "calls.csv") -> Path:
    return service.write(name, "\n".join((CALLS, *rows, "")))


def _kept(service: Service) -> list[tuple[Any, ...]]:
    connect_as(service.cluster, "worker", service.name)
    with acting(system_actor("tests")) as system:
        paths = api.tables(["calls"], None, None, by=system)["calls"]
    if not paths:
        return []
    return duckdb.execute(
        f"SELECT {PLAIN} FROM read_parquet($paths) ORDER BY 1", {"paths": [str(path) for path in paths]}
    ).fetchall()


def test_long_files_are_read_as_short_ones(
    service: Service, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [call(key, site=("NORTH", "SOUTH")[key % 2]) for key in range(200)]
    rows[7] = rows[7].replace(",out,", ",out,answered,")  # a cell too many
    rows[9] = 'C9,20/11/2026 10:00,"61",NORTH,,"+39 333 1","out","answered"'
    rows[11] = "C11,2026-11-20 10:00,sixty,NORTH,P1,+393331234567,out,answered"
    path = _file(service, *rows)
    short = service.load(load_calls, path)
    expected, said = (
        _kept(service),
        (service.folder / "calls.csv.rejected.csv").read_text(encoding="utf-8-sig"),
    )
    parquet = service.folder / "calls.parquet"
    read = f"SELECT * FROM read_csv('{path}', all_varchar = true, ignore_errors = true)"
    duckdb.execute(f"COPY ({read}) TO '{parquet}' (FORMAT parquet)")
    monkeypatch.setattr(sources, "LARGE", 0)
    again = service.load(load_calls, path)
    assert (again.rows, again.unchanged, again.rejected) == (short.rows, short.new, short.rejected)
    assert (service.folder / "calls.csv.rejected.csv").read_text(encoding="utf-8-sig") == said
    from_parquet = service.load(load_calls, parquet)
    assert (from_parquet.new, from_parquet.changed) == (0, 0)
    assert _kept(service) == expected
    assert len(expected) == 198
    del data


def test_months_past_their_term_go_on_record(service: Service) -> None:
    march = datetime(2026, 3, 20, tzinfo=UTC)
    service.load(
        load_calls, _file(service, call(1, at="2026-02-10 10:00"), call(2, at="2026-03-10 10:00")), at=march
    )
    service.load(load_calls, _file(service, call(3), name="november.csv"))
    assert len(_kept(service)) == 3
    connect_as(service.cluster, "worker", service.name)
    with acting(system_actor("tests")) as system:
        assert tidying.retain(by=system, at=NOW) == {"calls": 2}
    assert [row[0] for row in _kept(service)] == ["C000003"]
    assert len(list(folders.root().rglob("*.parquet"))) == 1
    assert service.rows("SELECT count(*) FROM ledger_entry WHERE act = 'feed.tidy'") == [(1,)]


def test_many_small_files_become_one_and_replaced_ones_are_forgotten(service: Service) -> None:
    for key in range(9):
        service.load(load_calls, _file(service, call(key), name=f"{key}.csv"))
    before = _kept(service)
    connect_as(service.cluster, "worker", service.name)
    with acting(system_actor("tests")) as system:
        assert tidying.compact(by=system, at=NOW) == 9
    assert _kept(service) == before
    with acting(system_actor("tests")) as system:
        assert len(api.tables(["calls"], None, None, by=system)["calls"]) == 1
        assert len(list(folders.root().rglob("*.parquet"))) == 10, (
            "readers who began before still have theirs"
        )
        tidying.compact(by=system, at=datetime(2026, 11, 23, tzinfo=UTC))
    assert len(list(folders.root().rglob("*.parquet"))) == 1
    assert _kept(service) == before


def test_what_a_killed_import_left_is_removed_and_nothing_else(service: Service) -> None:
    service.load(load_calls, _file(service, call(1)))
    (kept,) = folders.root().rglob("*.parquet")
    lost = kept.with_name("00000000-dead.parquet")
    lost.write_bytes(kept.read_bytes())
    died = folders.aside() / "died"
    died.mkdir(parents=True)
    (died / "lock").touch()
    (died / "staged.duckdb").write_bytes(b"x")
    connect_as(service.cluster, "worker", service.name)
    with folders.working("alive") as alive, acting(system_actor("tests")) as system:
        assert tidying.sweep(by=system, at=NOW) == 2
        assert alive.is_dir()
    assert kept.is_file()
    assert not lost.exists()
    assert not died.exists()


def test_an_import_that_breaks_while_it_is_written_down_leaves_nothing(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_more: Any, **_named: Any) -> None:
        raise RuntimeError("the power went")

    path = _file(service, *(call(key) for key in range(50)))
    monkeypatch.setattr(keeping, "figures", broken)
    with pytest.raises(RuntimeError):
        service.load(load_calls, path)
    monkeypatch.undo()
    assert service.count("feeds_part") == 0
    assert not list(folders.root().rglob("*.parquet"))
    assert service.load(load_calls, path).new == 50


def test_an_upload_touches_no_row_of_a_prison_its_sender_does_not_work_at(service: Service) -> None:
    """The service takes it in for him and sees more than he: not even that the identifier is known elsewhere."""
    service.load(load_calls, _file(service, call(1, site="SOUTH")))
    theirs = _kept(service)
    path = _file(service, call(1), call(2), name="upload.csv")
    wish = Wish(
        kind=Feed.CALLS,
        source=path,
        name=path.name,
        way=Way.PAGE,
        zone=ROME,
        allowed=frozenset({"NORTH"}),
    )
    connect_as(service.cluster, "worker", service.name)
    with acting(system_actor("feeds")) as system:
        said = take(wish, by=system, at=NOW).outcome
    assert (said.new, said.changed, said.unchanged) == (2, 0, 0)
    assert theirs[0] in _kept(service)
    assert len(_kept(service)) == 3


def test_a_list_of_rejected_rows_that_was_only_begun_is_removed_too(service: Service) -> None:
    begun = folders.beside("died").with_name(".died.rejected.csv.a1b2c3")
    begun.parent.mkdir(parents=True)
    begun.write_text("row,why", encoding="utf-8")
    long_ago = NOW.timestamp() - 31 * 86_400
    os.utime(begun, (long_ago, long_ago))
    connect_as(service.cluster, "worker", service.name)
    with acting(system_actor("tests")) as system:
        assert tidying.sweep(by=system, at=NOW) == 1
    assert not begun.exists()
