"""Migrations of networks."""
