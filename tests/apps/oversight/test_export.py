"""What leaves the service is sealed, recorded, and harmless in a spreadsheet."""

import csv
import hashlib
import io
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from beccaria.core.acts import Act
from tests.apps.oversight.conftest import Did

pytestmark = pytest.mark.django_db


def _files(client: Any, address: str) -> dict[str, bytes]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_seal_is_verified_with_public_tools(
    sign_in: Callable[[str], Any], did: Did, tmp_path: Path
) -> None:
    did("bo", Act.PERSON_READ, "person:sealed")
    files = _files(sign_in("dee"), "/oversight/ledger/export/?about=person:sealed")
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    sum_of_table = subprocess.run(
        ["sha256sum", "ledger.csv"], cwd=tmp_path, capture_output=True, check=True
    ).stdout
    assert sum_of_table.split()[0] in files["seal.txt"]
    verify = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "key.pem", "-rawin", "-in", "seal.txt"]
    done = subprocess.run([*verify, "-sigfile", "seal.sig"], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    (tmp_path / "seal.txt").write_bytes(files["seal.txt"].replace(b"entries 1", b"entries 2"))
    done = subprocess.run([*verify, "-sigfile", "seal.sig"], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode != 0


def test_the_export_is_itself_recorded_with_its_sum(sign_in: Callable[[str], Any], did: Did) -> None:
    did("bo", Act.PERSON_READ, "person:kept")
    client = sign_in("dee")
    files = _files(client, "/oversight/ledger/export/?about=person:kept")
    digest = hashlib.sha256(files["ledger.csv"]).hexdigest()
    page = client.get(f"/oversight/ledger/?about=export:{digest}").content.decode()
    assert "exported part of this ledger with a seal" in page


def test_the_table_holds_every_field_and_no_formula(sign_in: Callable[[str], Any], did: Did) -> None:
    did("bo", Act.PERSON_READ, "=cmd|'/c calc'!A1", "person:table")
    files = _files(sign_in("dee"), "/oversight/ledger/export/?about=person:table")
    (row,) = csv.DictReader(io.StringIO(files["ledger.csv"].decode()))
    assert row["actor_name"] == "Bo Intelligence"
    assert row["act"] == "person.read"
    assert row["in_words"] == "looked at a person"
    assert row["subjects"].startswith("'=cmd")


def test_taking_it_out_needs_a_recent_proof_of_identity(
    sign_in: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import timedelta

    from beccaria.lib import clock

    client = sign_in("dee")
    later = clock.now() + timedelta(minutes=6)
    monkeypatch.setattr(clock, "now", lambda: later)
    answer = client.get("/oversight/ledger/export/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(
        "/accounts/reauthenticate/?next=%2Foversight%2Fledger%2Fexport"
    )


def test_an_export_of_an_unclear_question_is_refused(sign_in: Callable[[str], Any]) -> None:
    assert sign_in("dee").get("/oversight/ledger/export/?user=Officer").status_code == 422
