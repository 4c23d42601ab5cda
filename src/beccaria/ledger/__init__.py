"""What was done, by whom and why: append-only, chained, never contents."""
