"""Name the columns of the file that says which staff work where and when."""

from typing import Final

from beccaria.core.feedfiles import SHIFTS, Column, FileKind

ROSTER: Final = FileKind(
    "roster",
    (
        *SHIFTS.columns,
        Column("needs", "list", means="skills that the wing asks for on this shift"),
        Column("skills", "list", means="skills that this member of staff is trained for"),
    ),
)
"""The shifts that the simulated service writes load as they are: nothing is needed there and nobody is trained."""
