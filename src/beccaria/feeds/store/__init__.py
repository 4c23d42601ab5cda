"""Keep rows in Parquet: files by kind, month and prison, never changed once written; which count is in the database."""
