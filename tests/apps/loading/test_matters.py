"""Homes, needs, hearings, waiting lists and what prisons have: loaded once, corrected, refused with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beccaria.events.loading.hearings import load_hearings
from beccaria.people.loading import load_people
from beccaria.people.loading.circumstances import load_homes, load_needs
from beccaria.placement.loading import load_waiting
from beccaria.places.loading.provisions import load_provisions

if TYPE_CHECKING:
    from tests.apps.loading.conftest import Service

PEOPLE = """person_id,role,given_names,surname,born,establishment,received
E-1,prisoner,Aldo,One,1980-01-02,NORTH,2026-01-10
"""
HOMES = """home_id,person_id,tie,town,latitude,longitude,since,until
H-1,E-1,mother,Ravenna,44.42,12.2,2026-01-10,
H-2,E-1,mother,Forlì,44.2,,2026-01-10,
H-3,E-9,mother,Forlì,,,2026-01-10,
H-4,E-1,aunt,Forlì,,,2026-01-10,
H-5,E-1,father,Forlì,,,2026-03-10,2026-03-01
"""
NEEDS = """need_id,person_id,need,until
N-1,E-1,step_free,2027-01-31
N-2,E-1,power,2026-01-31
"""
HEARINGS = """hearing_id,person_id,at,court,town,called_off
C-1,E-1,2027-03-03 09:30,Tribunale di Ravenna,Ravenna,
C-2,E-1,2027-03-04 09:30,Tribunale di Ravenna,,yes
"""
WAITING = """waiting_id,person_id,kind,what,since,priority
W-1,E-1,work,Falegnameria,2026-10-01,2
W-2,E-1,work,Falegnameria,2026-10-01,7
W-3,E-1,play,Falegnameria,2026-10-01,
"""
PROVISIONS = """provision_id,place,kind,what,until
P-1,NORTH,court,Tribunale di Ravenna,
P-2,NORTH-C-101,need,Step free,
P-3,NORTH-A,work,Falegnameria,2027-12-31
P-4,WEST,work,Falegnameria,
P-5,NORTH-A,need,a view,
"""
FILES = (
    ("people", PEOPLE, load_people),
    ("homes", HOMES, load_homes),
    ("needs", NEEDS, load_needs),
    ("hearings", HEARINGS, load_hearings),
    ("waiting", WAITING, load_waiting),
    ("provisions", PROVISIONS, load_provisions),
)


def load(service: Service, *files: tuple[str, str, object]) -> dict[str, tuple[int, int, int]]:
    """Load files; of each how many rows are new, changed, rejected."""
    said = {}
    for name, text, work in files or FILES:
        found = service.load(work, service.write(f"{name}.csv", text))  # type: ignore[arg-type]  # one of the loaders
        said[name] = (found.new, found.changed, found.rejected)
    return said


def test_good_rows_load_once_and_bad_ones_are_set_aside_with_a_reason(service: Service) -> None:
    assert load(service) == {
        "people": (1, 0, 0),
        "homes": (1, 0, 4),
        "needs": (2, 0, 0),
        "hearings": (2, 0, 0),
        "waiting": (1, 0, 2),
        "provisions": (3, 0, 2),
    }
    rejected = (service.folder / "homes.csv.rejected.csv").read_text(encoding="utf-8")
    for words in ("longitude both", "there is no person E-9", "aunt", "it lies before since"):
        assert words in rejected
    rejected = (service.folder / "provisions.csv.rejected.csv").read_text(encoding="utf-8")
    assert "no establishment, wing, landing or cell WEST" in rejected
    assert "“a view” is not one of step_free" in rejected
    again = load(service, *FILES[1:])
    assert {name: said[:2] for name, said in again.items()} == dict.fromkeys(again, (0, 0))


def test_what_the_register_says_otherwise_is_corrected(service: Service) -> None:
    load(service)
    moved = HOMES.replace("Ravenna,44.42,12.2,2026-01-10,", "Faenza,44.29,11.88,2026-01-10,2026-12-31")
    assert load(service, ("homes", moved, load_homes)) == {"homes": (0, 1, 4)}
    ((town, over),) = service.rows("SELECT town, over_from::text FROM people_home WHERE key = 'H-1'")
    assert (town, over) == ("Faenza", "2027-01-01")
    # A need that says no day holds since the day it was loaded, or until the day on which it was over already.
    assert service.rows(
        "SELECT since::text, over_from::text FROM people_needofperson WHERE source = 'register' ORDER BY key"
    ) == [
        ("2026-11-21", "2027-02-01"),
        ("2026-01-31", "2026-02-01"),
    ]
    assert service.rows("SELECT site, what FROM places_provision WHERE source = 'register' ORDER BY key") == [
        ("NORTH", "tribunale di ravenna"),
        ("NORTH", "step_free"),
        ("NORTH", "falegnameria"),
    ]
