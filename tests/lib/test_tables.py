"""Files as people really send them: every trap has a row that is refused and a neighbour that loads."""

from __future__ import annotations

import csv
import io
import tracemalloc
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from beccaria.core.feedfiles import ESTATE, OBSERVATIONS, PAYMENTS, FileKind
from beccaria.lib.tables import Bad, CannotRead, Good, open_table
from beccaria.lib.tables_rejects import Rejects

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
ROME = ZoneInfo("Europe/Rome")
HEAD = "observation_id,occurred_at,establishment,text"


def read(path: Path, kind: FileKind = OBSERVATIONS, **options: Any) -> tuple[list[Good], list[Bad]]:
    table = open_table(path, kind, now=NOW, zone=ROME, **options)
    try:
        rows = list(table.rows())
    finally:
        table.close()
    return [row for row in rows if isinstance(row, Good)], [row for row in rows if isinstance(row, Bad)]


def write(tmp_path: Path, text: str, encoding: str = "utf-8", name: str = "file.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def observations(tmp_path: Path, *rows: str, head: str = HEAD) -> tuple[list[Good], list[Bad]]:
    return read(write(tmp_path, "\n".join((head, *rows))))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]
)
def test_every_usual_encoding_gives_the_same_text(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path, f"{HEAD}\r\n1,2026-11-20 10:00,N1,Perché però è così\r\n", encoding)
    good, bad = read(path)
    assert not bad
    assert good[0].values["text"] == "Perché però è così"


def test_windows_quotation_marks_are_not_lost(tmp_path: Path) -> None:
    good, _ = read(write(tmp_path, f"{HEAD}\n1,2026-11-20,N1,“ça coûte 5 €”\n", "cp1252"))
    assert good[0].values["text"] == "“ça coûte 5 €”"


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_every_usual_delimiter_is_found(tmp_path: Path, mark: str) -> None:
    rows = [HEAD.split(","), ["1", "2026-11-20", "N1", "one, two; three | four\tfive"]]
    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows(rows)
    good, bad = read(write(tmp_path, out.getvalue()))
    assert not bad
    assert good[0].values["text"] == "one, two; three | four\tfive"


def test_excels_separator_line_is_passed_over(tmp_path: Path) -> None:
    good, bad = read(write(tmp_path, "sep=;\nid;when;prison;remark\n1;2026-11-20;N1;seen\n"))
    assert not bad
    assert good[0].number == 3
    assert good[0].values["observation_id"] == "1"


def test_headings_are_known_by_synonym_case_and_accent(tmp_path: Path) -> None:
    good, bad = observations(tmp_path, "1,20/11/2026,N1,seen", head="Référence,OCCURRED,Istituto, Testo ")
    assert not bad
    assert good[0].values["observation_id"] == "1"
    assert good[0].values["text"] == "seen"


def test_a_missing_column_refuses_the_file_and_says_what_was_found(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match=r"lacks the column text; it has: id, when, prison, colour"):
        read(write(tmp_path, "id,when,prison,colour\n1,2026-11-20,N1,red\n"))


def test_two_headings_for_one_column_refuse_the_file(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="when, date could all be occurred_at"):
        read(write(tmp_path, "id,when,date,prison,text\n1,2026-11-20,2026-11-20,N1,x\n"))


def test_a_doubled_heading_refuses_the_file(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="stands twice"):
        read(write(tmp_path, "id,when,prison,text,Text\n1,2026-11-20,N1,x,y\n"))


def test_a_profile_names_the_headings(tmp_path: Path) -> None:
    path = write(tmp_path, "Nr;Tag;Haus;Was\n1;20.11.2026;N1;gesehen\n")
    profile = {"observation_id": "Nr", "occurred_at": "Tag", "establishment": "Haus", "text": "Was"}
    good, bad = read(path, profile=profile)
    assert not bad
    assert good[0].values["text"] == "gesehen"
    with pytest.raises(CannotRead, match="a heading Ort, but the file has"):
        read(path, profile={"establishment": "Ort"})
    with pytest.raises(CannotRead, match="names a column colour"):
        read(path, profile={"colour": "Was"})


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-11-03 14:05", datetime(2026, 11, 3, 14, 5, tzinfo=ROME)),
        ("2026-11-03T14:05:30Z", datetime(2026, 11, 3, 14, 5, 30, tzinfo=UTC)),
        ("2026-11-03T14:05:30.250+02:00", datetime(2026, 11, 3, 12, 5, 30, 250_000, tzinfo=UTC)),
        ("3/11/2026 14:05", datetime(2026, 11, 3, 14, 5, tzinfo=ROME)),
        ("03.11.2026 14.05", datetime(2026, 11, 3, 14, 5, tzinfo=ROME)),
        ("2026/11/03, 14:05:00", datetime(2026, 11, 3, 14, 5, tzinfo=ROME)),
        ("3.11.2026", datetime(2026, 11, 3, 0, 0, tzinfo=ROME)),
    ],
)
def test_moments_are_read_as_europeans_write_them(tmp_path: Path, written: str, meant: datetime) -> None:
    good, bad = observations(tmp_path, f'1,"{written}",N1,x')
    assert not bad
    assert good[0].values["occurred_at"] == meant


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("31/02/2026", "does not exist"),
        ("2026-11-03 25:00", "time that does not exist"),
        ("03/11/26", "year of two digits"),
        ("yesterday", "not a date"),
        ("45992", "not a date"),
        ("1626-11-03", "too long ago"),
        ("2026-11-22", "in the future"),
        ("2026-11-21 10:06", "in the future"),
        ("", "is empty"),
    ],
)
def test_dates_that_cannot_be_meant_are_refused(tmp_path: Path, written: str, why: str) -> None:
    good, bad = observations(tmp_path, "0,2026-11-20,N1,x", f"1,{written},N1,x")
    assert [row.values["observation_id"] for row in good] == ["0"]
    assert why in bad[0].why
    assert bad[0].why.endswith(".")


