"""Movements, visits, incidents and finds."""
