"""Ask for work to be done after this transaction, by the service, which sees every record."""

from typing import Final

from procrastinate.contrib.django import app as queue

COMPARE: Final = "people.compare"


def compare_later(person_id: str) -> None:
    """Have a record compared with all others. Who asks learns nothing, not even by how long it takes.

    Asked for by name: the job is a way in, above this module. It carries the record's identifier and nothing else.
    """
    queue.configure_task(name=COMPARE).defer(person_id=person_id)
