"""Know a number, account or name of somebody whose communication is privileged, and what is nearly one; no Django."""

from beccaria.engines.privilege.guard import Entry, Finding, Guard, Sort

__all__ = ["Entry", "Finding", "Guard", "Sort"]
