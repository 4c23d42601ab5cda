"""Tell the story of a visitor refused at one prison and expected at another, for the gate and the list of warnings."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from beccaria.access.api import acting
from beccaria.core.actors import Actor, system_actor
from beccaria.core.happenings import Outcome
from beccaria.core.ids import PersonId
from beccaria.core.persons import Role
from beccaria.core.warning import Certainty, Scope, WarningKind
from beccaria.events import api as events
from beccaria.people import api as people
from beccaria.warnings import api as warnings

STORY = Path(__file__).resolve().parent.parent / "reference" / "demonstration" / "warning.yaml"


def tell(home: str, elsewhere: str, actors: dict[str, Actor], *, at: datetime) -> None:
    """Refused elsewhere yesterday, warned of at once, expected here today under another spelling."""
    story = yaml.safe_load(STORY.read_text(encoding="utf-8"))
    with acting(system_actor("demonstration")) as system:
        visited_there, visited_here = _prisoners(elsewhere, by=system)[0], _prisoners(home, by=system)[:2]
    refused, visit = _refused(story["refused"], elsewhere, visited_there, actors["pio-elsewhere"], at=at)
    _warn(story, refused, visit, actors["pio-elsewhere"], at=at)
    for said, prisoner in zip((story["booked"], story["innocent"]), visited_here, strict=True):
        _book(said, home, prisoner, actors["officer"], at=at)


def _prisoners(site: str, *, by: Actor) -> list[PersonId]:
    return [PersonId(one.id) for one in people.held_at(site, by=by, at_most=40)][10:12]


def _refused(
    said: dict[str, Any], site: str, prisoner: PersonId, by: Actor, *, at: datetime
) -> tuple[PersonId, str]:
    moment = at - timedelta(hours=said["before_hours"])
    names = {name: said[name] for name in ("given_names", "surname", "document", "address")}
    with acting(by):
        visitor = people.add_person(
            people.Said(role=Role.VISITOR, born=said["born"], **names), site=site, by=by, at=moment
        )
        visit = events.add_visit(
            events.NewVisit(
                happened=events.Happened(site=site, occurred_at=moment),
                prisoner=prisoner,
                visitor=visitor,
                visitor_name=f"{said['given_names']} {said['surname']}",
                outcome=Outcome.REFUSED,
                reason=said["reason"],
                born=said["born"],
                document=said["document"],
                relationship=said["relationship"],
            ),
            by=by,
            at=moment,
        )
    return visitor, visit


def _warn(story: dict[str, Any], person: PersonId, visit: str, by: Actor, *, at: datetime) -> None:
    said, refused = story["warning"], story["refused"]
    subject = warnings.Subject(
        names=(f"{refused['given_names']} {refused['surname']}", *said["other_names"]),
        born=refused["born"],
        document=refused["document"],
    )
    told = warnings.Told(
        text=said["text"], reason=said["reason"], certainty=Certainty(said["certainty"]), subject=subject
    )
    new = warnings.NewWarning(
        kind=WarningKind.VISITOR_REFUSED,
        told=told,
        scope=Scope.ALL,
        person=person,
        visit=visit,
        within=timedelta(minutes=said["acknowledge_minutes"]),
    )
    with acting(by):
        # Half of the time to acknowledge has gone by, as on a real morning.
        warnings.write(new, by=by, at=at - timedelta(minutes=said["acknowledge_minutes"] / 2))


def _book(said: dict[str, Any], site: str, prisoner: PersonId, by: Actor, *, at: datetime) -> None:
    born: date = said["born"]
    with acting(by):
        events.add_visit(
            events.NewVisit(
                happened=events.Happened(site=site, occurred_at=at + timedelta(minutes=said["in_minutes"])),
                prisoner=prisoner,
                visitor_name=said["name"],
                outcome=Outcome.BOOKED,
                born=born,
                relationship=said["relationship"],
            ),
            by=by,
            at=at,
        )
