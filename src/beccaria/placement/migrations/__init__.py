"""The migrations of placement."""
