"""Read instruments from their files: every version of those that come with this release, and a service's own.

The newest version of an instrument stands in `ID.yaml`; older ones, with which people were assessed, in
`ID@VERSION.yaml`.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from beccaria.core.instruments import Instrument, faults, instrument_from
from beccaria.lib import reference
from beccaria.lib.failure import Failed

FOLDER: Final = reference.FOLDER / "instruments"
SCHEMA: Final = FOLDER / "schema.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """One version of an instrument: what it says, the SHA-256 of its file, and whether it is the service's own."""

    instrument: Instrument
    digest: str
    own: bool


def read(path: Path) -> Instrument:
    """The instrument in a YAML file. Raises Failed with its first fault and how many more there are."""
    one = instrument_from(reference.read(path, SCHEMA))
    if wrong := faults(one):
        rest = len(wrong) - 1
        more = f" ({rest} more {'fault' if rest == 1 else 'faults'})" if rest else ""
        raise Failed(f"{path.name} cannot be used: {wrong[0]}{more}")
    return one


@cache
def every(own: str = "") -> Mapping[tuple[str, int], Kept]:
    """Every version of every instrument by (id, version); `own` is the folder of the service's own ("" none).

    A service may add instruments, and newer versions of shipped ones. Raises Failed for a file that cannot be used or
    is named otherwise than what it holds, for a folder that is not there, and for a version that is there twice: a
    version never changes.
    """
    if own and not Path(own).is_dir():
        raise Failed(
            f"There is no folder {own}: BECCARIA_INSTRUMENTS names where a service's own instruments lie."
        )
    found: dict[tuple[str, int], Kept] = {}
    for kept, name in (*_in(FOLDER, own=False), *(_in(Path(own), own=True) if own else ())):
        key = kept.instrument.id, kept.instrument.version
        if key in found:
            raise Failed(
                f"{name} is version {key[1]} of {key[0]}, which is there already: a version never changes, "
                f"so number it {key[1] + 1}."
            )
        found[key] = kept
    return dict(sorted(found.items()))


def newest(own: str = "") -> Mapping[str, Kept]:
    """The newest version of each instrument by its id, in the order of titles. Raises Failed."""
    last = {name: kept for (name, _), kept in every(own).items()}
    return dict(sorted(last.items(), key=lambda each: each[1].instrument.title))


def versions(instrument_id: str, own: str = "") -> tuple[Kept, ...]:
    """Every version of one instrument that is here, the oldest first; empty when there is none. Raises Failed."""
    return tuple(kept for (name, _), kept in every(own).items() if name == instrument_id)


def digest(path: Path) -> str:
    """The SHA-256 of a file: what tells two files of one version apart."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _in(folder: Path, *, own: bool) -> Iterator[tuple[Kept, str]]:
    for path in sorted(folder.glob("*.yaml")):
        one = read(path)
        if path.stem not in {one.id, f"{one.id}@{one.version}"}:
            raise Failed(
                f"{path.name} holds version {one.version} of {one.id}: name it {one.id}.yaml, "
                f"or {one.id}@{one.version}.yaml when a newer version is there."
            )
        yield Kept(one, digest(path), own), path.name
