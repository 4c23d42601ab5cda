"""Benchmarks: what is promised is judged, shown, and written where it belongs."""

from datetime import date
from pathlib import Path

import pytest

from beccaria.config import benchmarking
from beccaria.config.benchmarking import Report
from beccaria.lib.failure import Failed


@pytest.fixture
def report() -> Report:
    made = Report("speed", lambda _: None)
    made.row("search", size="1,000 reports", ours=12.3456, peer=24.6912, unit="ms", most=150)
    made.row("accepted", size="50 clients", ours=149.0, unit="per second", least=150)
    made.row("rows", size="all", ours=123456, unit="rows")
    made.note("Measured alone.")
    return made


def test_promises_are_judged_by_what_was_measured(report: Report) -> None:
    kept, missed, none = report.rows
    assert (kept.ours, kept.peer, kept.ratio, kept.target, kept.met) == (12.3, 24.7, 0.5, "≤ 150", True)
    assert (missed.target, missed.met, missed.ratio) == ("≥ 150", False, None)
    assert (none.ours, none.target, none.met) == (123456, None, None)


def test_a_figure_that_rounds_to_the_promise_but_misses_it_is_missed() -> None:
    made = Report("speed", lambda _: None)
    made.row("accepted", size="", ours=149.6, unit="per second", least=150)
    assert made.rows[0].met is False


def test_the_document_has_the_promised_shape(report: Report) -> None:
    document = report.document()
    assert document["bench"] == "speed"
    assert "cores" in document["machine"]
    assert {"what", "size", "ours", "peer", "ratio", "unit"} <= set(document["rows"][0])


def test_the_table_names_what_was_missed(report: Report) -> None:
    said = benchmarking.table(report)
    assert "≥ 150 MISSED" in said
    assert "Measured alone." in said


def test_the_page_keeps_what_others_wrote(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "benchmarks.md"
    monkeypatch.setattr(benchmarking, "PAGE", page)
    page.write_text("# Benchmarks\n\nBy hand.\n\n<!-- bench other -->\nkept\n<!-- /bench other -->\n")
    benchmarking.write(report, on=date(2026, 1, 2))
    benchmarking.write(report, on=date(2026, 1, 3))
    text = page.read_text()
    assert "By hand." in text
    assert "kept" in text
    assert "2026-01-02" not in text
    assert text.count("<!-- bench speed -->") == text.count("<!-- /bench speed -->") == 1
    assert "| accepted | 50 clients | 149.0 |  |  | per second | ≥ 150 (missed) |" in text


def test_an_unknown_benchmark_names_the_known() -> None:
    with pytest.raises(Failed, match=r"choose one of .*intake.*start"):
        benchmarking.run("nonsense", lambda _: None)
