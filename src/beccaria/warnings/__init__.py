"""Warnings that reach every prison they concern and are acknowledged, bans that end, and who stands at the gate."""
