"""Take part of the ledger out of the service, sealed, and say so in the ledger."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import transaction

from beccaria.access import api as access
from beccaria.core.actors import Actor
from beccaria.core.acts import Act
from beccaria.ledger import api as ledger
from beccaria.oversight.words import sentence

MOST = 100_000
_COLUMNS = (
    *("entry", "at", "act", "in_words", "outcome", "actor", "actor_name", "duty", "purpose", "session"),
    *("subjects", "detail"),
)
# A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_HOW = """To check that ledger.csv is what the service gave out, and when:

  sha256sum ledger.csv            the sum must be the one in seal.txt
  openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in seal.txt -sigfile seal.sig

Compare key.pem with the key this service published. The position and head in seal.txt say how long the ledger
was at that moment: `beccaria ledger verify --checkpoint seal.txt` proves that it has not been rewritten since.
"""


@transaction.atomic
def export(wanted: ledger.Wanted, *, by: Actor, at: datetime) -> bytes:
    """A ZIP with the wanted entries as CSV, newest first, and a seal: its SHA-256 under the ledger's signature.

    At most 100,000 entries; the seal says how many there are. Raises Refused, NeedsConfirmation.
    """
    access.require(Act.LEDGER_EXPORT, by)
    found = list(ledger.all_entries(by=by, wanted=wanted, at_most=MOST))
    names = access.names_of({entry.actor for entry in found})
    table = _table(_row(entry, names) for entry in found)
    digest = hashlib.sha256(table).hexdigest()
    last = ledger.head()
    message = (
        "beccaria ledger export\n"
        f"sha256 {digest}\nentries {len(found)}{' (the newest; there are more)' if len(found) == MOST else ''}\n"
        f"position {last.position if last else 0}\nhead {last.overall.hex() if last else '00' * 32}\n"
        f"at {at.isoformat()}\n"
    )
    ledger.record(
        Act.LEDGER_EXPORT,
        by=by,
        subjects=[f"export:{digest}", *wanted.subjects],
        at=at,
        detail={"entries": len(found), "act": wanted.act, "outcome": wanted.outcome},
    )
    signed = ledger.sign_text(message, key=ledger.service_key())
    return packed(
        {
            "ledger.csv": table,
            "seal.txt": message.encode(),
            "seal.sig": signed.signature,
            "key.pem": signed.public_key.encode(),
            "how-to-verify.txt": _HOW.encode(),
        },
        at=at,
    )


def packed(files: dict[str, bytes], *, at: datetime) -> bytes:
    """The files as one ZIP, dated `at`."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, date_time=at.astimezone(UTC).timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return into.getvalue()


def _row(entry: ledger.Entry, names: dict[str, str]) -> list[str]:
    return [
        str(entry.id),
        entry.at.astimezone(UTC).isoformat(),
        entry.act,
        sentence(entry.act),
        entry.outcome,
        entry.actor,
        names.get(entry.actor, ""),
        entry.duty,
        entry.purpose,
        entry.session,
        " ".join(entry.subjects),
        json.dumps(entry.detail, sort_keys=True, ensure_ascii=False),
    ]


def _table(rows: Iterable[list[str]]) -> bytes:
    into = io.StringIO(newline="")
    writer = csv.writer(into)
    writer.writerow(_COLUMNS)
    for row in rows:
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
    return into.getvalue().encode()
