"""The pages of those who oversee."""

from beccaria.oversight.views.ledger import checkpoint, checkpoint_files, counts, entries, export, knew
from beccaria.oversight.views.linkage import linkage

__all__ = ["checkpoint", "checkpoint_files", "counts", "entries", "export", "knew", "linkage"]