def test_a_column_that_is_month_first_somewhere_is_believed_nowhere(tmp_path: Path) -> None:
    good, bad = observations(
        tmp_path,
        "early,03/04/2026,N1,could be March or April",
        "same,05/05/2026,N1,the same either way",
        "sure,25/03/2026,N1,day first for certain",
        "us,03/25/2026,N1,month first for certain",
        "iso,2026-03-04,N1,certain",
    )
    assert [row.values["observation_id"] for row in good] == ["same", "sure", "iso"]
    assert "could be two days" in bad[0].why
    assert "write it like 2026-03-25" in bad[1].why


def test_without_such_a_row_slashes_mean_day_first(tmp_path: Path) -> None:
    good, _ = observations(tmp_path, "1,03/04/2026,N1,x")
    assert good[0].values["occurred_at"] == datetime(2026, 4, 3, tzinfo=ROME)


def test_the_future_is_allowed_where_the_caller_says(tmp_path: Path) -> None:
    path = write(tmp_path, f"{HEAD}\n1,2027-01-01,N1,x\n")
    good, bad = read(path, may_be_future=frozenset({"occurred_at"}))
    assert len(good) == 1
    assert not bad


def amounts(tmp_path: Path, *written: str) -> list[str | Decimal]:
    lines = ["payment_id;at;establishment;prisoner_id;payer_name;amount"]
    lines += [f"{number};2026-11-01;N1;P1;Ada;{text}" for number, text in enumerate(written)]
    table = open_table(write(tmp_path, "\n".join(lines)), PAYMENTS, now=NOW, zone=ROME)
    return [row.why if isinstance(row, Bad) else row.values["amount"] for row in table.rows()]  # type: ignore[misc]  # a Decimal


def test_decimal_commas_and_points(tmp_path: Path) -> None:
    assert amounts(tmp_path, "12,50", "1.234,50", "1.234", "1,234", "-3,5") == [
        Decimal("12.50"), Decimal("1234.50"), Decimal(1234), Decimal("1.234"), Decimal("-3.5"),
    ]  # fmt: skip
    assert amounts(tmp_path, "12.50", "1,234.50", "1,234", "1,234,567") == [
        Decimal("12.50"), Decimal("1234.50"), Decimal(1234), Decimal(1234567),
    ]  # fmt: skip


def test_a_number_that_could_be_two_numbers_is_refused(tmp_path: Path) -> None:
    mixed = amounts(tmp_path, "12,50", "12.50", "1,234", "NaN", "1e400", "abc")
    assert mixed[:2] == [Decimal("12.50"), Decimal("12.50")]
    assert "could be two numbers" in str(mixed[2])
    assert "cannot be kept" in str(mixed[3]) or "can be kept" in str(mixed[3])
    assert "number" in str(mixed[5])


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        *(
            ("yes", True),
            ("SÌ", True),
            ("oui", True),
            ("Ja", True),
            ("1", True),
            ("tak", True),
            ("NO", False),
        ),
        *(("nein", False), ("Falso", False), ("0", False), ("não", False), ("maybe", None)),
    ],
)
def test_yes_and_no_in_many_languages(tmp_path: Path, *, word: str, meant: bool | None) -> None:
    good, bad = read(write(tmp_path, f"code,level,name,open\nN1,establishment,North,{word}\n"), ESTATE)
    if meant is None:
        assert "neither yes nor no" in bad[0].why
    else:
        assert good[0].values["open"] is meant


