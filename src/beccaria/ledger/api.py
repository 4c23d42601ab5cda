"""What other apps may ask of the ledger."""

from beccaria.ledger.actions import record
from beccaria.ledger.checkpoint import Checkpoint, sign, signing_key
from beccaria.ledger.queries import entries
from beccaria.ledger.sealing import Verdict, head, link_at, seal_waiting, verify

__all__ = [
    "Checkpoint",
    "Verdict",
    "entries",
    "head",
    "link_at",
    "record",
    "seal_waiting",
    "sign",
    "signing_key",
    "verify",
]
