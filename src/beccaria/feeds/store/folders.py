"""Where bulk records lie under the data directory, and where they are put together before they count."""

import errno
import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Final
from urllib.parse import quote

import duckdb
from django.conf import settings

from beccaria.core.refusal import Cannot
from beccaria.lib.tables_rejects import rejects_of

_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_SAID_OF_FULL: Final = (
    "no space left",
    "disk quota",
    "file too large",
    "could not write",
    "max_temp_directory_size",
)
NATIONAL: Final = "_"
_LOCK: Final = "lock"
_PART: Final = "part"


def root() -> Path:
    """The store."""
    return Path(settings.DATA_DIR) / "feeds"


def part(kind: str, month: date, site: str | None, part_id: str) -> Path:
    """Where the file of a part lies."""
    return (
        root() / "store" / kind / f"{month:%Y-%m}" / quote(site or NATIONAL, safe="") / f"{part_id}.parquet"
    )


def aside() -> Path:
    """Where imports put things together; whatever lies here belongs to an import under way, or to one that died."""
    return root() / "aside"


def uploads() -> Path:
    """Where uploads wait, locked."""
    return root() / "uploads"


def beside(import_id: str) -> Path:
    """The name beside which the rows of an import are put that are set aside, where no file lies of it."""
    return root() / "rejected" / import_id


def rejected(import_id: str) -> Path:
    """The rows of an import that were set aside."""
    return rejects_of(beside(import_id))


@contextmanager
def working(import_id: str) -> Iterator[Path]:
    """A folder of one's own, gone afterwards whatever happens. A full disk is said in one sentence. Raises Cannot."""
    folder = aside() / import_id
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, mode=0o700)
        with (folder / _LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield folder
    except (OSError, duckdb.Error) as error:
        if not is_full(error):
            raise
        raise Cannot(
            "The disk is full, so nothing of this was taken in: make room and load the same again."
        ) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def tell(import_id: str, part: float) -> None:
    """Say how far an import is, for whoever waits."""
    with suppress(FileNotFoundError):
        (aside() / import_id / _PART).write_text(f"{part:.3f}")


def told(import_id: str) -> float:
    """How far an import is, 0 to 1; 0 when nothing is known."""
    try:
        return min(1.0, max(0.0, float((aside() / import_id / _PART).read_text())))
    except (FileNotFoundError, ValueError):
        return 0.0


def left_behind() -> list[Path]:
    """The folders of imports that were killed: nobody holds their lock any more."""
    return [folder for folder in aside().glob("*") if _is_free(folder / _LOCK)]


def _is_free(lock: Path) -> bool:
    try:
        with lock.open("r+") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return True
    except BlockingIOError:
        return False
    return True


def is_full(error: BaseException) -> bool:
    """Whether an error says that there is no room left."""
    if isinstance(error, OSError) and error.errno in _FULL:
        return True
    return isinstance(error, (OSError, duckdb.Error)) and any(
        word in str(error).casefold() for word in _SAID_OF_FULL
    )
