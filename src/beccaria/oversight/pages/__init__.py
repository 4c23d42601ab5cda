"""What the pages of oversight say."""

from beccaria.oversight.pages.ledger import (
    CheckpointPage,
    Choose,
    Frame,
    LedgerPage,
    Line,
    TablesPage,
    about_words,
    address,
    checkpoint_page,
    choices,
    counts_table,
    frame,
    knowers_table,
    line,
    unknown,
    who,
)
from beccaria.oversight.pages.linkage import LinkagePage, linkage_page

__all__ = [
    "CheckpointPage",
    "Choose",
    "Frame",
    "LedgerPage",
    "Line",
    "LinkagePage",
    "TablesPage",
    "about_words",
    "address",
    "checkpoint_page",
    "choices",
    "counts_table",
    "frame",
    "knowers_table",
    "line",
    "linkage_page",
    "unknown",
    "who",
]
