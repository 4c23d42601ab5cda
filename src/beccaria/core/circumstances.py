"""Name what matters for where somebody lives besides risk: who keeps the family tie, what he needs, what he waits for.

Nearness to the family is a protective factor (UN Nelson Mandela Rules, 59; European Prison Rules, 17.1), reasonable
accommodation a duty (Nelson Mandela Rules, 5.2; UN Convention on the Rights of Persons with Disabilities, 14.2). A need
is what a place must have, never an illness.
"""

from enum import StrEnum


class Tie(StrEnum):
    """Who keeps the family tie, seen from the prisoner."""

    MOTHER = "mother"
    FATHER = "father"
    PARENTS = "parents"
    PARTNER = "partner"
    CHILD = "child"
    SIBLING = "sibling"
    GRANDPARENT = "grandparent"
    OTHER = "other"


class Need(StrEnum):
    """What the place must have for him to live there."""

    STEP_FREE = "step_free"
    WHEELCHAIR = "wheelchair"
    LOW_BED = "low_bed"
    CARE = "care"
    POWER = "power"
    SIGHT = "sight"
    HEARING = "hearing"


class Wait(StrEnum):
    """What somebody waits for."""

    PROGRAMME = "programme"
    WORK = "work"


class Provides(StrEnum):
    """What a prison or a part of it has, offers or serves, or for which regime it is equipped."""

    NEED = "need"
    PROGRAMME = "programme"
    WORK = "work"
    COURT = "court"
    REGIME = "regime"


class Circumstance(StrEnum):
    """The four kinds of what matters for where somebody lives."""

    HOME = "home"
    NEED = "need"
    HEARING = "hearing"
    WAITING = "waiting"


FIRST, LAST = 1, 5
"""The most and the least urgent place on a waiting list."""
