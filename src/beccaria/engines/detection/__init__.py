"""Run patterns over feeds: read rows, keep summaries by month, compute, explain; on DuckDB or on Spark."""
