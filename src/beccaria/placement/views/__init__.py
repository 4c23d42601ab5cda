"""The ways in of placement."""
