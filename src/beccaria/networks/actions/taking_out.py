"""Record that a chart was taken out of the service as a file: who is on it, in which format, and its fingerprint."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from beccaria.access.api import may_ever
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.core.refusal import Refused
from beccaria.ledger.api import record


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A file of a chart: everybody on it (`person:ID`), its format, how many ties, and its content."""

    subjects: tuple[str, ...]
    form: str
    ties: int
    content: bytes


@transaction.atomic
def take_out(taken: Taken, *, by: Actor, at: datetime) -> str:
    """Record it once, with everybody who is shown. Returns the SHA-256 of the file. Raises Refused."""
    if not may_ever(Act.NETWORK_EXPORT, by):
        raise Refused("Your duty does not include this.")
    digest = hashlib.sha256(taken.content).hexdigest()
    detail: dict[str, str | int | bool | list[str] | None] = {
        "format": taken.form,
        "ties": taken.ties,
        "bytes": len(taken.content),
        "sha256": digest,
    }
    record(Act.NETWORK_EXPORT, by=by, subjects=taken.subjects, at=at, detail=detail)
    return digest
