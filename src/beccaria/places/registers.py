"""Recognise the file of a real prison register by its headings, and read it as rows of the estate."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from beccaria.lib.tables import CannotRead, open_source
from beccaria.places import registers_bulletins, registers_hmpps, registers_italy
from beccaria.places.registers_base import Known, OtherName, Register

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    _Reader = Callable[[Path, tuple[Known, ...]], Register]

__all__ = ["Known", "OtherName", "Register", "recognise"]

_LAYOUTS: tuple[tuple[str, tuple[str, ...], _Reader], ...] = (
    ("IT", registers_italy.ONDATA, lambda path, _known: registers_italy.ondata(path)),
    ("IT", registers_italy.INFO, lambda path, _known: registers_italy.info(path)),
    ("IT", registers_italy.RAW, registers_italy.raw),
    ("IT", registers_bulletins.HEADINGS, registers_bulletins.bulletins),
    ("GB", registers_hmpps.REGISTER, lambda path, _known: registers_hmpps.register(path)),
    ("GB", registers_hmpps.ESTATE_2017, registers_hmpps.estate_2017),
)


def recognise(path: Path, known: Iterable[Known] = ()) -> Register | None:
    """Read the file when it is one of the registers we know, else None. `known`: places already there.

    Raises CannotRead when the file is no table at all.
    """
    with closing(open_source(path, len)) as source:
        headings = next(source.rows(), [])
    for country, columns, read in _LAYOUTS:
        if set(columns) <= set(headings):
            return read(path, tuple(place for place in known if place.country in ("", country)))
    if not headings:
        raise CannotRead("%(file)s has no headings: nothing to load.", file=path.name)
    return None
