"""Keep files that come with an observation: known types, small enough, outside the web root, randomly named."""

import hashlib
import os
import secrets
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import IO, Final

import filetype
from django.conf import settings
from django.db import transaction

from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.refusal import BadInput, Cannot
from beccaria.ledger import api as ledger
from beccaria.reports.models import Attachment
from beccaria.reports.queries import seen

LARGEST: Final = 25 * 1024 * 1024
MOST: Final = 10
_HEAD: Final = 8192

# What a landing has to show: pictures, scans, sound, film. Nothing that unpacks and nothing that runs, so there is
# nothing a bomb or a macro could hide in.
_TYPES: Final[dict[str, frozenset[str]]] = {
    ".jpg": frozenset({"image/jpeg"}),
    ".jpeg": frozenset({"image/jpeg"}),
    ".png": frozenset({"image/png"}),
    ".gif": frozenset({"image/gif"}),
    ".webp": frozenset({"image/webp"}),
    ".heic": frozenset({"image/heic"}),
    ".pdf": frozenset({"application/pdf"}),
    ".mp3": frozenset({"audio/mpeg"}),
    ".m4a": frozenset({"audio/mp4"}),
    ".wav": frozenset({"audio/x-wav"}),
    ".ogg": frozenset({"audio/ogg"}),
    ".mp4": frozenset({"video/mp4"}),
    ".mov": frozenset({"video/quicktime"}),
}


@transaction.atomic
def attach(*, observation_id: str, name: str, chunks: Iterable[bytes], by: Actor, at: datetime) -> str:
    """Add a file to one's own observation and return its identifier.

    The type is read from the bytes and must be one of a short list and agree with the name. The file lies on the
    disk, whole, before the row that names it is committed. Raises BadInput, Cannot, Hidden, Refused.
    """
    row, _ = seen.observation(observation_id, Act.OBSERVATION_READ_OWN, by=by)
    if row.attachments.count() >= MOST:
        raise Cannot("An observation holds up to %(most)s files: send another observation.", most=MOST)
    shown = Path(name.replace("\x00", "").replace("\\", "/")).name[-120:]
    kept = _keep(shown, chunks)
    made = Attachment.objects.create(observation=row, name=shown, added_at=at, **kept)
    ledger.record(
        Act.OBSERVATION_SUBMIT,
        by=by,
        subjects=[f"observation:{row.id}", f"attachment:{made.id}"],
        at=at,
        detail={"sha256": made.sha256, "type": made.media_type},
        as_pseudonym=row.pseudonym,
    )
    return made.id


def path_of(attachment: Attachment) -> Path:
    """Where the bytes of a file lie. Give it only to somebody for whom `queries.attachment` found it."""
    return Path(settings.ATTACHMENTS_DIR) / attachment.stored_as[:2] / attachment.stored_as


def _keep(name: str, chunks: Iterable[bytes]) -> dict[str, str | int]:
    wanted = _TYPES.get(Path(name).suffix.lower())
    if wanted is None:
        raise BadInput(
            "Files of this kind are not taken: send %(choices)s.", choices=", ".join(sorted(_TYPES))
        )
    stored_as = secrets.token_hex(16)
    folder = Path(settings.ATTACHMENTS_DIR) / stored_as[:2]
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    waiting = folder / f"{stored_as}.part"
    try:
        with os.fdopen(os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            head, size, digest = _copy(chunks, out)
        found = _type_of(head, wanted)
        waiting.rename(folder / stored_as)
    except BaseException:
        waiting.unlink(missing_ok=True)
        raise
    return {"stored_as": stored_as, "size": size, "sha256": digest, "media_type": found}


def _type_of(head: bytes, wanted: frozenset[str]) -> str:
    found = filetype.guess_mime(head)
    if found not in wanted:
        raise BadInput("This file is not what its name says: send the original picture, scan, sound or film.")
    return str(found)


def _copy(chunks: Iterable[bytes], out: IO[bytes]) -> tuple[bytes, int, str]:
    head, size, digest = b"", 0, hashlib.sha256()
    for chunk in chunks:
        size += len(chunk)
        if size > LARGEST:
            raise BadInput(
                "This file is larger than %(largest)s MB: send a smaller one.", largest=LARGEST // 2**20
            )
        head += chunk[: _HEAD - len(head)]
        digest.update(chunk)
        out.write(chunk)
    if not size:
        raise BadInput("This file is empty: choose another.")
    out.flush()
    os.fsync(out.fileno())
    return head, size, digest.hexdigest()
