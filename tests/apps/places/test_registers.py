"""Registers as they are published: both countries' layouts, and every defect a publisher has really made."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from beccaria.places.registers import Known, Register, recognise

DATA = Path(__file__).parents[2] / "data"
SHARED = Path(__file__).parents[4] / "shared" / "data"
needs_registers = pytest.mark.skipif(
    not SHARED.is_dir(),
    reason="the full registers are not beside this repository; excerpts of them are tested",
)
HEADINGS = (
    "Regione di detenzione,Sigla Provincia,Istituto,Tipo istituto,Capienza Regolamentare,Detenuti presenti - totale,"
    "Detenuti presenti - donne,Detenuti presenti - stranieri,Ultimo aggiornamento,ID"
)


def read(path: Path, known: tuple[Known, ...] = ()) -> Register:
    found = recognise(path, known)
    assert found is not None
    return found


def bulletin(tmp_path: Path, *rows: str) -> Register:
    """Invented institutes in the bulletins' layout."""
    path = tmp_path / "bulletins.csv"
    path.write_text("\n".join((HEADINGS, *rows)), encoding="utf-8")
    return read(path)


def month(
    day: str, name: str = "Borgoforte", kind: str = "CC", province: str = "XX", figures: str = "100,120"
) -> str:
    return f"REGIONE,{province},{name},{kind},{figures},0,5,{day},ID{day}"


def test_the_italian_register_is_joined_with_the_files_beside_it() -> None:
    register = read(DATA / "italy" / "ondata_anagrafica.csv")
    assert not register.rejected
    rows = {row["code"]: row for row in register.rows}
    ivrea = rows["AA27"]
    assert (ivrea["name"], ivrea["town"], ivrea["region"]) == ("Ivrea", "Ivrea", "Piemonte")
    assert (ivrea["capacity"], ivrea["unavailable"], ivrea["present"], ivrea["rooms"]) == (195, 8, 261, 189)
    assert (ivrea["latitude"], ivrea["as_of"]) == (Decimal("45.4673791"), date(2025, 1, 7))
    assert rows["EE28"]["sex"] == "female"
    assert ("AA42", "Lorusso Cutugno") in {(other.code, other.name) for other in register.names}
    assert "II\u00aa casa" in {other.name for other in register.names}
    assert "telefono" in register.ignored


def test_without_the_files_beside_it_the_register_says_what_stays_unknown(tmp_path: Path) -> None:
    path = tmp_path / "ondata_anagrafica.csv"
    path.write_bytes((DATA / "italy" / "ondata_anagrafica.csv").read_bytes())
    register = read(path)
    assert len(register.rows) == 17 or len(register.rows) == len(
        read(DATA / "italy" / "ondata_anagrafica.csv").rows
    )
    assert all(row.get("capacity") is None for row in register.rows)
    assert any("capienza_presenze stays unknown" in note for note in register.notes)


def test_the_british_register_knows_closed_prisons_and_other_spellings() -> None:
    register = read(DATA / "hmpps" / "prison_register.csv")
    rows = {row["code"]: row for row in register.rows}
    assert rows["ACI"]["category"] == "B"
    assert (rows["AKI"]["open"], rows["FYI"]["open"]) == (False, None)
    assert (rows["PFI"]["sex"], rows["PBI"]["sex"], rows["AKI"]["sex"]) == ("female", "male", None)
    assert any("does not say whether it is open: Feltham (HMYOI) (FYI)" in note for note in register.notes)
    spelt = {(other.name, other.code) for other in register.names}
    assert ("HMP/YOI Altcourse", "ACI") in spelt
    assert ("HMP/YOI Durham", "DMI") in spelt


def test_a_spelling_that_fits_two_prisons_is_left_out_and_named() -> None:
    register = read(DATA / "hmpps" / "prison_register.csv")
    without_codes = {
        name.name for name in register.names if name.source.startswith(("prison-map", "prison-visits"))
    }
    assert "HMP/YOI Durham" in without_codes
    assert not {"Feltham", "FELTHAM"} & without_codes
    assert any("left out" in note and "Feltham" in note for note in register.notes)


def test_the_list_of_2017_closes_prisons_on_the_last_day_its_date_can_mean() -> None:
    register = read(DATA / "hmpps" / "prison_estate_2017.tsv")
    closed = {row["code"]: row["as_of"] for row in register.rows}
    assert closed == {"AKI": date(2011, 10, 31), "HYI": date(2016, 5, 31)}
    assert any("HMP Holloway (2016-05)" in note for note in register.notes)
    assert any("Grendon" in bad.cells[1] for bad in register.rejected)


def test_a_doubled_month_is_counted_once_and_reported(tmp_path: Path) -> None:
    register = bulletin(
        tmp_path,
        *(month("2024-09-30", name) for name in ("Borgoforte", "Castelvento")),
        *(month("2024-10-31", name) for name in ("Borgoforte", "Castelvento")),
        *(month("2024-10-31", name) for name in ("Borgoforte", "Castelvento")),
    )
    october = [row for row in register.rows if row["as_of"] == date(2024, 10, 31)]
    assert sum(int(str(row["present"])) for row in october) == 240
    assert "The bulletin of 2024-10-31 is doubled: 2 rows were counted once." in register.notes
    assert [bad.number for bad in register.rejected] == [6, 7]


def test_a_double_with_other_figures_is_believed_neither_way(tmp_path: Path) -> None:
    register = bulletin(
        tmp_path, month("2024-09-30"), month("2024-10-31"), month("2024-10-31", figures="100,130")
    )
    assert [row["as_of"] for row in register.rows if row["open"]] == [date(2024, 9, 30)]
    assert len(register.rejected) == 2


