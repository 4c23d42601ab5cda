"""Ordinary life in one prison: each module makes the rows of one file."""
