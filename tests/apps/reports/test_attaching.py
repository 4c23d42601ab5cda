"""Files: only known types that are what they say, small enough, kept whole outside the web root."""

import stat
from collections.abc import Callable, Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from beccaria.core.refusal import BadInput, Cannot, Hidden
from beccaria.reports import actions, queries
from beccaria.reports.actions import attaching

Does = Callable[..., Any]
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\x00" * 500


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.ATTACHMENTS_DIR = tmp_path / "attachments"
    return tmp_path / "attachments"


def bomb() -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr("zeros", b"\x00" * 5_000_000)
    return made.getvalue()


@pytest.mark.django_db
def test_a_picture_is_kept_and_only_the_unit_and_its_reporter_open_it(
    does: Does, observed: Does, folder: Path, at: datetime
) -> None:
    told = observed()
    made = does(
        "ana", actions.attach, observation_id=told.id, name="../a\\cell 12.PNG", chunks=[PICTURE], at=at
    )
    kept = does("bo", queries.attachment, attachment_id=made)
    path = attaching.path_of(kept)
    assert path.read_bytes() == PICTURE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert folder in path.parents
    assert (kept.name, kept.media_type, kept.size) == ("cell 12.PNG", "image/png", len(PICTURE))
    assert does("bo", queries.observation, observation_id=told.id).attachments[0].name == "cell 12.PNG"
    does("ana", queries.attachment, attachment_id=made)
    for stranger in ("abe", "eve", "gil"):
        with pytest.raises(Hidden):
            does(stranger, queries.attachment, attachment_id=made)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "given",
    [
        ("cell.jpg", b"MZ" + b"\x00" * 500, "not what its name says"),
        ("cell.jpg", b"\x7fELF" + b"\x00" * 500, "not what its name says"),
        ("cell.jpg", PICTURE, "not what its name says"),
        ("cell.png", b"<script>alert(1)</script>", "not what its name says"),
        ("cell.zip", bomb(), "not taken"),
        ("cell.jpg", bomb(), "not what its name says"),
        ("cell.exe", PICTURE, "not taken"),
        ("cell.svg", b"<svg/>", "not taken"),
        ("cell", PICTURE, "not taken"),
        ("cell.png", b"", "empty"),
    ],
)
def test_what_is_not_a_known_file_is_refused_and_leaves_nothing(
    does: Does, observed: Does, folder: Path, at: datetime, given: tuple[str, bytes, str]
) -> None:
    (name, content, sentence), told = given, observed()
    with pytest.raises(BadInput, match=sentence):
        does("ana", actions.attach, observation_id=told.id, name=name, chunks=[content], at=at)
    assert not [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_two_gigabytes_are_refused_after_the_first_25_mb(
    does: Does, observed: Does, folder: Path, at: datetime
) -> None:
    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        for _ in range(2048):
            read += 1
            yield PICTURE[:8] + b"\x00" * (2**20 - 8)

    told = observed()
    with pytest.raises(BadInput, match="larger than 25 MB"):
        does("ana", actions.attach, observation_id=told.id, name="film.png", chunks=endless(), at=at)
    assert read == 26
    assert not [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_only_to_ones_own_observation_and_not_without_end(does: Does, observed: Does, at: datetime) -> None:
    told = observed()
    said = {"observation_id": told.id, "name": "a.png", "chunks": [PICTURE], "at": at}
    with pytest.raises(Hidden):
        does("abe", actions.attach, **said)
    for _ in range(attaching.MOST):
        does("ana", actions.attach, **said)
    with pytest.raises(Cannot, match="up to 10"):
        does("ana", actions.attach, **said)