def test_a_month_published_under_another_date_is_reported(tmp_path: Path) -> None:
    register = bulletin(tmp_path, month("2024-09-30"), month("2024-10-31"))
    assert "The bulletins of 2024-09-30 and 2024-10-31 are the same in every figure." in register.notes


def test_a_changed_kind_is_one_institute_with_a_history(tmp_path: Path) -> None:
    register = bulletin(tmp_path, month("2024-09-30"), month("2024-10-31", kind="CR", figures="100,121"))
    assert len({row["code"] for row in register.rows}) == 1
    assert [row["kind"] for row in register.rows] == ["Casa circondariale", "Casa di reclusione"]
    assert "Borgoforte changed from CC to CR on 2024-10-31: kept as history." in register.notes


def test_two_kinds_in_one_month_are_two_institutes(tmp_path: Path) -> None:
    register = bulletin(tmp_path, month("2024-09-30"), month("2024-09-30", kind="CRF"))
    assert len({row["code"] for row in register.rows}) == 2
    assert not register.rejected


def test_an_institute_that_leaves_the_bulletin_is_closed(tmp_path: Path) -> None:
    register = bulletin(
        tmp_path, month("2024-08-31"), month("2024-08-31", "Castelvento"), month("2024-09-30", "Castelvento")
    )
    closed = [row for row in register.rows if row["open"] is False]
    assert [(row["name"], row["as_of"]) for row in closed] == [("Borgoforte", date(2024, 9, 30))]


def test_a_wrong_name_in_another_province_is_set_aside(tmp_path: Path) -> None:
    months = [f"20{year}-{number:02}-28" for year in (22, 23) for number in range(1, 13)]
    register = bulletin(tmp_path, *map(month, months), month("2023-05-28", province="YY", figures="58,70"))
    assert len(register.rows) == 24
    assert "hardly ever in YY" in register.rejected[0].why


def test_bulletins_find_the_codes_of_places_that_are_already_there(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text(
        "\n".join((HEADINGS, month("2024-09-30"), month("2024-09-30", "Lontano", "CCF"))), encoding="utf-8"
    )
    known = (
        Known("ZZ01", "Borgoforte Nuovo Complesso", "Casa circondariale", "IT"),
        Known("ZZ02", "Lontano femminile", "Casa circondariale", "IT"),
        Known("ZZ03", "Borgoforte", "Casa circondariale", "GB"),
    )
    assert {row["code"] for row in read(path, known).rows} == {"ZZ01", "ZZ02"}


def test_an_ordinary_table_is_no_register(tmp_path: Path) -> None:
    path = tmp_path / "estate.csv"
    path.write_text("code,level,name\nN1,establishment,North\n", encoding="utf-8")
    assert recognise(path) is None


@needs_registers
@pytest.mark.parametrize(
    ("name", "rows", "places", "rejected"),
    [
        ("italy_prisons/ondata_anagrafica.csv", 190, 190, 0),
        ("italy_prisons/dallastella_institutes_info.csv", 2469, 190, 0),
        ("italy_prisons/dallastella_institutes_raw.csv", 2469, 190, 0),
        ("italy_prisons/dallastella_bulletines_2019_2023.csv", 11_345, 190, 2),
        ("hmpps_prisons/prison_register.csv", 173, 173, 0),
        ("hmpps_prisons/prison_estate_2017.tsv", 27, 27, 6),
    ],
)
def test_the_full_registers(name: str, rows: int, places: int, rejected: int) -> None:
    register = read(SHARED / name)
    assert len(register.rows) == rows
    assert len({row["code"] for row in register.rows}) == places
    assert len(register.rejected) == rejected


@needs_registers
def test_the_full_bulletins_tell_what_happened_to_the_institutes() -> None:
    register = read(SHARED / "italy_prisons" / "dallastella_bulletines_2019_2023.csv")
    said = " ".join(register.notes)
    for fact in (
        "Camerino is in no bulletin from 2019-07-31",
        "Sanremo changed from CR to CC",
        "Arienzo changed",
    ):
        assert fact in said
    assert {bad.cells[2] for bad in register.rejected} == {"Enna"}
    months = Counter(row["as_of"] for row in register.rows if row["open"])
    assert len(months) == 60
    assert set(months.values()) <= {188, 189, 190}


@needs_registers
def test_other_spellings_agree_with_the_hand_made_maps() -> None:
    folder = SHARED / "hmpps_prisons"
    nomis = _two(folder / "name_maps_2016" / "nomis-code.tsv", "prison", "nomis")
    truth: dict[str, set[str]] = defaultdict(set)
    for path, column in (
        ("prison-estate.tsv", "name"),
        ("prison-finder.tsv", "prison-finder"),
        ("prison-map-prison.tsv", "prison-map-prison"),
    ):
        for name, prison in _two(folder / "name_maps_2016" / path, column, "prison").items():
            if prison in nomis:
                truth[name].add(nomis[prison])
    register = read(folder / "prison_register.csv")
    ours = {other.name: other.code for other in register.names}
    shared = [name for name in truth if name in ours]
    right = sum(ours[name] in truth[name] for name in shared)
    assert len(shared) / len(truth) > 0.85, "recall against the hand-made maps"
    assert right / len(shared) > 0.98, "precision against the hand-made maps"


def _two(path: Path, key: str, value: str) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row[key]: row[value] for row in csv.DictReader(file, delimiter="\t") if row[value]}
