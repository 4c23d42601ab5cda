"""Who looked at whom, when and why: the ledger for those who oversee, with export, seal and checkpoint."""
