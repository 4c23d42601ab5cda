"""Name the columns of the files that say which staff work where and when, and which languages they speak."""

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
STAFF_LANGUAGES: Final = FileKind(
    "staff_languages",
    (
        Column("language_id", required=True, also=("id",)),
        Column("establishment", required=True, means="code of the prison where this member of staff works"),
        Column("staff", required=True, means="the staff number, as in the roster"),
        Column("language", required=True, also=("lingua", "langue", "sprache")),
        Column("until", "day", means="the last day on which it holds"),
    ),
)
