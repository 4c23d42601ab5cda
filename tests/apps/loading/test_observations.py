"""Observations from three messy layouts: the rules of intake hold, the reporter is protected, nothing is doubled."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from beccaria.core.refusal import Refused
from beccaria.lib.staging import Job
from beccaria.reports.loading import load_observations
from tests.apps.loading.conftest import NOW
from tests.apps.loading.test_estate import actor

if TYPE_CHECKING:
    from pathlib import Path

    from tests.apps.loading.conftest import Service

CSV = """Ref;When;Prison;Wing;Where;Type;Remark;Who;Officer
A-1;20/11/2026 07:15;NORTH;C;gym;conversation;“Però” he said, and laughed;;ana
A-2;20.11.2026 08:00;Northgate;;;Gespräch;Two men whisper at the gate;;S-77
A-3;2026-11-20T09:00:00+01:00;north;;;find;Phone under the pillow;P-unknown;
A-4;20/11/2026;NOWHERE;;;other;Nobody knows this place;;
A-5;21/12/2026;NORTH;;;other;This is yet to come;;
A-6;20/11/2026;NORTH;;;other;=cmd|' /C calc'!A0;;
A-7;;NORTH;;;other;No time given;;
A-1;20/11/2026 07:15;NORTH;;;other;The same number again;;
"""
TABLES = ("reports_observation", "reports_authorship", "reports_observationstage")


def everything(service: Service) -> list[list[tuple[Any, ...]]]:
    return [service.rows(f'SELECT * FROM "{table}" ORDER BY id') for table in TABLES]


def messy(service: Service) -> Path:
    path = service.folder / "messy.csv"
    path.write_bytes(CSV.encode("cp1252"))
    return path


def test_a_messy_csv_loads_its_good_rows_and_sets_aside_the_others(service: Service) -> None:
    outcome = service.load(load_observations, messy(service))
    assert (outcome.rows, outcome.new, outcome.rejected) == (8, 3, 5)
    reasons = (service.folder / "messy.csv.rejected.csv").read_text(encoding="utf-8-sig")
    for words in ("no establishment NOWHERE", "in the future", "formula", "is empty", "already in row 2"):
        assert words in reasons
    texts = {text for (text,) in service.rows("SELECT text FROM reports_observation")}
    assert "“Però” he said, and laughed" in texts
    sites = service.rows(
        "SELECT DISTINCT site, level, stage FROM reports_observation WHERE text LIKE '%%gate%%'"
    )
    assert sites == [("NORTH", 1, "submitted")]


def test_a_kind_that_is_not_ours_becomes_other_and_is_said(service: Service) -> None:
    outcome = service.load(load_observations, messy(service))
    assert any("1 rows have a kind that is not in our list" in note for note in outcome.notes)


def test_loading_twice_changes_nothing(service: Service) -> None:
    path = messy(service)
    service.load(load_observations, path)
    before = everything(service)
    again = service.load(load_observations, path)
    assert (again.new, again.changed, again.rejected) == (0, 0, 5)
    assert everything(service) == before


def test_an_observation_is_never_changed_by_a_later_file(service: Service) -> None:
    service.load(load_observations, messy(service))
    before = everything(service)
    forged = service.write("forged.csv", CSV.replace("Two men whisper", "Nobody whispers"))
    outcome = service.load(load_observations, forged)
    assert outcome.new == 0
    assert "is never changed" in (service.folder / "forged.csv.rejected.csv").read_text(encoding="utf-8-sig")
    assert everything(service) == before


def test_the_reporter_is_nowhere_but_in_his_own_authorship(service: Service) -> None:
    service.load(load_observations, messy(service))
    authors = dict(
        service.rows(
            "SELECT o.text, a.reporter FROM reports_observation o"
            " LEFT JOIN reports_authorship a ON a.observation_id = o.id"
        )
    )
    (ana,) = service.rows("SELECT id FROM access_user WHERE username = 'ana'")[0]
    assert authors["“Però” he said, and laughed"] == ana
    assert authors["Two men whisper at the gate"] == "staff:S-77"
    assert authors["Phone under the pillow"] is None
    said = str(service.rows("SELECT * FROM reports_observation")) + str(
        service.rows("SELECT * FROM reports_observationstage")
    )
    assert "S-77" not in said
    assert ana not in said
    pseudonyms = service.rows("SELECT DISTINCT pseudonym FROM reports_observation WHERE text <> ''")
    assert len(pseudonyms) == service.count("reports_observation")
    told = str(
        service.rows("SELECT detail, subjects, actor FROM ledger_entry WHERE act = 'observation.load'")
    )
    assert "S-77" not in told
    assert "whisper" not in told


def test_who_reads_what_was_loaded(service: Service) -> None:
    from beccaria.core.actors import Duty

    service.load(load_observations, messy(service))
    from django.db import connection

    for duty, sites, seen in (
        (Duty.PIO, ("NORTH",), True), (Duty.PIO, ("SOUTH",), False),
        (Duty.GOVERNOR, ("NORTH",), False), (Duty.OFFICER, ("NORTH",), False),
    ):  # fmt: skip
        with service.as_web(actor(duty, *sites)), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM reports_observation WHERE text LIKE 'Two men%%'")
            assert cursor.fetchone() == (1 if seen else 0,), duty
            cursor.execute("SELECT count(*) FROM reports_authorship")
            assert cursor.fetchone() == (0,)


def test_a_workbook_and_a_parquet_file_say_the_same(service: Service) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["id", "occurred", "istituto", "testo", "staff"])
    sheet.append(["X-1", datetime(2026, 11, 19, 6, 40), "NORTH", "Heard: così", 77])  # noqa: DTZ001  a sheet holds no zones
    sheet.append(["X-2", "19/11/2026 06.40", "SOUTH", "Seen", None])
    book.save(service.folder / "file.xlsx")
    assert service.load(load_observations, service.folder / "file.xlsx").new == 2
    table = pa.table(
        {
            "reference": ["Y-1", "Y-2"],
            "when": pa.array([datetime(2026, 11, 19, 5, 40, tzinfo=UTC)] * 2, pa.timestamp("us", "UTC")),
            "site": ["NORTH", "SOUTH"],
            "narrative": ["Heard too", None],
            "persons": pa.array([["P1", "P2"], []]),
        }
    )
    pq.write_table(table, service.folder / "file.parquet")
    outcome = service.load(load_observations, service.folder / "file.parquet")
    assert (outcome.new, outcome.rejected) == (1, 1)
    moments = service.rows(
        "SELECT occurred_at FROM reports_observation WHERE text IN ('Heard: così', 'Heard too')"
    )
    assert {moment for (moment,) in moments} == {datetime(2026, 11, 19, 5, 40, tzinfo=UTC)}
    author = service.rows("SELECT reporter FROM reports_authorship WHERE reporter LIKE 'staff:%%'")
    assert author == [("staff:77",)]


def test_references_that_meet_are_made_again(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    from beccaria.reports import loading

    given = iter(
        ["26-AAAAAA", "26-AAAAAA", "26-AAAAAA", "26-AAAAAA", "26-BBBBBB", "26-CCCCCC", *["26-DDDDDD"] * 9]
    )
    monkeypatch.setattr(loading, "new_reference", lambda _year: next(given))
    head = "id,when,prison,text\n"
    rows = "".join(f"N-{number},2026-11-20,NORTH,Remark {number}\n" for number in range(3))
    assert service.load(load_observations, service.write("three.csv", head + rows)).new == 3
    assert (
        len(service.rows("SELECT DISTINCT reference FROM reports_observation WHERE text LIKE 'Remark%%'"))
        == 3
    )


def test_only_the_system_loads(service: Service) -> None:
    from beccaria.core.actors import Duty, Level

    job = Job(path=messy(service), at=NOW, zone=UTC)
    head = actor(Duty.HEAD, "NORTH", level=Level.SECRET)
    with service.as_web(head), pytest.raises(Refused):
        load_observations(job, by=head)


def test_a_million_is_only_more_of_the_same(service: Service) -> None:
    head = "id;when;prison;text;who;officer\n"
    rows = "".join(
        f"M-{n};{1 + n % 28:02}/0{1 + n % 9}/2025 {n % 24:02}:00;NORTH;Remark {n};P1;S-{n % 50}\n"
        for n in range(5_000)
    )
    outcome = service.load(load_observations, service.write("many.csv", head + rows))
    assert (outcome.new, outcome.rejected) == (5_000, 0)
    assert any("5000 observations name persons who are not loaded" in note for note in outcome.notes)