def test_whole_numbers_and_choices(tmp_path: Path) -> None:
    rows = "N1,Establishment,North,12.0\nN2,castle,South,1\nN3,wing,C,1.5\nN4,wing,D,-3\n"
    good, bad = read(write(tmp_path, f"code,level,name,capacity\n{rows}"), ESTATE)
    assert good[0].values["capacity"] == 12
    assert good[0].values["level"] == "establishment"
    assert "not one of establishment, wing, landing, cell" in bad[0].why
    assert "not a whole number" in bad[1].why
    assert "outside what can be counted" in bad[2].why


def test_lists_are_parted_and_doubles_fall_away(tmp_path: Path) -> None:
    good, _ = observations(tmp_path, "1,2026-11-20,N1,x,P1; P2;;P1", head=f"{HEAD},people")
    assert good[0].values["people"] == ("P1", "P2")


def test_a_cell_of_ten_megabytes_costs_its_own_row_only(tmp_path: Path) -> None:
    good, bad = observations(
        tmp_path, "1,2026-11-20,N1,a", f"2,2026-11-20,N1,{'b' * 10_000_000}", "3,2026-11-20,N1,c"
    )
    assert [row.values["observation_id"] for row in good] == ["1", "3"]
    assert "10,000,000 characters" in bad[0].why


def test_a_quotation_mark_that_is_never_closed_refuses_the_file(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    with path.open("w") as file:
        file.write(f'{HEAD}\n1,2026-11-20,N1,"open\n')
        for _ in range(70):
            file.write("2,2026-11-20,N1," + "x" * 1_000_000 + "\n")
    with pytest.raises(CannotRead, match="never closed"):
        read(path)


def test_an_open_quotation_mark_near_the_end_swallows_nothing_silently(tmp_path: Path) -> None:
    path = write(
        tmp_path, f'{HEAD}\n1,2026-11-20,N1,fine\n2,2026-11-20,N1,"open\n3,2026-11-20,N1,swallowed\n'
    )
    with pytest.raises(CannotRead, match="opened in line 3 and never closed"):
        read(path)


def test_inches_and_quoted_lines_are_no_open_quotation_marks(tmp_path: Path) -> None:
    good, bad = observations(tmp_path, '1,2026-11-20,N1,"two\nlines"', '2,2026-11-20,N1,a 5" pipe')
    assert not bad
    assert [row.values["text"] for row in good] == ["two\nlines", 'a 5" pipe']


@pytest.mark.parametrize("cell", ["=cmd|' /C calc'!A0", "+SUM(A1)", "-2+3+cmd", "@import", "\uff1dcmd"])
def test_formulas_are_refused(tmp_path: Path, cell: str) -> None:
    good, bad = observations(tmp_path, f"1,2026-11-20,N1,{cell}")
    assert not good
    assert "would run as a formula" in bad[0].why


@pytest.mark.parametrize("cell", ["+39 0125 614311", "-12.5", "+44 (0)20 7946 0018", "a=b", "me@home"])
def test_phones_and_numbers_are_not_formulas(tmp_path: Path, cell: str) -> None:
    good, _ = observations(tmp_path, f"1,2026-11-20,N1,{cell}")
    assert good[0].values["text"] == cell


def test_nul_and_control_characters_are_refused(tmp_path: Path) -> None:
    good, bad = observations(
        tmp_path, "1,2026-11-20,N1,a\x00b", "2,2026-11-20,N1,a\x07b", "3,2026-11-20,N1,ab"
    )
    assert [row.values["observation_id"] for row in good] == ["3"]
    assert "NUL" in bad[0].why
    assert "control" in bad[1].why


def test_ragged_rows_are_refused_and_blank_rows_passed_over(tmp_path: Path) -> None:
    good, bad = observations(
        tmp_path, "1,2026-11-20,N1", "", "2,2026-11-20,N1,x,y", ",,,", "3,2026-11-20,N1,x,"
    )
    assert [row.values["observation_id"] for row in good] == ["3"]
    assert [row.number for row in bad] == [2, 4]
    assert "3 cells, but there are 4 headings" in bad[0].why


def test_an_identifier_twice_in_a_file_loads_once(tmp_path: Path) -> None:
    good, bad = observations(tmp_path, "1,2026-11-20,N1,x", "2,2026-11-20,N1,y", "1,2026-11-20,N1,z")
    assert len(good) == 2
    assert bad[0].why == "observation_id 1 is already in row 2: keep one of them."


def test_a_table_may_be_walked_twice(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, f"{HEAD}\n1,2026-11-20,N1,x\n"), OBSERVATIONS, now=NOW, zone=ROME)
    assert list(table.rows()) == list(table.rows())
    assert table.part_read() == 1.0


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b"MZ\x90\x00 program", "a Windows program"),
        (b"%PDF-1.7", "a PDF document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Excel"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"PAR1 broken", "not a Parquet file"),
        ("x".encode("utf-32"), "UTF-32"),
    ],
)
def test_what_is_not_a_table_is_refused_whatever_its_name(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(CannotRead, match=why):
        read(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match=r"no file nothing\.csv"):
        read(tmp_path / "nothing.csv")


def workbook(path: Path, rows: Iterable[Iterable[Any]], *, first: Iterable[Any] = ()) -> Path:
    book = openpyxl.Workbook(write_only=True)
    if first:
        book.create_sheet("Read me").append(list(first))
    sheet = book.create_sheet("Data")
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def test_a_workbook_is_read_with_its_typed_cells(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Ref", "When", "Prison", "Remark", "who"],
        [7, datetime(2026, 11, 20, 7, 30), "N1", "seen", "P1;P2"],  # noqa: DTZ001 - workbooks know no zones
        [8, date(2026, 11, 19), "N1", "=1+1", None],
        [9.0, "19/11/2026", "N1", "heard"],
    ]
    good, bad = read(workbook(tmp_path / "file.csv", rows, first=["This workbook holds observations"]))
    assert [row.values["observation_id"] for row in good] == ["7", "9"]
    assert good[0].values["occurred_at"] == datetime(2026, 11, 20, 7, 30, tzinfo=ROME)
    assert good[0].values["people"] == ("P1", "P2")
    assert "formula" in bad[0].why
    assert bad[0].number == 3


def test_a_zip_bomb_is_refused_unopened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"\x00" * 100_000_000)
    tracemalloc.start()
    with pytest.raises(CannotRead, match="unpacks to far more"):
        read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_an_archive_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("file.csv", HEAD)
    with pytest.raises(CannotRead, match="an archive, not a workbook"):
        read(path)


