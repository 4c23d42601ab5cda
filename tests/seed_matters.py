"""Plant what matters for where the younger Bassi lives: his mother's town, a need, a hearing, a waiting list."""

from collections.abc import Callable
from datetime import datetime, timedelta

from beccaria.core.actors import Actor
from tests.seed_people import SON

TOWN, COURT = "Aldermere", "Court of Wintermouth"


def plant(actor: Callable[[str], Actor], *, at: datetime) -> None:
    """Ana wrote it down on the landing, where he told her."""
    from beccaria.access.api import acting
    from beccaria.core.circumstances import Need, Tie, Wait
    from beccaria.events import api as events
    from beccaria.people import api as people
    from beccaria.people.models import Person
    from beccaria.placement import api as placement

    with acting(actor("ana")) as ana:
        son = Person.objects.get(source="seed", key=SON).pk
        people.write_home(people.NewHome(person=son, tie=Tie.MOTHER, town=TOWN), by=ana, at=at)
        people.write_need(people.NewNeed(person=son, need=Need.LOW_BED), by=ana, at=at)
        hearing = events.NewHearing(person=son, at=at + timedelta(days=9), court=COURT)
        events.write_hearing(hearing, by=ana, at=at)
        waiting = placement.NewWaiting(person=son, kind=Wait.PROGRAMME, name="Bricklaying", priority=2)
        placement.write_waiting(waiting, by=ana, at=at)
