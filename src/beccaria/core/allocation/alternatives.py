"""Dispersal, concentration and isolation side by side, each with what is said for and against it; none is the winner.

The handbooks on extremist and organised prisoners name the same trade-offs and no proven best way (UNODC, Handbook on
the Management of Violent Extremist Prisoners, 2016, on separation and integration; doctrine of the DRIVE lessons).
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way of housing the people of a group. `computed`: whether the tool makes a placement of it."""

    name: str
    means: str
    good: tuple[str, ...]
    bad: tuple[str, ...]
    computed: bool


ALTERNATIVES: Final = (
    Alternative(
        "dispersal",
        "The people of a group live on many wings, few together.",
        (
            "their order and their orders break up",
            "contact with others and with ordinary programmes goes on",
            "no wing becomes known as theirs",
        ),
        (
            "each may recruit or threaten where he comes to",
            "more staff on more wings must know them",
            "families may have further to travel",
        ),
        computed=True,
    ),
    Alternative(
        "concentration",
        "The people of a group live on few wings with staff trained for them.",
        (
            "others are out of their reach",
            "trained staff and programmes for them are in one place",
            "what goes on among them is easier to see",
        ),
        (
            "bonds, ranks and belief in the group grow stronger",
            "who wants to leave the group lives among it",
            "the wing becomes a mark, and a target",
        ),
        computed=True,
    ),
    Alternative(
        "isolation",
        "One person is kept from all others.",
        ("contact with the group inside the prison is cut",),
        (
            "it harms health, the more the longer it lasts",
            "it is a last resort, for the shortest time and with review (Nelson Mandela Rules 43 to 45)",
            "it ends: what happens afterwards is only put off",
        ),
        computed=False,
    ),
)
