"""The pages and the batches: send, look, take in; how complete; near misses; refused to strangers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import openpyxl
import pytest
from django.test import Client

from beccaria.access.api import acting
from beccaria.core.feeds import Feed, State
from beccaria.feeds import jobs, queries
from beccaria.feeds.actions import uploading
from beccaria.feeds.models import Day, MappingProfile
from tests.apps.feeds.conftest import CALLS, NOW, Store, brought, call
from tests.apps.feeds.test_guard import LAWYER

pytestmark = pytest.mark.django_db


def _upload(client: Any, text: str | bytes, kind: str = "calls") -> Any:
    file = BytesIO(text.encode() if isinstance(text, str) else text)
    file.name = "calls-november.csv"
    return client.post("/feeds/send/", {"kind": kind, "file": file})


@pytest.fixture
def bo(sign_in: Callable[[str], Any], data: Path) -> Any:
    """Bo's browser, without its form tokens: they are tested elsewhere."""
    del data
    client = sign_in("bo")
    client.handler.enforce_csrf_checks = False
    return client


def test_an_upload_waits_locked_and_is_shown_with_its_columns(bo: Any, data: Path) -> None:
    answer = _upload(bo, "\n".join((CALLS.replace("number", "called"), call(1), call(2))))
    one = brought().get()
    assert (answer.status_code, one.state) == (302, State.WAITING)
    (kept,) = [path for path in data.rglob("*") if path.is_file()]
    assert b"C000001" not in kept.read_bytes(), "it lies locked"
    page = bo.get(answer.headers["Location"]).content.decode()
    assert "lacks the column number" in page
    chosen = {f"column_{name}": name for name in CALLS.split(",") if name != "number"}
    again = bo.post(
        answer.headers["Location"], {**chosen, "column_number": "called"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "C000001" in again
    assert brought().get().state == State.WAITING, "looking changes nothing"
    sent = {**chosen, "column_number": "called", "act": "take", "save_as": "exchange at North"}
    assert bo.post(answer.headers["Location"], sent).status_code == 302
    assert brought().get().state == State.RUNNING
    assert MappingProfile.objects.get().mapping["number"] == "called"


def test_the_preview_shows_nothing_of_a_privileged_row(bo: Any, enter: Callable[..., None]) -> None:
    enter(LAWYER)
    answer = _upload(bo, "\n".join((CALLS, call(1), call(2, number="+390931050124"))))
    page = bo.get(answer.headers["Location"]).content.decode()
    assert "C000001" in page
    assert "050124" not in page
    assert "C000002" not in page


def test_an_upload_can_be_thrown_away(bo: Any, data: Path) -> None:
    _upload(bo, "\n".join((CALLS, call(1))))
    one = brought().get()
    assert bo.post(f"/feeds/imports/{one.id}/discard/").status_code == 302
    assert brought().get().seal is None
    assert not [path for path in data.rglob("*") if path.is_file()]


def test_what_was_taken_in_is_told_with_its_rejected_rows(bo: Any, store: Store) -> None:
    rows = [call(key) for key in range(30)] + ["C9,yesterday,60,NORTH,P1,+393331234567,out,answered"]
    name = "00000000-0000-0000-0000-00000000000a"
    store.take(store.file(*rows), rejects=store.folder / "data/feeds/rejected" / name, id=name)
    address = f"/feeds/imports/{name}/"
    page = bo.get(address).content.decode()
    assert "30 new rows are kept." in page
    assert b"yesterday" in b"".join(bo.get(f"{address}rejected/").streaming_content)
    assert "30 new" in bo.get("/feeds/").content.decode()


def test_too_large_an_upload_is_refused_and_nothing_of_it_is_kept(
    bo: Any, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("beccaria.lib.uploads.LARGEST", 100)
    answer = _upload(bo, "\n".join((CALLS, *(call(key) for key in range(20)))))
    assert answer.status_code == 422
    assert "at most 64 MB" in answer.content.decode()
    assert not [path for path in data.rglob("*") if path.is_file()]


def test_the_worker_takes_an_upload_in_for_the_prisons_of_whoever_sent_it(
    bo: Any, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    _upload(bo, "\n".join((CALLS, call(1), call(2, site="SOUTH"))))
    one = brought().get()
    monkeypatch.setattr(uploading, "system_actor", lambda _part: store.actor)
    brought().update(state=State.RUNNING)
    uploading.take_in(one.id, dry_run=True)
    assert (brought().get().state, brought().get().new) == (State.TRIED, 1)
    assert not store.rows()
    brought().update(state=State.RUNNING)
    uploading.take_in(one.id, dry_run=False)
    taken = brought().get()
    assert (taken.state, taken.new, taken.rejected, taken.seal) == (State.TAKEN, 1, 1, None)
    assert len(store.rows()) == 1


def _workbook(folder: Path) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("calls", 0)
    for row in (CALLS, call(1), call(2)):
        sheet.append(row.split(","))
    book.save(folder / "calls.xlsx")
    return (folder / "calls.xlsx").read_bytes()


def _parquet(folder: Path) -> bytes:
    (folder / "calls.csv").write_text("\n".join((CALLS, call(1), call(2))), encoding="utf-8")
    read = f"SELECT * FROM read_csv('{folder}/calls.csv')"
    duckdb.execute(f"COPY ({read}) TO '{folder}/calls.parquet' (FORMAT parquet)")
    return (folder / "calls.parquet").read_bytes()


@pytest.mark.parametrize("written", [_workbook, _parquet])
def test_workbooks_and_parquet_come_in_by_the_page_too(
    bo: Any, store: Store, monkeypatch: pytest.MonkeyPatch, written: Callable[[Path], bytes]
) -> None:
    answer = _upload(bo, written(store.folder))
    assert "C000001" in bo.get(answer.headers["Location"]).content.decode()
    monkeypatch.setattr(uploading, "system_actor", lambda _part: store.actor)
    brought().update(state=State.RUNNING)
    uploading.take_in(brought().get().id, dry_run=False)
    assert (brought().get().state, brought().get().new) == (State.TAKEN, 2)


def test_an_upload_that_is_refused_says_why_and_waits(
    bo: Any, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    _upload(bo, "\n".join((CALLS, *(call(key, at="2031-01-01 10:00") for key in range(30)))))
    one = brought().get()
    monkeypatch.setattr(uploading, "system_actor", lambda _part: store.actor)
    brought().update(state=State.RUNNING)
    uploading.take_in(one.id, dry_run=False)
    assert brought().get().state == State.REFUSED
    assert "moment that cannot be" in bo.get(f"/feeds/imports/{one.id}/").content.decode()


def _days(*counts: int, until: date) -> None:
    for back, count in enumerate(reversed(counts)):
        if count:
            day = until - timedelta(days=back)
            Day.objects.create(kind=Feed.CALLS, site="NORTH", day=day, count=count, loads=1, changed_at=NOW)


def test_gaps_and_days_that_came_twice_are_seen(
    sign_in: Callable[[str], Any], actor_named: Callable[..., Any]
) -> None:
    today = date(2026, 11, 21)
    with acting(actor_named("bo")) as bo:
        _days(100, 104, 0, 98, 230, 30, 101, 99, 100, 40, until=today)
        Day.objects.filter(day=date(2026, 11, 20)).update(doubled=100)
        (one,) = queries.health(by=bo, today=today)
    assert one.usual == 100
    assert [day.day for day in one.gaps] == [14]
    assert [day.day for day in one.high] == [16]
    assert [day.day for day in one.low] == [17], "today is still coming in"
    assert [day.day for day in one.twice] == [20]
    page = sign_in("bo").get("/feeds/health/").content.decode()
    assert "Calls" in page
    assert "<svg" in page
    csv = sign_in("bo").get("/feeds/health.csv").content.decode()
    assert "calls,NORTH,2026-11-14,0" in csv
    assert (
        "North"
        not in sign_in("eve").get("/feeds/health/").content.decode().split("<main")[1].split("</main")[0]
    )


def test_a_batch_says_for_every_row_how_it_fared(
    token: Callable[[str], str], data: Path, enter: Callable[..., None]
) -> None:
    del data
    enter(LAWYER)
    rest = Client(HTTP_HOST="127.0.0.1", headers={"Authorization": f"Bearer {token('bo')}"})
    row = dict(zip(CALLS.split(","), call(1).split(","), strict=True))
    rows = [
        row,
        row | {"call_id": "C2", "number": "0931 050123"},
        row | {"call_id": "C3", "number": "+390931050124"},
        row | {"call_id": "C4", "at": "never"},
        row | {"call_id": "C5", "seconds": 5, "establishment": "SOUTH"},
    ]

    def send(body: Any = None, kind: str = "calls", **headers: str) -> Any:
        said = {"rows": rows} if body is None else body
        return rest.post(f"/api/v1/feeds/{kind}", said, content_type="application/json", headers=headers)

    said = send(**{"Idempotency-Key": "k1"}).json()
    assert [one["fared"] for one in said["each"]] == ["taken", "privileged", "held", "rejected", "rejected"]
    assert (said["new"], said["privileged"], said["held"]) == (1, 1, 1)
    assert "050123" not in str(said)
    assert send(**{"Idempotency-Key": "k1"}).json() == said
    assert send().json()["each"][0]["fared"] == "unchanged"
    assert send(kind="nothing").status_code == 404
    assert send("{").status_code == 422
    assert send({"rows": [row] * 5001}).status_code == 413
    assert send({"rows": [row | {"account": "x" * 3_000_000}]}).status_code == 413


@pytest.mark.parametrize(
    ("who", "status"), [("kit", 200), ("cy", 200), ("bo", 404), ("gil", 404), ("max", 404)]
)
def test_the_register_is_for_two_duties(
    sign_in: Callable[[str], Any], enter: Callable[..., None], who: str, status: int
) -> None:
    enter(LAWYER)
    answer = sign_in(who).get("/feeds/privileged/")
    assert answer.status_code == status
    assert ("Quagliati" in answer.content.decode()) == (status == 200)
    assert "050123" not in answer.content.decode()


def test_an_upload_that_was_not_taken_in_is_not_forgotten_and_says_when_it_broke(
    bo: Any, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    _upload(bo, "\n".join((CALLS, call(1))))
    one = brought().get()
    monkeypatch.setattr(uploading, "system_actor", lambda _part: store.actor)
    brought().update(state=State.TRIED)
    uploading.take_in(one.id, dry_run=False)
    assert brought().get().seal is not None, "asked for twice: the second time nothing is left to do"

    def broken(*_more: Any, **_named: Any) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(uploading, "take", broken)
    brought().update(state=State.RUNNING)
    for attempts, state in ((0, State.RUNNING), (5, State.STOPPED)):
        context: Any = SimpleNamespace(job=SimpleNamespace(attempts=attempts))
        with pytest.raises(RuntimeError):
            jobs.take_in(context, one.id, dry_run=False)
        assert brought().get().state == state
    page = bo.get(f"/feeds/imports/{one.id}/").content.decode()
    assert "It broke off, and nothing of it was taken in" in page
    assert "Throw the file away" in page


def test_a_batch_tells_a_row_said_twice_and_lists_what_it_rejects(
    token: Callable[[str], str], bo: Any, enter: Callable[..., None]
) -> None:
    enter(LAWYER)
    rest = Client(HTTP_HOST="127.0.0.1", headers={"Authorization": f"Bearer {token('bo')}"})
    row = dict(zip(CALLS.split(","), call(1).split(","), strict=True))
    rows = [
        row,
        row,
        row | {"call_id": "C2", "number": "0931 050123"},
        row | {"call_id": "C4", "at": "never"},
    ]
    said = rest.post("/api/v1/feeds/calls", {"rows": rows}, content_type="application/json").json()
    assert [one["fared"] for one in said["each"]] == ["taken", "unchanged", "privileged", "rejected"]
    assert (said["new"], said["unchanged"], said["privileged"], said["rejected"]) == (1, 1, 1, 1)
    listed = bo.get(f"/feeds/imports/{said['import']}/rejected/")
    assert b"never" in b"".join(listed.streaming_content)
    empty = rest.post("/api/v1/feeds/calls", {"rows": [row, {"at": None}]}, content_type="application/json")
    assert (empty.status_code, "Row 2 is empty" in empty.content.decode()) == (422, True)


def test_a_feed_that_fell_silent_is_not_forgotten(actor_named: Callable[..., Any]) -> None:
    today = date(2026, 11, 21)
    with acting(actor_named("bo")) as bo:
        _days(*[100] * 20, until=today - timedelta(days=60))
        (one,) = queries.health(by=bo, today=today)
    assert one.last == today - timedelta(days=60)
    assert (one.gaps[0], len(one.gaps)) == (today - timedelta(days=59), 58)