def test_entities_in_a_workbook_are_not_expanded(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "good.xlsx", [HEAD.split(","), ["1", "2026-11-20", "N1", "x"]])
    path = tmp_path / "evil.xlsx"
    entity = b'<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            if part.endswith("sheet1.xml"):
                text = entity + text.replace(b"<t>x</t>", b"<t>&b;</t>")
            new.writestr(part, text)
    with pytest.raises(CannotRead, match="not a workbook that can be read"):
        read(path)


def test_parquet_is_read_with_its_typed_columns(tmp_path: Path) -> None:
    path = tmp_path / "file.parquet"
    moment = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
    table = pa.table(
        {
            "id": pa.array([1, 2, 2]),
            "when": pa.array([moment] * 3, pa.timestamp("ns", "UTC")),
            "prison": pa.array(["N1"] * 3).dictionary_encode(),
            "text": ["seen", "heard", "again"],
            "people": pa.array([["P1", "P2"], [], None]),
        }
    )
    pq.write_table(table, path)
    good, bad = read(path)
    assert [row.values["people"] for row in good] == [("P1", "P2"), ()]
    assert good[0].values["occurred_at"] == moment
    assert "already in row 3" in bad[0].why


def test_rejected_rows_are_written_safely_and_removed_when_all_is_well(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    with Rejects(path, ["id", "text"]) as rejects:
        rejects.add(Bad(2, ("=cmd", "@x", "z" * 5_000), "text: it is a formula."))
    written = tmp_path / "file.csv.rejected.csv"
    assert rejects.count == 1
    rows = list(csv.reader(io.StringIO(written.read_text(encoding="utf-8-sig"))))
    assert rows[0] == ["row", "why", "id", "text"]
    assert rows[1][:4] == ["2", "text: it is a formula.", "'=cmd", "'@x"]
    assert "5,000 characters" in rows[1][4]
    with Rejects(path, ["id", "text"]):
        pass
    assert list(tmp_path.iterdir()) == []


def _begin_and_break(path: Path) -> None:
    with Rejects(path, ["id"]) as rejects:
        rejects.add(Bad(3, ("2",), "second."))
        raise RuntimeError("broken")


def test_a_load_that_breaks_leaves_the_earlier_rejects_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    with Rejects(path, ["id"]) as rejects:
        rejects.add(Bad(2, ("1",), "first."))
    before = rejects.path.read_bytes()
    with pytest.raises(RuntimeError, match="broken"):
        _begin_and_break(path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["file.csv.rejected.csv"]
    assert rejects.path.read_bytes() == before


def test_thirty_thousand_rows_are_walked_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    with path.open("w") as file:
        file.write(f"{HEAD}\n")
        for number in range(30_000):
            file.write(f"o{number},2026-11-20 10:00,N1,{number:0200x}\n")
    table = open_table(path, OBSERVATIONS, now=NOW, zone=ROME)
    tracemalloc.start()
    count = sum(isinstance(row, Good) for row in table.rows())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 30_000
    assert peak < path.stat().st_size, "the file must not be held in memory"
