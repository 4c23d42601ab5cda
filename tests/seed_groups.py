"""Plant a group of North that only its head of intelligence may see, with one of everything that hangs on a group."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from beccaria.core.actors import Actor, Level
from beccaria.core.grading import Grade

if TYPE_CHECKING:
    from beccaria.networks.api import NewScorecard


def plant(actor: Callable[[str], Actor], *, system: Actor, at: datetime) -> None:
    """The service writes it; Cy contests the membership and is answered. Whoever finds it elsewhere saw too much."""
    from beccaria.access.api import acting
    from beccaria.networks import api as networks
    from beccaria.people import api as people
    from tests.seed_reports import WORD

    def secret(name: str) -> networks.NewGroup:
        return networks.NewGroup(
            name=name,
            kind="mafia_type",
            definition="own",
            determined_by="prison",
            site="NORTH",
            level=Level.SECRET,
        )

    shown = networks.Shown(
        text=f"The {WORD} stood on the table.",
        observed=at.date() - timedelta(days=9),
        grade=Grade.read("3x5x2", "1", "A"),
    )
    evidence = networks.NewEvidence(basis="sign", origin="a search", shown=shown, level=Level.SECRET)
    with acting(system):
        one, other = (
            networks.write_group(secret(name), by=system, at=at) for name in (f"{WORD} one", f"{WORD} two")
        )
        networks.relate(
            networks.NewRelation(group=one, other=other, kind="feud", shown=shown), by=system, at=at
        )
        held = people.suggest("A1004", by=system)[0]
        membership = networks.open_membership(
            networks.NewMembership(group=one, person=held.id, evidence=evidence), by=system, at=at
        )
        networks.suppose_role(
            membership, role="leader", because=f"The {WORD}.", against="Nothing found.", by=system, at=at
        )
    with acting(actor("cy")) as cy:
        contested = networks.challenge(membership, raised_for="himself", text=f"No {WORD}.", by=cy, at=at)
        networks.score_group(one, _scorecard(WORD), by=cy, at=at)
    with acting(system):
        networks.answer(contested, upheld=False, text="It stays.", by=system, at=at)
        networks.review(membership, kept=True, why="Looked at.", by=system, at=at)


def _scorecard(word: str) -> "NewScorecard":
    """Every answer that is known has the word in its reason."""
    from beccaria.networks import api as networks

    one = networks.instrument("ocg-criminality-capability")
    answers = {item.id: networks.Answer(item.levels[-1].name, f"The {word} says it.") for item in one.items}
    return networks.NewScorecard(instrument=one.id, answers=answers, note=f"The {word}.")
