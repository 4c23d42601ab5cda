"""What other apps may ask of the ledger."""

from beccaria.ledger.actions import record
from beccaria.ledger.checkpoint import Checkpoint, Signed, service_key, sign, sign_text, signing_key
from beccaria.ledger.models import Entry
from beccaria.ledger.queries import DayCount, Knower, Wanted, all_entries, count, counts, entries, knowers
from beccaria.ledger.sealing import Verdict, head, link_at, seal_waiting, verify

__all__ = [
    "Checkpoint",
    "DayCount",
    "Entry",
    "Knower",
    "Signed",
    "Verdict",
    "Wanted",
    "all_entries",
    "count",
    "counts",
    "entries",
    "head",
    "knowers",
    "link_at",
    "record",
    "seal_waiting",
    "service_key",
    "sign",
    "sign_text",
    "signing_key",
    "verify",
]
