"""The same journey in a service that begins empty: both real registers loaded, users and agreements from the terminal.

Only the estate is real. The prisoner, the users and everything said are invented, and the service is thrown away.
"""

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests import database
from tests.journeys.conftest import ROOT, Service, free_port, start, wait_for
from tests.journeys.test_main_job import (  # noqa: F401  these are run here again, over this module's service
    test_1_the_officer_reports_in_four_touches_and_the_unit_sees_it_in_two_seconds,
    test_2_the_unit_grades_two_items_differently_and_links_whom_it_is_about,
    test_3_the_unit_sanitises_and_is_warned_of_what_gives_the_source_away,
    test_4_the_head_gives_it_to_the_police_who_see_that_and_no_more,
    test_5_the_officer_hears_what_became_of_it,
    test_6_elsewhere_finds_nothing_by_search_address_count_or_suggestion,
    test_7_the_overseer_sees_every_look,
    told,
)
from tests.seed import PASSWORD

pytestmark = pytest.mark.browser

SHARED = ROOT.parent / "shared" / "data"
EXCERPTS = ROOT / "tests" / "data"
# username, name, duty, which establishment, level, organisation: the people of the seed who take part.
CAST = (
    ("ana", "Ana Officer", "officer", "here", "official", ""),
    ("bo", "Bo Intelligence", "pio", "here", "confidential", ""),
    ("cy", "Cy Head", "head", "here", "secret", ""),
    ("eve", "Eve Elsewhere", "pio", "there", "confidential", ""),
    ("lia", "Lia Liaison", "liaison", "", "confidential", "police"),
    ("dee", "Dee Oversight", "dpo", "*", "secret", ""),
)
PEOPLE = """person_id,role,number,given_names,surname,aliases,born,establishment,status
X1,prisoner,A1001,Marek Tibor,Sandor,M.T.S.,1979-04-12,{here},sentenced
"""


def _registers(folder: Path) -> list[Path]:
    """Both registers, copied: whole when they lie beside the project, else the excerpts kept with the tests."""
    italy = SHARED / "italy_prisons" if (SHARED / "italy_prisons").is_dir() else EXCERPTS / "italy"
    england = SHARED / "hmpps_prisons" if (SHARED / "hmpps_prisons").is_dir() else EXCERPTS / "hmpps"
    for source in (italy, england):
        for path in source.glob("*.csv"):
            shutil.copy(path, folder / path.name)
    return [folder / "ondata_anagrafica.csv", folder / "prison_register.csv"]


def _establishments(cluster: Any, name: str) -> dict[str, str]:
    with psycopg.connect(cluster.admin_url, dbname=name) as connection:
        rows = connection.execute(
            "SELECT DISTINCT ON (country) country, code FROM places_establishment WHERE open IS NOT false"
            " ORDER BY country, code"
        ).fetchall()
    codes = [code for _country, code in rows]
    assert len(codes) > 1, f"both registers should be there: {rows}"
    return {"here": codes[0], "there": codes[1], "*": "*"}


@pytest.fixture(scope="module")
def password() -> str:
    """Real services refuse short passwords."""
    return f"{PASSWORD} {PASSWORD}"


@pytest.fixture(scope="module")
def service(cluster: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """An empty service, furnished from the terminal as an administrator would."""
    port = free_port()
    name, home, folder = (
        f"registers_{port}",
        tmp_path_factory.mktemp("home"),
        tmp_path_factory.mktemp("files"),
    )
    database.copy(cluster, name, database.EMPTY)
    registers = [(["load", "estate", str(register)], "") for register in _registers(folder)]
    database.furnish(cluster, name, registers)
    where = _establishments(cluster, name)
    (folder / "people.csv").write_text(PEOPLE.format(**where), encoding="utf-8")
    typed = [(["load", "people", str(folder / "people.csv")], "")]
    for username, called, duty, place, level, organisation in CAST:
        more = ["--organisation", organisation] if organisation else []
        site = ["--site", where[place]] if place else []
        typed += [
            (
                ["user", "add", username, "--name", called, "--password-stdin", *more],
                f"{PASSWORD} {PASSWORD}\n",
            ),
            (["user", "give", username, duty, "--level", level, *site], ""),
        ]
    ground = ["--name", "Police", "--audience", "police", "--ground", "Protocol 12/2024"]
    database.furnish(cluster, name, [*typed, (["agreement", "police", *ground], "")])
    web = start(
        cluster, name, "web", ["serve", "--port", str(port), "--workers", "1", "--threads", "4"], home
    )
    worker = start(cluster, name, "worker", ["worker"], home)
    try:
        wait_for(f"http://127.0.0.1:{port}/accounts/login/", web)
        yield Service(f"http://127.0.0.1:{port}", name, cluster)
    finally:
        for process in (web, worker):
            process.send_signal(signal.SIGTERM)
        for process in (web, worker):
            process.wait(timeout=40)
        cluster.drop_database(name)
