"""Read country packs from their files: those that come with this version, and a service's own in their place."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from beccaria.core.countries import Pack, faults, pack_from
from beccaria.lib import reference
from beccaria.lib.failure import Failed

FOLDER: Final = reference.FOLDER / "countries"


def read(path: Path) -> Pack:
    """The pack in a YAML file. Raises Failed with its first fault and how many more there are."""
    pack = pack_from(reference.read(path, FOLDER / "schema.json"))
    if wrong := faults(pack):
        rest = len(wrong) - 1
        more = f" ({rest} more {'fault' if rest == 1 else 'faults'})" if rest else ""
        raise Failed(f"{path.name} cannot be used: {wrong[0]}{more}")
    return pack


@cache
def packs(own: str = "") -> Mapping[str, Pack]:
    """Every pack by its id, in the order of English names; a file in the folder `own` replaces the shipped one.

    Raises Failed for a file that cannot be used, for a folder that is not there, and when two packs claim one code.
    """
    found = {pack.id: pack for pack in map(read, sorted(FOLDER.glob("*.yaml")))}
    if own:
        if not Path(own).is_dir():
            raise Failed(
                f"There is no folder {own}: BECCARIA_COUNTRY_PACKS names where a service's own packs lie."
            )
        found |= {pack.id: pack for pack in map(read, sorted(Path(own).glob("*.yaml")))}
    claimed: dict[str, str] = {}
    for pack in found.values():
        for code in pack.codes:
            if claimed.setdefault(code, pack.id) != pack.id:
                raise Failed(
                    f"The packs {claimed[code]} and {pack.id} both claim {code}: let one of them have it."
                )
    return dict(sorted(found.items(), key=lambda each: each[1].english_name.words))


def of(country: str, among: Mapping[str, Pack]) -> tuple[Pack, ...]:
    """The packs that may hold for a country as a register writes it: one, several (GB), or none.

    With several, nothing may be built on one of them: the strictest limits hold.
    """
    code = country.strip().upper()
    if not code:
        return ()
    exact = tuple(pack for pack in among.values() if code in pack.codes)
    inside = (pack for pack in among.values() if any(each.startswith(f"{code}-") for each in pack.codes))
    return exact or tuple(inside)
