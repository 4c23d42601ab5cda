"""Make the registers: the places of a prison, its prisoners and its staff as the people file has them."""

from datetime import timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from beccaria.world.days import DAY
from beccaria.world.draws import chance
from beccaria.world.life.guests import Guests
from beccaria.world.life.site import SiteLife
from beccaria.world.names.pools import Name, pools
from beccaria.world.names.variants import byname
from beccaria.world.tables import NEVER, build, join

_CATEGORIES = ("low", "medium", "high")
_WITH_ALIAS = 0.14
_WITH_PAPERS = 0.8
_SPARE_SECONDS = 4_000_000_000


def places(life: SiteLife) -> Any:
    """The prison, its wings and its cells. `present` is counted on the last day."""
    site, world = life.site, life.world
    present = int((life.end >= world.plan.days * DAY).sum())
    rows: list[dict[str, Any]] = [
        {
            "code": site.code, "level": "establishment", "parent": None, "name": site.name, "kind": site.kind,
            "category": None,
            "sex": site.sex, "capacity": site.capacity, "unavailable": site.unavailable, "present": present,
            "region": site.region, "town": site.town, "country": "IT", "address": site.address,
            "latitude": site.latitude, "longitude": site.longitude, "open": True, "as_of": world.plan.until,
        }
    ]  # fmt: skip
    for number in site.wings:
        wing = world.estate.wings[number]
        sex = "female" if wing.female else "male"
        letter = wing.code.split("-")[1]
        common = {"sex": sex, "open": True, "as_of": world.plan.until}
        category = "high" if wing.secure else "ordinary"
        rows.append(
            {"code": wing.code, "level": "wing", "parent": site.code, "name": f"Sezione {letter}", "category": category,
             "capacity": wing.places, **common}
        )  # fmt: skip
        each = max(1, round(wing.places / len(wing.cells)))
        rows += [
            {
                "code": cell,
                "level": "cell",
                "parent": wing.code,
                "name": f"{letter} {cell[-3:]}",
                "capacity": each,
                **common,
            }
            for cell in wing.cells
        ]
    names = list(rows[0])
    return build(
        "estate", len(rows), {name: [row.get(name) for row in rows] for name in names}, world.calendar
    )


def residents(life: SiteLife, guests: Guests) -> Any:
    """The people file of one prison: prisoners whose last stay is here, staff, and everybody around them."""
    rows = guests.rows()
    around = build("people", len(rows["role"]), rows, life.world.calendar)
    return join([_prisoners(life), _staff(life), around])


def _prisoners(life: SiteLife) -> Any:
    world, people = life.world, life.world.people
    last = np.flatnonzero(
        np.append(world.stays.record[1:] != world.stays.record[:-1], True)[life.index]
    )  # numpy's own signature
    record = life.record[last]
    here = life.end[last] >= world.plan.days * DAY
    parts = [people.name(int(r)) for r in record]
    cells = life.cells.at(last, life.end[last] - 1)
    rng = life.draws("prisoners")
    remand = people.remand[record]
    due = [
        None if waits else world.plan.first + timedelta(days=int(people.released[r]) + 1)
        for r, waits in zip(record, remand, strict=True)
    ]
    columns = {
        "person_id": life.prisoner_codes[last],
        "role": ["prisoner"] * len(last),
        "number": [f"M{int(r) * 37 % 9_999_991:07d}" for r in record],
        "given_names": [given for given, _ in parts],
        "surname": [surname for _, surname in parts],
        "aliases": [people.aliases.get(int(r)) or _alias(parts[i], rng) for i, r in enumerate(record)],
        "born": pa.array([people.birthday(int(r)) for r in record], pa.date32()),
        "sex": ["female" if people.female[r] else "male" for r in record],
        "nationality": [pools()[int(people.culture[r])].code for r in record],
        "languages": [";".join(pools()[int(people.culture[r])].languages) for r in record],
        "establishment": [life.site.code if stays else None for stays in here],
        "wing": [
            life.wing_codes[w] if stays else None for w, stays in zip(life.wing[last], here, strict=True)
        ],
        "cell": [life.cells.names[c] if stays else None for c, stays in zip(cells, here, strict=True)],
        "status": ["remand" if waits else "sentenced" for waits in remand],
        "category": [_CATEGORIES[k] for k in np.searchsorted([0.25, 0.9], rng.random(len(last)))],
        "received": np.maximum(people.received[record] * DAY, -_SPARE_SECONDS).astype(np.int64),
        "release_due": pa.array(due, pa.date32()),
        "released": np.where(here, NEVER, life.end[last]),
        "document": [
            f"AX{int(people.who[r]) * 7_919 % 9_999_991:07d}" if chance(rng, _WITH_PAPERS) else None
            for r in record
        ],
    }
    return build("people", len(last), columns, world.calendar)


def _alias(parts: tuple[str, str], rng: np.random.Generator) -> str | None:
    """What others call him, where the register knows."""
    return byname(Name(*parts), rng) if chance(rng, _WITH_ALIAS) else None


def _staff(life: SiteLife) -> Any:
    staff, world = life.world.staff, life.world
    officers = np.flatnonzero(staff.site == life.site.number)
    names = [staff.name(int(o)) for o in officers]
    columns = {
        "person_id": [world.staff_id(int(o)) for o in officers],
        "role": ["staff"] * len(officers),
        "number": [staff.number(int(o)) for o in officers],
        "given_names": [name.given for name in names],
        "surname": [name.surname for name in names],
        "born": pa.array([staff.birthday(int(o), world.plan.first) for o in officers], pa.date32()),
        "sex": ["female" if staff.female[o] else "male" for o in officers],
        "nationality": ["IT"] * len(officers),
        "establishment": [life.site.code] * len(officers),
        "wing": [life.wing_codes[int(staff.wing[o])] for o in officers],
    }
    return build("people", len(officers), columns, world.calendar)
