"""Plant the estate, the people and the events that every test finds; each part is added with the app it belongs to."""

from datetime import datetime

from beccaria.core.actors import Actor


def plant(*, by: Actor, at: datetime) -> None:
    """North and South, their wings, and the people in them."""
    del by, at
