"""Plant the estate, the people and the events that every test finds; each part is added with the app it belongs to."""

import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from beccaria.core.actors import Actor

# North has three wings, one of them with landings and cells; South has one. All of it is invented.
ESTATE = """code,level,parent,name,kind,category,sex,capacity,unavailable,present,town,country,open
NORTH,establishment,,Northgate,remand,B,male,120,4,131,Northtown,ZZ,yes
NORTH-A,wing,NORTH,A wing,,B,,40,,41,,,yes
NORTH-B,wing,NORTH,B wing,,B,,40,4,44,,,yes
NORTH-C,wing,NORTH,C wing,,B,,40,,46,,,yes
NORTH-C-1,landing,NORTH-C,First landing,,,,20,,23,,,yes
NORTH-C-101,cell,NORTH-C-1,101,,,,2,,2,,,yes
NORTH-C-102,cell,NORTH-C-1,102,,,,1,,2,,,yes
SOUTH,establishment,,Southmoor,sentenced,C,male,80,,60,Southtown,ZZ,yes
SOUTH-A,wing,SOUTH,A wing,,C,,80,,60,,,yes
SOUTH-A-101,cell,SOUTH-A,101,,,,2,,1,,,yes
"""


def plant(*, by: Actor, at: datetime) -> None:
    """North and South, their wings, and the people in them."""
    from tests import seed_people

    _estate(by=by, at=at)
    seed_people.plant(by=by, at=at)


def _estate(*, by: Actor, at: datetime) -> None:
    from beccaria.lib.staging import Job
    from beccaria.places.loading import load_estate

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "estate.csv"
        path.write_text(ESTATE, encoding="utf-8")
        outcome = load_estate(Job(path=path, at=at, zone=ZoneInfo("Europe/Rome")), by=by)
    assert not outcome.rejected, "the planted estate has a bad row"
