"""Say whether two people share what a rule of a level forbids."""

from typing import Protocol

from beccaria.core.allocation import BREADTH, Level


class Somewhere(Protocol):
    """Where somebody is held."""

    @property
    def establishment(self) -> str:
        """The code of the prison."""

    @property
    def wing(self) -> str:
        """The code of the wing; empty where none is known."""

    @property
    def cell(self) -> str:
        """The cell; empty where none is known."""


def shares(one: Somewhere, other: Somewhere, level: Level) -> bool:
    """Whether they share it now. A yard is taken for the wing's own, and nobody shares a transport by living there."""
    if not one.establishment or one.establishment != other.establishment:
        return False
    if level is Level.ESTABLISHMENT:
        return True
    if not one.wing or one.wing != other.wing:
        return False
    return bool(BREADTH[level]) or (
        level is Level.CELL and bool(one.cell) and same_cell(one.cell, other.cell)
    )


def same_cell(one: str, other: str) -> bool:
    """Whether two cells of one wing are the same: registers write the number of a cell, orders its whole code."""
    return one == other or (bool(one and other) and (one.endswith(f"-{other}") or other.endswith(f"-{one}")))
